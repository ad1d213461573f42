"""People whom a text names and the record does not declare: each is a name that nobody decided to publish.

A name is a title with a word behind it, a first name with a surname, initials with a surname, or a word with a capital
that is in no list of words, places, bodies and makes. What is found for sure is followed through the whole record. No
message repeats a name: reports are read, kept and copied where the record is not.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.capitals import (
    INSTITUTIONS,
    LEADING,
    NO_NAMES,
    TOKEN,
    WORD_TITLES,
    Lexicon,
    bare,
    is_ambiguous,
    kind_of,
    read_lexicon,
    runs_of,
)
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import Told, read_told
from hearingsite.vocabulary.word_lists import read_phrases

_REACH: Final = 24
_LAST_WORD: Final = re.compile(r"([\w'\u2019]+)[ \n]+[\"'\u2018\u201c(*_]*\Z")
_NEXT_WORD: Final = re.compile(r"[\"'\u2019\u201d)*_]*,?[ \n]+([a-z]+)")
# Behind these stands a place or a thing rather than a person.
_AT: Final = frozenset("in at near around towards outside into through across via inside between beside yn ym yng i".split())
_A: Final = frozenset("the a an this that these those each every any no y yr via using on".split())
_LETTERED: Final = frozenset(
    "class section part category grade annex annexe schedule appendix form exhibit vitamin plan group level unit wing block "
    "room zone type tier hepatitis route option version table figure band model strand phase code step stage and".split()
)
_OF_PEOPLE: Final = frozenset("family brothers sisters household matter twins teulu".split())
_OF_THINGS: Final = frozenset(
    "area district branch store brand app software system camera railway estate road street lane station area test principles "
    "review report inquiry enquiry criteria competence direction directions warning test police force council hospital school "
    "park valley bridge ward constituency region coast model car van motorcycle bike database platform server tablet phone drug "
    "accent language restaurant pub hotel club shop supermarket based".split()
)
_HINT: Final = (
    'Write a designation such as "Witness 1", or declare who may be named under "people"; for what is no person, '
    'add an exception to "allow" with these words.'
)


class _Found(NamedTuple):
    """Words of a run that look like a name, by their places in the run; `is_sure` without looking around."""

    first: int
    last: int
    is_sure: bool


class _Run(NamedTuple):
    """Words with a capital side by side, what each of them is, and where each begins and ends."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def check_names(case: Case) -> Iterator[Diagnostic]:
    """Whoever a text names is declared in the record."""
    known = _known_words(case.hearing)
    for told in filter(None, read_told(case)):
        lexicon = read_lexicon(told.lang)
        pattern = runs_of(told.text)
        odd = {run for run in set(pattern.findall(told.text)) - lexicon.plain if _is_odd(run, lexicon, known)}
        if odd:
            yield from _report(told, pattern, odd, lexicon, known)


def _known_words(hearing: Hearing) -> frozenset[str]:
    """Every word of the names and designations that the record declares, and of its places."""
    said = []
    for person in hearing.everybody():
        said += [person.key, *person.formerly]
        if isinstance(person, Officer):
            said.append(person.anonymous_as or "")
        elif person.known_as and person.known_as.cy:
            said.append(person.known_as.cy)
    for sitting in (hearing.hearing, *(appeal.hearing for appeal in hearing.appeals)):
        if sitting:
            said += [sitting.chair.name or ""] if sitting.chair else []
            said += [sitting.venue.en, sitting.venue.cy or ""] if sitting.venue else []
    said += [hearing.area.en, hearing.area.cy or ""] if hearing.area else []
    return frozenset(word for word in TOKEN.findall(" ".join(said)) if len(word) > 1)


def _is_odd(run: str, lexicon: Lexicon, known: frozenset[str]) -> bool:
    """Whether any word of a run needs a closer look."""
    words = TOKEN.findall(run)
    if all(word in lexicon.plain for word in words):
        return False
    return any(True for _ in _names(_read(run, lexicon, known)))


