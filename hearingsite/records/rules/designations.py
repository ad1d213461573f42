"""Designations in the texts: every one is declared in the record, and written in the one way in which it is declared.

A designation is the title or role of a person with one capital letter or a number of at most two digits: "PC X",
"Special Constable E", "Witness 1", "Swyddog A". A name is none, nor are initials ("Mr A. Smith").
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.people import without_former
from hearingsite.records.rules.titles import COURTESY, DOTTED, SMALL, STARTERS, TITLES, Title
from hearingsite.records.rules.told import Told


class _Mention(NamedTuple):
    """A title with its letter, as the text has it; `written` is on one line, `title` its last word."""

    start: int
    end: int
    written: str
    word: str
    title: Title
    mark: str


# Part of a designation where they stand before it in capitals: "Detective Sergeant B" is not "Sergeant B".
_BEFORE: Final = ("Special", "Detective", "Police", "Chief", "Det", "Det.", "Ch", "Ditectif", "Prif")
_ENDS_IN_TITLE: Final = tuple(f"{word}{blank}" for word in _BEFORE for blank in (" ", "\n", "\u00a0"))
_TITLES_BEFORE: Final = later(rf"(?<!\w)(?:(?:{'|'.join(map(re.escape, _BEFORE))})\s+)+\Z")
_SMALL_TITLES_BEFORE: Final = later(_TITLES_BEFORE.pattern, re.IGNORECASE)

# A letter or a number of its own, behind a blank, a line's end, a full stop or a hyphen. One pattern for each first sign,
# because then the search skips from one to the next; the frequent ones end in a set, which is cheaper than to look ahead.
_MARKS: Final = (
    *(later(rf"{first}[A-Z0-9][0-9]?[\W_]") for first in (" ", r"\n")),
    *(later(rf"{first}[A-Z0-9][0-9]?(?![^\W_])") for first in (r"\.", "-")),
)
_MARK_BEHIND_ODD_BLANK: Final = later(r"[\u00a0\u2007\u2009\u202f][A-Z0-9][0-9]?(?![^\W_])")
_REACH: Final = 30
_OPENING: Final = "([{*_\"'\u201c\u2018|#>"
_ADD: Final = 'add this person to "officers" or "people"'
_NEXT: Final = later(r"(?:,? (?:and|or|to|a|ac|neu|i) |, )([A-Z]|[0-9]{1,2})(?!\w)")
_LINE_END: Final = later(r"[ \t]*\n[ \t]*")

# What may follow a letter so that it is an initial, or a number so that it counts something.
_INITIAL: Final = later(
    r"[-&]\w|['\u2019][A-Z][a-z]|\.? ?[A-Z]\b|(?P<dot>\.?)\s(?P<word>[A-Z][^\W\d_]*(?:['\u2019-]\w+)*)"
)
_COUNT: Final = later(
    r"[.,:/-]\d|\s?%|\s(?:(?:second|minute|hour|day|week|month|year|time|mile|metre|occasion)s?|more|others?|officers|people"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def check_designations(case: Case) -> Iterator[Diagnostic]:
    """Every designation in a text is declared in the record, in exactly these words."""
    declared = _declared(case.hearing)
    for told in filter(None, case.told):
        exact: Counter[str] = Counter()
        for mention in _find(told.text, declared, exact):
            yield from _judge(told, mention, declared)
        yield from _check_signs(told, declared, exact)


def _check_signs(told: Told, declared: dict[str, None], exact: Counter[str]) -> Iterator[Diagnostic]:
    """Find "PCX" and "PC x"."""
    for name in declared:
        for title, mark in _shape(name):
            if told.lowered.count(name.lower()) != exact[name]:
                yield from _check_small(told, name)
            joined = title + mark
            if joined in told.text and joined.lower() not in TITLES:
                yield from _check_joined(told, name, joined)


def _declared(hearing: Hearing) -> dict[str, None]:
    """Everything by which a record calls somebody, in its order; odd blanks in it are another rule's to tell."""
    declared: dict[str, None] = {}
    for person in hearing.everybody():
        declared[person.key] = None
        declared[without_former(person.key)] = None
        declared |= dict.fromkeys(person.formerly)
        if isinstance(person, Officer):
            if person.anonymous_as:
                declared[person.anonymous_as] = None
        elif person.known_as and person.known_as.cy:
            declared[person.known_as.cy] = None
    chair = hearing.hearing.chair
    if chair and chair.name:
        declared[chair.name] = None
    return {" ".join(name.split()): None for name in declared}


