"""A family name that is a word as well, and stands where no sentence says that it is a name.

Behind a label, alone, in the name of a file, as a party, as a speaker: in the person's own hearings that is enough.
"""

import re
from typing import Final, NamedTuple

from hearingsite.guard import lexicon
from hearingsite.guard.finding import BREAK
from hearingsite.patterns import later

_REACH: Final = 64  # signs before and after a word that are looked at
_SIGNS: Final = " \t\r\"'#*_>-|.:;,[]()"  # around what stands alone
_MONTHS: Final = lexicon.listed("months")
# What heads pages, columns and lists, or is a value of an attribute.
HEADINGS: Final = lexicon.listed("headings")
_VALUES: Final = lexicon.listed("values-of-attributes")

_IS: Final = r"(?:[\"']?[ \t]{0,3}[:=>\-][ \t]{0,3}[\"'\[]{0,2}|:?</\w{1,6}>\s{0,3}<\w{1,6}>)"
_SURNAME: Final = later(rf"(?:surname|(?:family|last)[ _\-]?name|cyfenw|enw teulu\w*){_IS}\Z", re.IGNORECASE)
_NAME: Final = later(rf"(?<![^\W_])(?:(?:sur)?name|cyfenw|enw|(?:family|last)(?:[ _\-]?name)?){_IS}\Z", re.IGNORECASE)
_BARE: Final = later(r"(?<![^\W_])(?:surname|(?:family|last) name|cyfenw)\s{1,3}\Z", re.IGNORECASE)
_GIVEN: Final = r"(?:given|first|fore|christian)[ _\-]?(?:names?)?[^\w\x1e]{1,6}([^\W_]+)"
_GIVEN_BEFORE: Final = later(
    rf"{_GIVEN}[^\w\x1e]{{1,6}}(?:sur|family|last)[ _\-]?(?:name)?[^\w\x1e]{{1,6}}\Z", re.IGNORECASE
)
# One other field may stand between.
_GIVEN_AFTER: Final = later(rf"[^\w\x1e]{{1,6}}(?:\w+[^\w\x1e]{{3,6}}\w+[^\w\x1e]{{1,6}})?{_GIVEN}", re.IGNORECASE)

_ENDING: Final = r"\.(?:pdf|jpe?g|png|webp|gif|csv|docx?|xlsx?|odt|txt|zip)(?![^\W_])"
_FILE: Final = later(rf"[\w.%+\-]{{0,60}}?{_ENDING}")
_FILE_WITH_BLANKS: Final = later(rf"(?: [\w.%+\-]+){{1,4}}?{_ENDING}")
_RANK_BEFORE: Final = later(r"(?<![^\W_])(?:pc|dc|ps|ds|di|dci|wpc|pcso|sgt|insp)[ \-_.+/]\Z")