def _read(run: str, lexicon: Lexicon, known: frozenset[str]) -> _Run:
    found = [one for one in TOKEN.finditer(run) if one[0][0].isupper()]
    words = tuple(bare(one[0]) for one in found)
    kinds = tuple("known" if word in known else kind_of(word, lexicon) for word in words)
    spans = tuple((one.start(), one.start() + len(word)) for one, word in zip(found, words, strict=True))
    return _Run(words, kinds, spans)


def _names(run: _Run) -> Iterator[_Found]:
    """Yield every part of a run that looks like a name."""
    at = 0
    while at < len(run.words):
        found = _name_at(run, at)
        if found:
            yield found
        at = found.last + 1 if found else at + 1


def _name_at(run: _Run, at: int) -> _Found | None:
    """Read a name that begins with a certain word of a run."""
    kind = run.kinds[at]
    if kind == "title":
        return _titled(run, at)
    if kind == "initial":
        return _initialled(run, at)
    if kind in ("first", "either"):
        return _given(run, at)
    if kind == "rare":
        return _rare(run, at)
    return None


def _titled(run: _Run, at: int) -> _Found | None:
    """Read a title and what stands behind it: "Sergeant Baker", "Mr J Baker", but not "PC X" nor "Sergeant Promotion Board"."""
    start = at + 1
    while start < len(run.words) and run.kinds[start] in ("initial", "title"):
        start += 1
    if start >= len(run.words) or run.kinds[start] in ("known", "sign"):
        return None
    if run.kinds[start - 1] == "initial" and run.words[start] in NO_NAMES | INSTITUTIONS:
        return None
    if run.kinds[start] in ("first", "rare"):
        return _Found(start, _end(run, start), is_sure=True)
    if run.words[start] in NO_NAMES or (run.words[start] in INSTITUTIONS and not is_ambiguous(run.words[start])):
        return None
    is_last = start + 1 == len(run.words) or run.words[start + 1] in NO_NAMES
    if run.words[start - 1] in WORD_TITLES and not is_last and run.kinds[start] != "either":
        return None
    return _Found(start, _end(run, start), is_sure=True)


def _initialled(run: _Run, at: int) -> _Found | None:
    """Read initials and a surname: "J. R. Quillfeather"; the letter of a designation is none."""
    if at and run.kinds[at - 1] in ("title", "ordinary", "known"):
        return None
    start = at
    while start < len(run.words) and run.kinds[start] == "initial":
        start += 1
    if start >= len(run.words) or run.kinds[start] not in ("first", "either", "rare"):
        return None
    if run.words[at] in ("A", "I") and start == at + 1 and run.kinds[start] != "rare":
        return None
    return _Found(start, _end(run, start), is_sure=True) if not _is_of_body(run, start) else None


def _given(run: _Run, at: int) -> _Found | None:
    """Read a first name, alone or with what follows: "Osbert Quillfeather", "Osbert", "Grace Hill", but not "Victoria Station"."""
    if at and run.words[at - 1] in LEADING:
        return None
    if _is_of_body(run, at):
        return None
    start = at + 1
    while start < len(run.words) and run.kinds[start] == "initial":
        start += 1
    is_sure_first = run.kinds[at] == "first"
    following = run.kinds[start] if start < len(run.words) else ""
    if following in ("first", "rare"):
        return _Found(at, _end(run, start), is_sure=True)
    if following in ("ordinary", "either") and run.words[start] not in NO_NAMES:
        return _Found(at, _end(run, start), is_sure=is_sure_first)
    return _Found(at, at, is_sure=False) if is_sure_first else None


def _rare(run: _Run, at: int) -> _Found | None:
    if _is_of_body(run, at) or any(word in LEADING for word in run.words[:at]):
        return None
    return _Found(at, _end(run, at), is_sure=False)


