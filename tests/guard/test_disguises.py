import csv
import io
import json
import string
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
DISGUISES: Final[dict[str, Callable[[str], str]]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "zero-width": "\u200b".join,
    "soft hyphen": lambda text: text[:4] + "\u00ad" + text[4:],
    "full width": lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    "look-alikes": lambda text: text.replace("a", "а").replace("e", "е").replace("O", "О"),
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "percent": lambda text: quote(text, safe=""),
    "escapes": lambda text: "".join(f"\\u{ord(one):04x}" if ord(one) < 0x10000 else one for one in text),
    "mathematical": lambda text: text.translate(MATHEMATICAL),
    "from right to left": lambda text: f"\u202e{text[::-1]}\u202c",
    "backwards": lambda text: text[::-1],
    "spaced out": " ".join,
    "base64": lambda text: b64encode(text.encode()).decode(),
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "in a sentence": lambda text: f"It is said that {text} was there.",
}
# What then makes of a code what nobody decodes: its signs in another order or apart, in base64 in another case.
TORN: Final = {
    "entities": {"backwards", "from right to left", "spaced out"},
    "escapes": {"backwards", "from right to left", "spaced out"},
    "percent": {"backwards", "from right to left", "spaced out"},
    "base64": {"backwards", "spaced out", "upper case", "lower case"},
    "spaced out": {"spaced out"},
}


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
    # A number that is cut in two names another sign: of such a page, a browser shows no address.
    assume((kind, one, other) != ("html", "entities", "soft hyphen") and other not in TORN.get(one, ()))
    content = KINDS[kind](DISGUISES[other](DISGUISES[one](value)))
    found = GUARD.scan(f"hearings/wld-2023-001/a.{kind}", content)
    assert {match.who for match in found} == {"p-0001"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_file_without_a_value_is_clean(kind: str) -> None:
    """What was found was the value."""
    assert GUARD.scan(f"hearings/wld-2023-001/a.{kind}", KINDS[kind]("It is said that the officer was there.")) == []


@given(st.sampled_from(VALUES), st.sampled_from(sorted(DISGUISES)), st.sampled_from(sorted(DISGUISES)))
def test_any_value_in_any_two_disguises_is_found(value: str, one: str, other: str) -> None:
    """One disguise over another, in the person's own hearing."""
    assume(other not in TORN.get(one, ()))
    assert MATCHER.search(DISGUISES[other](DISGUISES[one](value)), OWN)


@pytest.mark.parametrize("name", sorted(DISGUISES))
def test_one_disguise_is_found_anywhere(name: str) -> None:
    """A rare family name needs no hearing."""
    assert MATCHER.search(DISGUISES[name]("Quillfeather"), frozenset())
