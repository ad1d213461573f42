"""What people write instead of a code or a key, and what they mean: the "did you mean" of the reports.

A wrong suggestion is worse than none: it is followed. So none turns a word into its opposite, ranks are taken apart
instead of compared letter by letter, and everything else must be very like the word that is suggested.
"""

import re
from difflib import get_close_matches
from typing import Final

from hearingsite.patterns import later

# How like a word must be to be suggested; one that says "not" hardly ever means another word that says it.
_LIKE: Final = 0.7
_VERY_LIKE: Final = 0.88
_NEGATIONS: Final = frozenset({"not", "no", "non", "never", "without", "none", "nor", "neither"})
# Nor does one with such a word mean one without it: a meeting is no hearing, and a chief constable's deputy is somebody else.
_TELLING: Final = _NEGATIONS | {"meeting", "assistant", "deputy"}
_OPPOSITE: Final = later(r"(un|dis|non|mis|in|de|re)(?=\w{4})")

_KEYS: Final = {
    "title": "summary",
    "location": "venue",
    "date": "dates",
    "pseudonym": "known_as",
    "alias": "known_as",
    "sanction": "outcome",
}
_PROVEN: Final = {
    "guilty": "proven",
    "upheld": "proven",
    "proved": "proven",
    "found-proven": "proven",
    "fully-proven": "proven",
    "proven-in-full": "proven",
    "substantiated": "proven",
    "unproven": "not-proven",
    "unproved": "not-proven",
    "disproven": "not-proven",
    "disproved": "not-proven",
    "not-proved": "not-proven",
    "not-found-proven": "not-proven",
    "not-upheld": "not-proven",
    "not-guilty": "not-proven",
    "unsubstantiated": "not-proven",
    "part-proven": "proven-in-part",
    "partly-proven": "proven-in-part",
    "partially-proven": "proven-in-part",
    "part-proved": "proven-in-part",
    "partly-proved": "proven-in-part",
}
_LEVELS: Final = {"gm": "gross-misconduct", "gross": "gross-misconduct"}
# By the noun of the field, as the model has it.
_WORDS: Final[dict[str, dict[str, str]]] = {
    "a status": {
        "complete": "concluded",
        "completed": "concluded",
        "finished": "concluded",
        "closed": "concluded",
        "ended": "concluded",
        "cancelled": "vacated",
        "canceled": "vacated",
        "upcoming": "scheduled",
        "planned": "scheduled",
    },
    "a way of holding a hearing": {
        "open": "public",
        "in-public": "public",
        "in-private": "private",
        "in-camera": "private",
        "closed": "private",
        "part-public": "part-private",
        "partly-public": "part-private",
        "partly-private": "part-private",
        "partly-in-private": "part-private",
    },
    "a state of service": {
        "resigned": "former",
        "retired": "former",
        "left": "former",
        "ex": "former",
        "current": "serving",
        "still-serving": "serving",
        "in-service": "serving",
        "suspended": "serving",
    },
    "a chair's role": {
        "lqc": "legally-qualified-chair",
        "legally-qualified": "legally-qualified-chair",
        "cc": "chief-constable",
        "commissioner": "chief-constable",
    },
    "one of the ten standards": {
        "honesty": "honesty-and-integrity",
        "integrity": "honesty-and-integrity",
        "courtesy": "authority-respect-and-courtesy",
        "respect": "authority-respect-and-courtesy",
        "courtesy-and-respect": "authority-respect-and-courtesy",
        "respect-and-courtesy": "authority-respect-and-courtesy",
        "equality": "equality-and-diversity",
        "diversity": "equality-and-diversity",
        "orders": "orders-and-instructions",
        "instructions": "orders-and-instructions",
        "duties": "duties-and-responsibilities",
        "fitness-for-work": "fitness-for-duty",
        "challenging-improper-conduct": "challenging-and-reporting-improper-conduct",
        "reporting-improper-conduct": "challenging-and-reporting-improper-conduct",
    },
    "a level": _LEVELS,
    "an alleged level": _LEVELS,
    "a finding": _PROVEN,
    "something that happens afterwards": {"delete": "remove", "deleted": "remove", "removed": "remove"},
    "a response": {
        "accepted": "admitted",
        "not-admitted": "denied",
        "not-accepted": "denied",
        "partly-admitted": "part-admitted",
        "partially-admitted": "part-admitted",
        "admitted-in-part": "part-admitted",
    },
    "an outcome": {
        "dismissal": "dismissed-without-notice",
        "dismissal-without-notice": "dismissed-without-notice",
        "dismissed-immediately": "dismissed-without-notice",
        "dismissed-with-immediate-effect": "dismissed-without-notice",
        "summarily-dismissed": "dismissed-without-notice",
        "would-be-dismissed": "would-have-been-dismissed",
        "demoted": "reduction-in-rank",
        "demotion": "reduction-in-rank",
        "reduced-in-rank": "reduction-in-rank",
        "sacked": "dismissed-without-notice",
        "final-warning": "final-written-warning",
        "fww": "final-written-warning",
        "no-sanction": "no-action",
        "no-further-action": "no-action",
        "withdrawn": "proceedings-withdrawn",
        **{word: "not-proven" for word, meant in _PROVEN.items() if meant == "not-proven"},
    },
    "a state of criminal proceedings": {
        "ongoing": "active",
        "pending": "active",
        "guilty": "convicted",
        "found-guilty": "convicted",
        "pleaded-guilty": "convicted",
        "not-guilty": "acquitted",
        "found-not-guilty": "acquitted",
        "cautioned": "caution",
        "dropped": "discontinued",
        "nfa": "no-further-action",
    },
    "a result of an appeal": {
        "upheld": "allowed",
        "successful": "allowed",
        "not-upheld": "dismissed",
        "unsuccessful": "dismissed",
        "rejected": "dismissed",
        "partly-allowed": "allowed-in-part",
        "part-allowed": "allowed-in-part",
    },
    "a role": {
        "press-officer": "spokesperson",
        "police-friend": "representative",
        "police-federation-representative": "representative",
        "federation-representative": "representative",
        "counsel": "representative",
    },
    "an appeal body": {"pat": "police-appeals-tribunal", "tribunal": "police-appeals-tribunal"},
    "something that a restriction covers": {"name": "identity", "names": "identity", "anonymity": "identity"},
    "somebody who imposes a restriction": {
        "lqc": "chair",
        "legally-qualified-chair": "chair",
        "panel": "chair",
        "judge": "court",
        "home-secretary": "secretary-of-state",
    },
    "a ground": {
        "welfare": "complainant-or-witness-welfare",
        "witness-welfare": "complainant-or-witness-welfare",
        "trial": "criminal-proceedings",
        "health": "medical",
    },
    "a form of investigation": {
        "independent-investigation": "independent",
        "directed-investigation": "directed",
        "local-investigation": "local",
        "managed-investigation": "managed",
        "supervised-investigation": "supervised",
    },
    "a kind of referral": {"mandatory-referral": "mandatory", "voluntary-referral": "voluntary"},
    "a form of attendance": {
        "attended": "present",
        "did-not-attend": "absent",
        "not-present": "absent",
        "not-attended": "absent",
    },
}

