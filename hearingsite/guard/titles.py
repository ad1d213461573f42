"""Titles and ranks before a family name, which say that it is one."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.apart import HEADINGS
from hearingsite.guard.finding import BREAK
from hearingsite.guard.meaning import Token
from hearingsite.guard.sentence import JOIN, REACH, Seen, acts, is_month

# Ranks of which the signs make several words, or that are words or short forms of something else.
_SPELT_RANK: Final = re.compile(r"(?<![^\W_])(?:[PDWA]\. ?[CS]\.|[PD]/[CS]|C\.?I\.?|PC No\.?) \Z")
# Several officers, of whom the title is not said again.
_SEVERAL: Final = re.compile(
    r"(?<![^\W_])(?:[PD]Cs|[PD]Ss|Sgts|[Oo]fficers|[Cc]onstables|[Ss]ergeants|[Ii]nspectors|Messrs|Mmes)\.? "
    r"(?:[A-Z][\w'\-]*(?:,? and |,? & |, ))*\Z"
)
_SPELT: Final = 64  # signs before a name in which a title may stand that is no word
_SHORT_RANKS: Final = frozenset({"pc", "dc", "ps", "dci", "wpc", "pcso", "sgt", "insp", "supt"})
_WHOLE_RANKS: Final = frozenset(
    {"constable", "officer", "sergeant", "inspector", "superintendent", "swyddog", "cwnstabl", "gwnstabl"}
) | {"rhingyll", "arolygydd"}
QUALIFIERS: Final = lexicon.listed("qualifiers")
# Surnames that every page has, of which only what stands beside them says that they are names.
OF_SITE: Final = lexicon.listed("words-of-pages")
TITLED: Final = lexicon.TITLES | lexicon.RANKS
_JUDGE: Final = "justice"  # as a title, of one of the High Court
_BEFORE_JUDGE: Final = frozenset({"mr", "mrs", "ms", "miss", "lord", "lady", "chief", "madam", "sir"})
_AND: Final = frozenset({"and", "a"})  # between two officers
_DAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_FORCE: Final = re.compile(r"[A-Z][\w'\-]*(?: (?:and )?[A-Z][\w'\-]*)? (?:Police|Constabulary)\b(?! [A-Z])")
# What a sentence goes on with that tells what a word is for, rather than of somebody.
_EXPLAINING: Final = frozenset(
    {"for", "the", "a", "an", "to", "be", "this", "that", "these", "those", "your", "not", "as"}
)
_IN_LISTS: Final = OF_SITE | HEADINGS | lexicon.RANKS

Together = Callable[[str, str], tuple[int, ...]]  # whose a first name or initial and a family name are


def title_before(text: str, words: Sequence[Seen], at: int, token: Token, together: Together) -> Seen | None:
    """The title or rank before a family name; initials of the person and a number may stand between."""
    word = words[at]
    if word.text[0].islower():
        return _rank_in_slug(text, words, at, token)
    if is_of_another(text, words, at, token):
        return None
    return _title_of_several_words(text, word) or _title_word(text, words, at, token, together)


def is_of_another(text: str, words: Sequence[Seen], at: int, token: Token) -> bool:
    """Whether a word behind a title is none of this name: "Mr James Hughes", "Mr Justice Field", "PCs A and B, and Sergeant C"."""
    word, before = words[at], words[at - 1].text.lower() if at else ""
    after = words[at + 1] if at + 1 < len(words) else None
    if before == _JUDGE and _is_behind_judge(text, words, at):
        return True
    if after is None or text[word.end : after.start] != " " or not after.text[0].isupper():
        return False
    lower = after.text.lower().removesuffix("'s")
    is_judge = token.text == _JUDGE and before not in lexicon.RANKS - _BEFORE_JUDGE
    if is_judge or (token.text in lexicon.RANKS and before in _AND):
        may_be = lower not in lexicon.deeds() if before in _AND | _BEFORE_JUDGE else not lexicon.is_word(lower)
        return may_be or lexicon.is_name(lower)
    if token.text not in lexicon.first_names() or before not in TITLED:
        return False
    return after.text[1:].islower() and lexicon.is_name(lower) and not _is_day_or_force(text, after)


def _is_behind_judge(text: str, words: Sequence[Seen], at: int) -> bool:
    """Whether the word before is the title of a judge: "Justice Field", but neither "for justice, Field" nor "Justice: Field"."""
    title, gap = words[at - 1], text[words[at - 1].end : words[at].start]
    is_titled = at > 1 and words[at - 2].text.lower() in _BEFORE_JUDGE
    return title.text[0].isupper() and (gap == " " or (gap == "\n" and is_titled))


def _is_day_or_force(text: str, word: Seen) -> bool:
    """Whether no family name begins here: "PC James Monday", "PC James Norfolk Police"."""
    lower = word.text.lower()
    return lower in _DAYS or (lower in lexicon.places() and _FORCE.match(text, word.start) is not None)


def _title_word(text: str, words: Sequence[Seen], at: int, token: Token, together: Together) -> Seen | None:
    for other in range(at - 1, max(-1, at - REACH - 1), -1):
        before = words[other]
        gap = text[before.end : words[other + 1].start]
        if not JOIN.fullmatch(gap) or "\n\n" in gap:
            return None
        lower = before.text.lower()
        if lower in lexicon.TITLES or lower in lexicon.RANKS:
            plain = before.text[0].islower() and not (lower in _WHOLE_RANKS and gap == " " and not is_month(words, at))
            ranks = token.text in lexicon.RANKS and lower in QUALIFIERS
            stop = "." in gap and len(lower) > 4  # noqa: PLR2004 - a whole word with a full stop ends a sentence
            stop = stop or (token.text in _IN_LISTS and _is_head(text, words, at, lower, gap))
            stop = stop or ("\n" in gap and _is_explained(text, words, at))
            return None if plain or ranks or stop or "," in gap else before
        if len(lower) > 2 and not lower.isdigit():  # noqa: PLR2004 - letters
            return None
        if not lower.isdigit() and not together(lower, token.text):
            return None
    return None


def _title_of_several_words(text: str, word: Seen) -> Seen | None:
    """A title before a family name that is no word, or that is several people's."""
    start = max(0, word.start - _SPELT)
    found = _SPELT_RANK.search(text, start, word.start) or _SEVERAL.search(text, start, word.start)
    return Seen(found.group(), *found.span()) if found else None


