"""What to look for: every listed person's names, numbers and places, each with how much it says by itself.

`unique`: this alone names the person, anywhere, in any case. `ambiguous`: others bear it, or it is a word, so it needs
a title, a rank, an initial or a first name with it. `weak`: it counts in the person's own hearings alone.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, field

from hearingsite.guard import lexicon
from hearingsite.guard.fold import fold_value
from hearingsite.guard.identities import Identity, Names, Strength

if TYPE_CHECKING:
    import datetime as dt

Kind = Literal["name", "given names", "number", "reference", "phone", "address", "street", "contact", "script"]

_WORDS: Final = re.compile(r"[^\W_]+")
_SEVERAL: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PARTICLES: Final = lexicon.listed("particles")
_IRISH: Final = {"o": ("o",), "ni": ("o", "ni"), "ui": ("o", "ui"), "mac": ("mac", "mc"), "mc": ("mac", "mc")} | {
    "nic": ("mac", "mc", "nic"),
    "mhic": ("mac", "mc", "mhic"),
}
_POLISH: Final = {"ski": ("ska", "sky"), "ska": ("ski", "sky", "skyi"), "cki": ("cka", "cky"), "cka": ("cki",)} | {
    "sky": ("ski", "ska"),
}
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
_INSIDE: Final = frozenset({"flat", "apartment", "apt", "unit", "room", "floor", "fflat"})
_OF_A_HOUSE: Final = 2  # words that only tell a part of a house from others
_SHORTEST: Final = 4  # letters; a shorter family name is too often something else
_LONG_NUMBER: Final = 6  # digits that say enough by themselves
_LONGEST_NAME: Final = 5  # words
_LONG_KEY: Final = 6  # letters that may be looked for with blanks dropped


class Term(Struct, frozen=True):
    """A value that was withheld; `label` says whose it is; it counts in the hearings `records`, everywhere if empty.

    A part of it counts in the hearings `parts_in` alone, unless that is empty.
    """

    text: str
    label: str
    records: frozenset[str] = frozenset()
    parts_in: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Say whose it is, never what."""
        return f"Term({self.label!r})"


class Person(Struct, frozen=True):
    """What may be said of a person (`who`, `known_as`), where the person counts, and where a part of the name does."""

    who: str
    known_as: str
    records: frozenset[str]
    everywhere: bool = True
    parts_in: frozenset[str] = frozenset()


class Token(Struct):
    """One word of names: who has it as a family name, as a given name, as a number."""

    text: str
    tier: Strength = "weak"
    family: set[int] = field(default_factory=set)
    given: set[int] = field(default_factory=set)
    number: set[int] = field(default_factory=set)

    def __repr__(self) -> str:
        """Hide the word."""
        return f"Token({self.tier})"


class Long(Struct):
    """Something of several words or long enough to be found with its blanks dropped; `parts` are its words."""

    kind: Kind
    tier: Strength
    parts: tuple[str, ...]
    people: tuple[int, ...] = ()
    is_part: bool = False  # of a name, which others may bear in public
    is_rare: bool = False  # a full name whose family name says enough by itself

    def __repr__(self) -> str:
        """Hide the words."""
        return f"Long({self.kind}, {self.tier})"


