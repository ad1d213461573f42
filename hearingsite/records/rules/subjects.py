"""Whom a clause is about: the officer who is the subject of a verb, and the sentence around it; in doubt nobody."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.case import Case

_END: Final = later(r"[.!?](?=[\s\"'*_)\u2019\u201d]|\Z)|\n[ \t]*\n|\||\n(?=[ \t]*(?:[-*+#>]|\d+[.)]))")
# The same for the way back, without patterns: these are asked for more often.
_ENDS: Final = (
    *(f"{stop}{blank}" for stop in ".!?" for blank in (" ", "\n", '"', "'", ")", "*", "_", "\u2019", "\u201d")),
    *("\n\n", "\n \n", "|", "\n-", "\n*", "\n+", "\n#", "\n>", "\n  "),
)
_NUMBERED: Final = later(r"\n[ \t]*\d+[.)]")
_START_SIGNS: Final = later(r"[\s>*#_+|)-]*(?:\d+[.)]\s+)?[*_]*")
_REACH: Final = 400

# What may stand between a name and what is before it: "the former detective sergeant", "PC".
_RANK: Final = (
    r"\b(?:the|an?|former|then|acting|temporary|special|detective|police|chief|deputy|assistant|officer|constable|sergeant"
    r"|inspector|superintendent|commander|pc|dc|ps|ds|di|dci|sgt|insp|supt|det|ch|acc|dcc|mr|mrs|ms|miss|y)\s+|\bex-"
)
_RANKS_BEFORE: Final = later(rf"(?:{_RANK})+\Z", re.IGNORECASE)
_RANKS: Final = later(rf"(?:{_RANK})*", re.IGNORECASE)
_OF_THE_FORCE: Final = later(r" (?:of|from|with) (?:the )?[A-Z][\w&'-]*(?:(?: and| of| the)* [A-Z][\w&'-]*)*(?:'s)?\Z")
_JOINED: Final = later(r"(?:,\s+and|,|\s+and|,?\s+ac?)\s+\Z")
# A day or a time that begins a sentence, with a comma behind it or none: "On Monday 15 June 2026 PC X was".
_WHEN: Final = (
    r"(?:(?:on|in)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:,?\s+\d{4})?"
    r"|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|finally|eventually|later|as a result|in the end"
    r"|(?:at|after|following) the (?:end of the )?(?:misconduct )?hearing)"
)
# A clause begins behind these; behind "of", "against" or "by" the name is not its subject.
_OPENER: Final = later(
    rf"(?:\A(?:{_WHEN}\s+)?|[,;:(]\s*|[\u2013\u2014]\s+"
    r"|\b(?:and|but|so|that|because|while|whereas|therefore|then|also)\s+)\Z",
    re.IGNORECASE,
)
# Somebody says so, asks for it or imagines it: the record need not agree.
_DOUBT: Final = later(
    r"^\W*(?:had|were|should|pe)\b"
    r"|\b(?:if|unless|whether|asked|sought|argued|submitted|submission|claimed|alleged|allegedly|suggested|recommended"
    r"|proposed|reported|said|says|told|wrote|denied|wrong|wrongly|incorrect|incorrectly|mistake|mistakenly|false|falsely"
    r"|untrue|at first|originally|previously|earlier|would|could|might|may|considered|honnir|honnwyd|dywedodd|awgrymwyd)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = later(r"[,;:]")
_NEGATION: Final = later(
    r"\b(?:not|never|no|nor|neither|nobody|nothing|none|without|rather than|instead of|ni|nid|heb)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_YEAR: Final = later(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def sentence_before(text: str, offset: int) -> str:
    """Give what stands before an offset in the same sentence, cell or list item, without the signs that begin it."""
    start = max(0, offset - _REACH)
    for end in _ENDS:
        at = text.rfind(end, start, offset)
        if at >= 0:
            start = at + len(end)
    if "\n" in text[start:offset]:
        for found in _NUMBERED.finditer(text, start, offset):
            start = found.end()
    return text[start + _sign_length(text, start, offset) : offset]


def _sign_length(text: str, start: int, offset: int) -> int:
    signs = _START_SIGNS.match(text, start, offset)
    return signs.end() - start if signs else 0


def sentence_after(text: str, offset: int) -> str:
    """Give what stands behind an offset in the same sentence, cell or list item."""
    found = _END.search(text, offset, offset + _REACH)
    return text[offset : found.start() if found else offset + _REACH]


def is_doubtful(text: str, offset: int) -> bool:
    """Whether what stands before a statement makes it a wish, a question, somebody's words or its contrary."""
    if _is_in_quotes(text, offset):
        return True
    before = sentence_before(text, offset)
    clause = _CLAUSE.split(before)[-1]
    return bool(_DOUBT.search(before) or _NEGATION.search(clause))


