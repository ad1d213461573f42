"""Numbers, names of standards and words in texts, in many variants; each rule's report stands in tests/cases."""

import re

import pytest

from hearingsite.diagnostics import Severity
from hearingsite.records.rules import abbreviations, counts, dates, standards, wording
from hearingsite.records.rules.case import HearingRule
from tests.records.accounts import HEADER, SECOND_ALLEGATION, codes, findings, prose

RULES = (*dates.RULES, *counts.RULES, *standards.RULES, *wording.RULES, *abbreviations.RULES)
TWO = HEADER.replace("\n    outcome:", SECOND_ALLEGATION)
OTHERS = """
  - known_as: PC Y
    rank: constable
    service: serving
    allegations:
      - {conduct: did not report it, standards: [confidentiality], finding: proven, level: misconduct}
    outcome: written-warning
people:"""
THREE_IN_ALL = TWO.replace("\npeople:", OTHERS)


def words(found: list[str]) -> list[str]:
    """What stands in quotation marks first in each message."""
    return [re.findall(r'"([^"]*)"', message)[0] for message in found]


def said(rules: tuple[HearingRule, ...], text: str, *, header: str = HEADER, lang: str = "en") -> list[str]:
    """The words that rules find fault with."""
    return words([found.message for found in findings(rules, text, header=header, lang=lang)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were three allegations.", ["three allegations"]),
        ("All three allegations were found proven.", ["three allegations"]),
        ("Three serious allegations were made against PC X.", ["Three serious allegations"]),
        ("There were 3 allegations against PC X, and all 3 were proven.", ["3 allegations"]),
        ("Two of the three allegations were proven.", ["three allegations"]),
        ("There are two allegations. PC X admitted both allegations. One allegation was less serious.", []),
        ("There was one allegation of gross misconduct.", []),
        ("The first three allegations, three more allegations, more than three allegations.", []),
        ("An earlier hearing had considered four allegations.", []),
        ("PC X had investigated three allegations. He took down three allegations of theft.", []),
        ("The complaint made five allegations, of which three allegations were not pursued.", []),
        ("Two standards were breached, and PC X breached two standards.", []),
        ("Three standards were breached.", ["Three standards"]),
        (
            "Breaches of four Standards of Professional Behaviour were found.",
            ["four Standards of Professional Behaviour"],
        ),
        ("The second allegation breached one standard. There are ten standards, and five standards of service.", []),
        ("A hearing about three officers took place.", ["three officers"]),
        ("Two officers of Avon and Somerset Police would have been dismissed.", ["Two officers"]),
        ("Two officers came to the door. The two officers left. Both officers were seen.", []),
    ],
)
def test_counts(text: str, expected: list[str]) -> None:
    """With two allegations of one officer, a number is reported only where no reading fits."""
    assert said((counts.check_counts,), text, header=TWO) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were three allegations, two about PC X and one about PC Y.", []),
        ("There were two allegations about PC X. PC Y faced one allegation.", []),
        ("The panel considered four allegations.", ["four allegations"]),
        ("There were three allegations about PC X.", []),
        ("Two officers faced a misconduct hearing. The outcome for both officers is final.", []),
        ("Three officers faced a misconduct hearing.", ["Three officers"]),
        ("Two standards were breached in all.", []),
    ],
)
def test_counts_of_several_officers(text: str, expected: list[str]) -> None:
    """With several officers, a number may be that of each or of all."""
    assert said((counts.check_counts,), text, header=THREE_IN_ALL) == expected


def test_counts_say_what_the_record_has() -> None:
    """The sentence says how many the record has, for each officer."""
    (found,) = findings((counts.check_counts,), "There were four allegations.", header=THREE_IN_ALL)
    assert found.message == '"four allegations" does not fit: the record has two for PC X and one for PC Y.'


def test_counts_know_how_often() -> None:
    """An allegation that happened three times may be counted as three."""
    header = HEADER.replace("finding: proven", "count: 3\n        finding: proven")
    assert codes(counts.RULES, "There were three allegations.", header=header) == []
    assert codes(counts.RULES, "There were four allegations.", header=header) == ["HS525"]


