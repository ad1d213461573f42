"""The index of the search: every public word leads to its hearing, nothing else is in it, an edit stays local."""

import html
import json
import re
import shutil
from pathlib import Path

import pytest

from hearingsite.guard.scan import Guard, KeptBack
from hearingsite.prepare import prepare
from hearingsite.public import urls
from hearingsite.public.search.index import words_files
from hearingsite.public.search.postings import References, WordFiles, file_of_word, packed_places, shard_of
from hearingsite.public.search.texts import fold_word, words_in
from hearingsite.public.views import HearingView
from hearingsite.settings import load_settings
from hearingsite.values import Moment

NOW = Moment.parse("2026-11-25T09:00").at


def index_of(files: dict[str, bytes], root: str = "") -> dict[str, str]:
    """Read every file of words of a language."""
    return {
        word: references
        for route, content in files.items()
        if route.startswith(f"{root}/search/words/")
        for word, references in json.loads(content).items()
        if references
    }


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, bytes]:
    """The files of the demonstration site's search."""
    plan = prepare(load_settings(root), NOW).site_plan
    return {file.route: file.content for file in plan.files if "/search/" in file.route}


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_every_word_of_a_hearing_leads_to_it(root: Path, files: dict[str, bytes], lang: str) -> None:
    """Headline, account, conduct, reasons, quotes, designations: each word on the page finds the hearing, in Welsh too."""
    english, own = index_of(files), index_of(files, "" if lang == "en" else "/cy")
    checked = 0
    for page in prepare(load_settings(root), NOW).site_plan.pages:
        view = page.view
        if page.lang != lang or not isinstance(view, HearingView):
            continue
        account = html.unescape(re.sub(r"<[^>]+>", " ", view.account_html))
        texts = [view.headline, account, *(quote.text.text for quote in view.quotes)]
        for officer in view.officers:
            texts += [officer.designation, *(reason.text for reason in officer.reasons)]
            texts += [one.conduct.text for one in officer.allegations if one.is_told]
        for word in words_in(" ".join(texts)):
            assert view.reference in f"{english.get(word, '')} {own.get(word, '')}".split(), (view.reference, word)
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize(
    ("below", "word", "reference"),
    [
        ("", "judicial", "WLD-2020-002"),
        ("", "private", "WLD-2013-001"),
        ("", "resigned", "AS-2023-014"),
        ("/cy", "ymddiswyddodd", "AS-2023-014"),
        ("/cy", "barnwrol", "WLD-2020-002"),
    ],
)
def test_what_a_page_says_in_fixed_words_is_found(
    files: dict[str, bytes], below: str, word: str, reference: str
) -> None:
    """How a hearing was held, how an officer left, what became of a challenge: the texts need not say it again."""
    assert reference in index_of(files, below)[word].split()


def test_pages_that_were_taken_down_are_told_apart(files: dict[str, bytes]) -> None:
    """Their references lead to what is left of them, and stand in no file of hearings or words."""
    assert json.loads(files["/search/taken-down.json"]) == ["WLD-2022-003", "WLD-2024-003"]


def test_welsh_is_searched_in_welsh(files: dict[str, bytes]) -> None:
    """Welsh words lead to hearings, folded; the English index knows none of them."""
    assert "diswyddo" in index_of(files, "/cy")
    assert "diswyddo" not in index_of(files)


def test_nothing_withheld_is_in_the_index(root: Path, files: dict[str, bytes]) -> None:
    """Neither a hidden hearing's reference nor a word of a name that is kept back is in any file of the search."""
    prepared = prepare(load_settings(root), NOW)
    everything = b"".join(files.values()).decode().casefold()
    assert prepared.withheld
    for one in prepared.withheld:
        if not one.is_public_elsewhere:
            assert one.term.casefold() not in everything
    shown = {reference for references in index_of(files).values() for reference in references.split()}
    public = {line[0] for line in json.loads(files["/search/hearings.json"])}
    assert shown == public
    assert "WLD-2024-003" not in public  # taken down


