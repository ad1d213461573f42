"""Words with a capital: which are ordinary, which are first names, titles, parts of a place's or a body's name.

Words are looked up as they are written with a capital.
"""

import functools
import re
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from hearingsite.patterns import later
from hearingsite.vocabulary.codes import Language
from hearingsite.vocabulary.word_lists import SortedWords, read_titled, read_words

# Signs with which a name's word begins; those outside ASCII are looked for only where a text has any.
_UPPER: Final = "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
_PARTICLES: Final = (
    "(?:(?:de|da|do|dos|del|della|di|du|van|von|der|den|ter|ap|ab|ferch|bin|binti|ibn|al|el|la|le|ul) ){1,2}"
)


def _runs(first: str) -> re.Pattern[str]:
    word = rf"{first}\w*(?:['\u2019-]\w+)*"
    return later(rf"{word}(?:\.?(?:[ \n]|(?<=\.))(?:{_PARTICLES})?{word})*")


_ASCII_RUN: Final = _runs("[A-Z]")
_RUN: Final = _runs(f"[A-Z{_UPPER}]")
_ASCII_WORD: Final = later(r"[A-Z]\w*(?:['-]\w+)*")
_WORD: Final = later(rf"[A-Z{_UPPER}]\w*(?:['\u2019-]\w+)*")
TOKEN: Final = later(r"\w+(?:['\u2019-]\w+)*")


def runs_of(text: str) -> re.Pattern[str]:
    """Give the pattern of words with a capital that stand side by side, also over the end of a sentence."""
    return _ASCII_RUN if text.isascii() else _RUN


def words_of(text: str) -> re.Pattern[str]:
    """Give the pattern of single words with a capital, as cheap as the text allows."""
    return _ASCII_WORD if text.isascii() else _WORD


@functools.cache
def titled(title: str) -> re.Pattern[str]:
    """Give the pattern of a title and a word behind it that is no single letter, initials between them apart."""
    return re.compile(rf"{title}\.?[ \n](?:[A-Z]\.?[ \n]?)*[A-Z{_UPPER}]\w")


def words_in(line: str) -> frozenset[str]:
    """Take a line of words apart."""
    return frozenset(line.split())


TITLES: Final = frozenset(read_words("titles"))
# These are words of their own too: what follows must be more than a word with a capital.
WORD_TITLES: Final = words_in(
    "Constable Sergeant Inspector Superintendent Commander Officer Nurse Judge Justice Lord Lady Father Sister Captain "
    "Corporal Professor Doctor Councillor PS ACC DCC Ch Det Nan Solicitor Barrister Reverend"
)
# Behind one of these stands no name, whatever it looks like: bodies, places, papers, offices, and words that begin a sentence.
INSTITUTIONS: Final = frozenset(read_words("institutions"))
# Words that begin a name of a place, a body, a ship or an operation, and words that stand before such names.
LEADING: Final = frozenset(read_words("leading"))
# Surnames, and words of places: what stands around them decides.
_AMBIGUOUS: Final = words_in(
    "House Hall Lodge Bridge Castle Lane Place Tower Abbey Forest Moor Lake Bank Court Bay Market Day Beach River Gate Hill Hills Wood "
    "Woods Park Green Heath Cross Field Fields Mill Brook Croft Down Downs Head Manor Farm Parish Bar Ward Major Mayor Bishop"
)
# Behind a make stands a model.
MAKES: Final = frozenset(read_words("makes"))
NO_NAMES: Final = frozenset(read_words("small_words"))
_SURE_THOUGH_WORDS: Final = words_in(
    "Barney Basil Billy Bobby Fanny Frank Harry Hector Jack Jimmy John Josh Martin Peter Phoebe Roger Sally Terry Tom Tony Carol Derrick "
    "Noel Barry Charlotte Victoria Kendal Mike Nick Bob Ken Pam Reg Matt Rick Patsy Dirk Hank Myrtle Viv Vic Wes Len Les"
)
_CAMEL: Final = later(
    r"(?!(?:Mc|Mac|De|Di|Du|La|Le|Lo|Fitz|Van|Von|O|D|Ap)[A-Z])(?:\w*[a-z][A-Z]|[A-Z]{2,}[a-z]+\Z)|.*\d"
)
_JOINED: Final = tuple(f"'{letter}" for letter in "sSrniwu")
_ENDINGS: Final = ("odd", "wyd", "asant", "ai", "ir", "ent", "wch", "au", "ion", "oedd", "ol", "us", "aeth")
_MUTATED: Final = (
    ("G", ("C", "")), ("B", ("P", "M")), ("D", ("T",)), ("F", ("B", "M")), ("Dd", ("D",)), ("L", ("Ll", "Gl")), ("R", ("Rh", "Gr")),
    ("Ngh", ("C",)), ("Mh", ("P",)), ("Nh", ("T",)), ("Ng", ("G",)), ("M", ("B",)), ("N", ("D",)), ("Ch", ("C",)), ("Ph", ("P",)),
    ("Th", ("T",)), ("H", ("",)), ("W", ("Gw",)), ("I", ("Gi",)), ("A", ("Ga",)), ("E", ("Ge",)), ("O", ("Go",)), ("Y", ("Gy",)),
)  # fmt: skip


