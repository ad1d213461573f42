"""What stands around a hearing's story: restrictions, where to find help, the way to the force's other hearings."""

import datetime as dt
import html
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from html5lib import parse
from msgspec.structs import replace

from hearingsite.prepare import prepare
from hearingsite.public.hearing_page import appeal_banners, hearing_page
from hearingsite.public.model import PublicAppeal, PublicHearing, PublicNotice, PublicRestriction, PublicSitting
from hearingsite.public.plan import Site
from hearingsite.public.restrictions import make_restriction
from hearingsite.public.support import TOPICS
from hearingsite.public.timeline import make_appeals
from hearingsite.public.words import load_words
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import Deadline, Moment, Text
from hearingsite.vocabulary.codes import AppealBody, AppealResult, AppealRoute, Language

Run = Callable[..., subprocess.CompletedProcess[str]]
HTML = "{http://www.w3.org/1999/xhtml}"


def links_of(page: Path, section: str) -> list[str]:
    """The addresses in a part of a page, found by its id or its class."""
    for element in parse(page.read_text("utf-8")).iter():
        if section in (element.get("id"), element.get("class")):
            return [str(link.get("href")) for link in element.iter(f"{HTML}a")]
    return []


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("He met her when she reported domestic abuse.", ["domestic-abuse"]),
        ("He was called to a domestic incident and stalked her afterwards.", ["domestic-abuse"]),
        ("He touched a colleague: a sexual assault.", ["sexual-abuse"]),
        ("She had indecent images of children on a telephone.", ["sexual-abuse", "child-abuse"]),
        ("The man had spoken of suicide.", ["suicide"]),
        ("He abused his position and took a grapefruit from the domestic terminal.", []),
        ("A therapist saw the child about the abuse of a store card.", []),
    ],
)
def test_what_a_text_is_about(text: str, topics: list[str]) -> None:
    """Abuse and suicide are known by their words, and nothing else is taken for them."""
    assert [topic for topic, pattern in TOPICS.items() if pattern.search(text)] == topics


def test_help_stands_beside_a_case_of_abuse_and_no_other(whole_site: Path) -> None:
    """The founding case, which began with a domestic incident, gives numbers that a telephone can call."""
    numbers = links_of(whole_site / "hearings/as-2023-014/index.html", "support")
    assert "tel:08082000247" in numbers
    assert links_of(whole_site / "hearings/wld-2022-001/index.html", "support") == []


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ("", "The hearing was put off before it began. The new days are: Monday 10 May 2027 to Wednesday 12 May 2027."),
        (
            "cy/",
            "cyn iddo ddechrau. Mae dyddiadau newydd wedi'u pennu: dydd Llun 10 Mai 2027 \u2013 dydd Mercher 12 Mai 2027.",
        ),
    ],
)
def test_a_postponed_hearing_tells_its_new_days(whole_site: Path, tree: str, said: str) -> None:
    """Once they are known, no page says that they may not be."""
    page = (whole_site / tree / "hearings/wld-2026-006/index.html").read_text("utf-8")
    assert said in html.unescape(page)
    assert "may not be known" not in page


@pytest.mark.parametrize(("tree", "said"), [("", ">Chief constable<"), ("cy/", ">Prif gwnstabl<")])
def test_the_head_of_a_force_is_not_called_by_two_titles(whole_site: Path, tree: str, said: str) -> None:
    """Which one is right is known from the force."""
    page = (whole_site / tree / "hearings/wld-2025-003/index.html").read_text("utf-8")
    assert said in page
    assert "omissioner" not in page
    assert "Comisiynydd" not in page.replace("Comisiynydd yr Heddlu", "")


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("hearings/wld-2021-002", "Service at the time of the hearing"),
        ("cy/hearings/wld-2021-002", "Gwasanaeth adeg y gwrandawiad"),
        ("hearings/wld-2026-007", "Service"),
        ("hearings/as-2023-014", "Service"),
    ],
)
def test_nobody_who_was_dismissed_is_said_to_serve_still(whole_site: Path, page: str, label: str) -> None:
    """Beside an outcome, "serving officer" is told of the time of the hearing; who had left before has left for good."""
    told = (whole_site / page / "index.html").read_text("utf-8")
    assert set(re.findall(r"<dt>((?:Service|Gwasanaeth)[^<]*)</dt>", told)) == {label}


@pytest.mark.parametrize("tree", ["", "cy/"])
def test_neighbours_are_of_the_same_force(whole_site: Path, tree: str) -> None:
    """From a hearing a reader goes to the one before and the one after it, in the order of references."""
    page = whole_site / tree / "hearings/wld-2022-001/index.html"
    assert links_of(page, "pager") == [f"/{tree}hearings/wld-2021-002/", f"/{tree}hearings/wld-2022-002/"]
    assert links_of(whole_site / tree / "hearings/as-2023-014/index.html", "pager") == []


@pytest.mark.parametrize(
    ("until", "lang", "sentence"),
    [
        ("2026-12-10", "en", "It runs until the end of 10 December 2026."),
        ("2026-12-10T12:00", "en", "It runs until 10 December 2026 at 12:00."),
        ("2026-12-10", "cy", "Mae'n parhau tan ddiwedd 10 Rhagfyr 2026."),
        ("2026-12-10T12:00", "cy", "Mae'n parhau tan 10 Rhagfyr 2026 am 12:00."),
    ],
)
def test_a_restriction_says_until_when_it_runs(root: Path, until: str, lang: Language, sentence: str) -> None:
    """A time of day is no end of a day."""
    restriction = PublicRestriction(
        protects=Text("PC X"), covers="identity", imposed_by="chair", ground="other", until=Deadline.parse(until)
    )
    view = make_restriction(restriction, load_words(root / "theme", lang))
    assert sentence in [one.text for one in view.sentences]


