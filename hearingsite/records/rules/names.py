"""People whom a text names and the record does not declare: each is a name that nobody decided to publish.

A name is a title with a word behind it, a first name with a surname, initials with a surname, or a word with a capital
that is in no list of words, places, bodies and makes. What is found for sure is followed through the whole record. No
message repeats a name: reports are read, kept and copied where the record is not.
"""

import functools
import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.capitals import (
    TITLES,
    TOKEN,
    Lexicon,
    bare,
    is_ambiguous,
    kind_of,
    read_lexicon,
    runs_of,
    titled,
    words_in,
)
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.known_names import is_known
from hearingsite.records.rules.name_context import (
    CALLING,
    called_by_a_word,
    is_beast,
    is_called,
    is_contents,
    is_judge,
    is_let,
    is_somebody,
    is_something,
)
from hearingsite.records.rules.name_shapes import find_names, is_slip, read_runs
from hearingsite.records.rules.told import Told, find_all
from hearingsite.vocabulary.word_lists import read_phrases, read_words

_REACH: Final = 24
_LAW_REACH: Final = 48
_OWNING: Final = ("'", "\u2019")
_LAST_WORD: Final = later(r"([\w'\u2019]+)[ \n]+[\"'\u2018\u201c(*_]*\Z")
_NEXT_WORD: Final = later(r"[\"\u201d)*_]*[ \n]+([a-z]+)")
_OF_A_PLACE: Final = later(
    r"\b(?:Isle|Vale|Forest|Bay|Port|City|Borough|County|University|Diocese|Duchy|Kingdom|[Rr]esidents|[Ii]nhabitants|town|village|suburb"
    r"|parish|hamlet|district) of \Z"
)
_STARTS: Final = later(r"(?:\A|[.!?:\n][\"'\u201d\u2019)]*[ \n]*|[\"\u201c*_#>-] ?)\Z")
# Behind these stands a place or a thing rather than a person.
_AT: Final = words_in(
    "in at near around towards outside into through across via inside between central north south east west mid greater inner outer"
    " northern southern eastern western rural yn ym yng i"
)
_A: Final = words_in("the a an his her their my our its your each every any no y yr")
_ARTICLES: Final = words_in("the a an")
_COUNTED: Final = words_in("two three four five six seven eight nine ten twelve twenty several some many few dozen")
_OF_A_FIRM: Final = later(r"[A-Z][\w'\u2019-]+ & \Z")  # "Marks & Spencer"; of two people one writes "and"
_AND_MORE: Final = later(r" & [A-Z]")
_IN_LAW: Final = later(  # "in the light of Hayward and Jones"
    r"\b(?:in (?:the )?light of|authorit(?:y|ies) of|principles? (?:of|in)|(?:guidance|reasoning|approach|test|ruling) in) "
    r"(?:[A-Z][\w'\u2019-]+(?:,| and| v) )?\Z"
)
_OF_A_BODY: Final = later(r"[A-Z][\w'\u2019-]{2,} (?:at|in|of|from|near) \Z")  # "the Training Department at Ripley"
_HOUSES: Final = words_in("Ty")  # in Welsh, before the name of a house; in English somebody's first name
_OF_PEOPLE: Final = words_in(
    "family brothers sisters household matter twins teulu case incident trial murder killing death complaint investigation"
)
_SLIP: Final = "This is one letter off a name or a designation that the record declares."
_LIKE_A_NAME: Final = "This looks like a name, and the record declares nobody of that name."
_HINT: Final = (
    'Write a designation such as "Witness 1", or declare who may be named under "people"; for what is no person, add an '
    'exception to "allow" with the words that stand here.'
)


def check_names(case: Case) -> Iterator[Diagnostic]:
    """Whoever a text names is declared in the record."""
    for told in filter(None, case.told):
        lexicon = read_lexicon(told.lang)
        words = lexicon.not_plain(told.words_with_capital)
        known = _known_words(case.hearing) if words else frozenset()
        odd = {word for word in words - known if _is_odd(word, told.text, lexicon, known)}
        if odd:
            yield from _report(told, odd, lexicon, known, {person.key for person in case.hearing.everybody()})
        if told.lang == "en" and any(sign in told.text for sign in CALLING):
            yield from _called(told, lexicon, known or _known_words(case.hearing))