_ABBREVIATED: Final = {
    "pc": "constable",
    "wpc": "constable",
    "con": "constable",
    "dc": "detective-constable",
    "ps": "sergeant",
    "sgt": "sergeant",
    "sergt": "sergeant",
    "ds": "detective-sergeant",
    "insp": "inspector",
    "di": "detective-inspector",
    "ci": "chief-inspector",
    "dci": "detective-chief-inspector",
    "supt": "superintendent",
    "dsupt": "detective-superintendent",
    "dcs": "detective-chief-superintendent",
    "acc": "assistant-chief-constable",
    "dcc": "deputy-chief-constable",
    "cc": "chief-constable",
    "sc": "special-constable",
    "det": "detective",
    "ch": "chief",
    "asst": "assistant",
    "dep": "deputy",
}
_RANK_STATES: Final = {
    "acting": "acting",
    "temporary": "temporary",
    "temp": "temporary",
    "t": "temporary",
    "a": "acting",
    "probationary": "probationer",
    "probationer": "probationer",
    "student": "trainee",
    "trainee": "trainee",
}
_NO_PART_OF_A_RANK: Final = frozenset({"police", "woman", "former", "ex", "retired", "serving", "the"})


def fold(word: str, *, is_key: bool = False) -> str:
    """Write a word like a code (`Gross Misconduct` → `gross-misconduct`) or like a key (`Known As` → `known_as`)."""
    return re.sub(r"[\W_]+", "-", word.lower().replace("&", " and ")).strip("-").replace("-", "_" if is_key else "-")


def suggest_key(word: str, known: list[str]) -> str | None:
    """Give the key that was probably meant, among those that are known."""
    folded = fold(word, is_key=True)
    return folded if folded in known else _among(known, _KEYS.get(folded)) or _close(folded, known)


def suggest_code(word: str, known: list[str], noun: str) -> str | None:
    """Give the code that was probably meant, among those that a field knows; `noun` says what the field holds."""
    folded = fold(word)
    if folded in known:
        return folded
    if noun == "a rank":
        rank, _ = _split_rank(folded)
        return rank if rank in known else _close(rank, known)
    return _among(known, _WORDS.get(noun, {}).get(folded)) or _close(folded, known)


def state_of_rank(word: str) -> str | None:
    """Give the `rank_status` that people write together with the rank: "Temporary Inspector"."""
    return _split_rank(fold(word))[1]


def _split_rank(folded: str) -> tuple[str, str | None]:
    """Take a rank apart: without "police" and the like, in full words; and its state."""
    parts = [part for part in folded.split("-") if part not in _NO_PART_OF_A_RANK]
    state = next((_RANK_STATES[part] for part in parts if part in _RANK_STATES), None)
    full = [_ABBREVIATED.get(part, part) for part in parts if part not in _RANK_STATES]
    return "-".join(full), state


def _among(known: list[str], meant: str | None) -> str | None:
    return meant if meant in known else None


def _close(folded: str, known: list[str]) -> str | None:
    like = _VERY_LIKE if _polarity(folded) else _LIKE
    return next((code for code in get_close_matches(folded, known, 3, like) if _same_sense(folded, code)), None)


def _same_sense(folded: str, code: str) -> bool:
    """Whether neither word denies what the other says, as far as their prefixes and negations tell."""
    if _polarity(folded) != _polarity(code):
        return False
    return all(
        other.startswith(found[0])
        for one, other in ((folded, code), (code, folded))
        if (found := _OPPOSITE.match(one)) and not _is_slip(found[0], other)
    )


def _is_slip(prefix: str, other: str) -> bool:
    """Whether the other word begins with the prefix's letters in another order or short of one: a slip of the hand."""
    return sorted(other[: len(prefix)]) == sorted(prefix)


def _polarity(word: str) -> frozenset[str]:
    return _TELLING.intersection(re.split("[-_]", word))
