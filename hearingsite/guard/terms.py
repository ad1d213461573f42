"""What to look for: every listed person's names, numbers and places, each with how much it says by itself.

`unique`: this alone names the person, anywhere, in any case. `ambiguous`: others bear it, or it is a word, so it needs
a title, a rank, an initial or a first name with it. `weak`: it counts in the person's own hearings alone.

Who has which word or value is noted for everybody. What is to be said of it is worked out when a text has it, which of a
long list hardly anything is.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hearingsite.guard import lexicon
from hearingsite.guard.forms import (
    LONG_KEY,
    family_forms,
    firsts,
    given_forms,
    initials,
    strongest,
    tier_of,
)
from hearingsite.guard.identities import Identity, Strength, Term
from hearingsite.guard.meaning import Long, Person, Token
from hearingsite.guard.owners import Owners
from hearingsite.guard.plain import has_more, plain_people
from hearingsite.guard.whole import (
    Kind,
    Value,
    calls_of,
    family_tier,
    short_numbers,
    tiers_of,
    values_beside_names,
    values_of,
)

if TYPE_CHECKING:
    import datetime as dt

Source = Identity | Term

_FIGURE: Final = re.compile("[0-9]")


class Terms:
    """All that is looked for, of all people together; people are numbers, in the order they were given."""

    def __init__(self, identities: Iterable[Identity], terms: Iterable[Term] = ()) -> None:
        """Note who has what."""
        self.sources: list[Source] = [*identities, *terms]
        self._people: dict[int, Person] = {}
        self._records: dict[frozenset[int], frozenset[str]] = {}
        self._beside_own: dict[tuple[frozenset[int], bool], frozenset[str] | None] = {}
        self._tokens: dict[str, Token] = {}
        self._longs: dict[str, tuple[Long, ...]] = {}
        self._beside: dict[str, dict[str, tuple[int, ...]]] = {}
        self.family = Owners[str]()
        self.given = Owners[str]()
        self.number = Owners[str]()
        self.short = Owners[str]()  # other values that are too short to be found but as words
        self.handles = Owners[str]()
        self.whole = Owners[str]()  # values of those whose names are not plain, and what others have beside names
        self.born: dict[dt.date, set[int]] = {}
        self._tiers: dict[str, list[Strength]] = {}  # what the list itself says of words
        self._own_tiers: set[int] = set()  # the people of whose words it does
        self.plain = plain_people(self.sources)
        is_plain = set(self.plain.people)
        self._others = [who for who in range(len(self.sources)) if who not in is_plain]
        self._add_plain()
        for who in self._others:
            self._add_names(who, self.sources[who])
            self._add_rest(who, self.sources[who], values_of(self.sources[who]))

    def __repr__(self) -> str:
        """Say how many people, and nothing of them."""
        return f"Terms({len(self)} people)"

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.sources)

    def person(self, number: int) -> Person:
        """What may be said of somebody."""
        person = self._people.get(number)
        if person is None:
            person = self._people[number] = _person(self.sources[number])
        return person

    @cached_property
    def by_record(self) -> dict[str, list[int]]:
        """Who counts in which hearing."""
        found: dict[str, list[int]] = {}
        for number, source in enumerate(self.sources):
            for record in source.records:
                found.setdefault(record.upper(), []).append(number)
        return found

    def records_of(self, people: frozenset[int]) -> frozenset[str]:
        """The hearings in which some people count."""
        records = self._records.get(people)
        if records is None:
            if len(people) > len(self.by_record):
                several = {record for record, own in self.by_record.items() if not people.isdisjoint(own)}
            else:
                several = {record.upper() for who in people for record in self.sources[who].records}
            records = self._records[people] = frozenset(several)
        return records

    def records_beside(self, people: frozenset[int], *, is_part: bool) -> frozenset[str] | None:
        """The hearings beside their own in which what is surely of some people counts, or a part of a name; None: in all."""
        key = people, is_part
        if key not in self._beside_own:
            several = [person for person in map(self.person, people) if person.everywhere]
            is_everywhere = any(not (is_part and person.parts_in) for person in several)
            parts = frozenset[str]().union(*(person.parts_in for person in several))
            self._beside_own[key] = None if is_everywhere else parts
        return self._beside_own[key]

    @cached_property
    def parts_by_record(self) -> dict[str, set[int]]:
        """Parts of whose names count in which hearing, of those with whom they do not everywhere."""
        found: dict[str, set[int]] = {}
        for number, source in enumerate(self.sources):
            for record in source.parts_in if isinstance(source, Term) else ():
                found.setdefault(record.upper(), set()).add(number)
        return found

    def _add_names(self, who: int, source: Source) -> None:
        tiers = tiers_of(source)
        if tiers:
            self._own_tiers.add(who)
        for family, given in calls_of(source):
            for form in family_forms(family):
                self.family.add(form, who)
                if tiers:
                    self._tiers.setdefault(form, []).append(family_tier(form, family, tiers))
            for form in (form for name in given for form in given_forms(name) if len(form) > 1):
                self.given.add(form, who)
                if form in tiers:
                    self._tiers.setdefault(form, []).append(tiers[form])
        for number in short_numbers(source) if tiers else ():
            self._tiers.setdefault(number, []).append(tiers.get(number, "ambiguous"))

    def _add_plain(self) -> None:
        plain = self.plain
        self.given.add_all(plain.given, plain.people)
        self.family.add_all(plain.family, plain.people)
        for who in plain.people:
            source = self.sources[who]
            if isinstance(source, Identity) and has_more(source):
                self._add_rest(who, source, values_beside_names(source))

    def _add_rest(self, who: int, source: Source, values: Iterable[Value]) -> None:
        """Take everything of a person apart that is not found as a name."""
        for number in short_numbers(source):
            self.number.add(number, who)
        if isinstance(source, Identity) and source.born:
            self.born.setdefault(source.born, set()).add(who)
        for value in values:
            owners = self.short if value.kind == "short" else self.whole
            owners.add(value.key, who)
            if value.kind == "handle":
                self.handles.add(value.key, who)

    @cached_property
    def texts(self) -> frozenset[str]:
        """Everything that may be found as a word."""
        return frozenset().union(self.names, self.number.keys, self._short_names)

    @cached_property
    def _short_names(self) -> dict[str, frozenset[int]]:
        """Whom a short form of a first name may mean; what is kept back of others is looked for as it is written."""
        found: dict[str, frozenset[int]] = {}
        for form, names in lexicon.names_of_short_ones().items():
            several = (who for name in names if name in self.given for who in self.given.of(name))
            if people := frozenset(who for who in several if isinstance(self.sources[who], Identity)):
                found[form] = people
        return found

    @cached_property
    def names(self) -> list[str]:
        """Every word that somebody has as a name. Their order is that of their memory: another one takes twice the time."""
        return list(self.family.keys | self.given.keys | self.short.keys)

    def token(self, text: str) -> Token | None:
        """What a word says; None where nobody has it."""
        if text not in self.texts:
            return None
        token = self._tokens.get(text)
        if token is None:
            family = frozenset(self.family.of(text))
            short = frozenset(self.short.of(text))
            given = frozenset(self.given.of(text)) | self._short_names.get(text, frozenset())
            number = frozenset(self.number.of(text))
            tiers = list(self._tiers.get(text, ()))
            if not family <= self._own_tiers:
                tiers.append(tier_of(text))
            if not number <= self._own_tiers:
                tiers.append("ambiguous")
            token = self._tokens[text] = Token(text, strongest(tiers), family | short, given, number)
        return token

    @cached_property
    def rare_families(self) -> list[str]:
        """The family names of some length that say enough by themselves."""
        several = [form for form in self.family if len(form) > LONG_KEY and form not in self._tiers]
        tokens = [self.token(form) for form in self._tiers]
        own = [one.text for one in tokens if one and one.family and one.tier == "unique" and len(one.text) > LONG_KEY]
        return lexicon.without_ordinary(several) + own

    def values(self) -> list[str]:
        """Everything that is found whole."""
        return [*self.whole, *self.plain.values()]

    def turned_values(self) -> frozenset[str]:
        """The values with figures in them and the handles, from their end: of names, each word is judged by itself."""
        long = (key for key in self.whole if len(key) >= LONG_KEY and (_FIGURE.search(key) or key in self.handles))
        return frozenset(key[::-1] for key in long)

    def called(self, one: str, other: str) -> set[int]:
        """Everybody who may have one of two names as the first and the other as the family name."""
        people: set[int] = set()
        for given, family in ((one, other), (other, one)):
            if given in self.given and family in self.family:
                people |= set(self.given.of(given)).intersection(self.family.of(family))
        return people

    def _whose(self, key: str) -> set[int]:
        """Everybody who may have a value that is found whole."""
        people = set(self.whole.of(key))
        if not lexicon.is_ordinary(key):
            people.update(self.family.of(key), self.given.of(key))
        return people.union(*(self.called(key[:at], key[at:]) for at in range(1, len(key))))

    def long(self, key: str) -> Long | None:
        """What a value says that is found whole; None where nobody has it."""
        return next(iter(self.longs(key)), None)

    def longs(self, key: str) -> tuple[Long, ...]:
        """What a value says of each kind that it is of: somebody's number may be another's telephone number."""
        if key in self._longs:
            return self._longs[key]
        kinds: dict[Kind, Long] = {}
        for who in sorted(self._whose(key)):
            for value in values_of(self.sources[who]):
                if value.key != key or value.kind == "short":
                    continue
                found = kinds.get(value.kind)
                kinds[value.kind] = Long(
                    value.kind,
                    strongest((found.tier, value.tier)) if found else value.tier,
                    found.parts if found else value.parts,
                    tuple(dict.fromkeys((*(found.people if found else ()), who))),
                    (found is None or found.is_part) and value.is_part,
                    (found is not None and found.is_rare) or value.is_rare,
                )
        self._longs[key] = tuple(kinds.values())
        return self._longs[key]

    def beside(self, family: str) -> dict[str, tuple[int, ...]]:
        """What first names and initials stand with a family name, and whose they are."""
        known = self._beside.get(family)
        if known is None:
            known = self._beside[family] = {}
            for who in sorted(set(self.family.of(family))):
                for name, given in calls_of(self.sources[who]):
                    for first in firsts(given) if family in family_forms(name) else ():
                        known[first] = (*known.get(first, ()), who)
        return known

    def together(self, first: str, family: str) -> tuple[int, ...]:
        """Whose a first name or an initial and a family name are together."""
        return self.beside(family).get(first, ())

    def with_initial(self, given: str, letter: str) -> frozenset[int]:
        """Who has a first name, and a family name that begins with a letter."""
        return frozenset(
            who
            for who in self.given.of(given)
            for family, _ in calls_of(self.sources[who])
            if any(form.startswith(letter) for form in family_forms(family))
        )

    @cached_property
    def initials(self) -> dict[str, frozenset[int]]:
        """Whose initials are which."""
        found: dict[str, set[int]] = {}
        by_letters: dict[str, list[int]] = {}
        for who, given, family in zip(self.plain.people, self.plain.given, self.plain.family, strict=True):
            by_letters.setdefault(given[0] + family[0], []).append(who)
        for letters, people in by_letters.items():
            found.setdefault(letters, set()).update(people)
            found.setdefault(letters[::-1], set()).update(people)
        for who in self._others:
            source = self.sources[who]
            for letters in initials(source.names) if isinstance(source, Identity) else ():
                found.setdefault(letters, set()).add(who)
        return {letters: frozenset(people) for letters, people in found.items()}


def _person(source: Source) -> Person:
    records = frozenset(record.upper() for record in source.records)
    if isinstance(source, Identity):
        return Person(source.id, source.known_as, records)
    return Person(source.label, "", records, not records, frozenset(record.upper() for record in source.parts_in))