def _shape(name: str) -> Iterator[tuple[str, str]]:
    """Take a declared designation apart: its title and its letter or number; nothing if it is a name or a description."""
    before, _, mark = name.rpartition(" ")
    title = before.rpartition(" ")[2]
    is_mark = (len(mark) == 1 and mark.isupper()) or (mark.isdigit() and len(mark) <= len("99"))
    if is_mark and _key(title) in TITLES:
        yield title, mark


def _key(word: str) -> str:
    return word.replace(".", "").lower()


def _find(text: str, declared: dict[str, None], exact: Counter[str]) -> Iterator[_Mention]:
    """Yield every designation of a text that is not, word for word, a declared one; count those that are."""
    for pattern in _MARKS if text.isascii() else (*_MARKS, _MARK_BEHIND_ODD_BLANK):
        for found in pattern.finditer(text):
            start = found.start() + 1
            words = text[max(0, start - _REACH) : start].rsplit(None, 1)
            word = words[-1] if words else ""
            if word.isalpha():
                title = TITLES.get(word.lower())
            else:
                word = word.rstrip("-_").rpartition("/")[2].lstrip(_OPENING)
                title = TITLES.get(_key(word))
            if title:
                end = start + 1 + text[start + 1].isdigit()
                at = text.rfind(word, 0, start)
                written = text[at:end]
                if written in declared and not text.endswith(_ENDS_IN_TITLE, 0, at):
                    exact[written] += 1
                else:
                    yield from _mentions(text, _Mention(at, end, written, word, title, text[start:end]))


def _mentions(text: str, mention: _Mention) -> Iterator[_Mention]:
    """Take in the words that belong to the title; take "PCs X and Y" apart."""
    if mention.title.singular:
        marks = [(mention.start, mention.end, mention.mark)]
        following = _NEXT.match(text, mention.end)
        while following:
            marks.append((following.start(1), following.end(1), following[1]))
            following = _NEXT.match(text, following.end())
        for start, end, mark in marks:
            yield mention._replace(start=start, end=end, mark=mark, written=f"{mention.title.singular} {mark}")
        return
    pattern = _SMALL_TITLES_BEFORE if mention.word[0].islower() else _TITLES_BEFORE
    before = pattern.search(text[max(0, mention.start - _REACH) : mention.start])
    start = mention.start - len(before[0]) if before else mention.start
    yield mention._replace(start=start, written=_LINE_END.sub(" ", text[start : mention.end]))


def _judge(told: Told, mention: _Mention, declared: dict[str, None]) -> Iterator[Diagnostic]:
    if mention.written in declared or not _is_on_one_line(told.text, mention):
        return
    twins = _twins(mention, declared)
    if _is_something_else(told.text, mention, declared, twins):
        return
    if twins:
        yield _say_twin(told, mention.start, mention.written, twins[0])
        return
    near = _near(mention, declared)
    hint = f"Did you mean {' or '.join(near)}? If not, {_ADD}." if near else f"Correct it, or {_ADD}."
    yield told.at("HS501", mention.start, f'"{mention.written}" is not declared in this record.', hint)


def _near(mention: _Mention, declared: dict[str, None]) -> list[str]:
    """The declared designations with the same title; for a plain one, else, those with a title of the same kin."""
    title = mention.written.rpartition(" ")[0]
    same = [name for name in declared for _ in _shape(name) if name.rpartition(" ")[0] == title]
    is_plain = " " not in title and not same
    kin = [name for name in declared for word, _ in _shape(name) if TITLES[_key(word)].kin == mention.title.kin]
    return [f'"{name}"' for name in (kin if is_plain else same)]


