from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.scan import Guard, KeptBack
from hearingsite.guard.tokens import TokenMatcher, load_tokens
from tests.guard.private import VALUES, Commands


@pytest.fixture
def tokens(listed: Commands) -> tuple[Path, Path]:
    """A token file in the project and its key outside."""
    file, key = listed.project / "tokens.txt", listed.folder / "tokens.key"
    people = listed.plain(
        "- id: p-0003\n  records: [AS-2023-014]\n  known_as: PC Y\n  names: {given: [Rose], family: May}\n"
    )
    assert listed("identities", "add", "--from", str(people)).code == 0
    assert listed("identities", "tokens", "tokens.txt", "--token-key", str(key)).code == 0
    return file, key


@pytest.mark.parametrize(
    "text",
    [
        "Quillfeather",
        "QUILLFEATHER's bicycle",
        "the oq-quillfeather file",
        "Osbertine Quillfeather",
        "Rose\nMay",
        "quill\u00adfeather",
        "Qu&#105;llfeather",
        "%51uillfeather",
        "Thistlewick, Wilhelmindra",
        "Ozzimandle Quillfeather",
        "07700 900980",
        "+44 7700 900980",
        "07700-900-980",
        "oq@tallowmail.example",
        "@oquillery",
        "QX00 OLQ",
        "qx00olq",
        "QQ 12 34 56 C",
        "warrant 600112",
        "PC 903577",
        "ZZ99 7XX",
        "Rose May",
        "PC May",
        "May, Rose",
    ],
)
def test_strong_values_are_found_by_their_tokens(tokens: tuple[Path, Path], text: str) -> None:
    """In other letters, codes, order and spacing; the offsets are those of the text that was given."""
    matcher = load_tokens(*tokens)
    hits = matcher.search(f"It says {text} here.", frozenset())
    assert hits
    assert all(8 <= hit.start < hit.end <= 8 + len(text) for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "This may be heard in May 2026, on 1 May or the fourth of May.",
        "a rose may grow; the officer may appeal",
        "The panel found that Ms A was harmed; PC X resigned on 18 December 2023.",
        "Call 01632 960142 or 07700 900981.",
        "a feather quill, a thistle, a wick",
    ],
)
def test_innocent_texts_have_no_tokens(tokens: tuple[Path, Path], text: str) -> None:
    """Ordinary words in ordinary use are let through."""
    assert load_tokens(*tokens).search(text, frozenset()) == []


def test_tokens_tell_nothing(tokens: tuple[Path, Path], listed: Commands) -> None:
    """No value, not even how many there are; without the key nothing is found."""
    _, _, *lines = tokens[0].read_text("ascii").splitlines()
    assert len(lines) % 1024 == 0
    assert not [value for value in VALUES if value.casefold() in tokens[0].read_text("ascii")]
    digests = frozenset(bytes.fromhex(line) for line in lines)
    assert TokenMatcher(digests, b"another key".ljust(32)).search("Quillfeather", frozenset()) == []
    assert listed("identities", "tokens", "x.txt", "--token-key", "key.txt").code == 2  # inside the project


@pytest.mark.parametrize(
    "content", ["", "x\n", "hearingsite tokens 2\n", "hearingsite tokens 2\nzz\n", "hearingsite tokens 2\n00\n00\n"]
)
def test_what_is_no_token_file(tokens: tuple[Path, Path], content: str) -> None:
    """A damaged file must never pass for one in which nobody stands."""
    tokens[0].write_text(content, "ascii")
    with pytest.raises(Fault) as raised:
        load_tokens(*tokens)
    assert raised.value.exitcode == 2


def test_a_file_of_tokens_that_is_not_whole(tokens: tuple[Path, Path]) -> None:
    """What was cut off, left out, put in or turned around would be looked for no more, and nothing would tell."""
    lines = tokens[0].read_text("ascii").splitlines(keepends=True)
    swapped = lines[2].translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    for altered in (
        lines[: len(lines) // 2],
        lines[:-1],
        lines[:2],
        [*lines[:2], *lines[3:]],
        [*lines, "00" * 16],
        [*lines[:2], swapped, *lines[3:]],
        [lines[0], *lines[2:]],
        ["hearingsite tokens 1\n", *lines[2:]],
    ):
        tokens[0].write_text("".join(altered), "ascii")
        with pytest.raises(Fault) as raised:
            load_tokens(*tokens)
        assert raised.value.exitcode == 2
    tokens[0].write_text("".join(lines), "ascii", newline="\r\n")  # as git may write it on Windows
    assert load_tokens(*tokens).search("Quillfeather", frozenset())


def test_scan_refuses_another_key_and_half_a_file(tokens: tuple[Path, Path], listed: Commands) -> None:
    """Under another key nothing would be found; exit code 2 says which key, and what to do."""
    (listed.project / "page.txt").write_text("Osbertine Quillfeather\n", "utf-8")
    scan = ("scan", "page.txt", "--tokens", "tokens.txt", "--token-key")
    assert listed(*scan, str(tokens[1]), with_list=False).code == 3
    other = listed.folder / "other.key"
    assert listed("identities", "tokens", "others.txt", "--token-key", str(other)).code == 0
    done = listed(*scan, str(other), with_list=False)
    assert (done.code, "HS684" in done.out + done.err, "other.key" in done.out + done.err) == (2, True, True), done
    assert "identities tokens" in done.out + done.err
    whole = tokens[0].read_bytes()
    tokens[0].write_bytes(whole[: len(whole) // 2])
    done = listed(*scan, str(tokens[1]), with_list=False)
    assert (done.code, "cut short" in done.out + done.err) == (2, True), done
    tokens[0].write_bytes(whole.replace(b"tokens 2", b"tokens 1", 1))
    done = listed(*scan, str(tokens[1]), with_list=False)
    assert (done.code, "earlier version" in done.out + done.err) == (2, True), done


def test_a_token_stands_on_its_line(tokens: tuple[Path, Path]) -> None:
    """Whatever else is found in the same text."""
    guard = Guard([], [KeptBack("Zebedee Corbyn", "A name kept back from x", "WS-2023-001")])
    guard.tokens = load_tokens(*tokens)
    found = guard.scan("n.txt", b"one\nQuillfeather\nZebedee Corbyn\nQuillfeather, and Zebedee Corbyn\n")
    assert [(one.line, one.column) for one in found] == [(2, 1), (3, 1), (4, 1), (4, 19)]


def test_what_is_no_token_key(tokens: tuple[Path, Path]) -> None:
    """A damaged key, or one that others may read."""
    tokens[1].chmod(0o644)
    with pytest.raises(Fault):
        load_tokens(*tokens)
    tokens[1].chmod(0o600)
    tokens[1].write_text("x", "ascii")
    with pytest.raises(Fault):
        load_tokens(*tokens)
