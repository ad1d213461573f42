import csv
import io
import json
import re
import string
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hearingsite.guard.identities import Contacts, Identity, Names
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.scan import Guard
from tests.guard.outputs import database, document, drawn, ics, page, rss

OWN = frozenset({"WLD-2023-001"})
PERSON = Identity(
    id="p-0001",
    records=("WLD-2023-001",),
    known_as="PC X",
    names=Names(given=("Osbert",), family="Quillfeather"),
    contacts=Contacts(emails=("oq@mail.example",), phones=("07700 900980",)),
)
MATCHER = Matcher([PERSON])
GUARD = Guard([PERSON])
VALUES = [
    "Quillfeather",
    "Osbert Quillfeather",
    "Quillfeather, Osbert",
    "PC Quillfeather",
    "oq@mail.example",
    "07700 900980",
]
MATHEMATICAL: Final = {
    ord(sign): 0x1D400 + at for at, sign in enumerate(string.ascii_uppercase + string.ascii_lowercase)
} | {ord(sign): 0x1D7CE + at for at, sign in enumerate(string.digits)}
LONGEST_WORD: Final = re.compile(r"[^\W_]{6,}")


def within(text: str, sign: str) -> str:
    """A text with something in the middle of its longest word."""
    found = LONGEST_WORD.search(text)
    middle = (found.start() + found.end()) // 2 if found else len(text) // 2
    return text[:middle] + sign + text[middle:]


def swapped(text: str) -> str:
    """A text with two letters of its longest word in each other's place."""
    first, second = within(text, "\0").split("\0")
    return f"{first}{second[1:2]}{second[:1]}{second[2:]}"


def masked(text: str) -> str:
    """A text with the middle of its longest word hidden."""
    found = LONGEST_WORD.search(text)
    if found is None:
        return text
    start, end, third = *found.span(), len(found.group()) // 3
    return text[: start + third] + "*" * (end - start - 2 * third) + text[end - third :]


def slug(text: str) -> str:
    """A text as a part of an address."""
    return re.sub(
        "[^a-z0-9]+", "-", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    ).strip("-")


# Given by people, by programs, and by those who mean to get past a search: of any value, and of names alone.
OF_ANY: Final[dict[str, Callable[[str], str]]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "zero-width": "\u200b".join,
    "soft hyphen": lambda text: text[:4] + "\u00ad" + text[4:],
    "full width": lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    "look-alikes": lambda text: text.replace("a", "а").replace("e", "е").replace("O", "О"),
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(one):x};" for one in text),
    "percent": lambda text: quote(text, safe=""),
    "percent, all": lambda text: "".join(f"%{one:02X}" for one in text.encode()),
    "escapes": lambda text: "".join(f"\\u{ord(one):04x}" if ord(one) < 0x10000 else one for one in text),
    "mathematical": lambda text: text.translate(MATHEMATICAL),
    "from right to left": lambda text: f"\u202e{text[::-1]}\u202c",
    "backwards": lambda text: text[::-1],
    "spaced out": " ".join,
    "base64": lambda text: b64encode(text.encode()).decode(),
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "in a sentence": lambda text: f"It is said that {text} was there.",
}
OF_NAMES: Final[dict[str, Callable[[str], str]]] = {
    "with dots": ".".join,
    "with hyphens": "-".join,
    "tag inside": lambda text: within(text, "<b></b>"),
    "comment inside": lambda text: within(text, "<!-- so -->"),
    "hyphen at a line end": lambda text: within(text, "-\n"),
    "slug": slug,
    "with underscores": lambda text: text.replace(" ", "_"),
    "camel case": lambda text: "".join(word[:1].upper() + word[1:] for word in re.split("[ ,]+", text)),
    "as an address for mail": lambda text: re.sub(r"[^\w]+", ".", text).strip(".").lower() + "@mail.example",
    "as an account": lambda text: "@" + re.sub(r"[^\w]+", "", text).lower(),
    "two letters swapped": swapped,
    "a letter doubled": lambda text: within(text, within(text, "\0").partition("\0")[0][-1:]),
    "figures for letters": lambda text: text.replace("l", "1").replace("O", "0"),
    "li for h": lambda text: text.replace("h", "li", 1),
    "masked": masked,
    "possessive": "{}'s".format,
}
DISGUISES: Final = OF_ANY | OF_NAMES
MARKUP: Final = {"tag inside", "comment inside"}  # which nobody sees in a page, but in other files
WITHOUT_SIGNS: Final = {"as an address for mail", "as an account"}
CUT: Final = {"hyphen at a line end"}
# Which pairs are missed, of some value in some file. Of most, the second leaves pieces of codes or half a name, which nobody can
# read. A person could still read the last: two slips in one word, a letter doubled among single ones, and a sentence or an
# address run together.
MISSED: Final[dict[str, set[str]]] = {
    "entities": {"two letters swapped", "soft hyphen", *CUT, *MARKUP, *WITHOUT_SIGNS},
    "hexadecimal entities": {"a letter doubled", "slug", "look-alikes", "soft hyphen", *CUT, *WITHOUT_SIGNS},
    "percent, all": {"as an address for mail", *CUT},
    "escapes": {"a letter doubled", "slug", *CUT, *WITHOUT_SIGNS},
    "base64": {
        *("upper case", "lower case", "possessive", "slug", "masked", "a letter doubled", "two letters swapped"),
        *WITHOUT_SIGNS,
    },
    "masked": {"as an account"},
    **{one: {"as an account"} for one in MARKUP},
    "look-alikes": {"slug"},
    "two letters swapped": {"li for h"},
    "a letter doubled": {"li for h"},
    "li for h": {"two letters swapped", "a letter doubled"},
    **{one: {"a letter doubled"} for one in ("spaced out", "with dots", "with hyphens")},
    "in a sentence": {"as an account"},
    "as an address for mail": {"as an account"},
}


