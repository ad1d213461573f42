"""Words with a capital: which are ordinary, which are first names, titles, parts of a place's or a body's name.

Everything is looked up in sets of words as they are written with a capital, because a whole record can be put against
such a set at once.
"""

import functools
import re
from typing import Final, NamedTuple

from hearingsite.vocabulary.codes import Language
from hearingsite.vocabulary.word_lists import read_words

# Signs with which a name's word begins; those outside ASCII are looked for only where a text has any.
_UPPER: Final = "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
_PARTICLES: Final = "(?:(?:de|da|do|dos|del|della|di|du|van|von|der|den|ter|ap|ab|ferch|bin|binti|ibn|al|el|la|le|ul) ){1,2}"


def _runs(first: str) -> re.Pattern[str]:
    word = rf"{first}\w*(?:['\u2019-]\w+)*"
    dots = r"(?:(?<=\b[A-Z])\.[ \n]?|(?<=\b[MD][rsx])\. |(?<=\b(?:Mrs|Sgt|Rev))\. |(?<=\b(?:Insp|Supt|Cllr|Prof))\. |[ \n])"
    return re.compile(rf"(?<!\w){word}(?:{dots}(?:{_PARTICLES})?{word})*")


_ASCII_RUN: Final = _runs("[A-Z]")
_RUN: Final = _runs(f"[A-Z{_UPPER}]")
TOKEN: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")


def runs_of(text: str) -> re.Pattern[str]:
    """Give the pattern of words with a capital that stand side by side, as cheap as the text allows."""
    return _ASCII_RUN if text.isascii() else _RUN


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