_ARTICLE: Final = later(r"(?<![^\W_])(?:a|an|the|this|that|each|every|no|any|y|yr)\s\Z", re.IGNORECASE)
_MATTER: Final = later(
    r"\b(?:appeal|application|arrest|case|conduct|dismissal|evidence|examination|family|hearing|interview|matter|mother|father"
    r"|statement|suspension|testimony) (?:of|by|with|against) \Z",
    re.IGNORECASE,
)
_RE: Final = later(r"(?:\A\W*|[.;(] ?)(?:[Ii]n )?(?:Re|RE):? \Z")
_VERSUS_BEFORE: Final = later(r"[A-Z)][\w'.)\-]* (?:vs?\.?|yn erbyn) \Z")
_VERSUS_AFTER: Final = later(r" (?:vs?\.?|yn erbyn) (?:[A-Z]|the\b|y\b)")
_PERSON: Final = (
    r"(?:PC|DC|PS|DS|DI|DCI|PCSO|Insp\w*|Sgt|Sergeant|Inspector|Officer|Constable|Mr|Mrs|Ms|Miss|Person|Witness)"
)
_IS_PERSON: Final = later(rf"[\"']? ?(?:=|->) ?[\"']?{_PERSON}(?![^\W_])")
_PERSON_IS: Final = later(rf"(?<![^\W_]){_PERSON}(?: \w{{1,3}})? ?(?:=|->|:) ?[\"']?\Z")
_IS_TITLE: Final = later(r"\s+[|\-]\s|\s\(No")
_SPEAKS: Final = later(r"\s?: +[\"']?[A-Z]")
_IS_SOMEBODY: Final = later(r", (?:who|whose|aged|then aged)\s|, \d\d,")
# The same at the beginning of a sentence alone: "In Law, the officer ..."
_BEGINS_AS_SOMEBODY: Final = later(
    rf" \((?i:{_PERSON})\)|, (?i:{_PERSON})(?=[\s,.;]*(?:\Z|[\n{BREAK}]))"
    r"|,? \(?the (?:officer|constable|sergeant|inspector)[,).]| \(\d\d\)(?!\d)|, (?:of|from) [A-Z][a-z]+,"
)
# Who a designation is: PC X (name), Officer A, i.e. name. Nothing of a sentence stands behind it.
_DESIGNATED: Final = later(
    rf"(?<![^\W_]){_PERSON} (?:[A-Z]\d{{0,2}}|\d{{1,2}})(?:'s name|'s surname)?"
    r"(?:,? (?:i\.?e\.?|aka|a\.k\.a\.?|alias|namely|is|was),? | ?[(\[/;:=,\-]+ ?)[\"'(\[]?\Z"
)
_ENDS_THERE: Final = later(rf"\s?(?:[)\]\"',.;:/!?\n{BREAK}]|\Z)")
# Short forms of a rank that no list of words has.
_ODD_RANK: Final = later(
    r"(?<![^\W_])(?:[PD]\.? ?C\.?|[PDC](?:ol)?\.? ?Con|Cons?t?|Cst|Of(?:f|cr)|D\.? ?S\.?)(?:\. |[ ,:;]{1,2}[\"'(\[]?| - | ?[(\[])\Z",
    re.IGNORECASE,
)
_IN_BRACKETS_BEFORE: Final = later(r"(?:\A\W*|: )[(\[]\Z")  # neither R (Green) nor Stanmere (West)
_IN_BRACKETS_BEHIND: Final = later(r"[)\]]")
_DEAR: Final = later(r"(?<![^\W_])(?:Dear|Hi|Hello|Annwyl) \Z")
_THE_CASE: Final = later(r" (?:affair|allegations?|case|complaint|hearing|inquiry|investigation|matter)\b")
_QUOTED: Final = later(r"(?:\A|[\s(\x1e])[\"']\Z")
_ADDRESSED: Final = later(r", [a-z]")
_ASKED: Final = later(
    r"(?:\A\W*|[.?!:\"(]\s*)(?:(?:When|Where|Why|How|What) )?"
    r"(?:[Dd]id|[Dd]oes|[Hh]as|[Hh]ad|[Ww]as|[Ii]s|[Cc]ould|[Ww]ould|[Ss]hould|[Cc]an)\s\Z"
)
_FAMILY: Final = later(r" (?:family|household|brothers|sisters|siblings|parents|children)\b")
_CAPITAL: Final = later(r" [A-Z]")  # King's Lynn, King's Counsel
_LEFT: Final = later(
    r" (?:(?:had|has) )?(?:left|sent|returned|rang|held|hit|ran|met|struck|stopped|turned)"
    r" (?:(?:to|at|for) )?(?:his|her|hers|him|home|messages|texts|images|photographs|"
    r"(?:the|a) (?:room|scene|house|flat|vehicle|building|hearing|meeting|force|message|text|woman|man|victim|officer)s?)\b"
)
_AND: Final = later(r" and ([A-Z][^\W_]+)")
_SENTENCE: Final = later(r"(?:\A|[.?!])\W*\Z")


class Field(NamedTuple):
    """A first name in a field of its own, beside the one of a family name."""

    text: str
    start: int
    end: int


def has_surname_label(text: str, start: int) -> bool:
    """Tell whether what begins here is said to be a family name."""
    return _SURNAME.search(text, max(0, start - _REACH), start) is not None


