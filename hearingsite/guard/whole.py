"""The values of a person that are found whole, with whatever stands between their letters: what each is, and how much it says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.fold import fold_value
from hearingsite.guard.forms import (
    LONG_KEY,
    PARTICLES,
    SHORTEST,
    family_forms,
    given_forms,
    in_two,
    joined,
    split,
    tier_of,
    tier_of_several,
)
from hearingsite.guard.identities import Identity, Names, Strength, Term

Kind = Literal[
    "name", "given names", "number", "reference", "phone", "address", "street", "contact", "handle", "script", "short"
]
Call = tuple[str, tuple[str, ...]]  # a family name, empty if there is none, and the first names that stand with it

LONG_NUMBER: Final = 6  # digits that say enough by themselves
RARE_FIRST: Final = 9  # letters of a first name that hardly anybody else has

_SEVERAL: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STREETS: Final = {
    "road": "rd",
    "street": "st",
    "avenue": "ave",
    "lane": "ln",
    "close": "cl",
    "drive": "dr",
    "court": "ct",
    "crescent": "cres",
    "gardens": "gdns",
    "terrace": "terr",
    "square": "sq",
    "place": "pl",
    "park": "pk",
    "yard": "yd",
    "grove": "gr",
    "mount": "mt",
    "saint": "st",
}
_HOUSES: Final = lexicon.listed("houses")
_OTHER_STREETS: Final = lexicon.listed("streets")
_KINDS: Final = _HOUSES | _OTHER_STREETS
_INSIDE: Final = frozenset(
    {"flat", "apartment", "apt", "unit", "room", "floor", "fflat", "plot", "pitch", "suite", "studio"}
) | {
    "block",
    "berth",
    "caravan",
    "maisonette",
}
_OF_A_HOUSE: Final = 2  # words that only tell a part of a house from others
# The code of a country: one digit, two or three.
_CODE: Final = re.compile(r"[17]|2[07]|3[0-4679]|4[0-9]|5[1-8]|6[0-6]|8[12469]|9[0-58]|\d{3}")
_OF_THIS_COUNTRY: Final = 10  # figures without the zero
_LEAST_AT_HOME: Final = 8  # digits of a number abroad that say enough without the code
_LONGEST_NAME: Final = 5  # words
_AFTER_A_CHILD: Final = frozenset({"abu", "abou", "umm", "um"})

Tiers = dict[str, Strength]


class Value(Struct, frozen=True):
    """Letters and digits in a row, and the words they are; a `short` one is found as a word alone.

    `is_part`: of a name, which others may bear in public. `is_rare`: a full name whose family name says enough by itself.
    """

    key: str
    kind: Kind
    tier: Strength
    parts: tuple[str, ...]
    is_part: bool = False
    is_rare: bool = False

    def __repr__(self) -> str:
        """Hide the words."""
        return f"Value({self.kind}, {self.tier})"


def tiers_of(source: Identity | Term) -> Tiers:
    """What the list says of how much values say."""
    return {joined(name): tier for name, tier in source.strength.items()} if isinstance(source, Identity) else {}


def calls_of(source: Identity | Term) -> Iterator[Call]:
    """What a person is and was called, and the relatives, each a family name and first names."""
    if isinstance(source, Term):
        whole = _names_in(source)
        if whole:
            yield in_two(whole)
        return
    names = source.names
    given = _given(names)
    if names.family or given:
        yield names.family, given
    if names.given and len(joined(names.family)) <= 1:
        yield from ((name, ()) for name in names.given[:1] if _is_rare_first(name))
    for name in names.former:
        yield in_two(name) if len(name.split()) > 1 else (name, given)
    yield from map(_alias_in_two, filter(_is_full, names.aliases))
    yield from map(in_two, names.relatives)


def _is_rare_first(name: str) -> bool:
    """Whether a first name says enough by itself where there is no family name, or one letter of it."""
    key = joined(name)
    return len(key) >= RARE_FIRST and tier_of(key) == "unique"


def values_of(source: Identity | Term) -> Iterator[Value]:
    """All values of a person, names first."""
    tiers = tiers_of(source)
    if isinstance(source, Term):
        for call in calls_of(source):
            yield from _of_call(*call, tiers)
        if not _names_in(source) and source.text.strip():
            yield from _spelt("reference", source.text, "unique")
        return
    calls = list(calls_of(source))
    main = 1 if source.names.family or _given(source.names) else 0
    for call in calls[:main]:
        yield from _of_call(*call, tiers)
    yield from _of_several(source.names, tiers)
    for call in calls[main:]:
        yield from _of_call(*call, tiers)
    yield from values_beside_names(source)


def values_beside_names(source: Identity) -> Iterator[Value]:
    """The values of a person that are no names."""
    tiers = tiers_of(source)
    for number in (*source.numbers.collar, *source.numbers.warrant, *source.numbers.staff):
        if not is_short_number(joined(number)):
            yield from _spelt("number", number, tiers.get(joined(number), "unique"))
            bare = joined(number).lstrip("abcdefghijklmnopqrstuvwxyz")
            if bare != joined(number) and bare.isdigit() and not is_short_number(bare):
                yield from _spelt("number", bare, "weak")
    for number in (*source.numbers.national_insurance, *source.vehicles):
        yield from _spelt("number", number, tiers.get(joined(number), "unique"))
    yield from _contacts(source, tiers)
    yield from _places(source, tiers)


def short_numbers(source: Identity | Term) -> Iterator[str]:
    """The numbers of a person that are found as words alone."""
    if isinstance(source, Identity):
        for number in map(joined, (*source.numbers.collar, *source.numbers.warrant, *source.numbers.staff)):
            # A table of numbers loses the zeros before them.
            bare = number.lstrip("0")
            yield from filter(is_short_number, dict.fromkeys((number, bare if len(bare) > 1 else number)))


def is_short_number(key: str) -> bool:
    """Tell whether a number says little by itself."""
    return bool(key) and len(key) < LONG_NUMBER and (len(key) < SHORTEST or key.isdigit())


def _given(names: Names) -> tuple[str, ...]:
    return (*names.given, *(alias for alias in names.aliases if len(alias.split()) == 1))


def _is_full(alias: str) -> bool:
    """Whether an alias is a first name and a family name rather than "the lad from the docks"."""
    words = alias.split()
    return len(words) > 1 and all(word[0].isupper() or joined(word) in PARTICLES for word in words)


def _alias_in_two(alias: str) -> Call:
    """An alias as a family name and first names; who is called after a child has no family name in it."""
    words = alias.split()
    return ("", tuple(words)) if joined(words[0]) in _AFTER_A_CHILD else in_two(alias)


def _names_in(term: Term) -> str:
    """The name that was withheld, without titles; empty where it is something else."""
    words = _SEVERAL.findall(fold_value(term.text))
    names = [word for word in words if word.lower() not in lexicon.TITLES | lexicon.RANKS]
    is_name = all(not word.isdigit() and word[0].isupper() for word in names) and len(names) <= _LONGEST_NAME
    return " ".join(names) if is_name else ""


def _of_call(family: str, given: Sequence[str], tiers: Tiers) -> Iterator[Value]:
    for name in given:
        for form in given_forms(name):
            if len(form) >= LONG_KEY and not lexicon.is_ordinary(form):
                yield Value(form, "given names", "weak", (form,), is_part=True)
    for form in family_forms(family):
        tier = family_tier(form, family, tiers)
        if tier == "unique" and len(form) >= LONG_KEY:
            yield Value(form, "name", tier, (form,), is_part=True)
    if family:
        yield from _run_together(family, given)


def family_tier(form: str, family: str, tiers: Tiers) -> Strength:
    """How much a form of a family name says."""
    return tiers.get(form, tiers.get(joined(family), tier_of(form)))


def _run_together(family: str, given: Sequence[str]) -> Iterator[Value]:
    """Full names in one piece, as in addresses and handles, and spelt out letter by letter."""
    last = split(family)
    if len(last) > 1:
        yield Value("".join(last), "name", tier_of_several(family), last, is_part=True)
    is_rare = tier_of("".join(last)) == "unique"
    for name in given:
        first = split(name)
        for parts in ((*first, *last), (*last, *first)):
            key = "".join(parts)
            if parts and not key.isascii():
                yield Value(key, "script", "unique", parts)
            elif len(key) > LONG_KEY and first:
                yield Value(key, "name", "ambiguous", parts, is_rare=is_rare)


def _of_several(names: Names, tiers: Tiers) -> Iterator[Value]:
    """First names that follow each other, and aliases of several words."""
    for first, second in zip(names.given, names.given[1:], strict=False):
        ordinary = lexicon.is_ordinary(joined(first)) and lexicon.is_ordinary(joined(second))
        for both in (f"{first} {second}", f"{second} {first}"):
            yield from _spelt("given names", both, "weak" if ordinary else "ambiguous", is_part=True)
    for alias in names.aliases:
        if len(alias.split()) > 1:
            yield from _spelt("name", alias, tiers.get(joined(alias), tier_of_several(alias)))


def _contacts(identity: Identity, tiers: Tiers) -> Iterator[Value]:
    for phone in identity.contacts.phones:
        digits = re.sub(r"\D", "", phone.replace("(0)", ""))
        for core in _cores_of_phone(phone, digits):
            if len(core) >= LONG_NUMBER:
                yield Value(core, "phone", tiers.get(digits, "unique"), (core,))
        local = _local_part(re.sub(r"^(?:00)?44", "", digits).lstrip("0"))
        if local:
            yield Value(local, "phone", "weak", (local,))
    for mail in identity.contacts.emails:
        local, _, domain = mail.partition("@")
        # What is spoken is often only a part of it: "name (at) mail.example", "name@mail dot example".
        locals_, domains = (dict.fromkeys((part, part.replace(".", " dot "))) for part in (local, domain))
        for text in (f"{one}{at}{other}" for one in locals_ for at in ("@", " at ") for other in domains):
            yield from _spelt("contact", text, tiers.get(joined(mail), "unique"))
        yield from _handle(local, tiers)
    for handle in identity.contacts.handles:
        yield from _handle(handle.strip("@"), tiers)


def _local_part(core: str) -> str:
    """What is dialled in the same town of a number of this country, or the last figures of a mobile's; empty for others."""
    if len(core) != _OF_THIS_COUNTRY:
        return ""
    code = 2 if core[0] == "2" else 3 if core[0] == "1" and "1" in core[1:3] else 4
    return core[code:]