def test_counts_without_allegations() -> None:
    """Where the record lists none, or not all standards, nothing can be counted."""
    header = HEADER.replace("        standards: [honesty-and-integrity]\n", "")
    assert codes(counts.RULES, "Three standards were breached.", header=header) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roedd tri honiad.", ["tri honiad"]),
        ("Profwyd y tri honiad.", ["tri honiad"]),
        ("Torrodd PC X dair safon. Roedd yn torri tair safon.", ["tair safon"]),
        ("Roedd dau honiad, a phrofwyd y ddau honiad. Roedd tri honiad arall. Torrodd ddwy safon.", []),
    ],
)
def test_counts_in_welsh(text: str, expected: list[str]) -> None:
    """The same holds in Welsh, mutations included."""
    assert said((counts.check_counts,), text, header=TWO, lang="cy") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There are two allegations:\n\n- one\n- two\n- three", ["two allegations"]),
        ("The panel gave three reasons:\n\n1. one\n2. two", ["three reasons"]),
        ("The panel gave two reasons:\n\n- one\n  - a detail\n  - another\n- two", []),
        ("He denied the two allegations and gave these reasons:\n\n- one\n- two\n- three", []),
        ("There are two allegations. It is alleged that PC X:\n\n- one\n- two\n- three", []),
        ("Both allegations are breaches of two standards:\n\n- one\n- two", []),
        ("There are two reasons.\n\n- one\n- two\n- three", []),
    ],
)
def test_counted_lists(text: str, expected: list[str]) -> None:
    """A number right before a list is that of its items."""
    assert said((counts.check_counted_lists,), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He breached the standards on honesty and integrety and on use of force.", ["honesty and integrety"]),
        ("A breach of Duties and Responsibility.", ["Duties and Responsibility"]),
        ("Breaches of Authority, Respect and Curtesy.", ["Authority, Respect and Curtesy"]),
        ('The standard "Discreditable behaviour" was breached.', ["Discreditable behaviour"]),
        (
            "Standards were breached:\n\n- Order and instructions;\n- Use of Forces.",
            ["Order and instructions", "Use of Forces"],
        ),
        ("| Standard |\n| --- |\n| Confidentality |", ["Confidentality"]),
        ("The standard on fitness of duty was breached.", ["fitness of duty"]),
        ("The standards on integrity and honesty and on confidentiality were breached.", ["integrity and honesty"]),
        ("He breached it in respect of Equality and Diversities.", ["Equality and Diversities"]),
        (
            "The standard on reporting and challenging improper conduct was breached.",
            ["reporting and challenging improper conduct"],
        ),
        ("Breaches of Honesty & Integrity, Authority Respect and Courtesy, and Discreditable Conduct.", []),
        ("The standards on honesty and integrity and on orders and\ninstructions were breached.", []),
        ("Breaches of Honesty and Integrity and Discreditable Conduct and Duties and Responsibilities.", []),
        ("He fell below the standards of respect and courtesy. He breached a duty and a responsibility.", []),
        ("Orders and instruction sheets. Use of a spray breached it. Reporting the breach took time.", []),
        ("Training on equality, diversity and inclusion. The standard of proof. A breach of confidence.", []),
    ],
)
def test_names_of_standards(text: str, expected: list[str]) -> None:
    """A name that is nearly right is reported where a standard is named, and nowhere else."""
    assert said((standards.check_names_of_standards,), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He breached the standards of openness and leadership.", ["openness", "leadership"]),
        ("He breached the standard of honesty.", ["honesty"]),
        ('He breached the standard "Fitness for work".', ["Fitness for work"]),
        ("These standards were breached:\n\n- Respect and empathy;\n- Courage.", ["Respect and empathy", "Courage"]),
        ("He breached the standard of honesty and integrity.", []),
        ("He fell below the standard of honesty that is expected. The standard of fairness is high.", []),
        ("He breached the standards of the Code of Ethics, namely openness.", []),
        ("The standard of conduct was breached.", []),
    ],
)
def test_code_of_ethics(text: str, expected: list[str]) -> None:
    """A principle is reported where it is said to be a standard that was breached."""
    assert said((standards.check_code_of_ethics,), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Torrodd y safon "Defnyddio grum".', ["Defnyddio grum"]),
        ('Torrwyd y safonau "Ddefnyddio grym" a "Cyfrinachedd".', []),
        ("Torrodd y safonau ar gyfrinachedd ac ar orchmynion a chyfarwyddiadau.", []),
    ],
)
def test_names_of_standards_in_welsh(text: str, expected: list[str]) -> None:
    """In Welsh, names in quotation marks are read; mutations are right."""
    assert said((standards.check_names_of_standards,), text, lang="cy") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC X was found guilty of gross misconduct.", ["guilty of gross misconduct"]),
        ("PC X was charged with breaching the standards.", ["charged with breaching"]),
        ("PC X was charged with two allegations.", ["charged with two allegations"]),
        ("The officer was found not guilty.", ["guilty"]),
        ("PC X pleaded guilty.", ["guilty"]),
        ("PC X has been convicted.", ["convicted"]),
        ("He committed a disciplinary offence.", ["disciplinary offence"]),
        ("The charges were found proven.", ["charges were found proven"]),
        ("The officer was sentenced to a final written warning.", ["sentenced to a final written warning"]),
        (
            "He was acquitted of all allegations at a misconduct trial.",
            ["acquitted of all allegations", "misconduct trial"],
        ),
        ("PC X was convicted at Bristol Crown Court.", []),
        ("PC X was charged with an offence of theft.", []),
        ("PC X was charged with leading the team. He was charged with misconduct in public office.", []),
        ("PC X was in charge. The phone was charged. Hotel charges were paid. Ms A felt guilty.", []),
        ("A clinical trial, a trial of radios, an offence, a man who was convicted.", []),
    ],
)
def test_words_of_the_courts(text: str, expected: list[str]) -> None:
    """Words of the criminal courts are reported of misconduct, and of an officer without a court."""
    assert said((wording.check_words_of_the_courts,), text) == expected


