from pathlib import Path
from typing import Final

import pytest

from hearingsite.records.rules import names
from hearingsite.records.rules.exceptions import apply_exceptions
from tests.records.accounts import CASES, HEADER, case_with, codes, findings, prose

# Words of right prose that call somebody by a name without declaring him: these the rule is meant to find.
NAMED: Final = (
    "His GP, a Dr Smith",
    "PC T. Underwood",
    "Mr. Smith's statement",
    "a picture of Tom Hardy",
    "looked like Harry Kane",
)


def read_table(name: str) -> list[list[str]]:
    """Read a table of undeclared names: kind, name, sentence."""
    return [line.split("\t") for line in (CASES / name).read_text("utf-8").splitlines()[1:]]


def share_found(table: str, kind: str) -> float:
    """The share of names, in per cent, at which the rule points."""
    rows = [(name, sentence) for one, name, sentence in read_table(table) if one == kind]
    found = 0
    for name, sentence in rows:
        start = sentence.index(name) + 1
        columns = [one.place.column for one in findings(names.RULES, sentence)]
        found += any(start <= column < start + len(name) for column in columns)
    return round(100 * found / len(rows), 1)


def share_flagged(name: str) -> float:
    """The share of paragraphs of right prose, in per cent, in which the rule finds something."""
    flagged = [
        bool(codes(names.RULES, paragraph, header=header, lang=lang))
        for _, header, account, lang in prose(name)
        for paragraph in account.split("\n\n")
        if not any(named in paragraph for named in NAMED)
    ]
    return round(100 * sum(flagged) / len(flagged), 1)


@pytest.mark.parametrize(
    ("table", "kind", "share"),
    [
        ("undeclared-names.tsv", "full", 99.7),
        ("undeclared-names.tsv", "single", 100.0),
        ("undeclared-names-again.tsv", "full", 100.0),
        ("undeclared-names-third.tsv", "full", 100.0),
        ("undeclared-names-third.tsv", "single", 94.1),
        ("undeclared-names-fourth.tsv", "full", 100.0),
        ("undeclared-names-fourth.tsv", "single", 100.0),
        ("undeclared-names-fifth.tsv", "single", 94.0),
        ("undeclared-names-sixth.tsv", "single", 92.0),
        ("undeclared-names-seventh.tsv", "full", 100.0),
        ("undeclared-names-seventh.tsv", "single", 96.0),
    ],
)
def test_undeclared_names_are_found(table: str, kind: str, share: float) -> None:
    """Of 300 full names without a title, of 50 surnames or first names, and of more that came after, so many are found.

    Each table was read once before the rule was bettered by it. Then 97.3 % of the third one's 150 full names were found and
    86.3 % of its 51 single ones, 100 % of the fourth one's 159 and 81.0 % of its 63, 84.0 % of the fifth one's 50, and 86.0 % of the sixth
    one's 50, after which lists of surnames and what is given to people had been added. Nothing was bettered by the seventh one.
    """
    assert share_found(table, kind) == share


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("prose-places-and-bodies.txt", 0.3),
        ("prose.txt", 0.0),
        ("prose-days-and-words.txt", 0.0),
        ("prose-proper-names.txt", 0.0),
        ("prose-again.txt", 0.6),
        ("prose-fourth.txt", 0.0),
        ("prose-fifth.txt", 0.0),
        ("prose-sixth.txt", 0.7),
        ("prose-seventh.txt", 0.0),
    ],
)
def test_right_prose_is_left_alone(name: str, share: float) -> None:
    """Of 343, 521 and, full of rare names of things, 50 paragraphs of right prose, and of 325, 337, 99, 147 and 75, so many per cent.

    The last five were read once before the rule was bettered by them, and then 5.5, 2.1, 3.0, 8.2 and 2.7 % were flagged; the sixth
    has a rare name of a thing in nearly every paragraph.
    """
    assert share_flagged(name) == share