def _called(told: Told, lexicon: Lexicon, known: frozenset[str]) -> Iterator[Diagnostic]:
    """Report whoever is called by a plain word; other words need no "called" to be looked at."""
    for start in called_by_a_word(told.text):
        word = TOKEN.match(told.text, start)
        if word and lexicon.is_plain(bare(word[0])) and bare(word[0]) not in known:
            yield told.at("HS621", start, _LIKE_A_NAME, _HINT)


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
    # A title stands before others as well: "PC B" makes nobody of "PC Smith".
    words = TOKEN.findall(" ".join(said).replace("\u2019", "'"))
    return frozenset(word for word in words if len(word) > 1 and word not in TITLES)


def _is_odd(word: str, text: str, lexicon: Lexicon, known: frozenset[str]) -> bool:
    """Whether a word of a text needs a closer look: it may be a name, or a title that has one behind it."""
    if len(word) == 1 or (len(word) < len("JOHN") and word.isupper() and word not in TITLES):
        return False
    word = bare(word)
    if len(word) == 1 or lexicon.is_plain(word) or word in known:
        return False
    kind = kind_of(word, lexicon)
    return bool(titled(word).search(text)) if kind == "title" else kind in ("first", "either", "rare")


def _report(
    told: Told, odd: set[str], lexicon: Lexicon, known: frozenset[str], declared: set[str]
) -> Iterator[Diagnostic]:
    """Report the names of a text where they stand, and each rare word of a sure one wherever else it stands."""
    sure: set[str] = set()
    unsure: list[tuple[int, str]] = []
    for match in _runs_near(told.text, odd):
        if odd.isdisjoint(TOKEN.findall(match[0])):
            continue
        for run in read_runs(match[0], lexicon, known):
            for found in find_names(run):
                start, end = match.start() + run.spans[found.first][0], match.start() + run.spans[found.last][1]
                words = run.words[found.first : found.last + 1]
                kinds = run.kinds[found.first : found.last + 1]
                if kinds == ("rare",) and is_slip(words[0], known):
                    yield told.at(
                        "HS622", start, _SLIP, "Correct it; or, if this is somebody else, write a designation."
                    )
                    continue
                if lexicon.mutates and told.text[start:end].partition(". ")[0] in declared:
                    continue  # behind a designation ends a sentence, and in Welsh the next one begins with its verb
                is_alone = lexicon.mutates and len(words) == 1
                is_thing = _is_no_person(told, (start, end), words, kinds, is_sure=found.is_sure, is_verb=is_alone)
                if not is_thing and (is_known(told.text, start, end) or is_judge(told.text, start, end)):
                    continue
                is_pair = len(words) > 1 and set(kinds) == {"rare"}
                if (found.is_sure or is_pair) and not is_thing:
                    sure |= {word for word, kind in zip(words, kinds, strict=True) if kind in ("rare", "first")}
                    yield _say(told, start)
                else:
                    unsure.append((start, "" if is_thing else words[0]))
    yield from _follow(told, sure, unsure)


def _is_no_person(
    told: Told, span: tuple[int, int], words: tuple[str, ...], kinds: tuple[str, ...], *, is_sure: bool, is_verb: bool
) -> bool:
    """Whether what looks like a name is, by the words around it, one of a place, a body or a thing."""
    text, (start, end) = told.text, span
    if kinds[0] != "title" and _is_place(text, start, end, words):
        return True
    if is_sure or is_beast(text, start):
        return not is_sure
    if kinds == ("either",):
        is_seat = words[0] in read_words("places") and _OF_A_BODY.search(text, max(0, start - _REACH), start)
        return bool(is_seat) or not is_somebody(text, start, end)
    if kinds == ("first",) and is_contents(text, start):
        return True
    if _is_thing(told, start, end, is_verb=is_verb):
        return True
    is_named = is_called(text, start) or (kinds == ("rare",) and is_something(text, start, end))
    return is_named and not is_somebody(text, start, end)