class Terms:
    """All that is looked for, of all people together; people are numbers, in the order they were given."""

    def __init__(self, identities: Iterable[Identity], terms: Iterable[Term] = ()) -> None:
        """Take everything apart once."""
        self.people: list[Person] = []
        self.tokens: dict[str, Token] = {}
        self.long: dict[str, Long] = {}
        self.pairs: dict[str, tuple[int, ...]] = {}  # "given family", "initial family"
        self.born: dict[dt.date, set[int]] = {}
        self.initials: dict[str, set[int]] = {}
        self.names: list[tuple[str, ...]] = []  # each person's words, for what is masked
        for identity in identities:
            self._add_identity(identity)
        for term in terms:
            self._add_term(term)

    def __repr__(self) -> str:
        """Say how many people, and nothing of them."""
        return f"Terms({len(self.people)} people)"

    def _add_identity(self, identity: Identity) -> None:
        records = frozenset(record.upper() for record in identity.records)
        who = len(self.people)
        self.people.append(Person(identity.id, identity.known_as, records))
        self.names.append(())
        strength = {_joined(name): tier for name, tier in identity.strength.items()}
        self._add_names(who, identity.names, strength)
        for number in (*identity.numbers.collar, *identity.numbers.warrant, *identity.numbers.staff):
            self._add_number(who, number, strength)
        for number in (*identity.numbers.national_insurance, *identity.vehicles):
            self._add_long(who, "number", number, strength.get(_joined(number), "unique"))
        self._add_contacts(who, identity, strength)
        for address in identity.addresses:
            if address.postcode:
                self._add_long(who, "address", address.postcode, strength.get(_joined(address.postcode), "unique"))
            for line in (part for whole in address.lines for part in whole.split(",")):
                self._add_street(who, line, strength)
        if identity.born:
            self.born.setdefault(identity.born, set()).add(who)

    def _add_term(self, term: Term) -> None:
        who = len(self.people)
        records = frozenset(record.upper() for record in term.records)
        parts_in = frozenset(record.upper() for record in term.parts_in)
        self.people.append(Person(term.label, "", records, not records, parts_in))
        self.names.append(())
        words = _SEVERAL.findall(fold_value(term.text))
        names = [word for word in words if word.lower() not in lexicon.TITLES | lexicon.RANKS]
        if names and all(not word.isdigit() and word[0].isupper() for word in names) and len(names) <= _LONGEST_NAME:
            self._add_full(who, " ".join(names), {})
        elif term.text.strip():
            self._add_long(who, "reference", term.text, "unique")

    def _add_names(self, who: int, names: Names, strength: dict[str, Strength]) -> None:
        given = [*names.given, *(alias for alias in names.aliases if len(alias.split()) == 1)]
        if names.family:
            self._add_family(who, names.family, given, strength)
        else:
            for name in given:
                self._add_given(who, name, strength)
        for first, second in zip(names.given, names.given[1:], strict=False):
            ordinary = lexicon.is_ordinary(_joined(first)) and lexicon.is_ordinary(_joined(second))
            self._add_long(who, "given names", f"{first} {second}", "weak" if ordinary else "ambiguous", is_part=True)
        self._add_initials(who, names)
        for alias in names.aliases:
            if len(alias.split()) > 1:
                self._add_long(who, "name", alias, strength.get(_joined(alias), _tier_of_several(alias)))
        for name in names.former:
            if len(name.split()) == 1:
                self._add_family(who, name, given, strength)
            else:
                self._add_full(who, name, strength)
        for name in names.relatives:
            self._add_full(who, name, strength)

    def _add_initials(self, who: int, names: Names) -> None:
        given = "".join(word[0] for name in names.given for word in _split(name)[:1])
        words = _split(names.family)
        for family in (
            "".join(word[0] for word in words),
            "".join(word[0] for word in words if word not in _PARTICLES),
        ):
            if given and family:
                for first in {given, given[0]}:
                    for last in {family, family[0], family[-1]}:
                        self.initials.setdefault(first + last, set()).add(who)
                self.initials.setdefault(family + given, set()).add(who)

    def _add_full(self, who: int, name: str, strength: dict[str, Strength]) -> None:
        """A name in one piece: the family name is the last word with the particles before it."""
        words = name.split()
        at = len(words) - 1
        while at > 1 and _joined(words[at - 1]) in _PARTICLES:
            at -= 1
        self._add_family(who, " ".join(words[at:]), words[:at], strength)

    def _add_family(self, who: int, family: str, given: list[str], strength: dict[str, Strength]) -> None:
        forms = _family_forms(family)
        for name in given:
            self._add_given(who, name, strength)
        firsts = {form for name in given for form in (*_split(name), _joined(name))}
        firsts |= {form[0] for form in firsts if form}
        letters = "".join(_joined(name)[:1] for name in given)
        firsts |= {letters, letters[:2]}
        for form in forms:
            tier = strength.get(form, strength.get(_joined(family), _tier(form)))
            token = self._token(form)
            token.family.add(who)
            token.tier = _stronger(token.tier, tier)
            if tier == "unique" and len(form) >= _LONG_KEY:
                self._long(who, form, "name", tier, (form,), is_part=True)
            for first in firsts - {""}:
                pair = f"{first} {form}"
                self.pairs[pair] = (*self.pairs.get(pair, ()), who)
        self._remember(who, forms)
        self._add_joined(who, family, given)

    def _add_joined(self, who: int, family: str, given: list[str]) -> None:
        """Full names in one piece, as in addresses and handles, and spelt out letter by letter."""
        last = _split(family)
        if len(last) > 1:
            self._long(who, "".join(last), "name", _tier_of_several(family), last, is_part=True)
        is_rare = _tier("".join(last)) == "unique"
        for name in given:
            first = _split(name)
            for parts in ((*first, *last), (*last, *first)):
                key = "".join(parts)
                if parts and not key.isascii():
                    self._long(who, key, "script", "unique", parts)
                elif len(key) > _LONG_KEY and first:
                    self._long(who, key, "name", "ambiguous", parts, is_rare=is_rare)

    def _add_given(self, who: int, name: str, strength: dict[str, Strength]) -> None:
        forms = {*_split(name), _joined(name)} - {""}
        for form in forms:
            if len(form) > 1:
                token = self._token(form)
                token.given.add(who)
                token.tier = _stronger(token.tier, strength.get(form, "weak"))
            if len(form) >= _LONG_KEY and not lexicon.is_ordinary(form):
                self._long(who, form, "given names", "weak", (form,), is_part=True)
        self._remember(who, forms)

    def _add_number(self, who: int, number: str, strength: dict[str, Strength]) -> None:
        key = _joined(number)
        if not key:
            return
        if len(key) >= _LONG_NUMBER or (len(key) >= _SHORTEST and not key.isdigit()):
            self._add_long(who, "number", number, strength.get(key, "unique"))
        else:
            token = self._token(key)
            token.number.add(who)
            token.tier = _stronger(token.tier, strength.get(key, "ambiguous"))

    def _add_contacts(self, who: int, identity: Identity, strength: dict[str, Strength]) -> None:
        for phone in identity.contacts.phones:
            digits = re.sub(r"\D", "", phone.replace("(0)", ""))
            core = re.sub(r"^(?:00)?44", "", digits).lstrip("0")
            if len(core) >= _LONG_NUMBER:
                self._long(who, core, "phone", strength.get(digits, "unique"), (core,))
        for mail in identity.contacts.emails:
            local, _, domain = mail.partition("@")
            spelt = domain.replace(".", " dot ")
            for text in {mail, f"{local} at {spelt}", f"{local.replace('.', ' dot ')} at {spelt}"}:
                self._add_long(who, "contact", text, strength.get(_joined(mail), "unique"))
            self._add_handle(who, local, strength)
        for handle in identity.contacts.handles:
            self._add_handle(who, handle.strip("@"), strength)

    def _add_handle(self, who: int, handle: str, strength: dict[str, Strength]) -> None:
        key = _joined(handle)
        if len(key) < _SHORTEST:
            return
        tier = strength.get(key, "weak" if lexicon.is_ordinary(key) or len(key) < _LONG_KEY else "unique")
        self._long(who, key, "contact", tier, _split(handle))
        self._remember(who, (key,))

    def _add_street(self, who: int, line: str, strength: dict[str, Strength]) -> None:
        words = list(_split(line))
        if not any(word in _STREETS or word in _HOUSES or word.isdigit() for word in words):
            return
        if words[:1] and words[0] in _INSIDE and len(words) <= _OF_A_HOUSE:
            return  # many houses have a flat 12
        short = [_STREETS.get(word, word) for word in words]
        for form in (words, short):
            key = "".join(form)
            if any(word[0].isdigit() for word in form):
                self._long(who, key, "address", strength.get(_joined(line), "unique"), tuple(form))
            name = [word for word in form if not word[0].isdigit() and word not in _INSIDE]
            if len(name) > 1:
                self._long(who, "".join(name), "street", "weak", tuple(name))

    def _add_long(self, who: int, kind: Kind, text: str, tier: Strength, *, is_part: bool = False) -> None:
        parts = _split(text)
        key = "".join(parts)
        if len(key) >= _SHORTEST or (key and not key.isascii()):
            self._long(who, key, kind, tier, parts, is_part=is_part)
        elif key:
            token = self._token(key)
            token.family.add(who)
            token.tier = _stronger(token.tier, "weak")

    def _remember(self, who: int, forms: Iterable[str]) -> None:
        self.names[who] = tuple(dict.fromkeys((*self.names[who], *forms)))

    def _token(self, text: str) -> Token:
        token = self.tokens.get(text)
        if token is None:
            token = self.tokens[text] = Token(text)
        return token

    def _long(
        self,
        who: int,
        key: str,
        kind: Kind,
        tier: Strength,
        parts: tuple[str, ...],
        *,
        is_part: bool = False,
        is_rare: bool = False,
    ) -> None:
        known = self.long.get(key)
        if known is None:
            self.long[key] = Long(kind, tier, parts, (who,), is_part, is_rare)
            return
        known.tier = _stronger(known.tier, tier)
        known.is_part = known.is_part and is_part
        known.is_rare = known.is_rare or is_rare
        if known.people[-1] != who:
            known.people = (*known.people, who)