TITLES: Final = _words(
    "Mr Mrs Ms Miss Mx Dr Doctor Professor Prof Rev Reverend Sir Dame Lord Lady Cllr Councillor Judge Justice Father Sister "
    "PC WPC TDC DC DS DI DCI DCS DSU ACC DCC PS PCSO Pc Dc Ds Di Dci Sgt Insp Supt Ch Det Constable Sergeant Inspector Superintendent "
    "Commander Officer Nurse Captain Corporal Cwnstabl Gwnstabl Rhingyll Ringyll Arolygydd Uwch-arolygydd Heddwas Meistr Doctor "
    "Auntie Uncle Aunt Nan Grandad Solicitor Barrister"
)
# These are words of their own too: what follows must be more than a word with a capital.
WORD_TITLES: Final = _words(
    "Constable Sergeant Inspector Superintendent Commander Officer Nurse Judge Justice Lord Lady Father Sister Captain "
    "Corporal Professor Doctor Councillor PS ACC DCC Ch Det Nan Solicitor Barrister Reverend"
)
# Behind one of these stands no name, whatever it looks like: bodies, places, papers, offices, and words that begin a sentence.
INSTITUTIONS: Final = _words(
    "Police Constabulary Force Forces Service Services Station Court Courts Office Officer Officers Department Directorate Unit "
    "Team Branch Squad Command Division District Directive Council Commission Commissioner Commissioners Committee Board Panel Tribunal "
    "Association Federation Union Trust Foundation Fund Society Institute Institution Agency Authority Ministry Ombudsman "
    "Hospital Infirmary Clinic Surgery Hospice School Academy College University Nursery Primary Secondary Road Street Avenue Drive Crescent "
    "Terrace Lane Place Square Gardens Parade Row Mews Roundabout Junction Bypass Motorway Interchange Airport Docks Dock Harbour Port Pier "
    "Centre Center Arcade Precinct Mall Market Retail Shopping Business Industrial Estate Stadium Arena Ground Club Hotel Inn Arms Tavern "
    "Pub Bar Restaurant Cafe Café Theatre Cinema Library Museum Gallery Cathedral Abbey Castle Palace Barracks Prison Bridge Tunnel Tower "
    "Towers Building Buildings Headquarters HQ House Hall Lodge Custody Suite Airfield Railway Line Bus Coach Terminal City County "
    "United Town Rovers Wanderers Athletic Albion Rangers Borough Parish Ward Valley Bay Beach Island Islands Isle River Canal "
    "Lake Reservoir Forest Common Moor Coast Cup League Festival Carnival Act Acts Regulations Rules Order Orders Code "
    "Policy Guidance Procedure Review Report Reports Inquiry Inquest Enquiry Protocol Convention Charter Agreement Scheme Strategy Plan "
    "Programme Project Operation Exercise Award Awards Prize Medal Law Laws Test Principles Standard Standards Ltd Limited "
    "PLC Plc LLP Inc Group Company Partners Solicitors Chambers Brothers Holdings Bank Insurance Security Events Logistics "
    "Stores Store Shop Supermarket Garage Motors Newspaper Times Mail Post Telegraph Guardian Gazette Herald Echo Chronicle Mirror Star "
    "Standard Argus Mercury Express News Radio Television TV Magistrates Crown County Family Youth High Supreme Appeal Employment Chief "
    "Deputy Assistant Constable Sergeant Inspector Superintendent Commander Detective Special Staff Manager Director Head Chair "
    "Chairman Chairwoman President Secretary Minister Mayor Lead Leader Adviser Advisor Coordinator Team General Advocate Executive Chancellor "
    "Network Hub Day Eve Week Weekend Bank Holiday Award System Database Crown Class Category Level Grade Series Model Estate GT GTI TDI "
    "Heddlu Llys Prif Cyngor Ysbyty Ysgol Heol Stryd Ffordd Prifysgol Coleg Gorsaf Canolfan Swyddfa Neuadd Eglwys Capel Bwrdd"
)
# Words that begin a name of a place, a body, a ship or an operation, and words that stand before such names.
LEADING: Final = _words(
    "Operation Op Project Exercise Storm Hurricane HMP HMS RAF MV SS YOI HMYOI Lake River Mount St Saint Saints North South East West "
    "Northern Southern Eastern Western Upper Lower Great Little Old New Royal Greater Inner Outer Central Mid Long High Low Port Fort "
    "Isle Isles Ashby Bishop's Bishops Kings King's Queens Queen's Abbots Castle Chipping Market Stoke Newton Weston Burton Sutton Norton Kirkby "
    "Llan Pont Pen Aber Caer Tre Bryn Nant Cwm Ynys Heol Stryd Ffordd Maes Ysgol Ysbyty Coleg Prifysgol Neuadd The Hotel Club Cafe Café Bar"
)
# Surnames, and words of places: what stands around them decides.
_AMBIGUOUS: Final = _words("House Hall Lodge Bridge Castle Lane Place Tower Abbey Forest Common Moor Lake Bank Brothers Court Bay Row Market Day Beach River")
NO_NAMES: Final = _words(
    "A After All Also Although Among An And Another Any Are As At Because Before Both But By Can Could Did Do Does During Each Either Every "
    "Few Following For Four From Had Has Have He Her Here His How However I If In Instead Into Is It Its Later Many Meanwhile More Most My "
    "Neither Never No Nobody None Nor Not Nothing Now Of Off On Once One Only Or Other Others Our Out Over She Should Since So Some Soon Ten "
    "That The Their Them Then There Therefore These They This Those Three Through Throughout To Together Two Under Until Up Upon Was We Were "
    "What When Where Whether Which While Who Why With Within Without Would Yes Yet You Your Misconduct Evidence Roedd Yna Ond Yn Ar Y Yr Ni Nid Mae Cafodd "
    "Dywedodd Wedyn Fe Mi A'r O Er Pan Fel Gan Bu Nos Dydd Ddydd"
)
_SURE_THOUGH_WORDS: Final = _words("Barney Basil Billy Bobby Fanny Frank Harry Hector Jack Jimmy John Josh Martin Peter Phoebe Roger Sally Terry Tom Tony Carol Derrick Noel Barry Charlotte Victoria Kendal")
_CAMEL: Final = re.compile(r"(?!(?:Mc|Mac|De|Di|Du|La|Le|Lo|Fitz|Van|Von|O|D|Ap)[A-Z])\w*[a-z][A-Z]|.*\d")
_POSSESSIVE: Final = ("'s", "\u2019s", "'S", "\u2019S")
_MUTATED: Final = (
    ("G", ("C", "")), ("B", ("P", "M")), ("D", ("T",)), ("F", ("B", "M")), ("Dd", ("D",)), ("L", ("Ll", "Gl")), ("R", ("Rh", "Gr")),
    ("Ngh", ("C",)), ("Mh", ("P",)), ("Nh", ("T",)), ("Ng", ("G",)), ("M", ("B",)), ("N", ("D",)), ("Ch", ("C",)), ("Ph", ("P",)),
    ("Th", ("T",)), ("H", ("",)), ("W", ("Gw",)), ("I", ("Gi",)), ("A", ("Ga",)), ("E", ("Ge",)), ("O", ("Go",)), ("Y", ("Gy",)),
)  # fmt: skip


