"""What is counted: decided hearings and their officers, real and invented ones apart.

Every number is one that a reader could count on the pages: nothing that a page keeps back is counted, and no table
crosses two things that are on no page together, so a small number tells nobody more than the page it stands for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from hearingsite.public.data.items import HearingItem, OfficerItem
from hearingsite.public.data.tables import is_answered
from hearingsite.public.listing import year_of
from hearingsite.public.model import PublicRestriction
from hearingsite.vocabulary import read_vocabulary

PRIVATE: Final = ("part-private", "private")


class Statistic(Struct, frozen=True, kw_only=True):
    """A table of counts: `key` names its first column, whose codes are those of the vocabulary `terms` or of its own.

    A row is a code and a count for each of the columns.
    """

    name: str
    key: str
    terms: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def count_all(items: Iterable[HearingItem]) -> tuple[Statistic, ...]:
    """Count the hearings whose findings, outcome or end is public."""
    hearings = [item for item in items if is_answered(item.hearing)]
    officers = [officer for item in hearings for officer in item.officers]
    return (
        _hearings_by_year(hearings),
        _officers_by_year(hearings),
        _count("by-outcome", "outcome", "outcomes", in_force=_each(officers, _outcome), panel=_each(officers, _panel)),
        _count(
            "by-standard",
            "standard",
            "standards",
            breached=(code for item in hearings for code in item.breached),
            alleged=(code for item in hearings for code in item.alleged),
        ),
        _count(
            "by-rank",
            "rank",
            "ranks",
            officers=_each(officers, _rank),
            not_named=_each([one for one in officers if not one.officer.is_named], _rank),
        ),
        _count("by-kind", "kind", "kinds", hearings=(item.hearing.sitting.kind for item in hearings)),
        _count("held", "held", "held", hearings=(item.hearing.sitting.held for item in hearings)),
        _count("private-grounds", "ground", "grounds", hearings=_private_grounds(hearings)),
        _count("anonymity", "anonymity", "", officers=_each(officers, _anonymity)),
        _count("anonymity-imposers", "imposed_by", "imposers", officers=_once(officers, lambda one: one.imposed_by)),
        _count("anonymity-grounds", "ground", "grounds", officers=_once(officers, lambda one: one.ground)),
        _count("appeals", "result", "appeal_results", hearings=_results(hearings)),
    )


def _count(name: str, key: str, terms: str, **columns: Iterable[str]) -> Statistic:
    """Count the codes of each column; a code that never comes is left out, one that the vocabulary lacks comes last."""
    counts = [Counter(codes) for codes in columns.values()]
    met = set().union(*counts)
    known = [code for code in (read_vocabulary(terms) if terms else ANONYMITY) if code in met]
    rows = tuple((code, tuple(count[code] for count in counts)) for code in (*known, *sorted(met.difference(known))))
    return Statistic(name=name, key=key, terms=terms, columns=tuple(columns), rows=rows)


def _hearings_by_year(hearings: Sequence[HearingItem]) -> Statistic:
    private = (_year(item) for item in hearings if item.hearing.sitting.held in PRIVATE)
    return _by_year("by-year", hearings=map(_year, hearings), private=private)


def _officers_by_year(hearings: Sequence[HearingItem]) -> Statistic:
    years = [(_year(item), officer) for item in hearings for officer in item.officers]
    not_named = (year for year, one in years if not one.officer.is_named)
    return _by_year("officers-by-year", officers=(year for year, _ in years), not_named=not_named)


def _by_year(name: str, **columns: Iterable[str]) -> Statistic:
    counts = [Counter(years) for years in columns.values()]
    rows = tuple((year, tuple(count[year] for count in counts)) for year in sorted(counts[0], reverse=True))
    return Statistic(name=name, key="year", terms="", columns=tuple(columns), rows=rows)


def _year(item: HearingItem) -> str:
    return year_of(item.hearing.published or item.hearing.first_public)


def _each(officers: Iterable[OfficerItem], code: Callable[[OfficerItem], str]) -> Iterable[str]:
    return map(code, officers)


def _outcome(item: OfficerItem) -> str:
    if item.officer.awaits_new_decision:
        return "open-again"
    return item.officer.outcome.outcome if item.officer.outcome else "none-yet"


def _panel(item: OfficerItem) -> str:
    panel = item.officer.panel_outcome or item.officer.outcome
    return panel.outcome if panel else "none-yet"


def _rank(item: OfficerItem) -> str:
    return item.officer.rank


# Why an officer is not named, in the order in which it is asked.
ANONYMITY: Final = ("named", "ordered", "time-over", "force-choice", "not-recorded")


def _anonymity(item: OfficerItem) -> str:
    if item.officer.is_named:
        return "named"
    if item.restrictions:
        return "ordered"
    if item.hearing.is_anonymised:
        return "time-over"
    return item.officer.anonymity_basis or "not-recorded"


def _private_grounds(hearings: Iterable[HearingItem]) -> Iterable[str]:
    return (
        item.hearing.sitting.private_ground or "not-recorded"
        for item in hearings
        if item.hearing.sitting.held in PRIVATE
    )


def _once(officers: Iterable[OfficerItem], code: Callable[[PublicRestriction], str]) -> Iterable[str]:
    """The codes of the restrictions that hide each officer, each once for an officer."""
    return (found for item in officers for found in {code(one) for one in item.restrictions})


def _results(hearings: Iterable[HearingItem]) -> Iterable[str]:
    return (item.hearing.appeals[-1].result for item in hearings if item.hearing.appeals)