def _cores_of_phone(phone: str, digits: str) -> Iterator[str]:
    """The digits of a telephone number behind every prefix; of one abroad, also with a zero behind its code, and without it."""
    core = re.sub(r"^(?:00)?44", "", digits).lstrip("0")
    yield core
    if phone.strip().startswith(("+", "00")) and digits.endswith(core) and not re.match(r"(?:00)?44", digits):
        code = _CODE.match(core)
        rest = core[code.end() :] if code else ""
        if code and len(rest) >= _LEAST_AT_HOME:
            yield from (f"{code.group()}0{rest}", rest)


def _handle(handle: str, tiers: Tiers) -> Iterator[Value]:
    key = joined(handle)
    if len(key) >= SHORTEST:
        tier: Strength = "weak" if lexicon.is_ordinary(key) or len(key) < LONG_KEY else "unique"
        yield Value(key, "handle", tiers.get(key, tier), split(handle))


def _places(identity: Identity, tiers: Tiers) -> Iterator[Value]:
    for address in identity.addresses:
        if address.postcode:
            yield from _spelt("address", address.postcode, tiers.get(joined(address.postcode), "unique"))
    for line, form in _street_lines(identity):
        if any(word[0].isdigit() for word in form):
            yield Value("".join(form), "address", tiers.get(joined(line), "unique"), form)
        name = _without_numbers(form)
        if len(name) > 1:
            yield Value("".join(name), "street", "weak", name)
            if form[0].isdigit():
                behind = (*name, form[0])
                yield Value("".join(behind), "address", tiers.get(joined(line), "unique"), behind)
    for form in (*_houses(identity), *_flats(identity)):
        key = "".join(form)
        yield Value(key, "address", tiers.get(key, "unique"), form)


