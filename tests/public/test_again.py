"""A plan that keeps what an account does not touch is the whole plan, and an account is told where a plan says that it is."""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from msgspec.structs import replace

from hearingsite.public import urls
from hearingsite.public.again import Planner, Sketch
from hearingsite.public.brief import brief_of
from hearingsite.public.model import PublicHearing, PublicRegister
from hearingsite.public.plan import File, LateFile, LatePage, PlannedFile, PlannedPage, SitePlan
from hearingsite.public.search.postings import Known
from hearingsite.public.site import SiteOptions
from hearingsite.public.words import load_words
from hearingsite.records.register import read_register
from hearingsite.release import release
from hearingsite.values import LONDON, Text
from hearingsite.vocabulary.codes import Language

ROOT = Path(__file__).parents[2]
WORDS = {lang: load_words(ROOT / "theme", lang) for lang in get_args(Language)}
OPTIONS = SiteOptions(name="x", url="https://x.example", authority="x", authority_since="2026-01-01", page_size=5)
NOW = dt.datetime(2026, 7, 1, 9, tzinfo=LONDON)


@pytest.fixture(scope="module")
def register() -> PublicRegister:
    """The demonstration, as it is public."""
    return release(read_register(ROOT / "content", ROOT)[0], NOW).register


def planner(register: PublicRegister, known: Known | None = None) -> Planner:
    """What the site of a register is planned from."""
    named = {document.file: b"%PDF" for hearing in register.hearings for document in hearing.documents}
    return Planner(
        brief=brief_of(register),
        words_of=WORDS,
        options=OPTIONS,
        documents=named,
        static=ROOT / "theme/static",
        stock_routes=("/about/",),
        record_schema=b"{}",
        hearing_links={f"{one.reference}.md": one.reference for one in register.hearings},
        known=known or Known(),
    )


def edited(register: PublicRegister, *places: int) -> PublicRegister:
    """The register with other accounts of some hearings."""

    def edit(hearing: PublicHearing) -> PublicHearing:
        return replace(hearing, account=Text("A zebra.", "Sebra."))

    hearings = [edit(one) if place in places else one for place, one in enumerate(register.hearings)]
    return replace(register, hearings=tuple(hearings))


def outcome(one: PlannedPage | PlannedFile) -> object:
    """What comes out of a page or a file."""
    return one.content if isinstance(one, File | LateFile) else (one.head, one.view)


def by_route(plan: SitePlan) -> dict[str, PlannedPage | PlannedFile]:
    """Everything that is planned and ready."""
    return {one.route: one for one in (*plan.pages, *plan.files)}


def test_an_account_is_told_only_where_the_plan_says_so(register: PublicRegister) -> None:
    """Whatever does not name a hearing's account comes out the same with another one; the words of the search are new."""
    before = by_route(planner(register).whole())
    after = by_route(planner(edited(register, *range(len(register.hearings)))).whole())
    assert {route for route in before.keys() ^ after.keys() if not urls.is_search_words(route)} == set()
    telling = {route for route, one in after.items() if isinstance(one, LatePage | LateFile) and one.accounts}
    silent = [route for route in before if route not in telling and not urls.is_search_words(route)]
    assert [route for route in silent if outcome(before[route]) != outcome(after[route])] == []
    assert {urls.hearing("cy", one.reference) for one in register.hearings} < telling


