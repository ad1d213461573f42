"""A site that builds in a moment, for tests that build dozens of times: one force, one hearing, two ordinary pages."""

import re
import shutil
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
RECORD: Final = "content/hearings/2023/as-2023-014.md"
_CONTENT: Final = (
    "content/forces/avon-and-somerset.yaml",
    "content/pages/en/about/anonymity.md",
    "content/pages/en/about/press.md",
    RECORD,
    "pelicanconf.py",
)


def make_site(folder: Path) -> Path:
    """Make the site below a folder, in English alone."""
    site = folder / "site"
    shutil.copytree(ROOT / "theme", site / "theme")
    for path in _CONTENT:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        copy_alone(ROOT / path, site / path)
    edit(site, "pelicanconf.py", '["en", "cy"],', '["en"],')
    return site


def copy_alone(source: Path, target: Path) -> None:
    """Copy a file; of an ordinary page, links to others that are not copied lead home."""
    text = source.read_text("utf-8")
    target.write_text(re.sub(r"\]\(/about/[^)]*\)", "](/)", text) if "pages" in source.parts else text, "utf-8")


def edit(site: Path, path: str, old: str, new: str) -> None:
    """Change a text in a file; the text must be there."""
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new), "utf-8")


def tree(folder: Path) -> dict[str, bytes | str]:
    """Every file below a folder with its bytes, every link with its target, every folder."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = f"-> {path.readlink()}" if path.is_symlink() else "folder" if path.is_dir() else path.read_bytes()
    return found
