"""Rules about people in the texts: designations, what the texts say of officers, and words that tell too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.diagnostics import code_table
from hearingsite.records.frontmatter import parse_header
from hearingsite.records.rules import contradictions, designations, neutrality, outcomes, tallies
from tests.records.accounts import HEADER, case_with, codes, findings, prose
from tests.records.founding import OFFICER, codes_of

RULES = (*designations.RULES, *contradictions.RULES, *outcomes.RULES, *neutrality.RULES)
CODES = [f"HS50{number}" for number in range(1, 9)]
PROSE = list(prose("prose.txt"))

PEOPLE = HEADER.replace(
    "people: [{known_as: Ms A, role: [victim]}]",
    "people: [{known_as: Ms A, role: [victim]}, {known_as: Officer Y, role: [witness]}, {known_as: Witness 1, role: [witness]},"
    " {known_as: Special Constable E, role: [other]}, {name: Ada Smith, role: [adviser]}]",
)
SERVING = HEADER.replace("service: former", "service: serving")
DISMISSED = SERVING.replace("would-have-been-dismissed", "dismissed-without-notice")
WARNED = SERVING.replace("would-have-been-dismissed", "final-written-warning\n    outcome_months: 24")
APPEALED = (
    DISMISSED
    + "appeals: [{body: police-appeals-tribunal, result: allowed, in_force: changed, lodged: 2024-01-10, decided: 2024-06-11,"
    + " officers: {PC X: {outcome: final-written-warning}}}]\n"
)
NAMED = SERVING.replace("known_as: PC X", "name: Neil Ashcombury").replace(
    "would-have-been-dismissed", "written-warning"
)
SCHEDULED = (
    SERVING.replace("concluded", "scheduled").replace("would-have-been-dismissed", "").replace("    outcome: \n", "")
)
SCHEDULED = SCHEDULED.replace("        finding: proven\n        level: gross-misconduct\n", "").replace(
    "publication: {publish_at: 2023-12-19T09:00}", "notice: {published: 2023-12-01T09:00}"
)
MISCONDUCT = SERVING.replace("level: gross-misconduct", "level: misconduct")
THREE = HEADER.replace(
    "    outcome:",
    "      - {conduct: one, finding: not-proven}\n      - {conduct: two, finding: withdrawn}\n    outcome:",
)
PROTECTED = HEADER.replace(
    "people: [",
    "people: [{known_as: Person H, role: [witness], anonymity: lifelong}, {known_as: the driver, role: [witness]},"
    " {known_as: Child D, role: [other], anonymity: until-18}, ",
).replace(
    "restrictions: [", "restrictions: [{protects: the driver, covers: identity, imposed_by: force, ground: other}, "
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("PC Y came", "HS502"),  # Officer Y is declared
        ("PC Z came", "HS501"),
        ("Sgt. B came", "HS501"),
        ("Detective Sergeant B came", "HS501"),
        ("Inspector Q's note", "HS501"),
        ("Person H's bag", "HS501"),
        ("Child D", "HS501"),
        ("Witness 2 spoke", "HS501"),
        ("the witness H came", "HS501"),
        ("PCs X and Z", "HS501"),
        ("Witnesses 1 and 2", "HS501"),
        ("PC X/PC Z", "HS501"),
        ("DC K (driver)", "HS501"),
        ("“Mx B” came", "HS501"),
        ("Tyst 7", "HS501"),
        ("Mrs A came", "HS502"),
        ("Mrs A. Breaches followed", "HS502"),
        ("**Mrs A** came", "HS502"),
        ("_Mrs A_ came", "HS502"),
        ("Mrs\nA came", "HS502"),
        ("Ms. A came", "HS502"),
        ("MS A came", "HS502"),
        ("officer Y came", "HS502"),
        ("pc X came", "HS502"),
        ("Pc X came", "HS502"),
        ("PC x came", "HS502"),
        ("PCX came", "HS502"),
        ("PC-X came", "HS502"),
        ("P.C. X came", "HS502"),
        ("P.C.X came", "HS502"),
        ("PC  X came", "HS502"),
        ("PC\u00a0X came", "HS502"),
        ("witness 1 came", "HS502"),
        ("Constable E came", "HS502"),
        ("SC E came", "HS502"),
        ("special constable E came", "HS502"),
        ("Swyddog Y", "HS502"),
    ],
)
def test_designations(words: str, code: str) -> None:
    """A designation that is not declared, or that is written otherwise, is found however it is written."""
    assert codes(designations.RULES, words, header=PEOPLE) == [code]


@pytest.mark.parametrize(
    "words",
    [
        "PC X came",
        "PC\nX came",
        "PCs X and E",
        "Officers X, Y and E",
        "The Officer Y whom I know",
        "Ms A. A car came",
        "PC X. A car came",
        "A PC. A car. An officer. A car",
        "Mr A Smith",
        "Ms A. Smith",
        "Mr J. R. Smith",
        "PC T. Jones",
        "the officer I met",
        "As Chief Constable I say",
        "the officers I met",
        "seen by the constable 3 times",
        "Witness 1 of 4 and 12 May",
        "a sergeant 2 years later",
        "PC 1234",
        "Class A drugs, bay B, Exhibit C",
        "## The Officer\nA car came",
        "| Officer | A |",
        "a miss A",
        "Special Constable E",
        "Insp O'Dowd and Sgt D\u2019Arcy",
    ],
)
def test_no_designations(words: str) -> None:
    """Declared designations, names with initials, counts and single letters pass."""
    assert codes(designations.RULES, words, header=PEOPLE) == []


def test_what_is_said_of_a_designation() -> None:
    """The message names the words and the declared designation; the hint, the nearest one."""
    first, second, third = findings(designations.RULES, "Mrs A, PC\u00a0X and PC Z", header=PEOPLE)
    assert first.message == '"Mrs A" is not declared in this record. The record says "Ms A".'
    assert second.message == '"PC X" is written with a no-break space here. The record has one ordinary space.'
    assert third.hint.startswith('Did you mean "PC X"?')
    assert [found.place.column for found in (first, second, third)] == [1, 8, 17]


@pytest.mark.parametrize(
    ("header", "words", "code"),
    [
        (HEADER, "PC X, a serving officer, did so", "HS503"),
        (HEADER, "A serving constable, known as PC X, did so", "HS503"),
        (HEADER, "about a serving officer, PC X", "HS503"),
        (HEADER, "PC X is still a serving constable", "HS503"),
        (WARNED, "former PC X", "HS503"),
        (WARNED, "ex-PC X", "HS503"),
        (WARNED, "former constable PC X", "HS503"),
        (WARNED, "PC X, a former police officer, came", "HS503"),
        (WARNED, "A former officer, who was granted anonymity and is known as PC X", "HS503"),
        (DISMISSED, "Former PC X faced a hearing", "HS503"),
        (NAMED, "former PC Neil Ashcombury", "HS503"),
        (NAMED.replace("rank: constable", "rank: sergeant"), "Former PS Ashcombury will appear", "HS503"),
        (NAMED, "PS Ashcombury was dismissed", "HS504"),
        (NAMED, "Det Supt Neil Ashcombury was dismissed", "HS504"),
        (SCHEDULED, "The officer was dismissed without notice", "HS504"),
        (HEADER, "PC X was dismissed", "HS504"),
        (HEADER, "On Monday, PC X was dismissed from the force without notice", "HS504"),
        (HEADER, "On Monday 18 December 2023 PC X was dismissed", "HS504"),
        (HEADER, "In December 2023 the officer was dismissed", "HS504"),
        (HEADER, "After the hearing PC X was dismissed", "HS504"),
        (HEADER, "PC X, a constable of Wealdshire Constabulary, was dismissed", "HS504"),
        (HEADER, "PC X, who was dismissed, did not come", "HS504"),
        (HEADER, "The panel dismissed PC X", "HS504"),
        (HEADER, "The chief constable therefore dismissed PC X without notice", "HS504"),
        (HEADER, "The outcome was a Final Written Warning", "HS504"),
        (HEADER, "The outcome was dismissal", "HS504"),
        (HEADER, "A final written warning was imposed", "HS504"),
        (HEADER, "A final written warning was imposed on PC X", "HS504"),
        (HEADER, "The outcome: final written warning", "HS504"),
        (DISMISSED, "PC X was given a final written warning", "HS504"),
        (DISMISSED, "The officer received a written warning", "HS504"),
        (DISMISSED, "A hearing in December gave PC X, a constable, a final written warning", "HS504"),
        (DISMISSED, "The panel decided that a written warning was enough", "HS504"),
        (DISMISSED, "PC X would have been dismissed if still serving", "HS504"),
        (DISMISSED, "PC X was not dismissed.", "HS504"),
        (WARNED, "PC X was dismissed without notice", "HS504"),
        (WARNED, "PC X was given a written warning", "HS504"),
        (WARNED, "PC X was given a final written warning for 18 months", "HS504"),
        (WARNED, "PC X was given a final written warning for three years", "HS504"),
        (WARNED, "PC X was given a final written warning, which will remain in place for 18 months", "HS504"),
        (WARNED, "PC X was given a five-year final written warning", "HS504"),
        (DISMISSED, "PC X was given a two-year final written warning", "HS504"),
        (DISMISSED, "The panel imposed an 18-month written warning", "HS504"),
        (APPEALED, "PC X was given a written warning", "HS504"),
        (NAMED, "PC Neil Ashcombury was dismissed", "HS504"),
        (NAMED, "Mr Ashcombury was given a final written warning", "HS504"),
        (HEADER, "The former officer was dismissed without notice", "HS504"),
        (HEADER, "It was gross misconduct and he was dismissed without notice", "HS504"),
        (HEADER, "PC X will be dismissed without notice", "HS504"),
        (HEADER, "PC X has been sacked", "HS504"),
        (HEADER, "The panel sacked PC X", "HS504"),
        (HEADER, "The panel dismissed the officer with immediate effect", "HS504"),
        (HEADER, "The sanction imposed was dismissal without notice", "HS504"),
        (HEADER, "The disciplinary action imposed by the panel was dismissal", "HS504"),
        (
            WARNED,
            "The disciplinary action imposed by Chief Constable Smith was \u2013 Dismissal without notice",
            "HS504",
        ),
        (DISMISSED, "PC X would have been sacked if still serving", "HS504"),
        (NAMED.replace("Ashcombury", "O'Dowd"), "PC O\u2019Dowd was dismissed", "HS504"),
        (HEADER, "The panel found misconduct", "HS505"),
        (HEADER, "The breaches amounted to misconduct only", "HS505"),
        (HEADER, "His actions amounted to misconduct", "HS505"),
        (MISCONDUCT, "PC X\u2019s actions amounted to gross misconduct", "HS505"),
        (HEADER, "This amounts to misconduct", "HS505"),
        (HEADER, "It amounted to misconduct, not gross misconduct", "HS505"),
        (HEADER, "The conduct was found to be misconduct only", "HS505"),
        (HEADER, "The conduct was found to amount to misconduct", "HS505"),
        (HEADER, "The level was practice requiring improvement", "HS505"),
        (MISCONDUCT, "The panel found that this was gross misconduct", "HS505"),
        (MISCONDUCT, "It was found proven as gross misconduct", "HS505"),
        (MISCONDUCT, "The conduct amounted to gross misconduct", "HS505"),
        (MISCONDUCT, "The level was gross\nmisconduct", "HS505"),
        (HEADER, "PC X was\ndismissed without notice", "HS504"),
        (HEADER, "The allegation was not proven", "HS506"),
        (HEADER, "The panel found the allegation not proven", "HS506"),
        (HEADER, "The panel found allegation 1 not proven", "HS506"),
        (HEADER, "Allegation 1 was not proven", "HS506"),
        (HEADER, "The panel found the allegation to be not proven", "HS506"),
        (HEADER, "The allegation was found not proven", "HS506"),
        (HEADER, "No allegation was proven", "HS506"),
        (THREE, "All three allegations were found proven", "HS506"),
        (THREE, "The second allegation against PC X was proven in part", "HS506"),
        (THREE, "The first allegation was withdrawn", "HS506"),
    ],
)
def test_contradictions(header: str, words: str, code: str) -> None:
    """What a text says clearly and the header says otherwise is found."""
    assert codes(RULES, words, header=header) == [code]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER, "PC X, a former constable, would have been dismissed"),
        (HEADER, "PC X was a serving officer at the time"),
        (
            SCHEDULED,
            "It is alleged that PC X was given a written warning in 2021, and that this amounts to gross misconduct",
        ),
        (
            SCHEDULED,
            "This conduct amounts to gross misconduct. The force found a case to answer for gross misconduct",
        ),
        (HEADER, "As a serving officer, PC X knew the rules"),
        (HEADER, "In 2021 PC X, a serving constable, met Ms A"),
        (HEADER, "PC X will be dismissed if this is proven"),
        (HEADER, "The panel gave a final written warning careful thought"),
        (HEADER, "The panel imposed a final written warning on another officer"),
        (HEADER, "The panel decided that a final written warning could not follow"),
        (HEADER, "PC X's appeal was dismissed, and a complaint about PC X was dismissed"),
        (HEADER, "The panel dismissed PC X's account"),
        (HEADER, "If PC X was dismissed, it was long ago"),
        (HEADER, "It was argued that PC X was given a written warning"),
        (HEADER, "PC X was dismissed as a witness, and PC X was dismissed from the room"),
        (HEADER, "PC X was given a written warning in 2015"),
        (HEADER, '"PC X was dismissed," it said'),
        (HEADER, "The outcome for Ms A was a written warning"),
        (HEADER, "A final written warning was imposed in an earlier case"),
        (HEADER, "A final written warning was imposed on another officer"),
        (HEADER, "It was argued that the panel found the allegation not proven"),
        (HEADER, "The conduct was alleged to amount to misconduct"),
        (HEADER, "The panel did not find the allegation not proven"),
        (
            HEADER,
            "The force had said that this was misconduct. It did not find that the conduct amounted to misconduct",
        ),
        (HEADER, "The panel found misconduct so gross that dismissal would have followed"),
        (HEADER, "It was misconduct in public office. The panel was a misconduct panel"),
        (SERVING, "PC X would have been dismissed but for the apology"),
        (WARNED, "former Sergeant PC Q. Smith, a former colleague of PC X"),
        (WARNED, "PC X, a former soldier. PC X, now a former officer"),
        (NAMED, "former Sergeant Neil Ashcombury, and Neil Ashcombury, a former sergeant"),
        (WARNED, "PC X was not dismissed. PC X was given a final written warning for 24 months"),
        (DISMISSED, "Former PC X was convicted by a court later"),
        (APPEALED, "PC X was dismissed. PC X was given a final written warning"),
        (NAMED, "Neil Ashcombury was given a written warning"),
        (WARNED, "PC X was given a final written warning for two years, and a two-year final written warning"),
        (WARNED, "PC X was given a final written warning, which will stay in force for 24 months"),
        (WARNED, "PC X was given a 24-month final written warning"),
        (MISCONDUCT, "The force had alleged gross misconduct. The panel found misconduct"),
        (THREE, "The second allegation was not proven. The third allegation was withdrawn"),
        (MISCONDUCT, "While the allegation was not proven as gross misconduct, another was"),
        (MISCONDUCT, "The allegation was not proven to be gross misconduct"),
        (HEADER, "Mr B worked for a shop, and he was dismissed"),
        (HEADER, "PC X will not be dismissed. She told the panel that he was dismissed without notice"),
        (WARNED, "The actions of another officer amounted to misconduct"),
        (WARNED, "A colleague's actions amounted to misconduct. The other officer's actions amounted to misconduct"),
        (THREE, "If all three allegations were proven, dismissal would follow"),
        (THREE.replace("{conduct: one,", "{conduct: one, count: 3,"), "The second allegation was proven"),
    ],
)
def test_no_contradictions(header: str, words: str) -> None:
    """Wishes, conditions, other times, other people and what the header says pass."""
    assert codes((*contradictions.RULES, *outcomes.RULES), words, header=header) == []


@pytest.mark.parametrize(
    ("header", "words", "code"),
    [
        (WARNED, "Diswyddwyd PC X heb rybudd", "HS504"),
        (WARNED, "Cafodd PC X ei ddiswyddo", "HS504"),
        (DISMISSED, "Rhoddwyd rhybudd ysgrifenedig terfynol i PC X", "HS504"),
        (HEADER, "Y lefel oedd camymddwyn", "HS505"),
        (MISCONDUCT, "Y lefel oedd camymddwyn difrifol", "HS505"),
        (WARNED, "PC X, cyn-gwnstabl, a ddaeth", "HS503"),
        (HEADER, "Roedd PC X, swyddog sy'n gwasanaethu, yno", "HS503"),
        (PROTECTED, "Daeth gŵr Person H", "HS507"),
        (DISMISSED, "Byddai PC X wedi cael ei ddiswyddo pe bai'n dal i wasanaethu", "HS504"),
        (WARNED, "Byddai'r swyddog wedi'i ddiswyddo", "HS504"),
        (HEADER, "Byddai PC X wedi cael ei ddiswyddo", ""),
        (WARNED, "Oni bai am hynny, byddai PC X wedi cael ei ddiswyddo", ""),
        (WARNED, "Ni ddiswyddwyd PC X", ""),
        (WARNED, "Rhoddwyd rhybudd ysgrifenedig terfynol i PC X", ""),
        (HEADER, "Y lefel oedd camymddwyn difrifol", ""),
        (HEADER, "Cyn i PC X adael, daeth cyn-gwnstabl arall", ""),
    ],
)
def test_in_welsh(header: str, words: str, code: str) -> None:
    """The clearest sentences are read in Welsh too."""
    assert codes(RULES, words, header=header, lang="cy") == ([code] if code else [])


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("Person H said that she was afraid", "she"),
        ("In May 2022, Person H told the panel that he had slept", "he"),
        ("Person H's husband came", "husband"),
        ("Person H, a young mother of two, came", "mother"),
        ("Person H blamed herself", "herself"),
        ("Person H and her family moved", "her"),
        ("The driver kept his own notes", "his"),
        ("Person H told the officer that she was afraid", ""),
        ("She saw Person H and raised her hand", ""),
        ("The officer lost her temper. Person H said that she shouted", ""),
        ("Person H asked PC X for his number", ""),
        ("Person H was told that he would come", ""),
        ("Child D's mother came", ""),
        ("Ms A said that she came. PC X said that he came", ""),
    ],
)
def test_gendered_words(words: str, word: str) -> None:
    """A word is reported where it is clearly that of a protected person whose designation is neutral."""
    found = findings(neutrality.RULES, words, header=PROTECTED)
    assert [one.message.split('"')[1] for one in found] == ([word] if word else [])


NEUTRAL = HEADER.replace("concealed his communications with Ms A", "concealed communications")
TWO_NEUTRAL = NEUTRAL.replace(
    "people: [", "  - {known_as: PC W, rank: constable, service: former, outcome: would-have-been-dismissed}\npeople: ["
)


@pytest.mark.parametrize(
    ("header", "words", "word"),
    [
        (NEUTRAL, "PC X would have been dismissed had he still been serving", "he"),
        (NEUTRAL, "The officer would have been dismissed without notice, had she not resigned", "she"),
        (NEUTRAL, "The former officer would have been dismissed if he had still been serving", "he"),
        (NEUTRAL, "PC X, who resigned before he could be interviewed, did not come", "he"),
        (NEUTRAL, "PC X admitted that he had lied", "he"),
        (NEUTRAL, "The officer used her own telephone", "her"),
        (NEUTRAL, "The officer's wife knew", "wife"),
        (NEUTRAL, "PC X, a male constable, came", "male"),
        (HEADER, "PC X would have been dismissed had he still been serving", ""),
        (NEUTRAL, "The officer poured water over his sleeping bag", ""),
        (NEUTRAL, "The officers left, and the officer in charge told her", ""),
        (NEUTRAL, "The officer told a man that he was wrong", ""),
        (TWO_NEUTRAL, "The officer used her own telephone", ""),
        (TWO_NEUTRAL, "PC W would have been dismissed had he still been serving", ""),
    ],
)
def test_gendered_words_of_an_officer(header: str, words: str, word: str) -> None:
    """Of a protected officer whom the record keeps neutral, "had he still been serving" tells the sex."""
    found = findings(neutrality.RULES, words, header=header)
    assert [one.message.split('"')[1] for one in found] == ([word] if word else [])


SEVERAL = HEADER.replace(
    "people: [",
    "".join(
        f"  - {{known_as: PC {letter}, rank: constable, service: serving, outcome: {outcome}, allegations: [{{conduct: one,"
        " finding: proven, level: gross-misconduct}]}\n"
        for letter, outcome in (
            ("U", "dismissed-without-notice"),
            ("V", "dismissed-without-notice"),
            ("W", "final-written-warning"),
        )
    )
    + "people: [",
    1,
)


@pytest.mark.parametrize(
    ("header", "words", "said"),
    [
        (SEVERAL, "Three officers were dismissed without notice.", "two"),
        (SEVERAL, "Two former officers would have been dismissed.", "one"),
        (SEVERAL, "Two serving officers were given final written warnings.", "one"),
        (SEVERAL, "Two officers have been dismissed, and 2 officers were sacked.", ""),
        (SEVERAL, "Another three officers were dismissed. Last year three officers were dismissed.", ""),
        (
            SEVERAL,
            "It was alleged that three officers were dismissed. Complaints about three officers were dismissed.",
            "",
        ),
        (HEADER, "Three officers were dismissed.", ""),
    ],
)
def test_tallies(header: str, words: str, said: str) -> None:
    """With several officers, the number of those with an outcome is the header's."""
    found = [one.message for one in findings(tallies.RULES, words, header=header)]
    assert [message.rstrip(".").rsplit(" ", 1)[-1] for message in found] == ([said] if said else [])


