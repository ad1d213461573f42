"""How names are written: their words folded, and what other languages, other spellings and initials make of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.fold import fold_value
from hearingsite.guard.identities import Names, Strength

PARTICLES: Final = lexicon.listed("particles")
SHORTEST: Final = 4  # letters; a shorter family name is too often something else
LONG_KEY: Final = 6  # letters that may be looked for with blanks dropped

_WORDS: Final = re.compile(r"[^\W_]+")
_IRISH: Final = {"o": ("o",), "ni": ("o", "ni"), "ui": ("o", "ui"), "mac": ("mac", "mc"), "mc": ("mac", "mc")} | {
    "nic": ("mac", "mc", "nic"),
    "mhic": ("mac", "mc", "mhic"),
}
_WRITTEN_TOGETHER: Final = (("mac", "mc"), ("mc", "mac"), ("nic", "mac"))
_POLISH: Final = {
    "ski": ("ska", "sky"),
    "ska": ("ski", "sky", "skyi", "skaya"),
    "cki": ("cka", "cky"),
    "cka": ("cki",),
    "sky": ("ski", "ska"),
}
_ARTICLES: Final = frozenset({"al", "el"})
_ARABIC_END: Final = re.compile(r"(?<=\w{4})(?:[ae]h?)\Z")
_SERVANT: Final = re.compile(r"abd(?:[aeu][lrsnt])?(\w{4,})")
_ORDER: Final[tuple[Strength, ...]] = ("weak", "ambiguous", "unique")
_VARIED_START: Final = tuple(prefix for prefix, _ in _WRITTEN_TOGETHER)
_VARIED_END: Final = tuple(_POLISH)


@lru_cache(4096)
def split(text: str) -> tuple[str, ...]:
    """The words of a listed value, folded; an apostrophe joins."""
    return tuple(_WORDS.findall(fold_value(text).replace("'", "").lower()))


def joined(text: str) -> str:
    """The words of a listed value, folded, without what stands between them."""
    return "".join(split(text))


def plain_words(names: Sequence[str]) -> list[str]:
    """The one form of each of many first names of plain letters, which most are; empty where there may be others."""
    are_plain = zip(map(str.isascii, names), map(str.isalpha, names), map(str.lower, names), strict=True)
    return [lower if is_ascii and is_alpha and len(lower) > 1 else "" for is_ascii, is_alpha, lower in are_plain]


def only_forms(families: Sequence[str]) -> list[str]:
    """The one form of each of many family names of plain letters, which most are; empty where there may be others."""
    plain = plain_words(families)
    starts, ends = map(str.startswith, plain, repeat(_VARIED_START)), map(str.endswith, plain, repeat(_VARIED_END))
    return ["" if start or end else lower for lower, start, end in zip(plain, starts, ends, strict=True)]


@lru_cache(4096)
def family_forms(family: str) -> tuple[str, ...]:
    """The words under which a family name may stand: whole, its parts, and how other languages write it."""
    parts = split(family)
    cores = [part for part in parts if part not in PARTICLES] or list(parts)
    forms = ["".join(parts), *cores, *_with_particles(parts)]
    if len(parts) > 1 and parts[0] in _IRISH:
        core = "".join(parts[1:])
        plain = re.sub(r"^([bcdfgmpst])h", r"\1", core)
        forms += [prefix + form for prefix in _IRISH[parts[0]] for form in (core, plain)]
        forms += [core, plain]
    if len(parts) > 1 and parts[0] in {"ap", "ab", "ferch", "verch"}:
        forms.append(parts[0][-1] + parts[1])
    for prefix, other in _WRITTEN_TOGETHER:
        if len(parts) == 1 and parts[0].startswith(prefix) and len(parts[0]) > len(prefix) + 2:
            core = parts[0].removeprefix(prefix)
            forms += [other + core, core]
    if len(parts) > 1 and parts[0] in _ARTICLES and (core := _ARABIC_END.sub("", parts[-1])) != parts[-1]:
        forms += [core + ending for ending in ("a", "ah", "eh")]
    for form in list(forms):
        forms += [form[:-3] + ending for ending in _POLISH.get(form[-3:], ()) if len(form) > LONG_KEY]
    return tuple(form for form in dict.fromkeys(forms) if len(form) > 1)


def _with_particles(parts: Sequence[str]) -> Iterator[str]:
    """Each rare word of a family name of several, written together with the particles before it: Vandenbroek-Smitt."""
    before = ""
    for part in parts:
        if part in PARTICLES:
            before += part
            continue
        if before and tier_of(part) == "unique":
            yield before + part
        before = ""


def given_forms(name: str) -> set[str]:
    """The words of a first name, and all of them in one."""
    return {*split(name), joined(name)} - {""}


@lru_cache(4096)
def firsts(given: tuple[str, ...]) -> frozenset[str]:
    """What may stand before a family name: each first name, and initials."""
    forms = {form for name in given for form in given_forms(name)}
    forms |= {form for name in given for form in _servants(joined(name))}
    letters = "".join(joined(name)[:1] for name in given)
    several = {"".join(map(joined, given[:end])) for end in range(2, len(given) + 1)}
    short = {form for name in given for part in given_forms(name) for form in lexicon.short_names().get(part, ())}
    return frozenset((forms | short | several | {form[0] for form in forms} | {letters, letters[:2]}) - {""})


def _servants(name: str) -> Iterator[str]:
    """What Abdulrahman is called where its parts stand apart: Abd al-Rahman, Abdel Rahman."""
    found = _SERVANT.fullmatch(name)
    if found:
        yield found[1]
        yield from (start + found[1] for start in ("abdul", "abdel", "abdal", "abdur", "abd"))


def initials(names: Names) -> Iterator[str]:
    """The initials of a person, in either order, with one of several first and family names or with all."""
    parts = [split(name) for name in names.given]
    words = split(names.family)
    families = ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in PARTICLES))
    # Of a first name with a hyphen the first letter stands for it, or a letter of each part.
    for several in dict.fromkeys((tuple(part[:1] for part in parts), tuple(parts))):
        given = "".join(word[0] for part in several for word in part)
        for family in families if given else ():
            if family:
                for first in {given, given[0], "".join(word[0] for word in several[0])}:
                    yield from (first + last for last in {family, family[0], family[-1]})
                yield family + given
    if "-" in names.family and len(families[1]) > 1:
        yield families[1]
    yield from ("-".join(word[0] for word in part) for part in parts if len(part) > 1)


def in_two(name: str) -> tuple[str, tuple[str, ...]]:
    """The family name and the first names of a name in one piece: the last word with the particles before it."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and joined(words[at - 1]) in PARTICLES:
        at -= 1
    return " ".join(words[at:]), tuple(words[:at])


def tier_of(form: str) -> Strength:
    """How much a family name says by itself."""
    return "ambiguous" if len(form) < SHORTEST or lexicon.is_ordinary(form) else "unique"


def tier_of_several(text: str) -> Strength:
    """How much several words say together: less where all of them are ordinary."""
    return "ambiguous" if all(lexicon.is_ordinary(part) or len(part) < SHORTEST for part in split(text)) else "unique"


def strongest(tiers: Iterable[Strength]) -> Strength:
    """The tier that says most; weak where there is none."""
    return max(tiers, key=_ORDER.index, default="weak")
