from collections.abc import Callable
from typing import Final
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.guard.identities import Contacts, Identity, Names
from hearingsite.guard.matcher import Matcher

OWN = frozenset({"WLD-2023-001"})
MATCHER = Matcher(
    [
        Identity(
            id="p-0001",
            records=("WLD-2023-001",),
            known_as="PC X",
            names=Names(given=("Osbert",), family="Quillfeather"),
            contacts=Contacts(emails=("oq@mail.example",), phones=("07700 900980",)),
        )
    ]
)
VALUES = [
    "Quillfeather",
    "Osbert Quillfeather",
    "Quillfeather, Osbert",
    "PC Quillfeather",
    "oq@mail.example",
    "07700 900980",
]
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
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "in a sentence": lambda text: f"It is said that {text} was there.",
}


@given(st.sampled_from(VALUES), st.sampled_from(sorted(DISGUISES)), st.sampled_from(sorted(DISGUISES)))
def test_any_value_in_any_two_disguises_is_found(value: str, one: str, other: str) -> None:
    """One disguise over another, in the person's own hearing."""
    assert MATCHER.search(DISGUISES[other](DISGUISES[one](value)), OWN)


@pytest.mark.parametrize("name", sorted(DISGUISES))
def test_one_disguise_is_found_anywhere(name: str) -> None:
    """A rare family name needs no hearing."""
    assert MATCHER.search(DISGUISES[name]("Quillfeather"), frozenset())