SAYS: Final = [
    ("Sergeant Baker took the call.", ["HS620"]),
    ("The report of DC Quillfeather was late.", ["HS620"]),
    ("J. R. Quillfeather signed it, and J Quillfeather did so again.", ["HS620", "HS620"]),
    ("Osbert Quillfeather rang. Later Quillfeather wrote, and Quillfeather's sister too.", ["HS620"] * 3),
    ("Mr May spoke of the Police Constable Degree Apprenticeship.", ["HS620"]),
    ("The Sergeant Promotion Board and the Inspector General met.", []),
    ("PC X and Ms A met. However, PC X left. On Monday PC X came back.", []),
    ("They met in Fenwickton, near the Axle Park estate, on Clare Street.", []),
    ("Clare's Law and the Stephen Lawrence Inquiry were discussed at John Lewis.", []),
    ("He searched for Ms A in Victoria House, and Sophie saw it.", ["HS621"]),
    ("Her manager at Quillfeather & Sons, and one at Marks & Spencer in Bath, rang.", []),
    ("PC X arrested Quillfeather & Co.", ["HS621"]),
    ("The Training Department at Ripley received it. It was let to Ripley.", ["HS621"]),
    ("The room was let to Ripley.", ["HS621"]),
    ("A hearing in central Fenwickton was told of it, and one in north Marrowby heard it.", []),
    ("Residents of Fenwickton told the force, and the village of Marrowby said so.", []),
    ("The mother of Marrowby told the force.", ["HS621"]),
    ("Ms A (Sophie) rang. PC X met Ms A, Sophie, in Bath.", ["HS621", "HS621"]),
    ("A Toby Carvery is near, and a Sophie bag.", []),
    ("PC BAKER and Mrs WILTSHIRE rang. The hearing for PS QUILLFEATHER is off.", ["HS620"] * 3),
    ("PC X CCTV and the DC IOPC were said.", []),
    ("A man called Baker rang, and a woman named Hope.", ["HS621", "HS621"]),
    ("D.C. Brown and a student officer Green saw constable Wood. Det Con Hall left.", ["HS621"] * 4),
    (
        "P.S. The officer Monday's shift ended; he told the officer About Time was a song, and inspector Ms A agreed.",
        [],
    ),
    (
        "A man called Crimestoppers, a woman called Monday, and a driver called Women\u2019s Aid and PC BODY WORN VIDEO.",
        [],
    ),
    ("A second dog called Bella was in the van, and PD Rex, a spaniel named Daisy and her horse, Sophie, too.", []),
    ("Her dog handler, Sophie, left. He walked the dog, Sophie said. It bit Sophie.", ["HS621"] * 3),
    ("A room at Ty Hywel, and a day at Tŷ Hywel.", []),
    ("Ty Hywel rang.", ["HS620"]),
    ("He drank two Quillbombs, and Quillbombs rang.", ["HS621"]),
    ("It was put in the light of Hayward and Quillfeather.", []),
    ("It was read in the light of Quillfeather's evidence.", ["HS621"]),
]


@pytest.mark.parametrize(("text", "expected"), SAYS)
def test_names(text: str, expected: list[str]) -> None:
    """A name is a title, a first name or initials with a word behind, or a strange word with a capital."""
    assert codes(names.RULES, text) == expected


WELSH_SAYS: Final = [
    ("Anfonodd neges at Eirian Haf Quillfeather.", ["HS621"]),
    ("Cyfarfu'r panel yn Fenwickton.", []),
]


@pytest.mark.parametrize(("text", "expected"), WELSH_SAYS)
def test_names_in_welsh(text: str, expected: list[str]) -> None:
    """What stands before a place in English can stand before somebody in Welsh."""
    assert codes(names.RULES, text, lang="cy") == expected


SLIPS: Final = [
    ("Rookcrfot", ["HS622"]),
    ("Rookcrof", ["HS622"]),
    ("Rookcrroft", ["HS622"]),
    ("Rookcroft", []),
    ("Rookcross", ["HS621"]),
    ("Hookcroft", ["HS621"]),
]