def _houses(identity: Identity) -> Iterator[tuple[str, ...]]:
    """The name of a house and its street, where neither has a number: together they are an address."""
    for (line, house), (other, street) in pairwise(_street_lines(identity)):
        if line != other and not any(word[0].isdigit() for word in (*house, *street)):
            yield (*house, *street)
    for house in houses_alone(identity):
        streets = (_without_numbers(street) for _, street in _street_lines(identity))
        yield from ((*house, *street) for street in streets if len(street) > 1 and street[-len(house) :] != house)


def streets_of(identity: Identity) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """The words of each street or house that somebody lives in, in full and in short, and the numbers that stand with it."""
    for _, form in _street_lines(identity):
        name = _without_numbers(form)
        if len(name) > 1:
            yield name, frozenset(word for word in form if word[0].isdigit())
    yield from ((words, frozenset()) for words in houses_alone(identity) if len(words) > 1)


def houses_alone(identity: Identity) -> Iterator[tuple[str, ...]]:
    """The names with which addresses begin that are of a house and have no number: "Rosewood", "Old Forge"."""
    for address in identity.addresses:
        parts = [split(part) for whole in address.lines for part in whole.split(",")]
        words = parts[0][parts[0][:1] == ("the",) :] if len(parts) > 1 else ()
        is_other = any(word in _STREETS or word in _OTHER_STREETS or word[0].isdigit() for word in words) or _is_inside(
            words
        )
        if words and not is_other and len("".join(words)) >= LONG_KEY:
            yield words