class Lexicon(NamedTuple):
    """Words with a capital in one language: plain ones settle a run of words by themselves, the others need a look."""

    words: SortedWords
    first_names: SortedWords
    mutates: bool

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is in a list of words, places or bodies."""
        return word in self.words

    def is_plain(self, word: str) -> bool:
        """Whether a word is an ordinary one, and neither a first name nor a title."""
        return word not in self.first_names and word not in TITLES and word in self.words

    def not_plain(self, words: AbstractSet[str]) -> AbstractSet[str]:
        """Give those of some words that need a look."""
        return self.words.strange(words) | (words - self.first_names.strange(words)) | (words & TITLES)


@functools.cache
def read_lexicon(lang: Language) -> Lexicon:
    """Read the lists of a language; Welsh texts may hold English words too."""
    welsh = ("words_cy", "words_cy_more") if lang == "cy" else ()
    words = SortedWords(
        titled=("words_en", "words_en_more", *welsh),
        written=("places",),
        more=(*read_words("proper"), *MAKES, *INSTITUTIONS, *NO_NAMES, *LEADING),
    )
    first_names = SortedWords(titled=("first_names",), more=read_titled("first_names_words"))
    return Lexicon(words, first_names, lang == "cy")


def bare(word: str) -> str:
    """Write a word with straight apostrophes, as the lists have it, without a possessive ending or what Welsh joins to it ("Canfu'r")."""
    word = word.replace("\u2019", "'")
    return word[:-2] if word.endswith(_JOINED) else word


def kind_of(word: str, lexicon: Lexicon) -> str:
    """Tell what a word with a capital is.

    `title`, `initial`, `sign` (an abbreviation, a brand, a number), `shouted` (a word in capitals alone), `first`
    (a first name and nothing else), `either` (a first name or a word), `ordinary` or `rare` (in no list).
    """
    if len(word) == 1:
        return "initial"
    if word in TITLES and not (lexicon.mutates and word == "Sir"):  # in Welsh, a county
        return "title"
    if word in LEADING or word in NO_NAMES:
        return "ordinary"
    if word[:-1].isupper() and (len(word) > len("Jo") or word.isupper()):  # also "PCs"
        is_name = (
            len(word) > len("ABC") and word.title() in lexicon.first_names and not lexicon.is_ordinary(word.title())
        )
        return "first" if is_name else "shouted" if _is_shouted(word, lexicon) else "sign"
    if word in lexicon.first_names:
        return "either" if lexicon.is_ordinary(word) and word not in _SURE_THOUGH_WORDS else "first"
    return _kind_of_strange(word, lexicon)


def _is_shouted(word: str, lexicon: Lexicon) -> bool:
    """Whether capitals are a word rather than an abbreviation: a known one, or too long for the other."""
    letters = word.replace("-", "").replace("'", "")
    is_long = len(word) > len("HMICFRS")
    return (
        word.isupper() and letters.isalpha() and (is_long or (len(word) > len("ABC") and word.title() in lexicon.words))
    )


def _kind_of_strange(word: str, lexicon: Lexicon) -> str:
    if lexicon.is_ordinary(word) or _is_inflected(word, lexicon):
        return "ordinary"
    if len(word) == len("Ng") or _CAMEL.match(word):
        return "sign"
    return _kind_of_joined(word.split("-"), lexicon) if "-" in word else "rare"


def _kind_of_joined(parts: list[str], lexicon: Lexicon) -> str:
    kinds = {kind_of(part[:1].upper() + part[1:], lexicon) for part in parts if part}
    if kinds & {"ordinary", "sign", "initial", "title"}:
        return "ordinary"
    return "rare" if "rare" in kinds else "first"


def _is_inflected(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a plural or another form of one of the lists, or a mutated Welsh one."""
    for ending in ("s", "es", "'", "\u2019"):
        if word.endswith(ending) and lexicon.is_plain(word.removesuffix(ending)):
            return True
    if lexicon.mutates:
        if word.endswith(_ENDINGS):
            return True
        for mutated, roots in _MUTATED:
            if word.startswith(mutated) and any(
                lexicon.is_plain((root + word.removeprefix(mutated)).capitalize()) for root in roots
            ):
                return True
    return False


def is_ambiguous(word: str) -> bool:
    """Whether a word is one of places and bodies that is also a frequent surname."""
    return word in _AMBIGUOUS


def is_named(who: str) -> bool:
    """Whether a line that says who did something holds somebody's name, not only an office or a body."""
    lexicon = read_lexicon("en")
    words = [bare(word) for word in words_of(who).findall(who)]
    kinds = [kind_of(word, lexicon) for word in words]
    return any(
        words[at + 1] not in INSTITUTIONS
        and (kinds[at] in ("first", "either", "initial", "title") or {"rare", kinds[at + 1]} <= {kinds[at], "first"})
        for at in range(len(words) - 1)
    )
