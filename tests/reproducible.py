"""Builds of the same site in surroundings that differ: what the test takes, and other Pythons by hand.

`python -m tests.reproducible python3.12 python3.13` makes an environment for each, with the versions of the lock file,
builds the site of this project in it, and compares every byte with what the Python that runs it builds.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parent.parent
NOW: Final = "2026-11-25T09:00"
# What a process of Python runs first: folders tell their files in another order, and the machine has more processors.
DISORDER: Final = """
import os

_scandir, _listdir = os.scandir, os.listdir


class Scan:
    def __init__(self, path="."):
        with _scandir(path) as found:
            self.found = iter(sorted(found, key=lambda entry: entry.name[::-1], reverse=True))

    def __iter__(self):
        return self.found

    def __next__(self):
        return next(self.found)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass


os.scandir = Scan
os.listdir = lambda path=".": sorted(_listdir(path), key=lambda name: name[::-1], reverse=True)
os.cpu_count = lambda: 5
os.sched_getaffinity = lambda _=0: {0, 1, 2, 3, 4}
"""


class Surroundings(NamedTuple):
    """In what a build runs: variables of its environment, its umask, what is done to the files before."""

    environment: Mapping[str, str] = {}
    umask: int = 0o022
    before: Callable[[Path], None] | None = None


def out_of_order(folder: Path) -> dict[str, str]:
    """Give the environment of a process to which every folder tells its files in another order."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(DISORDER, "utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def build(site: Path, surroundings: Surroundings, *, python: str = sys.executable) -> dict[str, str]:
    """Build a site from nothing, and give the SHA-256 of each of its files."""
    if surroundings.before:
        surroundings.before(site)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    given = {**own, "PYTHONPATH": str(ROOT), **surroundings.environment}
    command = [python, "-m", "hearingsite", "build", "--full", f"--now={NOW}"]
    done = subprocess.run(
        command, cwd=site, env=given, umask=surroundings.umask, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    live = (site / "output").resolve()
    files = [file for file in live.rglob("*") if file.is_file()]
    return {file.relative_to(live).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files)}


def copy_site(source: Path, folder: Path) -> Path:
    """Copy what a site is made from; file times are new."""
    for name in ("content", "theme"):
        shutil.copytree(source / name, folder / name, copy_function=shutil.copyfile)
    shutil.copyfile(source / "pelicanconf.py", folder / "pelicanconf.py")
    return folder


def _compare(pythons: list[str]) -> bool:
    """Build with each Python and say whether the bytes are the same."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = build(copy_site(ROOT, Path(folder, "own")), Surroundings())
        print(f"{sys.version.split()[0]}: {len(wanted)} files")  # noqa: T201 -- run by hand
        are_same = True
        for number, python in enumerate(pythons):
            place = Path(folder, f"environment-{number}")
            subprocess.run([python, "-m", "venv", place], check=True)
            own = str(place / "bin/python")
            locked = ["--quiet", "--require-hashes", "--requirement", str(ROOT / "requirements/site.txt")]
            subprocess.run([own, "-m", "pip", "install", *locked], check=True)
            site = copy_site(ROOT, Path(folder, f"site-{number}"))
            found = build(site, Surroundings(), python=own)
            differing = sorted(path for path in wanted.keys() | found.keys() if wanted.get(path) != found.get(path))
            version = subprocess.run([own, "-V"], check=True, capture_output=True, text=True).stdout
            print(f"{version.strip()}: {len(found)} files, {len(differing)} differ {differing[:5]}")  # noqa: T201
            are_same &= not differing
    return are_same


if __name__ == "__main__":
    sys.exit(not _compare(sys.argv[1:]))