def _runs_near(text: str, odd: set[str]) -> Iterator[re.Match[str]]:
    """Yield the words with a capital that stand side by side in each sentence or so in which an odd word stands."""
    pattern, done = runs_of(text), 0
    for at, _ in sorted(find_all(text, odd)):
        if at >= done:
            start = max(done, text.rfind(" the ", 0, at), text.rfind("\n\n", 0, at))
            ends = [end for end in (text.find(" the ", at), text.find("\n\n", at)) if end >= 0]
            done = min(ends, default=len(text))
            yield from pattern.finditer(text, start, done)


def _follow(told: Told, sure: set[str], unsure: list[tuple[int, str]]) -> Iterator[Diagnostic]:
    for start, words in unsure:
        said = TOKEN.match(told.text, start)
        if said and bare(said[0]) in sure:
            yield _say(told, start)
        elif words:
            yield told.at("HS621", start, _LIKE_A_NAME, _HINT)


def _say(told: Told, start: int) -> Diagnostic:
    return told.at("HS620", start, "Somebody is named here whom the record does not declare.", _HINT)


def _is_place(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether a name with a word of places in it is one, by the word before: "in Lawrence Hill", but "said Lawrence Hill"."""
    whole, places = " ".join(words), _place_names()
    before = _LAST_WORD.search(text, max(0, start - _REACH), start)
    if (whole in places or (before and f"{before[1]} {whole}" in places)) and not is_somebody(text, start, end):
        return True
    preceding = _word_before(text, start)
    if words[0] in _HOUSES and preceding in _AT:
        return True
    if preceding in _ARTICLES and _follows(text, end) not in _OF_PEOPLE and not is_somebody(text, start, end):
        return True  # "the Ashton Vale depot", "a Toby Carvery"
    return any(map(is_ambiguous, words)) and preceding in _AT | _A | {"from"}


@functools.cache
def _place_names() -> frozenset[str]:
    return frozenset(read_phrases("place_names"))


def _is_thing(told: Told, start: int, end: int, *, is_verb: bool) -> bool:
    """Whether the words around make it a place or a thing: "in Fenwickton", "the Axon camera", "the Ghosh test".

    `is_verb`: whether a word that begins a sentence is a verb, as in Welsh, where "at" is what one says before people.
    """
    text = told.text
    preceding, following = _word_before(text, start), _follows(text, end)
    is_thing = following != "home" and following in read_words("things") and not is_let(text, start, end)
    is_firm = _AND_MORE.match(text, end) or _OF_A_FIRM.search(text, max(0, start - _REACH), start)
    is_case = _IN_LAW.search(text, max(0, start - _LAW_REACH), start) and not text.startswith(_OWNING, end)
    is_several = preceding in _COUNTED and text[end - 1] == "s"  # "two Jagerbombs"
    if (is_firm or is_case or is_several) and not is_somebody(text, start, end):
        return True
    is_at = preceding in _AT and not (preceding == "at" and (told.lang == "cy" or is_somebody(text, start, end)))
    if is_at or is_thing or (is_verb and _STARTS.search(text, max(0, start - 4), start)):
        return True
    if following == "v" or preceding == "v" or _OF_A_PLACE.search(text, max(0, start - _REACH), start):
        return True  # a case that was decided, "the Isle of Fenwick"
    return preceding in _A and following not in _OF_PEOPLE


def _follows(text: str, end: int) -> str:
    after = _NEXT_WORD.match(text, end)
    return after[1] if after else ""


def _word_before(text: str, start: int) -> str:
    """Give the word before in small letters; the letter of a designation ("Ms A (…)") is no article."""
    before = _LAST_WORD.search(text, max(0, start - _REACH), start)
    if before and before[1] == "A" and text[max(0, before.start() - 2) : before.start()].strip().isalnum():
        return ""
    return before[1].lower() if before else ""


RULES: Final[tuple[HearingRule, ...]] = (check_names,)