def test_words_of_the_courts_where_one_decided() -> None:
    """Where the record has criminal proceedings, its words may be a court's."""
    header = HEADER.replace("people:", "criminal_proceedings: [{state: convicted}]\npeople:")
    assert codes(wording.RULES, "PC X was found guilty of misconduct.", header=header) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cafwyd PC X yn euog o gamymddwyn.", ["euog o gamymddwyn"]),
        ("Nid yw'n penderfynu a yw neb yn euog o drosedd.", []),
        ("Yn y llys cafwyd ef yn euog o gamymddwyn.", []),
    ],
)
def test_words_of_the_courts_in_welsh(text: str, expected: list[str]) -> None:
    """The same holds in Welsh."""
    assert said((wording.check_words_of_the_courts,), text, lang="cy") == expected


def sentence(length: int, end: str = ".") -> str:
    """A sentence of so many words."""
    return "The" + " word" * (length - 1) + end


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        (sentence(40), []),
        (sentence(41), [41]),
        (sentence(20) + " " + sentence(21), []),
        (sentence(20, "?") + " " + sentence(21, "!”"), []),
        (sentence(20, " Mr.") + " " + sentence(21), [42]),
        (sentence(41).replace(" ", "\n"), [41]),
        ("- " + sentence(30) + "\n- " + sentence(30), []),
        ("1. " + sentence(41), [41]),
        ("| " + sentence(30) + " | " + sentence(30) + " |", []),
        ("| " + sentence(41) + " |", [41]),
        ("## " + sentence(20, "") + "\n" + sentence(30), []),
        (sentence(39) + " [A link](https://example.org/a-b) – " + sentence(38), []),
        (sentence(38, "") + " – [a link](https://example.org/a/b).", []),
    ],
)
def test_long_sentences(text: str, lengths: list[int]) -> None:
    """Words are counted sentence by sentence, item by item, cell by cell."""
    messages = [found.message for found in findings((wording.check_long_sentences,), text)]
    assert [int(re.findall(r"has (\d+) words", message)[0]) for message in messages] == lengths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told PSD. Then PSD called.", ["PSD"]),
        ("He told the SIO about the RTC.", ["SIO", "RTC"]),
        ("He told the Professional Standards Department (PSD). PSD called.", []),
        ("PSD (the department for professional standards) called.", []),
        ("The senior investigating officer was the SIO.", []),
        ("PC X, two PCs, the IOPC, CCTV, the UK, ANPR and the NHS.", []),
        ("AS-2023-014, BS1 4QD, the M5, the A38, Part IV, A&E, WhatsApp, https://www.abc.uk/ABC", []),
        ("Witness AB, PC CD and Officer EF. He wrote DO NOT TELL and NOT.", []),
        ("He had COVID and worked from HQ, and MDMA was found.", []),
        ("A FORMER officer has been sacked.\n\nTHREE others were not.\n\n\u201cPOLICE\u201d, it said.", []),
        ("A PSD officer called.\n\nRTC is not explained, and his PEACE was.", ["PSD", "RTC", "PEACE"]),
        ("Tallow LLP v QRA [2014] EWHC 179 (Admin) and Marrow [2017] UKSC 67 and [1994] 1 WLR 512 were read.", []),
        ("In 2017 UKSC and QRA met.", ["UKSC", "QRA"]),
    ],
)
def test_abbreviations(text: str, expected: list[str]) -> None:
    """What not everybody knows is explained once, anywhere in the record."""
    assert said(abbreviations.RULES, text) == expected