def test_an_edit_changes_only_what_it_touches(root: Path, tmp_path: Path) -> None:
    """A new word in one account changes one file of words; another outcome also that hearing's rows and line."""
    shutil.copytree(root / "theme", tmp_path / "theme")
    shutil.copytree(root / "content", tmp_path / "content")
    shutil.copy(root / "pelicanconf.py", tmp_path)
    record = tmp_path / "content" / "hearings" / "2023" / "as-2023-014.md"

    def search() -> dict[str, bytes]:
        return {
            one.route: one.content
            for one in prepare(load_settings(tmp_path), NOW).site_plan.files
            if "/search/" in one.route
        }

    before = search()
    record.write_text(record.read_text("utf-8") + "\nZygomorphic.\n", "utf-8")
    worded = search()
    assert {route for route in worded if worded[route] != before.get(route)} == {
        "/search/shards.json",
        "/search/words/zy.json",
    }
    record.write_text(record.read_text("utf-8").replace("rank: constable", "rank: sergeant"), "utf-8")
    ranked = search()
    changed = {route for route in ranked if ranked[route] != worded[route]}
    assert {
        "/search/hearings.json",
        "/search/rows/as-2023-from-010.json",
        "/cy/search/rows/as-2023-from-010.json",
    } < changed
    assert all(route.split("/")[-1][:2] in {"co", "se", "cw", "rh", "as", "he", "fo"} for route in changed), changed
    lines = [{json.dumps(line) for line in json.loads(one["/search/hearings.json"])} for one in (worded, ranked)]
    assert len(lines[0] - lines[1]) == 1


def test_common_words_have_files_of_their_own() -> None:
    """A word in very many hearings stands apart; one in more than half is told by those that lack it."""
    everything = [f"WLD-2023-{number:04}" for number in range(1, 1001)]
    numbers = {"officer": 900, "often": 300, "offal": 2}
    words = {word: packed_places(range(number)) for word, number in numbers.items()}
    made = words_files(WordFiles(words, References(everything)), "en")
    read = {file.route: json.loads(file.content) for file in made}
    assert read["/search/words/of.json"] == {"offal": " ".join(everything[:2]), "officer": 0, "often": 0}
    assert read["/search/words/of.officer.json"] == {
        "officer": "-WLD-2023-0901 " + " ".join(f"{number:04}" for number in range(902, 1001))
    }
    assert read["/search/words/of.often.json"] == {
        "often": "WLD-2023-0001 " + " ".join(f"{number:04}" for number in range(2, 301))
    }
    assert read["/search/shards.json"] == ["of"]


def test_references_that_begin_alike_are_shortened() -> None:
    """The last part alone stands for a reference that begins as the one before, wherever that one stands in the register."""
    references = References(["AS-2022-1", "AS-2022-2", "AS-2023-1", "B-1", "AS-2022-3", "C"])
    assert references.shortened([0, 1, 2, 3, 4, 5]) == "AS-2022-1 2 AS-2023-1 B-1 AS-2022-3 C"
    assert references.shortened([1, 4]) == "AS-2022-2 3"
    assert references.shortened([]) == ""
    assert references.lacking([1, 2, 4]) == [0, 3, 5]


@pytest.mark.parametrize("reference", ["WLD-2026-5412", "WLD-2026-541", "AS-2023-14"])
def test_no_file_of_rows_is_named_as_another_hearing(reference: str) -> None:
    """Ten hearings share a file; what one of another reference keeps back is nothing to them, nor is that reference."""
    path = urls.search_rows("en", reference).removeprefix("/")
    other = reference[:-1]
    kept_back = [
        KeptBack(other, "a reference of x", other),
        KeptBack("Imogen Redfell", "a name of x", other),
    ]
    guard = Guard([], kept_back)
    assert list(guard.scan_name(path)) == []
    assert guard.scan(path, b'{"headline": "Imogen Marshcote was dismissed"}') == []


@pytest.mark.parametrize("number", [1, 255, 256, 257, 700])
@pytest.mark.parametrize("step", [1, 2, 3, 255, 256, 1000])
def test_hearings_that_lack_a_word_are_all_others(number: int, step: int) -> None:
    """However many there are, and wherever they stand."""
    references = References([f"A-{place}" for place in range(number)])
    places = range(0, number, step)
    assert references.lacking(places) == sorted(set(range(number)) - set(places))
    assert references.lacking([]) == list(range(number))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Café", "cafe"), ("Tŷ", "ty"), ("ﬁnding", "finding"), ("ÉLODIE", "elodie"), ("PC", "pc"), ("Łódź", "łodz")],
)
def test_words_are_folded(word: str, folded: str) -> None:
    """Accents, ligatures and capitals make no difference; a letter that is no accented one stays."""
    assert fold_word(word) == folded


def test_files_are_named_by_plain_signs() -> None:
    """No word makes a file name that some computer cannot hold."""
    assert (shard_of("łodz"), shard_of("x"), shard_of("con")) == ("_o", "x_", "co")
    assert file_of_word("pc x") == "pc.pc_x"
    assert len(file_of_word("a" * 500)) < 50
