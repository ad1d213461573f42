"""Going back: the build before, whole, and never what must stay back by now."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.quick import Done, Quick
from tests.sites import RECORD, edit, make_site, tree

NOW = "--now=2024-06-01T09:00"


def build(quick: Quick, site: Path, title: str) -> dict[str, bytes | str]:
    """Build with another ordinary page, and give the live site."""
    page = site / "content/pages/en/about/press.md"
    page.write_text(f"Title: {title}\nSummary: s\n\n{title}\n", "utf-8")
    done = quick(site, "build", NOW)
    assert done.returncode == 0, done.out
    return live(site)


def live(site: Path) -> dict[str, bytes | str]:
    """The live site."""
    return tree((site / "output").resolve())


def back(quick: Quick, site: Path, *more: str) -> Done:
    """Roll back."""
    return quick(site, "rollback", NOW, *more)


def test_a_rollback_puts_the_build_before_back(quick: Quick, tmp_path: Path) -> None:
    """It says what changed; once more goes back further, and then there is nothing to go back to."""
    site = make_site(tmp_path)
    first, second, third = (build(quick, site, title) for title in ("one", "two", "three"))
    assert len({str(one) for one in (first, second, third)}) == 3
    done = back(quick, site)
    assert (done.returncode, live(site) == second) == (0, True), done.out
    assert "output/ is again the site of 2024-06-01T09:00:00+01:00: 0 added, " in done.out
    assert "    changed: about/press/index.html\n" in done.out
    done = back(quick, site, "--format=json")
    assert (done.returncode, live(site) == first) == (0, True), done.out
    assert "about/press/index.html" in json.loads(done.out)["changed"]
    done = back(quick, site)
    assert (done.returncode, "HS920" in done.out, live(site) == first) == (4, True, True), done.out


def test_a_build_after_a_rollback_comes_after_what_was_put_back(quick: Quick, tmp_path: Path) -> None:
    """The next build shows what the records say; going back from it leads to what was live before it, not to the bad one."""
    site = make_site(tmp_path)
    first = build(quick, site, "one")
    build(quick, site, "two")
    assert back(quick, site).returncode == 0
    third = build(quick, site, "three")
    assert live(site) == third
    assert back(quick, site).returncode == 0
    assert live(site) == first
    assert build(quick, site, "three") == third


def change(_: Path, build: Path) -> None:
    """Change a file of the build before."""
    file = build / "index.html"
    file.unlink()
    file.write_text("x", "utf-8")


def lose(_: Path, build: Path) -> None:
    """Lose a file of it."""
    (build / "index.html").unlink()


def add(_: Path, build: Path) -> None:
    """Add a file to it."""
    (build / "x.html").write_text("x", "utf-8")


def link(site: Path, build: Path) -> None:
    """Put a link to the same bytes in the place of a file."""
    file = build / "index.html"
    file.rename(site / "kept.html")
    file.symlink_to(site / "kept.html")


def unseal(_: Path, build: Path) -> None:
    """Lose its seal."""
    build.with_name(f"{build.name}.json").unlink()


@pytest.mark.parametrize("spoil", [change, lose, add, link, unseal])
def test_only_what_was_sealed_is_put_back(quick: Quick, tmp_path: Path, spoil: Callable[[Path, Path], None]) -> None:
    """A build of which one file is not as it was sealed stays where it is."""
    site = make_site(tmp_path)
    build(quick, site, "one")
    earlier = (site / "output").resolve()
    second = build(quick, site, "two")
    spoil(site, earlier)
    done = back(quick, site)
    assert (done.returncode, "HS921" in done.out, live(site) == second) == (4, True, True), done.out


def take_down(site: Path) -> None:
    """Take the hearing down."""
    edit(site, RECORD, "\nofficers:", "\ntakedown: {at: 2024-02-01, reason: It must end., by: PSD}\nofficers:")


def embargo(site: Path) -> None:
    """Put it back behind its embargo."""
    edit(site, RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2099-12-19T09:00")


def delete(site: Path) -> None:
    """Delete it."""
    (site / RECORD).unlink()


@pytest.mark.parametrize("hide", [take_down, embargo, delete])
def test_a_rollback_never_undoes_a_takedown(quick: Quick, tmp_path: Path, hide: Callable[[Path], None]) -> None:
    """What was called back since the build before stays back."""
    site = make_site(tmp_path)
    build(quick, site, "one")
    hide(site)
    done = quick(site, "build", NOW, "--allow-removal=AS-2023-014")
    assert done.returncode == 0, done.out
    after = live(site)
    done = back(quick, site)
    assert (done.returncode, "HS922" in done.out, live(site) == after) == (3, True, True), done.out


ANNOUNCED: Final = """\
---
reference: AS-2023-014
force: avon-and-somerset
status: concluded
notice: {published: 2023-12-01T10:00}
hearing:
  kind: misconduct-hearing
  dates: [2023-12-18]
  venue: Town hall
  held: public
  chair: {role: legally-qualified-chair, name: Ambrose Tolliver}