@pytest.mark.parametrize(
    ("conduct", "expected"),
    [
        ("made a false statement", []),
        ("Tasered a man", []),
        ("WhatsApped a colleague", []),
        ("not-published", []),
        ("Made a false statement", ["Made"]),
        ("He made a false statement", ["He"]),
        ("PC X made a false statement", ["PC"]),
        ("It was alleged that PC X made a false statement", ["It"]),
        ("it is alleged that PC X made a false statement", ["it is"]),
        ("the officer made a false statement", ["the officer"]),
        ("that he made a false statement", ["that"]),
        ("in May 2022, made a false statement", []),
    ],
)
def test_conduct_is_a_phrase(conduct: str, expected: list[str]) -> None:
    """It goes on from "It was alleged that the officer", which stands before it on the page."""
    header = HEADER.replace("conduct: concealed his communications with Ms A", f"conduct: {conduct}")
    assert header != HEADER or conduct == "not-published"
    assert said((wording.check_conduct,), "The account.", header=header) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC X breached the standards of honesty and integrity and use of force.", ["Use of force"]),
        ("PC X breached the standards of Use of Force and Confidentiality.", ["Use of force", "Confidentiality"]),
        ("It was a breach of the standard of courtesy and respect.", ["Authority, respect and courtesy"]),
        ("PC X breached the standard of honesty and integrity.", []),
        ("PC X had not breached the standard of use of force.", []),
        ("Another officer breached the standard of use of force.", []),
        ("The standard of use of force is one of ten.", []),
    ],
)
def test_standards_of_the_record(text: str, expected: list[str]) -> None:
    """A breach that a text tells of by name is one that the header has."""
    assert said((standards.check_which_standards,), text) == expected
    header = HEADER.replace("        standards: [honesty-and-integrity]\n", "")
    assert said((standards.check_which_standards,), text, header=header) == []


def test_abbreviation_explained_elsewhere() -> None:
    """An explanation in the header serves the account."""
    header = HEADER.replace("officers:", "summary: The Professional Standards Department (PSD) decided.\nofficers:")
    assert codes(abbreviations.RULES, "He told PSD.", header=header) == []


@pytest.mark.parametrize("name", ["prose-days-and-words.txt", "prose.txt"])
def test_right_prose_is_left_alone(name: str) -> None:
    """Of some 460 paragraphs of right prose, no rule about days, numbers and words finds fault with any."""
    paragraphs = 0
    errors: list[str] = []
    warnings: list[str] = []
    for title, header, account, lang in prose(name):
        paragraphs += len(re.split(r"\n\s*\n", account))
        for found in findings(RULES, account, header=header, lang=lang):
            (errors if found.severity is Severity.ERROR else warnings).append(f"{title}: {found.message}")
    assert paragraphs >= 200
    assert not errors
    assert len(warnings) <= paragraphs // 100, warnings
