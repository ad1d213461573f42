"""Welsh beside English: there, up to date, and saying the same."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from hearingsite.diagnostics import Place, Report
from hearingsite.records.register import read_register
from hearingsite.records.rules import check_register
from hearingsite.records.rules.parity import Pair, check_pair

REPOSITORY = Path(__file__).parents[2]
NOW = dt.datetime(2024, 6, 28, 9, 0, tzinfo=dt.UTC)  # a Friday
RECORD = """---
reference: SWP-2024-001
force: south-wales
status: concluded
hearing: {{kind: misconduct-hearing, dates: [2024-05-20], held: public}}
officers:
  - known_as: PC X
    rank: constable
    service: serving
    allegations: [{{conduct: not-published, finding: not-proven, standards: [use-of-force]}}]
    outcome: not-proven
publication: {{publish_at: 2024-06-03}}
{more}
---
{body}
"""


def check(folder: Path, more: str = "", body: str = "", welsh: str = "", force: str = "south-wales") -> list[str]:
    """Line, code and message of each finding about Welsh, in a record of a force."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(REPOSITORY / "content" / "forces", content / "forces")
    (content / "hearings").mkdir()
    text = RECORD.format(more=more, body=body).replace("south-wales", force)
    (content / "hearings" / "swp-2024-001.md").write_text(text, "utf-8")
    if welsh:
        (content / "hearings" / "swp-2024-001.cy.md").write_text(welsh, "utf-8")
    register, report = read_register(content, folder)
    assert report.diagnostics == ()
    found = Report.of(check_register(register, NOW)).diagnostics
    return [f"{one.place.line}: {one.code} {one.message}" for one in found if "HS420" <= one.code < "HS430"]


def codes(findings: list[str]) -> list[str]:
    """The codes of findings alone."""
    return [one.split()[1] for one in findings]


def test_an_account_needs_welsh(tmp_path: Path) -> None:
    """An English account has a Welsh one beside it, where the force publishes in Welsh."""
    assert check(tmp_path, body="The account.") == ["15: HS420 This account has no Welsh beside it."]
    assert check(tmp_path, body="The account.", welsh="Yr hanes.") == []
    assert check(tmp_path, body="The account.", force="wealdshire") == []
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("summary: It ended.", ["summary"]),
        ("summary: {en: It ended., cy: Daeth i ben.}", []),
        ("area: Cardiff", ["area"]),
        ("area: withheld", []),
        ("takedown: {at: 2024-06-20, reason: An error., by: The head}", ["reason"]),
        ("changes: [{on: 2024-06-20, kind: minor, what: A mistake.}]", ["what"]),
        ("people: [{known_as: the colleague, role: [witness]}]", ["known_as"]),
        ("people: [{known_as: Ms A, role: [witness]}]", []),
        ("people: [{name: Ann Giles, role: [adviser], post: Adviser}]", ["post"]),
        ("quotes: [{by: PC X, text: Sorry.}]", ["text"]),
        ("notice: {published: 2024-05-06, text: It sits., shortened: {reason: Facts are known.}}", ["text", "reason"]),
        ("appeals: [{body: high-court, lodged: 2024-06-28, result: pending, note: It waits.}]", ["note"]),
        ("editor_note: For colleagues.", []),
        (
            "restrictions: [{protects: all, covers: identity, imposed_by: chair, ground: medical, text: None.}]",
            ["text"],
        ),
    ],
)
def test_every_public_text_needs_welsh(tmp_path: Path, more: str, expected: list[str]) -> None:
    """One finding a text; designations, names, codes and private notes need none."""
    found = [one for one in check(tmp_path, more) if "HS421" in one]
    assert [one.split('"')[1] for one in found] == expected
    assert check(tmp_path, more, force="wealdshire") == []