@lru_cache(4096)
def _split(text: str) -> tuple[str, ...]:
    """The words of a listed value, folded; an apostrophe joins."""
    return tuple(_WORDS.findall(fold_value(text).replace("'", "").lower()))


def _joined(text: str) -> str:
    return "".join(_split(text))


def _family_forms(family: str) -> list[str]:
    """The words under which a family name may stand: whole, its parts, and how other languages write it."""
    parts = _split(family)
    cores = [part for part in parts if part not in _PARTICLES] or list(parts)
    forms = ["".join(parts), *cores]
    if len(parts) > 1 and parts[0] in _IRISH:
        core = "".join(parts[1:])
        plain = re.sub(r"^([bcdfgmpst])h", r"\1", core)
        forms += [prefix + form for prefix in _IRISH[parts[0]] for form in (core, plain)]
        forms += [core, plain]
    if len(parts) > 1 and parts[0] in {"ap", "ab", "ferch", "verch"}:
        forms.append(parts[0][-1] + parts[1])
    for prefix, other in (("mac", "mc"), ("mc", "mac"), ("nic", "mac")):
        if len(parts) == 1 and parts[0].startswith(prefix) and len(parts[0]) > len(prefix) + 2:
            core = parts[0].removeprefix(prefix)
            forms += [other + core, core]
    for form in list(forms):
        forms += [form[:-3] + ending for ending in _POLISH.get(form[-3:], ()) if len(form) > _LONG_KEY]
    return [form for form in dict.fromkeys(forms) if len(form) > 1]


def _tier(form: str) -> Strength:
    """How much a family name says by itself."""
    return "ambiguous" if len(form) < _SHORTEST or lexicon.is_ordinary(form) else "unique"


def _tier_of_several(text: str) -> Strength:
    """How much several words say together: less where all of them are ordinary."""
    return "ambiguous" if all(lexicon.is_ordinary(part) or len(part) < _SHORTEST for part in _split(text)) else "unique"


def _stronger(one: Strength, other: Strength) -> Strength:
    order: tuple[Strength, ...] = ("weak", "ambiguous", "unique")
    return max(one, other, key=order.index)
