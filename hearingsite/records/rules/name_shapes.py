"""The shape of a name: what words with a capital, side by side, make together. In doubt, no name."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from hearingsite.records.rules.capitals import (
    INSTITUTIONS,
    LEADING,
    MAKES,
    NO_NAMES,
    TOKEN,
    WORD_TITLES,
    Lexicon,
    bare,
    is_ambiguous,
    kind_of,
)
from hearingsite.records.rules.titles import STARTERS
from hearingsite.records.rules.titles import TITLES as DESIGNATIONS


class Found(NamedTuple):
    """Words of a run that look like a name, by their places in the run; `is_sure` without looking around."""

    first: int
    last: int
    is_sure: bool


class Run(NamedTuple):
    """Words with a capital side by side, what each of them is, and where each begins and ends.

    What stands behind the place `leading` follows a word that begins what is called so ("Operation").
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    owning: tuple[bool, ...]
    dotted: tuple[bool, ...]
    leading: int


# More titles and initials in a row than anybody has: a text that is nothing else is not read again from each of them.
_MOST: Final = 8
_LONGEST_BODY: Final = 12  # words with a capital in the name of a body


def read_runs(said: str, lexicon: Lexicon, known: frozenset[str]) -> Iterator[Run]:
    """Take words with a capital apart, at the end of a sentence too: a full stop behind an initial or a title is none."""
    found = [one for one in TOKEN.finditer(said) if one[0][0].isupper()]
    words = tuple(bare(one[0]) for one in found)
    kinds = tuple("known" if word in known else kind_of(word, lexicon) for word in words)
    kinds = tuple(
        "known" if kind == "shouted" and word.title() in known else kind
        for word, kind in zip(words, kinds, strict=True)
    )
    spans = tuple((one.start(), one.start() + len(word)) for one, word in zip(found, words, strict=True))
    owning = tuple(len(word) < len(one[0]) for one, word in zip(found, words, strict=True))
    dotted = tuple(said.startswith(".", one.end()) for one in found)
    ends = [at + 1 for at, is_dotted in enumerate(dotted) if is_dotted and kinds[at] not in ("initial", "title")]
    for start, end in pairwise([0, *ends, len(words)]):
        part = slice(start, end)
        leading = next((place for place, word in enumerate(words[part]) if word in LEADING), len(words))
        yield Run(words[part], kinds[part], spans[part], owning[part], dotted[part], leading)