def test_corrections_may_tell_what_was_wrong() -> None:
    """What a page said before may be told where a correction says so."""
    header = HEADER + "changes: [{on: 2024-01-02, kind: correction, what: PC X was dismissed.}]\n"
    assert codes(outcomes.RULES, "The account.", header=header) == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ["bad", "good"])
def test_examples(code: str, kind: str) -> None:
    """The examples of `explain` do what they say, in the founding case: a header with keys, or an account."""
    example = code_table()[code][kind]
    changes = parse_header("example", example, 2) if example.startswith(("officers:", "people:")) else None
    if isinstance(changes, dict):
        if "officers" in changes:
            changes["officers"] = [OFFICER | officer for officer in changes["officers"]]
        found = codes_of(RULES, **changes)
    else:
        found = codes(RULES, example)
    assert found == ([code] if kind == "bad" else [])


@pytest.mark.parametrize("part", PROSE, ids=lambda part: part[0])
def test_right_prose(part: tuple[str, str, str, str]) -> None:
    """Not one false alarm in the paragraphs of right prose, each read alone and all of them together."""
    _, header, account, lang = part
    for paragraph in (*account.split("\n\n"), account):
        assert codes(RULES, paragraph, header=header, lang=lang) == [], paragraph


def test_there_is_enough_prose() -> None:
    """The prose has 300 paragraphs, so that none of them in 300 says something."""
    assert sum(len(account.split("\n\n")) for _, _, account, _ in PROSE) >= 300


WORDS = st.sampled_from(
    [
        *(
            "PC",
            "X",
            "Ms",
            "A",
            "Mrs",
            "Officer",
            "Y",
            "Sergeant",
            "B",
            "Person",
            "H",
            "1",
            "12",
            "the",
            "officer",
            "panel",
        ),
        *(
            "was",
            "were",
            "dismissed",
            "final",
            "written",
            "warning",
            "found",
            "gave",
            "gross",
            "misconduct",
            "level",
            "not",
        ),
        *(
            "allegation",
            "allegations",
            "first",
            "both",
            "proven",
            "withdrawn",
            "former",
            "serving",
            "she",
            "her",
            "said",
        ),
        *("\u2019s", "'s", "husband", ",", ".", "|", "\n", "\n\n", "*", "#", "(", ")", "\u00a0", "İ", "ŵ"),
    ]
)


@given(st.lists(WORDS, max_size=60))
def test_no_text_stops_the_rules(words: list[str]) -> None:
    """Whatever stands in a text, every finding has its place there."""
    case = case_with(" ".join(words), header=PROTECTED)
    for rule in RULES:
        for found in rule(case):
            assert found.place.line >= 1
            assert found.place.column >= 1
            assert found.code in CODES