def is_kind_of_street(word: str) -> bool:
    """Whether a word says what kind of street or house one is, as most of them have."""
    return word in _STREETS or word in _STREETS.values() or word in _HOUSES


def _without_numbers(form: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in form if not word[0].isdigit() and word not in _INSIDE)


def _street_lines(identity: Identity) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines of addresses that name a street or a house, each with its words, in full and in short."""
    for line, words in _lines(identity):
        if not any(word in _STREETS or word in _KINDS or word.isdigit() for word in words):
            continue
        if not _is_inside(words):
            yield from ((line, form) for form in _street_forms(words))


def _lines(identity: Identity) -> Iterator[tuple[str, tuple[str, ...]]]:
    parts = (part for address in identity.addresses for whole in address.lines for part in whole.split(","))
    yield from ((part, split(part)) for part in parts)


def _is_inside(words: tuple[str, ...]) -> bool:
    """Tell whether a line is of a part of a house: many have a flat 12."""
    return words[:1] != () and words[0] in _INSIDE and len(words) <= _OF_A_HOUSE


def _street_forms(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The words of a street in full and in short, a saint in either."""
    short = tuple(_STREETS.get(word, word) for word in words)
    forms = [words, short]
    if "st" in short[:-1]:
        at = short.index("st")
        forms += [(*form[:at], saint, *form[at + 1 :]) for form in (words, short) for saint in ("st", "saint")]
    return dict.fromkeys(forms)


def _flats(identity: Identity) -> Iterator[tuple[str, ...]]:
    """A part of a house and the name of the house or street, which has no number of its own: together they are an address."""
    for (_, inside), (_, words) in pairwise(_lines(identity)):
        is_named = any(word in _STREETS or word in _HOUSES for word in words)
        is_numbered = any(word[0].isdigit() for word in words)
        if _is_inside(inside) and len(inside) == _OF_A_HOUSE and is_named and not is_numbered:
            for form in _street_forms(words):
                yield from ((*inside, *form), (inside[-1], *form))


def _spelt(kind: Kind, text: str, tier: Strength, *, is_part: bool = False) -> Iterator[Value]:
    parts = split(text)
    key = "".join(parts)
    if len(key) >= SHORTEST or (key and not key.isascii()):
        yield Value(key, kind, tier, parts, is_part)
    elif key:
        yield Value(key, "short", "weak", parts)
