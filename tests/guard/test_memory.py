"""What was clean in an earlier build is not searched again, and only that."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearingsite import searches
from hearingsite.guard.declared import Declared, Telling
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.memory import Memory
from hearingsite.guard.scan import Guard, KeptBack
from hearingsite.sentry import output_guard, source_faults
from tests.guard.private import Commands

OSBERT = Identity(
    id="p-1", records=("WLD-2024-001",), known_as="PC X", names=Names(given=("Osbert",), family="Quillfeather")
)
SECRET = b"s" * 32


def guard(folder: Path, secret: bytes = SECRET, version: str = "1", kept_back: str = "") -> Guard:
    """A guard that remembers what it searched."""
    terms = [KeptBack(kept_back, "a name of x", "WLD-2024-001")] if kept_back else []
    return Guard([OSBERT], terms, memory=Memory(folder / "searched" / "site", secret, version))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two files in a folder."""
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "a/one.txt").write_text("one", "utf-8")
    (folder / "two.txt").write_text("two", "utf-8")
    return folder


def read_again(one: Guard, site: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files a guard takes apart."""
    read: list[str] = []
    look = one._sweep._look  # noqa: SLF001 -- nothing outside tells what was read

    def noted(path: str, content: bytes, mark: bytes) -> object:
        read.append(path)
        return look(path, content, mark)

    monkeypatch.setattr(one._sweep, "_look", noted)  # noqa: SLF001
    assert one.scan_folder(site) == []
    return sorted(read)


def test_only_what_changed_is_searched_again(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes at the same place are known; at another place they may be another hearing's."""
    assert read_again(guard(tmp_path), site, monkeypatch) == ["a/one.txt", "two.txt"]
    assert read_again(guard(tmp_path), site, monkeypatch) == []
    (site / "two.txt").write_text("three", "utf-8")
    (site / "a/one.txt").rename(site / "a/four.txt")
    assert read_again(guard(tmp_path), site, monkeypatch) == ["a/four.txt", "two.txt"]


def test_a_file_that_needed_a_closer_look_is_known_as_well(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that names another Osbert beside a link to the hearing of the one who is looked for."""
    rows = ("<a href='/hearings/wld-2024-001/'>PC X</a>", "<a href='/hearings/wld-2024-002/'>Osbert Redwell</a>")
    page = "".join(f"<li>{row}</li>\n" for row in rows)
    (site / "two.html").write_text(f"<!doctype html><html><body><ul>{page}</ul></body></html>", "utf-8")
    one = guard(tmp_path)
    assert not one._sweep.is_clean("two.html", (site / "two.html").read_bytes())  # noqa: SLF001 -- nothing outside tells
    assert one.scan_folder(site) == []
    assert read_again(guard(tmp_path), site, monkeypatch) == []
    (site / "two.html").write_text(f"<!doctype html><html><body><ul>{page}{page}</ul></body></html>", "utf-8")
    assert read_again(guard(tmp_path), site, monkeypatch) == ["two.html"]


def test_what_is_known_of_bytes_saves_reading_them(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that somebody answers for are not read if they were clean at this place; others are."""
    digests = {path: sha256((site / path).read_bytes()).hexdigest() for path in ("a/one.txt", "two.txt")}
    assert guard(tmp_path).scan_folder(site, digests) == []
    monkeypatch.setattr("hearingsite.guard.sweep._content", lambda file: pytest.fail(f"{file} was read"))
    assert guard(tmp_path).scan_folder(site, digests) == []
    monkeypatch.undo()
    (site / "two.txt").write_text("Osbert Quillfeather", "utf-8")
    told = digests | {"two.txt": sha256(b"Osbert Quillfeather").hexdigest()}
    assert [one.path for one in guard(tmp_path).scan_folder(site, told)] == ["two.txt"]
    assert [one.path for one in guard(tmp_path).scan_folder(site)] == ["two.txt"]


@pytest.mark.parametrize(
    ("secret", "version", "kept_back"),
    [(b"t" * 32, "1", ""), (SECRET, "2", ""), (SECRET, "1", "Wilhelmindra Thistlewick")],
)
def test_nothing_is_known_to_another_search(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: bytes, version: str, kept_back: str
) -> None:
    """Another secret, another list or program, another name kept back: everything is searched."""
    guard(tmp_path).scan_folder(site)
    assert len(read_again(guard(tmp_path, secret, version, kept_back), site, monkeypatch)) == 2


def test_what_was_found_is_found_again(site: Path, tmp_path: Path) -> None:
    """In a file and in names; no mark is kept of it."""
    (site / "two.txt").write_text("Osbert Quillfeather", "utf-8")
    (site / "quillfeather").mkdir()
    first = guard(tmp_path).scan_folder(site)
    assert [(match.path, match.where) for match in first] == [("two.txt", "text"), ("…", "file name")]
    assert guard(tmp_path).scan_folder(site) == first


def judged(one: Guard, site: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Which words a guard looks into, in texts and names."""
    words: set[str] = set()
    verdicts = one.matcher._reader._verdicts  # noqa: SLF001 -- nothing outside tells
    judge = verdicts.judge

    def noted(word: str) -> object:
        words.add(word)
        return judge(word)

    monkeypatch.setattr(verdicts, "judge", noted)
    assert one.scan_folder(site) == []
    return words


def test_words_that_say_nothing_are_looked_into_once(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a changed file, only words that no file had before; a name that may be somebody's is looked into again."""
    (site / "two.txt").write_text("Osbert said two", "utf-8")
    assert judged(guard(tmp_path), site, monkeypatch) == {"Osbert", "a", "one", "said", "two", "txt"}
    (site / "two.txt").write_text("Osbert said two more", "utf-8")
    assert judged(guard(tmp_path), site, monkeypatch) == {"Osbert", "more"}


def told(
    folder: Path, lines: Sequence[str], version: str = "1", person: Identity = OSBERT
) -> tuple[set[str], set[str]]:
    """Which lines that may declare somebody have a word of the list, and which were read for that."""
    read: set[str] = set()
    telling: set[str] = set()

    def declared(ask: Telling) -> list[Declared]:
        telling.update(ask(lines))
        return []

    with pytest.MonkeyPatch.context() as patched:
        reading = Matcher._read  # noqa: SLF001 -- nothing outside tells what was read

        def noted(matcher: Matcher, units: Sequence[str]) -> object:
            read.update(units)
            return reading(matcher, units)

        patched.setattr(Matcher, "_read", noted)
        one = Guard([person], (), declared, memory=Memory(folder / "searched" / "content", SECRET, version))
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    assert one.scan_folder(empty) == []
    return telling, read


def test_lines_that_say_nothing_are_read_once(tmp_path: Path) -> None:
    """A line with a word of the list is read again, and a new one; all are for another list."""
    lines = ["Ada Redwell", "Osbert Fell", "Redwell"]
    assert told(tmp_path, lines) == ({"Osbert Fell"}, set(lines))
    assert told(tmp_path, [*lines, "Fell"]) == ({"Osbert Fell"}, {"Osbert Fell", "Fell"})
    ada = Identity(id="p-2", records=("WLD-2024-002",), known_as="PC Y", names=Names(given=("Ada",), family="Redwell"))
    assert told(tmp_path, lines, "2", ada) == ({"Ada Redwell", "Redwell"}, set(lines))


def test_a_line_that_says_nothing_tells_nothing_of_its_words(site: Path, tmp_path: Path) -> None:
    """What is known of lines is not known of words, nor the other way round."""
    assert told(tmp_path, ["said"]) == (set(), {"said"})
    assert told(tmp_path, ["\nsaid", "Quillfeather"]) == ({"Quillfeather"}, {"\nsaid", "Quillfeather"})
    (site / "two.txt").write_text("said Quillfeather", "utf-8")
    memory = Memory(tmp_path / "searched" / "content", SECRET, "1")
    assert [one.path for one in Guard([OSBERT], memory=memory).scan_folder(site)] == ["two.txt"]


def test_a_word_that_said_nothing_says_something_of_a_new_person(site: Path, tmp_path: Path) -> None:
    """Somebody who is listed, or kept back, since the word was last met."""
    (site / "two.txt").write_text("Redwell said so", "utf-8")
    assert guard(tmp_path).scan_folder(site) == []
    (site / "two.txt").write_text("Redwell said that", "utf-8")
    assert [one.path for one in guard(tmp_path, kept_back="Ada Redwell").scan_folder(site)] == []
    assert [one.path for one in guard(tmp_path, kept_back="Redwell").scan_folder(site)] == ["two.txt"]
    other = Identity(
        id="p-2", records=("WLD-2024-002",), known_as="PC Y", names=Names(given=("Ada",), family="Redwell")
    )
    memory = Memory(tmp_path / "searched" / "site", SECRET, "2")
    assert [one.path for one in Guard([OSBERT, other], memory=memory).scan_folder(site)] == ["two.txt"]


def test_words_that_others_wrote_are_worth_nothing(site: Path, tmp_path: Path) -> None:
    """Marks that were made without the secret, and a file that is damaged."""
    assert guard(tmp_path, secret=b"t" * 32).scan_folder(site) == []
    (site / "two.txt").write_text("Quillfeather", "utf-8")
    assert [one.path for one in guard(tmp_path).scan_folder(site)] == ["two.txt"]
    (tmp_path / "searched" / "site.words").write_bytes(b"x" * 21)
    assert [one.path for one in guard(tmp_path).scan_folder(site)] == ["two.txt"]


@pytest.mark.parametrize("digest", ["", "zz", "12", "\ud800"])
def test_a_seal_that_others_wrote_is_worth_nothing(site: Path, tmp_path: Path, digest: str) -> None:
    """Whatever it says of files, they are searched."""
    (site / "two.txt").write_text("Osbert Quillfeather", "utf-8")
    one = guard(tmp_path)
    one.look_ahead({"two.txt": digest, "a/\ud800": sha256(b"").hexdigest()})
    assert [match.path for match in one.scan_folder(site, {"a/one.txt": "", "two.txt": ""})] == ["two.txt"]


def test_a_memory_that_others_wrote_is_worth_nothing(site: Path, tmp_path: Path) -> None:
    """Marks of another secret, nonsense, or no file at all."""
    (site / "two.txt").write_text("Osbert Quillfeather", "utf-8")
    file = tmp_path / "searched" / "site"
    Guard([], memory=Memory(file, b"t" * 32, "1")).scan_folder(site)
    assert file.stat().st_size
    assert guard(tmp_path).scan_folder(site)
    file.write_bytes(b"nonsense" * 99 + b"x")
    assert guard(tmp_path).scan_folder(site)
    file.unlink()
    file.mkdir()
    assert guard(tmp_path).scan_folder(site)


def test_a_build_keeps_and_uses_it(listed: Commands) -> None:
    """A build with the list; what is added afterwards is found by the next one."""
    assert listed("build", "--now", "2026-06-02").code == 0
    kept = sorted((listed.project / ".hearingsite/searched").iterdir())
    assert [file.name for file in kept] == ["content", "content.words", "site", "site.words"]
    assert all(file.stat().st_size for file in kept)
    record = listed.project / "content/hearings/2023/as-2023-014.md"
    record.write_text(record.read_text("utf-8") + "\nIt was Osbertine Quillfeather.\n", "utf-8")
    assert listed("build", "--now", "2026-06-02").code == 3


@pytest.mark.parametrize("fault", [False, True])
@pytest.mark.parametrize("leak", ["", "\nPC X is Quillfeather.\n"])
def test_the_content_is_searched_beside_the_check(
    listed: Commands, monkeypatch: pytest.MonkeyPatch, *, leak: str, fault: bool
) -> None:
    """By another process, from the second build on: what it finds counts as it does where there is one processor."""
    monkeypatch.setattr(searches, "_MANY_PEOPLE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert listed("build", "--now", "2026-06-02").code == 0
    record = listed.project / "content/hearings/2023/as-2023-014.md"
    text = record.read_text("utf-8") + f"\nThe panel read on.\n{leak}"
    record.write_text(text.replace("status: concluded", "status: conclded") if fault else text, "utf-8")
    here, look = os.getpid(), source_faults
    monkeypatch.setattr(searches, "source_faults", lambda *given: look(*given) if os.getpid() != here else _must_not())
    beside = listed("build", "--now", "2026-06-02")
    assert beside.code == (3 if leak else 1 if fault else 0), beside
    assert ("HS680" in beside.out, "HS204" in beside.out) == (bool(leak), fault)
    if leak or fault:  # else there is nothing more to do
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
        monkeypatch.setattr(searches, "source_faults", look)
        assert listed("build", "--now", "2026-06-02")[:2] == beside[:2]


@pytest.mark.parametrize("leak", ["", "<p>Quill<b>feather</b></p>"])
def test_the_site_is_searched_beside_the_printing(listed: Commands, monkeypatch: pytest.MonkeyPatch, leak: str) -> None:
    """By another process, from the second build on: where it finds something, this one says what and where."""
    monkeypatch.setattr(searches, "_MANY_PEOPLE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert listed("build", "--now", "2026-06-02").code == 0
    home = listed.project / "theme/templates/home.html"
    home.write_text(home.read_text("utf-8").replace("{% endblock %}", f"<p>More</p>{leak}{{% endblock %}}"), "utf-8")
    here, make = os.getpid(), output_guard
    if not leak:
        monkeypatch.setattr(
            searches, "output_guard", lambda *given: make(*given) if os.getpid() != here else _must_not()
        )
    beside = listed("build", "--now", "2026-06-02")
    assert beside.code == (3 if leak else 0), beside
    assert ("HS910" in beside.out, "More" in (listed.project / "output/index.html").read_text("utf-8")) == (
        bool(leak),
        not leak,
    )
    if leak:
        assert (listed.project / ".hearingsite/rejected/index.html").is_file()
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
        assert listed("build", "--now", "2026-06-02")[:2] == beside[:2]


def _must_not() -> NoReturn:
    raise AssertionError("it is searched here")


EMBARGOED = KeptBack("WLD-2024-050", "a reference of x", "WLD-2024-050")
NAMED = KeptBack("Perdita Ashworth-Vane", "a name of x", "WLD-2024-050")
THERE = KeptBack("Hugo Lathebury", "a name of x", "WLD-2024-050", only_there=True)


def guard_of(folder: Path, kept_back: Sequence[KeptBack], public: Sequence[Declared]) -> Guard:
    """A guard that remembers, with what is kept back and who is public."""
    return Guard([OSBERT], kept_back, public, memory=Memory(folder / "searched" / "site", SECRET, "1"))


@pytest.mark.parametrize(
    ("kept_back", "public", "is_known"),
    [
        ([EMBARGOED, NAMED, THERE], ["Jane Ortolan"], True),
        ([NAMED, THERE], ["Jane Ortolan"], True),  # an embargo passes
        ([THERE], ["Jane Ortolan", "Perdita Ashworth-Vane"], True),
        ([], ["Jane Ortolan", "Perdita Ashworth-Vane", "Hugo Lathebury"], True),
        ([], ["Jane Ortolan"], False),  # nobody of this name is public any more
        ([EMBARGOED, NAMED, THERE], [], False),
        ([EMBARGOED, NAMED, THERE, KeptBack("Ada Quince", "a name of y", "WLD-2024-051")], ["Jane Ortolan"], False),
    ],
)
def test_what_was_clean_stays_so_while_less_is_sought(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kept_back: list[KeptBack],
    public: list[str],
    is_known: bool,  # noqa: FBT001
) -> None:
    """When an embargo passes, only what has changed is searched; when somebody more is sought, or fewer are public, all is."""
    first = guard_of(tmp_path, [EMBARGOED, NAMED, THERE], [Declared("Jane Ortolan", frozenset({"WLD-2024-001"}))])
    assert first.scan_folder(site) == []
    again = guard_of(tmp_path, kept_back, [Declared(name, frozenset({"WLD-2024-001"})) for name in public])
    assert read_again(again, site, monkeypatch) == ([] if is_known else ["a/one.txt", "two.txt"])


def test_who_is_kept_back_once_more_is_sought_once_more(site: Path, tmp_path: Path) -> None:
    """What was clean in between was clean of others alone."""
    assert guard_of(tmp_path, [NAMED], []).scan_folder(site) == []
    (site / "two.txt").write_text("Perdita Ashworth-Vane", "utf-8")
    assert guard_of(tmp_path, [], []).scan_folder(site) == []
    again = guard_of(tmp_path, [NAMED], [])
    assert [match.path for match in again.scan_folder(site)] == ["two.txt"]


def test_who_was_public_and_is_of_a_listed_hearing_now_is_sought(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hearing of somebody listed, a name that was let through may be that person's."""
    elsewhere, own = (Declared("Jane Ortolan", frozenset({ref})) for ref in ("WLD-2024-099", "WLD-2024-001"))
    assert guard_of(tmp_path, [], [elsewhere]).scan_folder(site) == []
    assert read_again(guard_of(tmp_path, [], [own]), site, monkeypatch) == ["a/one.txt", "two.txt"]


def test_marks_below_another_beginning_are_worth_nothing(site: Path, tmp_path: Path) -> None:
    """Nobody can say of what was clean that it was clean of more people."""
    file = tmp_path / "searched" / "site"
    assert guard_of(tmp_path, [NAMED], []).scan_folder(site) == []
    of_more = file.read_bytes()
    (site / "two.txt").write_text("Perdita Ashworth-Vane", "utf-8")
    file.unlink()
    assert guard_of(tmp_path, [], []).scan_folder(site) == []
    of_fewer = file.read_bytes()
    file.write_bytes(of_more[: 3 * 16] + of_fewer[2 * 16 :])
    assert [match.path for match in guard_of(tmp_path, [NAMED], []).scan_folder(site)] == ["two.txt"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_fewer_who_are_sought_find_no_more(data: st.DataObject) -> None:
    """Whatever is clean of some stays clean of fewer, with more who are public: on this rests what is kept of a search."""
    names = [
        "Grace Young",
        "Osbert Quillfeather",
        "Jane Ortolan",
        "Mark Church",
        "J. Ortolan",
        "Ann Mary Young",
        "O'Neill Byrne",
    ]
    texts = [
        *names,
        "Young, Grace",
        "graceyoung",
        "Ms Young",
        "PC Church said",
        "G. Young and Mark",
        "Ortolan Jane Mark",
        "Quilfeather",
    ]
    some = st.lists(st.sampled_from(names), unique=True)
    references = st.sampled_from(["WLD-2024-001", "WLD-2024-050"])

    def kept(several: Sequence[str]) -> list[KeptBack]:
        return [KeptBack(one, "x", "WLD-2024-050", only_there=one in there) for one in several]

    more, public = data.draw(some), data.draw(some)
    there = set(data.draw(st.lists(st.sampled_from(names), unique=True)))
    fewer = [one for one in more if data.draw(st.booleans())]
    declared = [Declared(one, frozenset({data.draw(references)})) for one in public if one not in more]
    gone = [Declared(one, frozenset({"WLD-2024-099"})) for one in more if one not in fewer and one in there]
    text = " \n".join(data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4))).encode()
    path = data.draw(st.sampled_from(["about/a.txt", "hearings/wld-2024-050/a.txt", "hearings/wld-2024-001/a.txt"]))
    if not Guard([OSBERT], kept(more), declared).scan(path, text):
        assert not Guard([OSBERT], kept(fewer), [*declared, *gone]).scan(path, text)
