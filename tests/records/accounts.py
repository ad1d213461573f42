"""An account below the founding case's header → what rules say about it: what the table tests of text rules share."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.model import Hearing
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.schema import convert_hearing
from hearingsite.records.source import Source
from hearingsite.values import Text
from tests.records.founding import NOW

CASES = Path(__file__).parents[1] / "cases"
HEADER = (CASES / "accepted" / "as-2023-014.md").read_text("utf-8").split("---\n")[1]
SECOND_ALLEGATION = """
      - conduct: viewed the profile of Ms A
        standards: [confidentiality]
        finding: proven
        level: misconduct
    outcome:"""


def case_with(body: str, *, header: str = HEADER, lang: str = "en") -> Case:
    """A record with an account, in English or (beside one English word) in Welsh."""
    english, welsh = (body, None) if lang == "en" else ("Account.", body)
    front_matter = split_front_matter(Source("case.md", f"---\n{header}---\n{english}"))
    assert isinstance(front_matter, FrontMatter), front_matter
    hearing = convert_hearing(front_matter)
    assert isinstance(hearing, Hearing), hearing
    entry = Entry(hearing, front_matter, Text(english.strip(), welsh), "case.cy.md" if welsh else None)
    return Case(entry, Register((), {}), NOW)


def findings(rules: Iterable[HearingRule], body: str, *, header: str = HEADER, lang: str = "en") -> list[Diagnostic]:
    """What rules find in an account and its header, in the order of places."""
    case = case_with(body, header=header, lang=lang)
    return sorted(found for rule in rules for found in rule(case))


def codes(rules: Iterable[HearingRule], body: str, *, header: str = HEADER, lang: str = "en") -> list[str]:
    """The codes of what rules find."""
    return [found.code for found in findings(rules, body, header=header, lang=lang)]


def prose(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield title, header, account and language of every part of a file of right prose."""
    for part in re.split(r"^=== ", (CASES / name).read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, rest = part.split("\n", 1)
        header, account = rest.split("\n---\n", 1)
        is_welsh = header.startswith("lang: cy\n") or "\nlang: cy\n" in header
        header = re.sub(r"^lang: .*\n", "", header, flags=re.MULTILINE)
        yield title, f"{header}\n", account.strip(), "cy" if is_welsh else "en"