def _end(run: _Run, at: int) -> int:
    """The last word of a name: surnames may be two, also with a word between ("Lloyd Baker")."""
    last = at
    while last + 1 < len(run.words) and run.kinds[last + 1] in ("first", "rare", "either"):
        last += 1
    return last


def _is_of_body(run: _Run, at: int) -> bool:
    """Whether a later word of a run makes it a body, a place or a law: "Charlotte Street", "James Paget Hospital"."""
    for place in range(at + 1, len(run.words)):
        word = run.words[place]
        if word in NO_NAMES or run.kinds[place] in ("title", "known"):
            return word in INSTITUTIONS
        if word in INSTITUTIONS and not (is_ambiguous(word) and place == at + 1 and run.kinds[at] == "first"):
            return True
    return False


def _report(
    told: Told, pattern: re.Pattern[str], odd: set[str], lexicon: Lexicon, known: frozenset[str]
) -> Iterator[Diagnostic]:
    """Report the names of the odd runs where they stand, and each rare word of a sure one wherever else it stands."""
    innocent = _innocent_spans(told.text)
    sure: set[str] = set()
    unsure: list[tuple[int, str]] = []
    for match in pattern.finditer(told.text):
        if match[0] not in odd:
            continue
        run = _read(match[0], lexicon, known)
        for found in _names(run):
            start = match.start() + run.spans[found.first][0]
            end = match.start() + run.spans[found.last][1]
            if any(first <= start and end <= last for first, last in innocent):
                continue
            places = range(found.first, found.last + 1)
            if found.is_sure and not _is_elsewhere(told.text, match.start(), match.end(), run, found):
                sure |= {run.words[place] for place in places if run.kinds[place] in ("rare", "first")}
                yield _say(told, start)
            else:
                around = _is_thing(told.text, start, end, match.end())
                unsure.append((start, " ".join(run.words[place] for place in places) if not around else ""))
    yield from _follow(told, sure, unsure)


def _follow(told: Told, sure: set[str], unsure: list[tuple[int, str]]) -> Iterator[Diagnostic]:
    for start, words in unsure:
        said = TOKEN.match(told.text, start)
        if said and bare(said[0]) in sure:
            yield _say(told, start)
        elif words:
            message = "This looks like a name, and the record declares nobody of that name."
            yield told.at("HS621", start, message, _HINT)


def _say(told: Told, start: int) -> Diagnostic:
    return told.at("HS620", start, "Somebody is named here whom the record does not declare.", _HINT)


def _innocent_spans(text: str) -> list[tuple[int, int]]:
    """Where the phrases stand that look like people's names and are not."""
    spans = []
    for phrase in read_phrases("phrases"):
        at = text.find(phrase)
        while at >= 0:
            spans.append((at, at + len(phrase)))
            at = text.find(phrase, at + 1)
    return spans


def _is_elsewhere(text: str, start: int, end: int, run: _Run, found: _Found) -> bool:
    """Whether a first name with a word of places behind it is a place, by the word before: "in Victoria House"."""
    last = run.words[min(found.last + 1, len(run.words) - 1)]
    if run.kinds[found.first] == "first" and is_ambiguous(last) and last not in run.words[: found.first + 1]:
        before = _LAST_WORD.search(text, max(0, start - _REACH), start)
        return bool(before) and before[1].lower() in _AT | _A | {"from", "to", "of"}
    return False


def _is_thing(text: str, start: int, end: int, run_end: int) -> bool:
    """Whether the words around make it a place or a thing: "in Fenwickton", "the Axon camera", "the Ghosh test"."""
    before = _LAST_WORD.search(text, max(0, start - _REACH), start)
    after = _NEXT_WORD.match(text, run_end if text[end:run_end] in ("'s", "\u2019s") else end)
    following = after[1] if after else ""
    preceding = before[1].lower() if before else ""
    if preceding in _AT or following in _OF_THINGS:
        return True
    return preceding in _A and following not in _OF_PEOPLE


RULES: Final[tuple[HearingRule, ...]] = (check_names,)