def test_the_reason_for_keeping_is_shown_to_nobody(tmp_path: Path) -> None:
    """What is in no output needs no Welsh."""
    record = RECORD.replace("publish_at: 2024-06-03", "publish_at: 2024-06-03, basis: It teaches something")
    (tmp_path / "content" / "hearings").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "content" / "forces", tmp_path / "content" / "forces")
    file = tmp_path / "content" / "hearings" / "swp-2024-001.md"
    file.write_text(record.format(more="", body=""), "utf-8")
    register, _ = read_register(tmp_path / "content", tmp_path)
    assert [one.code for one in check_register(register, NOW) if one.code == "HS421"] == []


CHANGE = "{{on: {on}, kind: {kind}, what: {{en: It was mended., cy: Fe'i cywirwyd.}}}}"


@pytest.mark.parametrize(
    ("changes", "checked", "expected"),
    [
        ([("2024-06-20", "correction")], "2024-06-20", []),
        ([("2024-06-20", "correction")], "2024-06-21", []),
        ([("2024-06-20T10:00", "correction")], "2024-06-20", []),
        ([("2024-06-20T10:00", "correction")], "2024-06-20T09:59", ["HS423"]),
        ([("2024-06-20T10:00", "correction")], "2024-06-20T10:00", []),
        ([("2024-06-20", "update")], "2024-06-19", ["HS423"]),
        ([("2024-06-21", "update")], "2024-06-19", ["HS422"]),
        ([("2024-06-27", "update")], "2024-06-19", ["HS422"]),
        ([("2024-06-27", "minor")], "2024-06-19", []),
        ([("2024-06-10", "update"), ("2024-06-27", "minor")], "2024-06-19", []),
        ([("2024-06-28T12:00", "update")], "2024-06-19", ["HS422"]),
        ([("2024-06-29", "update")], "2024-06-19", []),
        ([("2024-06-27", "update"), ("2024-06-03", "update")], "2024-06-19", ["HS422"]),
        ([("2024-06-27", "update")], "", ["HS422"]),
        ([("2024-06-10", "update")], "", ["HS423"]),
        ([], "", []),
    ],
)
def test_welsh_is_read_again(tmp_path: Path, changes: list[tuple[str, str]], checked: str, expected: list[str]) -> None:
    """A warning until the fifth working day after the last change of substance, then an error."""
    listed = ", ".join(CHANGE.format(on=on, kind=kind) for on, kind in changes)
    more = f"changes: [{listed}]" + (f"\nwelsh_checked: {checked}" if checked else "")
    assert codes(check(tmp_path, more)) == expected
    assert check(tmp_path, more, force="wealdshire") == []


@pytest.mark.parametrize(
    ("appeal", "expected"),
    [
        ("lodged: 2024-05-01, decided: 2024-06-25, result: dismissed", ["HS422"]),
        ("lodged: 2024-05-01, decided: 2024-06-25, published: 2024-07-01, result: dismissed", []),
        ("lodged: 2024-06-04, decided: 2024, published: 2024-06-10, result: dismissed", ["HS423"]),
        ("lodged: 2024-06-04, result: pending", ["HS423"]),
        ("lodged: 2024-06-28, result: pending", []),
    ],
)
def test_an_appeal_is_a_change(tmp_path: Path, appeal: str, expected: list[str]) -> None:
    """An appeal counts from the moment at which it is public."""
    more = f"appeals: [{{body: high-court, {appeal}, note: {{en: A note., cy: Nodyn.}}}}]\nwelsh_checked: 2024-06-03"
    assert codes(check(tmp_path, more)) == expected


def test_what_a_stale_check_says(tmp_path: Path) -> None:
    """The days of the reading and of the change, and until when it is a warning."""
    change = CHANGE.format(on="2024-06-21", kind="update")
    (one,) = check(tmp_path, f"changes: [{change}]\nwelsh_checked: 2024-06-19")
    assert one == (
        "14: HS422 Nobody has read the Welsh against the English since 2024-06-19, but the record was changed on "
        "2024-06-21. After 2024-06-28 this stops a build."
    )


