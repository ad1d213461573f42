"""A hearing as a row of a list, with its ten-standards strip; made once, used in every list."""

import functools

from hearingsite.public import urls
from hearingsite.public.findings import alleged_standards, breached_standards, has_findings
from hearingsite.public.headlines import days_words, headline, outcome_words, standard_names
from hearingsite.public.model import PublicHearing
from hearingsite.public.sittings import course_of
from hearingsite.public.views import Row, Said, Strip, StripCell
from hearingsite.public.words import Words, begin
from hearingsite.vocabulary import read_vocabulary


def make_row(hearing: PublicHearing, words: Words) -> Row:
    """Make the row of a hearing."""
    sitting = hearing.sitting
    return Row(
        lang=words.lang,
        route=urls.hearing(words.lang, hearing.reference),
        headline=headline(hearing, words),
        force=Said(*hearing.force.short.within(words.lang)),
        reference=hearing.reference,
        when=words.day(hearing.published.day) if hearing.published else _when(hearing, words),
        day=hearing.published.day.isoformat() if hearing.published else str(sitting.first or ""),
        status=status_words(hearing, words),
        strip=make_strip(hearing, words),
        is_demonstration=hearing.is_demonstration,
    )


def _when(hearing: PublicHearing, words: Words) -> str:
    return begin(days_words(hearing.sitting, course_of(hearing), words))


def status_words(hearing: PublicHearing, words: Words) -> str:
    """Say where a hearing stands: its outcomes once concluded, else its status."""
    if hearing.status != "concluded":
        return words.term("statuses", hearing.status)
    outcomes = dict.fromkeys(outcome_words(officer, words) for officer in hearing.officers)
    return "; ".join(outcome for outcome in outcomes if outcome)


def make_strip(hearing: PublicHearing, words: Words) -> Strip | None:
    """Draw the ten standards: breached, alleged (and not found breached), or neither; None where none is known."""
    breached, alleged = tuple(breached_standards(hearing)), tuple(alleged_standards(hearing))
    if not breached and not alleged:
        return None
    return _draw(breached, alleged, words, has_findings=has_findings(hearing))


@functools.lru_cache(maxsize=1024)
def _draw(breached: tuple[str, ...], alleged: tuple[str, ...], words: Words, *, has_findings: bool) -> Strip:
    """Draw a strip; most hearings are about few of the standards, so most strips are like another."""
    cells = tuple(
        StripCell(
            words.term("standards", code),
            "breached" if code in breached else "alleged" if code in alleged else "clear",
        )
        for code in read_vocabulary("standards")
    )
    only_alleged = [code for code in alleged if code not in breached]
    said = []
    if breached:
        said.append(words.say("strip.breached", count=len(breached), standards=standard_names(breached, words)))
    if only_alleged:
        key = "strip.not_breached" if has_findings else "strip.alleged"
        said.append(words.say(key, count=len(only_alleged), standards=standard_names(only_alleged, words)))
    return Strip(cells, " ".join(said), "".join(cell.state[0] for cell in cells))