def is_slip(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one letter off a known one: a letter too many, too few, another one, or two that changed places."""
    return len(word) > len("Smith") - 1 and any(
        abs(len(one) - len(word)) <= 1 and one[0] == word[0] and len(one) >= len("Smith") and _differs_by_one(word, one)
        for one in known
    )


def _differs_by_one(word: str, one: str) -> bool:
    shared = next(
        (place for place, (a, b) in enumerate(zip(word, one, strict=False)) if a != b), min(len(word), len(one))
    )
    left, right = word[shared:], one[shared:]
    is_swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return bool(left or right) and (left[1:] == right[1:] or left[1:] == right or left == right[1:] or is_swapped)


def find_names(run: Run) -> Iterator[Found]:
    """Yield every part of a run that looks like a name."""
    at = 0
    while at < len(run.words):
        found = _name_at(run, at)
        if found:
            yield found
        at = found.last + 1 if found else at + 1


def _name_at(run: Run, at: int) -> Found | None:
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


def _titled(run: Run, at: int) -> Found | None:
    """Read a title and what stands behind it: "Sergeant Baker", "Mr J Baker", but not "PC X" nor "Sergeant Promotion Board"."""
    start = at + 1
    while (
        start < min(len(run.words), at + _MOST)
        and run.kinds[start] in ("initial", "title")
        and not run.owning[start - 1]
    ):
        start += 1
    if start >= len(run.words) or run.kinds[start] in ("known", "sign", "initial", "title") or run.owning[start - 1]:
        return None
    if run.kinds[start] == "shouted" and start + 1 < len(run.words) and run.words[start + 1].isupper():
        return None
    if run.kinds[start] in ("first", "rare", "shouted"):
        return Found(at, _end(run, start), is_sure=True)
    if _begins_otherwise(run.words[start], is_initialled=run.kinds[start - 1] == "initial"):
        return None
    is_last = start + 1 == len(run.words) or run.words[start + 1] in NO_NAMES
    if run.words[start - 1] in WORD_TITLES and not is_last and run.kinds[start] != "either":
        return None
    return Found(at, _end(run, start), is_sure=True)


def _begins_otherwise(word: str, *, is_initialled: bool) -> bool:
    """Whether a word behind a title is no surname: "Inspector General", "Sergeant B. Witness 2 saw it"."""
    if word in NO_NAMES or (word in INSTITUTIONS and (is_initialled or not is_ambiguous(word))):
        return True
    return is_initialled and (word.lower() in STARTERS or word.lower() in DESIGNATIONS)


def _initialled(run: Run, at: int) -> Found | None:
    """Read initials and a surname: "J. R. Quillfeather"; the letter of a designation is none."""
    if at and run.kinds[at - 1] in ("title", "ordinary", "known"):
        return None
    start = at
    while start < min(len(run.words), at + _MOST) and run.kinds[start] == "initial":
        start += 1
    if start >= len(run.words) or run.kinds[start] not in ("first", "either", "rare"):
        return None
    if run.words[at] in ("A", "I") and not run.dotted[at]:
        return None
    return Found(at, _end(run, start), is_sure=True) if not _is_of_body(run, start) else None


def _given(run: Run, at: int) -> Found | None:
    """Read a first name, alone or with what follows: "Osbert Quillfeather", "Osbert", "Grace Hill", but not "Victoria Station"."""
    is_inside = at > 0 and run.kinds[at - 1] == "ordinary" and run.words[at - 1] not in NO_NAMES
    if _is_of_body(run, at) or (is_inside and (run.kinds[at] == "either" or run.words[at - 1] in LEADING)):
        return None
    start = at + 1
    while start < min(len(run.words), at + _MOST) and run.kinds[start] == "initial":
        start += 1
    is_sure_first = run.kinds[at] == "first"
    following = run.kinds[start] if start < len(run.words) else ""
    if following in ("first", "rare"):
        return Found(at, _end(run, start), is_sure=True)
    if following in ("ordinary", "either") and run.words[start] not in NO_NAMES:
        return Found(at, _end(run, start), is_sure=is_sure_first)
    is_alone = at + 1 == len(run.words) and (not at or run.words[at - 1] in NO_NAMES)
    return Found(at, at, is_sure=False) if is_sure_first or is_alone else None


def _rare(run: Run, at: int) -> Found | None:
    is_of_thing = run.leading < at or (at > 0 and run.words[at - 1] in MAKES)
    if _is_of_body(run, at) or is_of_thing or (at and run.owning[at - 1]):
        return None
    return Found(at, _end(run, at), is_sure=False)


def _end(run: Run, at: int) -> int:
    """The last word of a name: surnames may be two, also with a word between ("Lloyd Baker")."""
    last = at
    while last + 1 < len(run.words) and run.kinds[last + 1] in ("first", "rare", "either"):
        last += 1
    return last


def _is_of_body(run: Run, at: int) -> bool:
    """Whether a later word of a run makes it a body, a place or a law: "Charlotte Street", "James Paget Hospital"."""
    for place in range(at + 1, min(len(run.words), at + 1 + _LONGEST_BODY)):
        word = run.words[place]
        if word in NO_NAMES or run.kinds[place] in ("title", "known"):
            return word in INSTITUTIONS
        if word in INSTITUTIONS and not (
            is_ambiguous(word) and place == at + 1 and run.kinds[at] in ("first", "either")
        ):
            return True
    return False