officers:
  - name: Osbert Quillfeather
    rank: constable
    service: serving
    attended: present
    allegations:
      - conduct: did not record a stop
        standards: [duties-and-responsibilities]
        alleged_level: gross-misconduct
        finding: proven
        level: gross-misconduct
    outcome: dismissed-without-notice
    barred_list: added
people:
  - {name: Perpetua Vale, role: [investigator]}
publication: {publish_at: 2023-12-19T09:00}
---
The panel found the allegation proven.
"""


def move_outcome(site: Path) -> None:
    """Move the moment of the outcome ahead."""
    edit(site, RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2024-09-01T09:00")


def charge(site: Path) -> None:
    """Say that the officer was charged, which holds details back."""
    edit(site, RECORD, "publication:", "criminal_proceedings: [{state: charged, on: 2024-02-01}]\npublication:")


def anonymise(site: Path) -> None:
    """Take the name out of the record."""
    edit(site, RECORD, "name: Osbert Quillfeather", "known_as: PC B")
    restriction = "restrictions: [{protects: PC B, covers: identity, imposed_by: chair, ground: not-recorded}]\n"
    edit(site, RECORD, "publication:", f"{restriction}publication:")


def name_another(site: Path) -> None:
    """Put right that it was somebody else."""
    edit(site, RECORD, "Osbert Quillfeather", "Tobias Larkmoor")


def unname_person(site: Path) -> None:
    """Take the name of somebody else out of the record."""
    edit(site, RECORD, "name: Perpetua Vale", "known_as: the investigator")


def unname_chair(site: Path) -> None:
    """Take the name of the chair out of it."""
    edit(site, RECORD, ", name: Ambrose Tolliver", "")


@pytest.mark.parametrize("hide", [move_outcome, charge, anonymise, name_another, unname_person, unname_chair])
def test_a_rollback_tells_nothing_that_is_held_back_now(
    quick: Quick, tmp_path: Path, hide: Callable[[Path], None]
) -> None:
    """An outcome that is not due, details of a criminal case, a name that the record has no more: the page stays, they do not."""
    site = make_site(tmp_path)
    (site / RECORD).write_text(ANNOUNCED, "utf-8")
    build(quick, site, "one")
    hide(site)
    done = quick(site, "build", NOW, "--allow-removal=AS-2023-014")
    assert done.returncode == 0, done.out
    after = live(site)
    done = back(quick, site)
    assert (done.returncode, "HS922" in done.out, live(site) == after) == (3, True, True), done.out
    assert not any(name in done.out for name in ("Quillfeather", "Vale", "Tolliver"))


def test_a_build_that_was_damaged_while_it_was_live_is_passed_over(quick: Quick, tmp_path: Path) -> None:
    """The one before it is put back, and not the damaged one."""
    site = make_site(tmp_path)
    first = build(quick, site, "one")
    build(quick, site, "two")
    change(site, (site / "output").resolve())
    build(quick, site, "three")
    done = back(quick, site)
    assert (done.returncode, live(site) == first) == (0, True), done.out


def test_nothing_to_go_back_to(quick: Quick, tmp_path: Path) -> None:
    """Without a site, a sentence and exit code 4."""
    done = back(quick, make_site(tmp_path))
    assert (done.returncode, "HS920" in done.out) == (4, True), done.out


def test_notes_of_no_meaning_lead_nowhere_wrong(quick: Quick, tmp_path: Path) -> None:
    """Where the notes on what was live before are lost or forged, the build with the number below is meant."""
    site = make_site(tmp_path)
    first = build(quick, site, "one")
    build(quick, site, "two")
    for note in (site / ".hearingsite").rglob("*.before"):
        note.write_bytes(b"../../../content\xff")
    assert back(quick, site).returncode == 0
    assert live(site) == first