def _twins(mention: _Mention, declared: dict[str, None]) -> list[str]:
    """The declared designations that this one must stand for: the same letter in the same family, next of kin first."""
    found = [
        (TITLES[_key(title)].kin != mention.title.kin, place, name)
        for place, name in enumerate(declared)
        for title, mark in _shape(name)
        if mark == mention.mark and TITLES[_key(title)].family == mention.title.family
    ]
    return [name for _, _, name in sorted(found)]


def _say_twin(told: Told, offset: int, written: str, name: str) -> Diagnostic:
    shown = " ".join(written.split())
    if shown == name:
        blank = "a no-break space" if any(char.isspace() and char not in " \t" for char in written) else "two spaces"
        message = f'"{name}" is written with {blank} here. The record has one ordinary space.'
    else:
        message = f'"{shown}" is not declared in this record. The record says "{name}".'
    hint = f'Write "{name}" everywhere'
    if _signs(shown) != _signs(name):
        hint += "; designations are never translated" if told.lang == "cy" else ""
        hint += f". If this is somebody else, {_ADD}"
    return told.at("HS502", offset, message, f"{hint}.")


def _signs(name: str) -> str:
    """The letters of a designation alone: two that have the same are one, whatever stands between them."""
    return "".join(filter(str.isalnum, name)).lower()


def _is_on_one_line(text: str, mention: _Mention) -> bool:
    """Whether title and letter belong together: not a heading and the line below it, not two paragraphs."""
    lines = text[mention.start : mention.end].count("\n")
    if not lines or mention.title.singular:
        return True
    line = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return "\n\n" not in _LINE_END.sub("\n", text[mention.start : mention.end]) and not line.startswith("#")


def _is_something_else(text: str, mention: _Mention, declared: dict[str, None], twins: list[str]) -> bool:
    """Whether the letter is an initial, a word of its own or a number that counts; in doubt it is."""
    if mention.title.singular and twins:
        return True  # "Officers A and B" are PC A and PC B
    key = _key(mention.word)
    is_near = any(TITLES[_key(title)].kin == mention.title.kin for name in twins for title, _ in _shape(name))
    if mention.mark.isdigit() and _COUNT.match(text, mention.end):
        return True
    if "." in mention.word and (key not in DOTTED or (mention.mark in "AI" and key not in COURTESY)):
        return True
    if mention.mark == "I" and not (is_near and key in DOTTED):
        return True
    if mention.word[0].islower() and not _may_be_small(mention, key, is_near=is_near):
        return True
    return _is_initial(text, mention, declared, is_near=is_near)


def _may_be_small(mention: _Mention, key: str, *, is_near: bool) -> bool:
    """Whether a title in small letters can be one: "officer Y", "pc X" for "PC X", not "saw the man U", "miss A"."""
    if is_near:
        return key not in COURTESY
    return (key in SMALL or bool(mention.title.singular)) and mention.mark != "A" and not mention.mark.isdigit()


def _is_initial(text: str, mention: _Mention, declared: dict[str, None], *, is_near: bool) -> bool:
    """Whether a surname follows: "Mr A Smith", "Mr A. Smith", "Mr O'Dowd"; "Mrs A. The officer" ends a sentence."""
    found = _INITIAL.match(text, mention.end)
    if not found:
        return False
    word = found["word"]
    if word is None:
        return True
    if word.lower() in STARTERS or _key(word) in TITLES:
        return False
    is_name = any(word in name.split() for name in declared)
    return is_name or not (found["dot"] and is_near)


def _check_small(told: Told, name: str) -> Iterator[Diagnostic]:
    """Find "PC x"; small letters that are words ("officer a", in Welsh "swyddog y") are left alone."""
    if name[-1].lower() in ("aeiouwy" if told.lang == "cy" else "ai"):
        return
    for found in re.finditer(rf"(?<!\w){re.escape(name.lower())}(?!\w)", told.lowered):
        written = told.text[found.start() : found.end()]
        if written[-1].islower():
            yield _say_twin(told, found.start(), written, name)


def _check_joined(told: Told, name: str, joined: str) -> Iterator[Diagnostic]:
    for found in re.finditer(rf"(?<!\w){re.escape(joined)}(?!\w)", told.text):
        yield _say_twin(told, found.start(), joined, name)


RULES: Final[tuple[HearingRule, ...]] = (check_designations,)