def test_edited_accounts_are_planned_again_as_a_whole(register: PublicRegister) -> None:
    """All that a plan depends on is as in a whole plan, and what is made of it too: a page alone, or feeds as well."""
    known = Known()
    _, sketch = planner(register, known).again(None)
    for places in ((0,), (3, len(register.hearings) - 1), range(len(register.hearings))):
        new = edited(register, *places)
        plan, kept = planner(new, known).again(msgspec.msgpack.decode(msgspec.msgpack.encode(sketch), type=Sketch))
        whole = planner(new).whole()
        assert msgspec.structs.asdict(kept) == msgspec.structs.asdict(sketch)
        assert (plan.told(), plan.site, plan.hearing_links) == (whole.told(), whole.site, whole.hearing_links)
        assert (plan.paths(), plan.page_paths()) == (whole.paths(), whole.page_paths())
        old = planner(register).whole().told()
        ready = plan.ready({path for path, told in plan.told().items() if old.get(path) == told})
        made, wanted = by_route(ready), by_route(whole)
        assert {urls.hearing("en", new.hearings[place].reference) for place in places} <= made.keys() < wanted.keys()
        assert [route for route, one in made.items() if outcome(one) != outcome(wanted[route])] == []
        assert ready.told() == whole.told()
        assert (ready.paths(), ready.number_of_pages()) == (whole.paths(), whole.number_of_pages())


def test_what_is_gone_from_the_live_site_is_planned_again(register: PublicRegister) -> None:
    """A page and a file that nobody has are made, though nothing of theirs has changed."""
    _, sketch = planner(register).again(None)
    plan, _ = planner(register).again(sketch)
    lost = {"index.html", "data/hearings.csv", "hearings/wld-2022-001/index.html"}
    made = by_route(plan.ready(plan.paths() - lost))
    assert lost <= {urls.file_of(route) for route in made}
    wanted = by_route(planner(register).whole())
    assert [route for route, one in made.items() if outcome(one) != outcome(wanted[route])] == []


ELSE = {
    "another summary": lambda one: replace(one, brief=brief_of(_first(one.brief.register, summary=Text("Another.")))),
    "a hearing less": lambda one: replace(
        one, brief=brief_of(replace(one.brief.register, hearings=one.brief.register.hearings[1:]))
    ),
    "a list that was left": lambda one: replace(
        one, brief=brief_of(replace(one.brief.register, left=(*one.brief.register.left, ("years", "2001"))))
    ),
    "another setting": lambda one: replace(one, options=replace(OPTIONS, page_size=6)),
    "one language": lambda one: replace(one, words_of={"en": WORDS["en"]}),
    "another page": lambda one: replace(one, stock_routes=()),
    "another schema": lambda one: replace(one, record_schema=b"[]"),
    "another document": lambda one: replace(one, documents=dict.fromkeys(one.documents, b"%PDF-") | {"x": b""}),
    "another path": lambda one: replace(one, hearing_links={}),
}


def _first(register: PublicRegister, **new: Text) -> PublicRegister:
    return replace(register, hearings=(replace(register.hearings[0], **new), *register.hearings[1:]))


@pytest.mark.parametrize("what", ELSE)
def test_whatever_else_is_another_is_planned_anew(register: PublicRegister, what: str) -> None:
    """A sketch is of everything but accounts."""
    first = planner(register)
    _, sketch = first.again(None)
    plan, new = ELSE[what](planner(register)).again(sketch)
    assert (plan.kept.pages, plan.kept.files) == ([], [])
    assert new.context != sketch.context


def test_no_hearing_is_asked_for_that_nobody_edited(register: PublicRegister) -> None:
    """Most of the time of an edit would go into the other ten thousand."""
    known = Known()
    _, sketch = planner(register, known).again(None)
    new = planner(edited(register, 2), known)
    asked: list[str] = []

    def get(reference: str) -> PublicHearing:
        asked.append(reference)
        return new.brief.get(reference)

    brief = replace(new.brief, get=get, every=partial(pytest.fail, "all were asked for"))
    plan, _ = replace(new, brief=brief).again(sketch)
    page = urls.file_of(urls.hearing("en", register.hearings[2].reference))
    feeds = {f"feeds/{name}.{form}" for name in ("outcomes", "notices", "changes") for form in ("atom", "rss", "json")}
    assert [one.route for one in plan.ready(plan.paths() - {page}).pages] == [f"/{page.removesuffix('index.html')}"]
    assert set(asked) == {register.hearings[2].reference}
    assert feeds <= {urls.file_of(one.route) for one in plan.ready(plan.paths() - {page, *feeds}).files}