def _is_head(text: str, words: Sequence[Seen], at: int, title: str, gap: str) -> bool:
    """Whether a title or a rank stands before a word in a list, or heads a column beside that of the word."""
    after = words[at + 1] if at + 1 < len(words) else None
    is_sentence = after is not None and after.text[0].islower() and text[words[at].end : after.start] == " "
    if "\n" in gap:
        before = words[at - 2] if at > 1 else None
        is_within = before is not None and before.text.islower() and text[before.end : words[at - 1].start] == " "
        return not (is_sentence and is_within)
    return title == "officer" and words[at - 1].text[0].isupper() and not is_sentence


def _is_explained(text: str, words: Sequence[Seen], at: int) -> bool:
    """Whether a rank is a heading and a word begins the sentence below it: "PC", "Short for police constable"."""
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.text[0].isupper() or words[at].text.isupper() or text[words[at].end : after.start] != " ":
        return False
    is_heading = text[max(0, words[at - 1].start - _SPELT) : words[at - 1].start].rstrip(" ")[-1:] in {"", "\n", BREAK}
    is_word = lexicon.is_word(words[at].text.lower()) and after.text in _EXPLAINING
    return is_heading and is_word and not acts(text, words, at)


def _rank_in_slug(text: str, words: Sequence[Seen], at: int, token: Token) -> Seen | None:
    """The short form of a rank that a hyphen joins to a name in an address: pc-name.pdf."""
    before = words[at - 1] if at else None
    if before is None or before.text not in _SHORT_RANKS or token.text in HEADINGS:
        return None
    gap = text[before.end : words[at].start]
    return before if gap in {"-", "_", ".", "+", "%20"} else None