class Lexicon(NamedTuple):
    """Words with a capital in one language: `plain` ones settle a run of words by themselves, the others need a look."""

    ordinary: frozenset[str]
    first_names: frozenset[str]
    plain: frozenset[str]
    mutates: bool


@functools.cache
def read_lexicon(lang: Language) -> Lexicon:
    """Read the lists of a language; Welsh texts may hold English words too."""
    ordinary = {word.capitalize() for word in read_words("words_en")}
    if lang == "cy":
        ordinary |= {word.capitalize() for word in read_words("words_cy")}
    ordinary |= {*read_words("places"), *read_words("proper"), *INSTITUTIONS, *NO_NAMES, *LEADING}
    first_names = frozenset(word.title() for word in read_words("first_names"))
    return Lexicon(frozenset(ordinary), first_names, frozenset(ordinary - first_names - TITLES), lang == "cy")


def bare(word: str) -> str:
    """Take the possessive ending off a word."""
    return word[:-2] if word.endswith(_POSSESSIVE) else word


def kind_of(word: str, lexicon: Lexicon) -> str:
    """Tell what a word with a capital is.

    `title`, `initial`, `sign` (an abbreviation, a brand, a number), `first` (a first name and nothing else), `either`
    (a first name or a word), `ordinary` or `rare` (in no list).
    """
    if word in TITLES:
        return "title"
    if len(word) == 1:
        return "initial"
    if word.isupper():
        word = word.title()
        return "first" if word in lexicon.first_names and word not in lexicon.ordinary and len(word) > len("ABC") else "sign"
    if word in lexicon.first_names:
        return "either" if word in lexicon.ordinary and word not in _SURE_THOUGH_WORDS else "first"
    if word in lexicon.ordinary or _is_inflected(word, lexicon):
        return "ordinary"
    if _CAMEL.match(word):
        return "sign"
    if "-" in word:
        return _kind_of_joined(word.split("-"), lexicon)
    return "rare"


def _kind_of_joined(parts: list[str], lexicon: Lexicon) -> str:
    kinds = {kind_of(part[:1].upper() + part[1:], lexicon) for part in parts if part}
    if kinds & {"ordinary", "sign", "initial", "title"}:
        return "ordinary"
    return "rare" if "rare" in kinds else "first"


def _is_inflected(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a plural or another form of one of the lists, or a mutated Welsh one."""
    plain = lexicon.plain
    for ending in ("s", "es", "'", "\u2019"):
        if word.endswith(ending) and word.removesuffix(ending) in plain:
            return True
    if lexicon.mutates:
        for mutated, roots in _MUTATED:
            if word.startswith(mutated) and any((root + word.removeprefix(mutated)).capitalize() in plain for root in roots):
                return True
    return False


def is_ambiguous(word: str) -> bool:
    """Whether a word is one of places and bodies that is also a frequent surname."""
    return word in _AMBIGUOUS