def fits(value: str, one: str, other: str) -> bool:
    """Whether a value can have two disguises; contacts and numbers have none of names."""
    return value[0].isupper() or not any(name in OF_NAMES for name in (one, other))


def is_asked(value: str, one: str, other: str) -> bool:
    """Whether a pair is to be found."""
    return fits(value, one, other) and other not in MISSED.get(one, ())


def missed(value: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs, one over the other, in which a value is not found on the page of the person's own hearing."""
    pages = {(one, other): KINDS["html"](DISGUISES[other](DISGUISES[one](value))) for one, other in pairs}
    return [pair for pair, content in pages.items() if not GUARD.scan("hearings/wld-2023-001/index.html", content)]


def calendar(text: str) -> bytes:
    """A description folded as RFC 5545 says, after octets, not after letters."""
    line = f"DESCRIPTION:{text}".encode()
    parts = [line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]
    return ics("\r\n ".join(part.decode("latin-1") for part in parts)).encode("latin-1")


def table(text: str) -> bytes:
    """A cell of a table."""
    written = io.StringIO()
    csv.writer(written).writerows([["reference", "b"], ["WLD-2023-001", text]])
    return written.getvalue().encode()


# Files of the person's own hearing, by kind.
KINDS: Final[dict[str, Callable[[str], bytes]]] = {
    "html": lambda text: page(f"<p>{text}</p>").encode(),
    "json": lambda text: json.dumps({"reference": "WLD-2023-001", "b": text}).encode(),
    "csv": table,
    "ics": calendar,
    "rss": lambda text: rss(f"<description>{escape(escape(text))}</description>").encode(),
    "sqlite": database,
    "metadata.pdf": lambda text: document(text, "metadata"),
    "page.pdf": drawn,
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(st.sampled_from(VALUES), st.sampled_from(sorted(DISGUISES)), st.sampled_from(sorted(DISGUISES)))
def test_any_value_in_any_two_disguises_is_found_in_any_output(kind: str, value: str, one: str, other: str) -> None:
    """In every kind of file that a site has, at the route of the person's own hearing."""
    assume(is_asked(value, one, other) and (kind in {"html", "rss"} or not MARKUP.intersection((one, other))))
    content = KINDS[kind](DISGUISES[other](DISGUISES[one](value)))
    found = GUARD.scan(f"hearings/wld-2023-001/a.{kind}", content)
    assert {match.who for match in found} == {"p-0001"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_file_without_a_value_is_clean(kind: str) -> None:
    """What was found was the value."""
    assert GUARD.scan(f"hearings/wld-2023-001/a.{kind}", KINDS[kind]("It is said that the officer was there.")) == []


@pytest.mark.parametrize("value", VALUES)
def test_every_pair_of_disguises_is_found(value: str) -> None:
    """One over another, on the page of the person's own hearing."""
    assert (
        missed(value, [(one, other) for one in DISGUISES for other in DISGUISES if is_asked(value, one, other)]) == []
    )


def test_no_pair_is_left_out_that_is_found() -> None:
    """Each is missed of some value: what is found from now on comes off the list."""
    listed = [(one, other) for one, others in MISSED.items() for other in others]
    still = {pair for value in VALUES for pair in missed(value, [pair for pair in listed if fits(value, *pair)])}
    assert set(listed) - still == set()


@pytest.mark.parametrize("name", sorted({*DISGUISES} - MARKUP - {"masked"}))
def test_one_disguise_is_found_anywhere(name: str) -> None:
    """A rare family name needs no hearing."""
    assert MATCHER.search(DISGUISES[name]("Quillfeather"), frozenset())