def test_accounts_are_compared_in_their_files(tmp_path: Path) -> None:
    """What the Welsh account says is found in the Welsh file, what it leaves out in the English one."""
    english, welsh = "PC X sat on\n11 March 2024.", "Eisteddodd y swyddog\nar 12 Mawrth 2024."
    assert check(tmp_path, body=english, welsh=welsh, force="wealdshire") == [
        '2: HS425 "12 Mawrth 2024" is in the Welsh, but not in the English; the English has "11 March 2024", which the Welsh has not.',
        '15: HS424 "PC X" is in the English, but not in the Welsh.',
    ]


KNOWN = ["PC X", "Ms A", "Witness S", "Witness T", "Officer 1", "Officer 2"]


def differences(english: str, welsh: str) -> list[str]:
    """The codes of what two texts do not share."""
    pair = Pair(english, welsh, lambda offset: Place("en", 1, offset), lambda offset: Place("cy", 1, offset))
    return [one.code for one in check_pair(pair, KNOWN)]


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        (
            "The hearing sat from Monday 11 March 2024 to Wednesday 13 March 2024.",
            "Eisteddodd y gwrandawiad o ddydd Llun 11 Mawrth 2024 i ddydd Mercher 13 Mawrth 2024.",
        ),
        ("The hearing sat from 11 to 13 March 2024.", "Eisteddodd y gwrandawiad rhwng 11 ac 13 Mawrth 2024."),
        ("The hearing sat from 11 to 13 March 2024.", "Eisteddodd y gwrandawiad o'r 11eg i'r 13eg o Fawrth 2024."),
        ("The hearing sat on 11, 12 and 13 March 2024.", "Eisteddodd y gwrandawiad ar 11, 12 a 13 Mawrth 2024."),
        ("The hearing sat from 11 March to 13 March 2024.", "Eisteddodd y gwrandawiad o 11 Mawrth i 13 Mawrth 2024."),
        ("On the 1st of May 2023 PC X rang Ms A.", "Ar y 1af o Fai 2023 ffoniodd PC X Ms A."),
        ("On 2 July 2023 PC X rang.", "Ffoniodd PC X ar yr 2il o Orffennaf 2023."),
        ("In July 2023 PC X rang.", "Ffoniodd PC X yng Ngorffennaf 2023."),
        ("In July 2023 PC X rang.", "Ffoniodd PC X ym mis Gorffennaf 2023."),
        ("In November 2023 PC X rang.", "Ffoniodd PC X yn Nhachwedd 2023."),
        ("In March 2023 PC X rang.", "Ffoniodd PC X ym Mawrth 2023."),
        ("In March 2023 PC X rang.", "Ffoniodd PC X ym mis Mawrth 2023."),
        ("Between January and March 2023 PC X rang.", "Rhwng Ionawr a Mawrth 2023 ffoniodd PC X."),
        ("Between January and March 2023 PC X rang.", "Rhwng mis Ionawr 2023 a mis Mawrth 2023 ffoniodd PC X."),
        ("Between January 2023 and March 2023 PC X rang.", "Rhwng mis Ionawr a mis Mawrth 2023 ffoniodd PC X."),
        ("Between May 2022 and July 2022", "rhwng mis Mai 2022 a mis Gorffennaf 2022"),
        ("In autumn 2019 the force began.", "Yn hydref 2019 dechreuodd yr heddlu."),
        ("In the autumn of 2019 the force began.", "Yn ystod hydref 2019 dechreuodd yr heddlu."),
        ("The hearing was on Tuesday 5 March 2024.", "Roedd y gwrandawiad ddydd Mawrth 5 Mawrth 2024."),
        ("The hearing was on Tuesday.", "Roedd y gwrandawiad ddydd Mawrth."),
        ("In 2022 and 2023 PC X rang Ms A 14 times.", "Yn 2022 a 2023 ffoniodd PC X Ms A 14 o weithiau."),
        ("PC X rang Ms A 14 times within 2 months.", "Ffoniodd PC X Ms A bedair gwaith ar ddeg o fewn dau fis."),
        ("A final written warning of 24 months was given.", "Rhoddwyd rhybudd ysgrifenedig terfynol am 24 mis."),
        ("A final written warning of 24 months was given.", "Rhoddwyd rhybudd ysgrifenedig terfynol am ddwy flynedd."),
        ("It starts at 10:00.", "Mae'n dechrau am 10:00."),
        ("It starts at 10am.", "Mae'n dechrau am 10yb."),
        ("It starts at 10 am and ends at 4 pm.", "Mae'n dechrau am 10 y bore ac yn gorffen am 4 y prynhawn."),
        ("It starts at 10.30am.", "Mae'n dechrau am 10.30yb."),
        ("It starts at 16:00.", "Mae'n dechrau am 4yp."),
        ("It starts at 4 p.m.", "Mae'n dechrau am 4 o'r gloch y prynhawn."),
        ("It starts at 7pm.", "Mae'n dechrau am 7 yr hwyr."),
        ("It starts at half past ten on 12 June 2024.", "Mae'n dechrau am 10:30 ar 12 Mehefin 2024."),
        ("Officer 1 and Officer 2 admitted it.", "Cyfaddefodd Officer 1 ac Officer 2 hynny."),
        ("Witnesses S and T gave evidence.", "Rhoddodd Witness S a Witness T dystiolaeth."),
        (
            "Rules of 2020 apply: the Police (Conduct) Regulations 2020.",
            "Mae rheolau 2020 yn gymwys: Rheoliadau'r Heddlu (Ymddygiad) 2020.",
        ),
        (
            "See [the rules](https://www.legislation.gov.uk/uksi/2020/4).",
            "Gweler [y rheolau](https://www.legislation.gov.uk/uksi/2020/4/welsh).",
        ),
        ("Ring 01632 960142 by 5 June 2024.", "Ffoniwch 01632 960199 erbyn 5 Mehefin 2024."),
        ("Gifts of £1,250 and £75.50 were taken.", "Cymerwyd rhoddion o £1,250 a £75.50."),
        ("About 40% of 1,200 records were wrong.", "Roedd tua 40% o 1,200 o gofnodion yn anghywir."),
        ("An 18-month warning", "rhybudd 18 mis"),
        ("The warning runs for 18 months from 1 December 2024.", "Mae'r rhybudd yn para 18 mis o 1 Rhagfyr 2024."),
        ("On the night of 2 November 2023 to 3 November 2023", "yn y nos o 2 Tachwedd 2023 i 3 Tachwedd 2023"),
        (
            "On 24 August 2024 PC X was on duty. The next day PC X wrote a report.",
            "Ar 24 Awst 2024 roedd PC X ar ddyletswydd. Ysgrifennodd PC X adroddiad drannoeth.",
        ),
        (
            "Seats for October 2026 were given out. The hearing goes on in March 2027.",
            "Dosbarthwyd seddi ar gyfer mis Hydref 2026. Bydd y gwrandawiad yn parhau ym mis Mawrth 2027.",
        ),
        ("It was postponed from 9 November to 10 May 2027.", "Gohiriwyd ef o 9 Tachwedd tan 10 Mai 2027."),
        (
            "PC X's appeal of 14 November 2023 was allowed on 21 March 2024.",
            "Caniatawyd apêl PC X, dyddiedig 14 Tachwedd 2023, ar 21 Mawrth 2024.",
        ),
        (
            "Register by 12 noon on Friday 19 April 2024.",
            "Cofrestrwch erbyn 12 canol dydd ddydd Gwener 19 Ebrill 2024.",
        ),
        (
            "Between midnight and 04:00 on 3 November 2023 nobody looked.",
            "Rhwng canol nos a 04:00 ar 3 Tachwedd 2023 ni edrychodd neb.",
        ),
        ("Since 28 May 2025 reasons are published.", "Ers 28 Mai 2025 cyhoeddir rhesymau."),
        ("The Act of 1992 protects Ms A.", "Mae Deddf 1992 yn diogelu Ms A."),
        ("Ms A was born in the 1990s.", "Ganwyd Ms A yn y 1990au."),
        ("Ms A was born in the 1990s.", "Ganwyd Ms A yn y nawdegau."),
        ("Case AS-2023-014, section 12, paragraph 3", "Achos AS-2023-014, adran 12, paragraff 3"),
        (
            "By Wednesday 30 June 2027 it will be looked at again.",
            "Erbyn dydd Mercher 30 Mehefin 2027 edrychir arno eto.",
        ),
        ("On three evenings in January 2024 and February 2024", "ar dair noson ym mis Ionawr 2024 a mis Chwefror 2024"),
        ("The officer may appeal until 5 May.", "Caiff y swyddog apelio tan 5 Mai."),
        ("15/10/2015", "15/10/2015"),
        ("In 2012 and 2013 PC X rang.", "Yn 2012-13 ffoniodd PC X."),
        ("Between 2012 and 2013 PC X rang.", "Rhwng 2012-2013 ffoniodd PC X."),
        ("The panel asked 12 of the 15 for their views.", "Gofynnodd y panel i 12 am eu barn, o blith y 15."),
        ("It sat from 10am to 4pm.", "Eisteddodd o 10:00 tan 16:00."),
        ("It sat from 9.30am.", "Eisteddodd o 9.30 y bore."),
        ("It ended at 11pm.", "Daeth i ben am 11 y nos."),
        ("It ended at 10am.", "Daeth i ben am 10 o\u2019r gloch y bore."),
        ("Tables of 10 and 12, and \u00a312.50", "Tablau o 10 a 12, a \u00a312.50"),
        ("It began on 15 October 2015.", "Dechreuodd ar 15.10.2015."),
        ("In 11 cases the 12 officers wrote 13 lines.", "Mewn 11 achos ysgrifennodd y 12 swyddog 13 o linellau."),
        ("48 hours, 36 months, 30 minutes", "48 awr, 36 mis, hanner awr"),
        ("In May, June and July 2023 PC X rang.", "Ym mis Mai, Mehefin a Gorffennaf 2023 ffoniodd PC X."),
    ],
)
def test_languages_agree(english: str, welsh: str) -> None:
    """What is said in another way, as translators do, is no difference."""
    assert differences(english, welsh) == []


