"""The same content, theme, settings and moment give the same bytes, whatever the machine is like."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.reproducible import ROOT, Surroundings, build, copy_site, out_of_order

# Both languages, a document of every kind that is made anew, a tombstone, a hearing of several officers.
_RECORDS: Final = (
    "2023/as-2023-014.md",
    "2021/wld-2021-002.md",
    "2024/wld-2024-002.md",
    "2024/wld-2024-002.cy.md",
    "2024/wld-2024-003.md",
    "2025/wld-2025-001.md",
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a site with some of everything is made from."""
    site = copy_site(ROOT, tmp_path_factory.mktemp("source"))
    kept = {site / "content/hearings" / record for record in _RECORDS}
    for record in (site / "content/hearings").rglob("*.md"):
        if record not in kept:
            record.unlink()
    return site


@pytest.fixture(scope="module")
def wanted(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What it is on a plain machine."""
    return build(
        copy_site(source, tmp_path_factory.mktemp("plain")), Surroundings({"PYTHONHASHSEED": "0", "TZ": "UTC"})
    )


def scatter_times(site: Path) -> None:
    """Give every file another time: long ago, ahead, and in another order than the names."""
    for number, path in enumerate(sorted(site.rglob("*"), key=lambda path: path.name[::-1])):
        when = (0, 4_000_000_000, number)[number % 3]
        os.utime(path, (when, when))


def shut_rights(site: Path) -> None:
    """Let nobody but the owner read the content, and let it be run."""
    for path in (site / "content").rglob("*"):
        path.chmod(0o700)


SURROUNDINGS: Final = {
    "seed, far east": Surroundings({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
    "seed, far west": Surroundings({"PYTHONHASHSEED": "4294967295", "TZ": "XXX+12:34", "LANG": "tr_TR.UTF-8"}),
    "no unicode": Surroundings({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "times, rights, umask": Surroundings({"LC_ALL": "cy_GB.UTF-8"}, umask=0o077, before=scatter_times),
    "open umask, optimised": Surroundings({"PYTHONOPTIMIZE": "1"}, umask=0, before=shut_rights),
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_machine_changes_no_byte(source: Path, wanted: dict[str, str], tmp_path: Path, name: str) -> None:
    """Locale, time zone, hash seed, file times, rights and umask."""
    found = build(copy_site(source, tmp_path / "other place, ü"), SURROUNDINGS[name])
    assert found == wanted


def test_the_order_of_files_changes_no_byte(source: Path, wanted: dict[str, str], tmp_path: Path) -> None:
    """However a disk lists its files, and however many processors share the work."""
    found = build(copy_site(source, tmp_path / "site"), Surroundings(out_of_order(tmp_path / "disorder")))
    assert found == wanted


def test_a_python_without_docstrings_is_refused(source: Path, tmp_path: Path) -> None:
    """The schemas are made of them: exit code 2 and a sentence, by both ways in."""
    site = copy_site(source, tmp_path / "site")
    for module in ("hearingsite", "pelican"):
        command = [sys.executable, "-OO", "-m", module, *(["build"] if module == "hearingsite" else [])]
        given = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=site, env=given, capture_output=True, text=True, check=False)
        assert (done.returncode, "HS721" in done.stdout + done.stderr) == (2, True), done.stdout + done.stderr


def test_disorder_is_disorder(tmp_path: Path) -> None:
    """In the surroundings of the test above, a folder does tell its files in another order."""
    for name in "abc":
        (tmp_path / name).touch()
    surroundings = out_of_order(tmp_path.with_name(f"{tmp_path.name}-disorder"))
    code = "import os, pathlib; print(os.listdir(), [str(one) for one in pathlib.Path().rglob('*')], os.cpu_count())"
    command = [sys.executable, "-c", code]
    given = {**os.environ, **surroundings}
    done = subprocess.run(command, cwd=tmp_path, env=given, capture_output=True, text=True, check=True)
    assert done.stdout == "['c', 'b', 'a'] ['c', 'b', 'a'] 5\n"


def test_the_source_has_some_of_everything(source: Path, wanted: dict[str, str]) -> None:
    """The tests above compared pages in both languages, a document, tables, feeds and a database."""
    assert len(list((source / "content/hearings").rglob("*.md"))) == len(_RECORDS)
    assert {"cy/hearings/wld-2024-002/index.html", "data/hearings.sqlite", "feeds/outcomes.atom"} <= {*wanted}
    assert [path for path in wanted if "/files/" in path]
