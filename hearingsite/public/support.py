"""Help lines beside a hearing about abuse or suicide, for readers whom it reminds of what happened to them.

No field of a record says what a case is about, so its public texts do. A line too many does no harm.
"""

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any, Final

from hearingsite.public.model import PublicHearing
from hearingsite.public.pieces import said
from hearingsite.public.views import Fact, Said
from hearingsite.public.words import Words
from hearingsite.values import Text

# The English text is always there, so Welsh words need not be known.
TOPICS: Final = {
    "domestic-abuse": re.compile(
        r"\bdomestic\s+(?:abuse|violence|incident)|\bcoercive|\bcontrolling\s+behaviour|\bstalk(?:ed|ing)\b",
        re.IGNORECASE,
    ),
    "sexual-abuse": re.compile(
        r"\brap(?:e|ed|ist)\b|\bindecent|\bvoyeur"
        r"|\bsexual(?:ly)?\s+(?:\w+\s+)?(?:abus|assault|violen|offen|harass|relationship|touch)",
        re.IGNORECASE,
    ),
    "child-abuse": re.compile(
        r"\bchild\s+(?:\w+\s+)?abuse|\bindecent\s+(?:images?|photographs?)\s+of\s+children|\bgrooming\b", re.IGNORECASE
    ),
    "suicide": re.compile(r"\bsuicid|\bself-harm", re.IGNORECASE),
}


# Every topic's words hold one of these; most texts hold none, and a pattern takes a hundred times as long as a look.
_TRACES: Final = (
    "domestic",
    "coerciv",
    "controlling",
    "stalk",
    "rape",
    "raping",
    "rapist",
    "indecen",
    "voyeur",
    "sexual",
    "abuse",
    "grooming",
    "suicid",
    "self-",
)


def support_lines(hearing: PublicHearing, words: Words) -> Iterator[Fact]:
    """Yield the help lines that go with what a hearing is about, each with its number."""
    text = "\n".join(_texts(hearing))
    lowered = text.lower()
    if not any(trace in lowered for trace in _TRACES):
        return
    topics = {topic for topic, pattern in TOPICS.items() if pattern.search(text)}
    for line in _lines():
        if topics.intersection(line["about"]):
            yield Fact(
                term=words.text(Text.parse(line["name"])),
                values=(Said(line["phone"], words.lang),),
                href=f"tel:{line['phone'].replace(' ', '')}",
                note=said(Text.parse(line["meaning"]), words),
            )


def _texts(hearing: PublicHearing) -> Iterator[str]:
    for text in (hearing.account, hearing.summary):
        if text:
            yield text.en
    for officer in hearing.officers:
        for allegation in officer.allegations:
            if allegation.conduct:
                yield allegation.conduct.en


@functools.cache
def _lines() -> tuple[dict[str, Any], ...]:
    file = resources.files("hearingsite.vocabulary").joinpath("support.toml")
    return tuple(line for line in tomllib.loads(file.read_text("utf-8")).values() if isinstance(line, dict))