@pytest.mark.parametrize(("word", "expected"), SLIPS)
def test_slips_in_declared_names(word: str, expected: list[str]) -> None:
    """A strange word that differs by one letter from a declared name is told as such; the first letter is never wrong."""
    header = HEADER.replace("people: [", "people: [{name: Harriet Rookcroft, role: [witness]}, ")
    assert codes(names.RULES, f"In March {word} moved to Exeter.", header=header) == expected


def test_declared_people_are_let_through() -> None:
    """Whoever the record names, with any part of the name, is no finding."""
    header = HEADER.replace("people: [", "people: [{name: Osbert Quillfeather, role: [witness]}, ")
    assert codes(names.RULES, "Osbert Quillfeather and Mr Quillfeather spoke.", header=header) == []


APOSTROPHES: Final = [
    ("Insp O\u2019Dowd and Tobias O\u2019Dowd spoke.", []),
    ("Insp O'Dowd spoke. It was O'Dowd's note, and O\u2019Dowd\u2019s note.", []),
    ("Insp O\u2019Doud spoke.", ["HS620"]),
    ("As a result, I\u2019ve dismissed him. We\u2019ve asked, and \u201cI\u2019ll be clear\u201d, said Ms A.", []),
]


@pytest.mark.parametrize(("text", "expected"), APOSTROPHES)
@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_apostrophes_are_curly_or_straight(text: str, expected: list[str], apostrophe: str) -> None:
    """A declared name and a word of a list are the same with either sign, whichever the record has."""
    header = HEADER.replace("people: [", f"people: [{{name: Tobias O{apostrophe}Dowd, role: [witness]}}, ")
    assert codes(names.RULES, text, header=header) == expected


def test_reports_do_not_repeat_a_name() -> None:
    """What is found is shown by its place alone."""
    told = findings(names.RULES, "Osbert Quillfeather rang.\nThen Wiśniewska rang.")
    assert [one.code for one in told] == ["HS620", "HS621"]
    assert not any(name in f"{one.message} {one.hint}" for one in told for name in ("Osbert", "Quillf", "Wiśniewska"))


def test_places_are_of_words() -> None:
    """A finding points at the first word of the name."""
    first_line = len(HEADER.splitlines()) + 3
    (found,) = findings(names.RULES, "The panel\nheard Osbert Quillfeather.")
    assert (Path(found.place.path).name, found.place.line, found.place.column) == ("case.md", first_line + 1, 7)


def test_an_exception_names_what_stands_there() -> None:
    """What is no person is excepted by the words at the place of the finding, and only there."""
    allow = "allow: [{rule: HS621, words: Quillfeather, reason: A make of pen, by: Press office, until: 2099-01-31}]\n"
    case = case_with("He preferred Quillfeather ink. Marrowby signed too.", header=HEADER + allow)
    found = list(names.check_names(case))
    left = list(apply_exceptions(case, found))
    assert [one.code for one in found] == ["HS621", "HS621"]
    assert [case.text_from(one.place)[:8] for one in left] == ["Marrowby"]


@pytest.mark.parametrize(
    "said",
    [
        "The record of PC Smith was read.",
        "Then PC Baker sent it.",
        "PC King, who was on duty, said so.",
        "The statement of Ms Young was read.",
        "It was Ms Baker who asked.",
    ],
)
def test_the_title_of_a_designation_makes_nobody_known(said: str) -> None:
    """Beside "PC X" and "Ms A", whoever bears these titles with a name is somebody whom the record does not declare."""
    assert codes(names.RULES, said) == ["HS620"]


@pytest.mark.parametrize("said", ["PC X said so. Ms A did not.", "Then PC X. The panel did not. Ms A, too."])
def test_designations_are_no_names(said: str) -> None:
    """They stay what they are, at the end of a sentence as well."""
    assert codes(names.RULES, said) == []
