"""A site that builds in a moment, for tests that build dozens of times: one force, one hearing, two ordinary pages."""

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
        shutil.copy(ROOT / path, site / path)
    edit(site, "pelicanconf.py", '["en", "cy"],', '["en"],')
    edit(site, "content/pages/en/about/press.md", "AS-2023-014", "AS-2010-001")  # or no build before it is public
    return site


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