@pytest.mark.parametrize(
    ("code", "english", "welsh"),
    [
        ("HS425", "On 5 May 2022 PC X searched.", "Ddydd Iau 6 Mai 2022 chwiliodd PC X."),
        ("HS425", "On 5 May 2022 PC X searched.", "Ar 5 Mehefin 2022 chwiliodd PC X."),
        ("HS425", "On 5 May 2022 PC X searched.", "Ar 5 Mai 2023 chwiliodd PC X."),
        ("HS425", "On 5 May 2022 PC X searched.", "Chwiliodd PC X."),
        ("HS425", "PC X searched.", "Ar 5 Mai 2022 chwiliodd PC X."),
        ("HS425", "In May 2022 PC X searched.", "Ym mis Mehefin 2022 chwiliodd PC X."),
        ("HS425", "In 2022 PC X searched.", "Yn 2023 chwiliodd PC X."),
        ("HS425", "from 11 to 13 March 2024", "rhwng 11 ac 14 Mawrth 2024"),
        ("HS426", "a warning of 18 months", "rhybudd am 24 mis"),
        ("HS426", "It starts at 10:00.", "Mae'n dechrau am 10:30."),
        ("HS426", "It starts at 10am.", "Mae'n dechrau am 10 y prynhawn."),
        ("HS426", "£1,250 was taken", "cymerwyd £1,520"),
        ("HS424", "PC X rang Ms A.", "Ffoniodd PC X y fenyw."),
        ("HS424", "PC X rang Ms A.", "Ffoniodd Cwnstabl X Ms A."),
        ("HS424", "the officer rang Ms A.", "Ffoniodd PC X Ms A."),
        ("HS424", "PC X rang Ms A.", "Ffoniodd PC X Ms B."),
    ],
)
def test_languages_differ(code: str, english: str, welsh: str) -> None:
    """A designation, a day or a figure of one language alone is told once."""
    assert differences(english, welsh) == [code]