def is_in_file_name(text: str, end: int) -> bool:
    """Tell whether what ends here is part of the name of a document or a picture."""
    return _FILE.match(text, end, end + _REACH) is not None


def given_beside(text: str, start: int, end: int) -> Field | None:
    """The first name in the field before or behind the one in which a family name stands."""
    found = _GIVEN_AFTER.match(text, end, end + _REACH) or _GIVEN_BEFORE.search(text, max(0, start - _REACH), start)
    return Field(found[1], *found.span(1)) if found else None


def is_addressed(text: str, start: int, end: int) -> bool:
    """Tell whether somebody who is quoted speaks to a person of that name: "Mark, get in the car"."""
    return (
        text[start].isupper()
        and _QUOTED.search(text, max(0, start - 2), start) is not None
        and _ADDRESSED.match(text, end) is not None
    )


def stands_apart(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a word stands apart as only a name does; `name` is the listed one."""
    word = text[start:end]
    if word[0].islower():
        around = text[start - 1 : start] + text[end : end + 1]
        if (
            around == "  "
            and text[end + 1 : end + 2] != "="
            and not _RANK_BEFORE.search(text, max(0, start - _REACH), start)
        ):
            return False  # as words in sentences are
        return _apart_in_small_letters(text, start, end, name)
    before, after = _of_line(text, start, end)
    if _NAME.search(before) or _BARE.search(before) or (name not in HEADINGS and _as_a_heading(before, after)):
        return True
    if _ARTICLE.search(before):
        return _FAMILY.match(after) is not None or (
            name not in _MONTHS | HEADINGS and _THE_CASE.match(after) is not None
        )
    if word.endswith("'s"):
        return name not in HEADINGS | _MONTHS and not _CAPITAL.match(after)
    return _in_a_phrase(before, after) or (name not in HEADINGS and _is_said_to_be(before, after))


def _apart_in_small_letters(text: str, start: int, end: int, name: str) -> bool:
    before, after = _of_line(text, start, end)
    if _SURNAME.search(before):
        return True
    if name in HEADINGS:
        return False
    if _FILE.match(after) or _RANK_BEFORE.search(before) or _IS_PERSON.match(after):
        return True
    return name not in _VALUES and not before.strip(_SIGNS) and not after.strip(_SIGNS)


def _as_a_heading(before: str, after: str) -> bool:
    """Tell whether a word with a capital is a whole line, its head, or in the name of a file."""
    if _FILE.match(after) or _IS_PERSON.match(after) or _PERSON_IS.search(before):
        return True
    if _SPEAKS.match(after) and _SENTENCE.search(before):
        return True
    begins = not before.strip(_SIGNS)
    if before[-1:] == "/" or begins:
        others = _AND.match(after) if begins else None
        if others and (lexicon.is_name(others[1].lower()) or not lexicon.is_word(others[1].lower())):
            return True
        if _FILE_WITH_BLANKS.match(after):
            return True
    return begins and (not after.strip(_SIGNS) or _IS_TITLE.match(after) is not None)


def _in_a_phrase(before: str, after: str) -> bool:
    """Tell whether a word with a capital is a party, somebody who is asked or described, or does what people do."""
    if _MATTER.search(before) or _RE.search(before) or _VERSUS_BEFORE.search(before) or _ASKED.search(before):
        return True
    if _VERSUS_AFTER.match(after) or _IS_SOMEBODY.match(after):
        return True
    if _SENTENCE.search(before) and _BEGINS_AS_SOMEBODY.match(after):
        return True
    return _LEFT.match(after) is not None and _SENTENCE.search(before) is not None


def _is_said_to_be(before: str, after: str) -> bool:
    """Tell whether a word with a capital is said to be an officer, or is spoken to."""
    if _IN_BRACKETS_BEFORE.search(before) and _IN_BRACKETS_BEHIND.match(after):
        return True
    if _ENDS_THERE.match(after) and (_DESIGNATED.search(before) or _ODD_RANK.search(before)):
        return True
    return _DEAR.search(before) is not None


def _of_line(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a word in its line."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return re.split(rf"[\n{BREAK}]", before)[-1], re.split(rf"[\n{BREAK}]", after, maxsplit=1)[0]