def _is_in_quotes(text: str, offset: int) -> bool:
    """Whether a quotation was begun before an offset in its paragraph, and did not end there."""
    paragraphs = _places(text, "\n\n")
    begin = paragraphs[at - 1] if (at := bisect_left(paragraphs, offset - 1)) else 0
    plain, opened, closed = (
        bisect_left(places, offset) - bisect_left(places, begin)
        for places in (_places(text, sign) for sign in ('"', "\u201c", "\u201d"))
    )
    return bool(plain % 2) or opened > closed


@lru_cache(maxsize=16)
def _places(text: str, sign: str) -> list[int]:
    """Where a sign stands in a text: a text is asked about as often as it says something."""
    return [found.start() for found in re.finditer(sign, text)]


def speaks_of_another_year(text: str, offset: int, case: Case) -> bool:
    """Whether the sentence around an offset names a year in which nothing of the case was decided."""
    said = _YEAR.findall(sentence_before(text, offset) + sentence_after(text, offset))
    return bool(said) and not set(map(int, said)) <= _years(case)


def _years(case: Case) -> set[int]:
    """The years of the hearing, of the publication and of the appeals."""
    publication = case.hearing.publication
    days = [case.first_day, case.last_day]
    if publication:
        days += [publication.publish_at.day, publication.outcome_at.day if publication.outcome_at else None]
    years = {day.year for day in days if day}
    for appeal in case.hearing.appeals:
        years |= {appeal.lodged.year} if appeal.lodged else set()
        years |= {appeal.decided.year} if appeal.decided else set()
    return years


def _with_apostrophes(form: str) -> Iterator[str]:
    """Give a name with straight and with curly apostrophes: a text may have either."""
    straight = form.replace("\u2019", "'")
    yield straight
    yield straight.replace("'", "\u2019")


class Cast:
    """The officers of a record, by everything that a sentence can call them."""

    def __init__(self, hearing: Hearing) -> None:
        """Collect designations, names, surnames that nobody else bears and, for one officer alone, "the officer"."""
        self.officers = hearing.officers
        forms: dict[str, Officer] = {}
        surnames = [person.name.split()[-1] for person in hearing.everybody() if person.name]
        for officer in hearing.officers:
            forms |= dict.fromkeys([officer.key, officer.anonymous_as or "", *officer.formerly], officer)
            surname = officer.name.split()[-1] if officer.name else ""
            if surnames.count(surname) == 1:
                forms[surname] = officer
        if len(hearing.officers) == 1:
            the_officer = (f"{the} {former}officer" for the in ("the", "The") for former in ("", "former "))
            forms |= dict.fromkeys((*the_officer, "y swyddog", "Y swyddog"), hearing.officers[0])
        forms.pop("", None)
        forms = {written: officer for form, officer in forms.items() for written in _with_apostrophes(form)}
        self._forms = sorted(forms.items(), key=lambda form: -len(form[0]))

    def ending(self, said: str) -> tuple[Officer, int] | None:
        """Give the officer whom the last words call by name, and where the name begins."""
        for form, officer in self._forms:
            at = len(said) - len(form)
            if said.endswith(form) and not said[at - 1 : at].isalnum():
                return officer, at
        return None

    def beginning(self, said: str) -> tuple[Officer, int] | None:
        """Give the officer whom the first words call by name or by rank and name, and where the name ends."""
        ranks = _RANKS.match(said)
        for start in dict.fromkeys((0, ranks.end() if ranks else 0)):
            for form, officer in self._forms:
                rest = said[start + len(form) :]
                if said.startswith(form, start) and not rest[:1].isalnum() and rest[:2] not in ("'s", "\u2019s"):
                    return officer, start + len(form)
        return None

    def subjects(self, before: str) -> list[Officer]:
        """Give the officers who are the subject of a verb, from what stands before it; none where that is not sure."""
        said = before.rstrip()
        if said.endswith(", who"):
            found = self.ending(said.removesuffix(", who"))
            return [found[0]] if found else []
        said = self._without_insertion(said)
        officers: list[Officer] = []
        found = self.ending(said)
        while found:
            officers.append(found[0])
            said = _RANKS_BEFORE.sub("", said[: found[1]])
            joined = _JOINED.search(said)
            found = self.ending(said[: joined.start()]) if joined else None
            if found and joined:
                said = said[: joined.start()]
        return officers if officers and _OPENER.search(said) else []

    @staticmethod
    def _without_insertion(said: str) -> str:
        """Leave out what is put between subject and verb: ", a constable of the force,", "of Wealdshire Constabulary"."""
        if said.endswith(","):
            said = said[: max(said.rfind(",", 0, -1), 0)]
        elif said.endswith(")"):
            said = said[: max(said.rfind("("), 0)].rstrip()
        return _OF_THE_FORCE.sub("", said)


@lru_cache(maxsize=1)  # rule after rule asks for the same record
def read_cast(case: Case) -> Cast:
    """Give the officers of a record."""
    return Cast(case.hearing)