def test_an_appeal_to_come_says_when_how_to_attend_and_what_its_notice_says(root: Path) -> None:
    """Whatever is known of its days, its facts stand, and the notice as long as the appeal is not decided."""
    sitting = PublicSitting(
        kind="misconduct-hearing",
        regulations="2020",
        first=dt.date(2026, 12, 7),
        last=dt.date(2026, 12, 9),
        venue=Text("Corn Exchange"),
        held="public",
    )
    told = Moment.parse("2026-11-20T09:00")
    appeal = PublicAppeal(
        place=1,
        body="police-appeals-tribunal",
        published=told,
        result="pending",
        sitting=sitting,
        notice=PublicNotice(published=told, representations_by=Deadline.parse("2026-12-01")),
        notice_text=Text("The tribunal will sit in *public*."),
    )
    (view,) = make_appeals(cast("PublicHearing", SimpleNamespace(appeals=(appeal,))), load_words(root / "theme", "en"))
    facts = {fact.term: fact.values[0].text for fact in view.facts}
    assert facts["Sitting days"] == "Monday 7 December 2026 to Wednesday 9 December 2026"
    assert facts["Place"] == "Corn Exchange"
    assert facts["Representations by"] == "1 December 2026"
    assert (view.notice_title, view.notice_html.strip()) == (
        "The public notice",
        "<p>The tribunal will sit in <em>public</em>.</p>",
    )


@pytest.mark.parametrize("result", ["pending", "allowed", "allowed-in-part", "dismissed", "withdrawn"])
@pytest.mark.parametrize(
    ("lang", "body", "route", "title", "word", "other"),
    [
        ("en", "police-appeals-tribunal", "appeal", "Appeal", "appeal ", "challenge"),
        ("en", "court-of-appeal", None, "Appeal", "appeal ", "challenge"),
        ("en", "high-court", "judicial-review", "Challenge", "challenge ", "appeal"),
        ("en", "high-court", None, "Challenge", "challenge ", "appeal"),
        ("en", "high-court", "appeal", "Appeal", "appeal ", "challenge"),
        ("cy", "police-appeals-tribunal", "appeal", "Apêl", " apêl", " her"),
        ("cy", "high-court", "judicial-review", "Her", " her", " apêl"),
    ],
)
def test_a_banner_calls_a_challenge_what_its_title_calls_it(
    root: Path,
    result: AppealResult,
    lang: Language,
    body: AppealBody,
    route: AppealRoute | None,
    title: str,
    word: str,
    other: str,
) -> None:
    """An appeal is an appeal in title and text, and a judicial review is a challenge in both."""
    told = Moment.parse("2026-11-20T09:00")
    appeal = PublicAppeal(place=1, body=body, route=route, published=told, result=result)
    words = load_words(root / "theme", lang)
    (banner,) = appeal_banners((appeal,), words)
    assert banner.text is not None
    text = banner.text.text.replace(words.term("appeal_bodies", body), "").lower()
    assert banner.title == title
    assert word in text
    assert other not in text


@pytest.mark.parametrize(
    ("tree", "said", "untrue"),
    [
        ("", "No finding that is in force now says that it was breached.", "No breach of it was found."),
        ("cy/", "Nid oes canfyddiad mewn grym nawr ei bod wedi'i thorri.", "Ni chanfuwyd ei bod wedi'i thorri."),
    ],
)
def test_a_standard_whose_finding_was_set_aside_is_not_called_unproven(
    project: Path, run: Run, tree: str, said: str, untrue: str
) -> None:
    """The panel had found it breached: beside findings that stand, the page says no more than that this is not in force."""
    record = project / "content/hearings/2023/as-2023-014.md"
    text = record.read_text("utf-8")
    appeal = (
        "appeals: [{body: high-court, decided: 2024-03-01, result: allowed, sets_aside: panel, in_force: changed, "
        "officers: {PC X: {outcome: would-have-been-dismissed, allegations: {"
        "'1': {finding: proven, level: gross-misconduct}, '2': {finding: proven, level: gross-misconduct}}}}}]"
    )
    record.write_text(text.replace("\npublication:", f"\n{appeal}\npublication:"), "utf-8")
    done = run(project, "hearingsite", "build", "--now=2024-06-01T09:00")
    assert done.returncode == 0, done.stdout
    page = html.unescape((project / "output" / tree / "hearings/as-2023-014/index.html").read_text("utf-8"))
    assert said in page
    assert untrue not in page


def test_each_challenge_is_told_at_the_top(root: Path) -> None:
    """A judicial review that came to nothing does not hide the appeal before it, which changed the outcome."""
    now = Moment.parse("2026-11-25T09:00").at
    settings = load_settings(root)
    register = release(prepare(settings, now).register, now).register
    words = load_words(settings.theme, "en")
    one = next(hearing for hearing in register.hearings if hearing.reference == "WLD-2023-002")
    first = one.appeals[0]
    later = replace(first, place=2, body="high-court", route="judicial-review", result="dismissed")
    twice = replace(one, appeals=(first, later))
    site = Site(name="x", url="https://x.example", stylesheet="", languages=("en",), stock_routes=frozenset())
    page = hearing_page(twice, b"", words, site, documents={}, neighbours=(None, None))
    told = [(banner.title, banner.text.text) for banner in page.view.banners if banner.kind == "appealed"]
    assert [title for title, _ in told] == ["Appeal", "Challenge"]
    assert ["Police Appeals Tribunal" in text for _, text in told] == [True, False]
    assert told[1][1].startswith("A challenge was dismissed by the High Court.")
