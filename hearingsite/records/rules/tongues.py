"""How languages write days: the words for months and weekdays, and the patterns of a day that are made of them."""

import re
from typing import Final

from msgspec import Struct

from hearingsite.patterns import later
from hearingsite.vocabulary.codes import Language

ORDINAL: Final = r"(?:st|nd|rd|th|af|il|ydd|ed|eg|fed|ain)?"
# Not a part of a longer number, of a reference or of a time; behind the first digit, so that the search stays fast.
_ALONE: Final = r"(?<![\w.:/£#-].)"
_YEAR: Final = r"[12][0-9]{3}(?![0-9]|\s*(?:hours|hrs)\b)"


class Tongue(Struct, frozen=True, kw_only=True):
    """How one language writes days: the shape of whole days, what joins them, the words around them."""

    day: re.Pattern[str]
    join: re.Pattern[str]
    span: re.Pattern[str]
    between: re.Pattern[str]
    weekday_behind: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    usual: dict[str, int]  # weekdays as they are nearly always written
    joins: frozenset[str]
    fillers: frozenset[str]
    heralds: frozenset[str]


def _tongue(
    *,
    months: tuple[str, ...],
    weekdays: tuple[str, ...],
    month: str,
    joins: str,
    span: str,
    between: str,
    of: str,
    lead: str,
    told: str,
    fillers: str,
    heralds: str = "",
    behind_bare: str = "(?!)",
) -> Tongue:
    """Make the patterns of a language: `months` and `weekdays` are its words in order, forms parted by blanks.

    `behind_bare` is what follows "June 1", which has no year, so that "In June 3 officers" is not read as a day.
    """
    days = "|".join(weekdays).replace(" ", "|")
    join = rf"(?:\s*,\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+|\s*[-–—]\s*)(?:{lead}(?:{days})\.?,?\s+)?(?:the\s+)?"  # noqa: RUF001 -- dashes
    return Tongue(
        day=later(
            rf"(?P<day>[0-9]{_ALONE}[0-9]?)(?:{ORDINAL}(?P<more>(?:{join}[0-9]{{1,2}}{ORDINAL}){{1,12}})?"
            rf",?\s+(?:{of}\s+)?(?P<month>{month})\b\.?(?:,?\s+(?P<year>{_YEAR}))?"
            rf"|(?:st|nd|rd|th)?,?\s+(?P<us_year>{_YEAR})|(?<=[12][0-9])(?P<digits>[0-9]{{2}})(?![0-9]|\s*(?:hours|hrs)\b)"
            rf"|(?:st|nd|rd|th)?{behind_bare})"
        ),
        join=later(join),
        span=later(rf"[-–—]|\b(?:{span})\b"),  # noqa: RUF001 -- dashes
        between=later(rf"\b{between}\s+(?:\w+\s+)?(?:\w+\s+)?\Z", re.IGNORECASE),
        weekday_behind=later(
            rf"\s*\((?:an?\s+)?(?:{lead})(?P<bracketed>{days})\)|,?\s+(?:{told})\s+(?P<told>{days})\b", re.IGNORECASE
        ),
        months=_numbers(months, 1),
        weekdays=_numbers(weekdays, 0),
        usual={} if heralds else {word.split()[0]: number for number, word in enumerate(weekdays)},
        joins=frozenset(joins.split("|")),
        fillers=frozenset(fillers.split()),
        heralds=frozenset(heralds.split()),
    )


def _numbers(words: tuple[str, ...], first: int) -> dict[str, int]:
    """Number words with all their forms, in small letters."""
    return {form.casefold(): number for number, forms in enumerate(words, first) for form in forms.split()}


TONGUES: Final[dict[Language, Tongue]] = {
    "en": _tongue(
        months=(
            *("January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug"),
            *("September Sept Sep", "October Oct", "November Nov", "December Dec"),
        ),
        weekdays=(
            *("Monday Mon", "Tuesday Tues Tue", "Wednesday Wed", "Thursday Thurs Thur Thu", "Friday Fri"),
            *("Saturday Sat", "Sunday Sun"),
        ),
        # "may" and "march" in small letters are words of their own.
        month="[Jj]anuary|Jan|[Ff]ebruary|Feb|March|Mar|[Aa]pril|Apr|May|[Jj]une|Jun|[Jj]uly|Jul|[Aa]ugust|Aug|[Ss]eptember|Sept"
        "|Sep|[Oo]ctober|Oct|[Nn]ovember|Nov|[Dd]ecember|Dec",
        joins="and|to|or|until|till|through",
        span="to|until|till|through",
        between="between",
        of="of",
        lead=r"(?:on\s+)?",
        told=r"(?:which\s+)?(?:was\s+|is\s+)?an?",
        fillers="the morning afternoon evening night",
        behind_bare=(
            r"(?=\s*(?:\Z|\n\n|[;)\]\"\u201d\u2019]|[.,:](?![0-9])|[-\u2013\u2014]\s*[0-9])|\s+[\u2013\u2014]"
            r"|\s+(?:after|and|as|at|because|before|but|by|during|following|for|from|he|heard|held|his|her|in|it|last|on|she|that|the|they"
            r"|this|to|until|till|were|was|when|where|which|while|who|with|without)\b)"
        ),
    ),
    "cy": _tongue(
        months=(
            *("Ionawr", "Chwefror", "Mawrth Fawrth", "Ebrill", "Mai Fai", "Mehefin Fehefin", "Gorffennaf Orffennaf"),
            *("Awst", "Medi Fedi", "Hydref", "Tachwedd Dachwedd Thachwedd", "Rhagfyr Ragfyr"),
        ),
        weekdays=("Llun Lun", "Mawrth Fawrth", "Mercher Fercher", "Iau", "Gwener Wener", "Sadwrn", "Sul"),
        month="Ionawr|Chwefror|Mawrth|Fawrth|Ebrill|Mai|Fai|Mehefin|Fehefin|Gorffennaf|Orffennaf|Awst|Medi|Fedi|Hydref"
        "|Tachwedd|Dachwedd|Thachwedd|Rhagfyr|Ragfyr",
        joins="a|ac|i|neu|tan|hyd|at",
        span="i|tan|hyd|at",
        between="rhwng",
        of="o",
        lead=r"(?:ar\s+)?(?:dd?ydd|nos|bore|fore|prynhawn|brynhawn)\s+",
        told=r"(?:sef\s+|oedd\s+)?dd?ydd",
        fillers="y yr",
        heralds="dydd ddydd nos bore fore prynhawn brynhawn",
    ),
}
