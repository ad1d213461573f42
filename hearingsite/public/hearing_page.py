"""The page of a hearing, put together from what is public."""

from collections.abc import Iterable, Iterator, Mapping

from hearingsite.markup import to_html
from hearingsite.public import urls
from hearingsite.public.documents import document_views
from hearingsite.public.facts import contacts, criminal_facts, investigation_facts, key_facts, people_facts
from hearingsite.public.findings import Breach, alleged_standards, breached_standards, find_breaches, has_findings
from hearingsite.public.headlines import days_words, headline, told_summary
from hearingsite.public.model import PublicAppeal, PublicHearing, PublicTombstone
from hearingsite.public.officer_views import make_officer
from hearingsite.public.pieces import designation, said, say_with
from hearingsite.public.plan import LatePage, Page, Site
from hearingsite.public.restrictions import make_restriction
from hearingsite.public.rows import make_strip
from hearingsite.public.script_data import hearing_json
from hearingsite.public.sittings import course_of
from hearingsite.public.support import support_lines
from hearingsite.public.timeline import change_events, make_appeals, timeline
from hearingsite.public.views import Banner, BreachView, Head, HearingView, Neighbour, QuoteView, Said, TombstoneView
from hearingsite.public.words import Words
from hearingsite.vocabulary import read_vocabulary

Neighbours = tuple[str | None, str | None]


def find_neighbours(forces_of: Mapping[str, str]) -> dict[str, Neighbours]:
    """Give the references before and after each hearing among those of its force; codes of forces are by reference, in order."""
    by_force: dict[str, list[str]] = {}
    for reference, force in forces_of.items():
        by_force.setdefault(force, []).append(reference)
    return {
        reference: (before, after)
        for references in by_force.values()
        for before, reference, after in zip([None, *references], references, [*references[1:], None], strict=False)
    }


def hearing_page(
    hearing: PublicHearing,
    made_from: bytes,
    words: Words,
    site: Site,
    *,
    documents: Mapping[str, bytes],
    neighbours: Neighbours,
    account: bytes = b"",
) -> LatePage:
    """Make the one page of a hearing; `neighbours` are the references before and after it.

    `documents` holds the bytes of those that it names, by their path; `made_from` is the hearing as bytes, the same
    for every language, and `account` its account, if that is not among them.
    """
    sizes = [len(documents[document.file]) for document in hearing.documents]
    return LatePage(
        route=urls.hearing(words.lang, hearing.reference),
        lang=words.lang,
        template="hearing",
        made_from=made_from + repr((neighbours, sizes)).encode(),
        accounts={hearing.reference: account},
        may_index=not hearing.is_demonstration,
        make=lambda: _make(hearing, words, site, documents, neighbours),
    )


def _make(
    hearing: PublicHearing, words: Words, site: Site, documents: Mapping[str, bytes], neighbours: Neighbours
) -> tuple[Head, HearingView]:
    title = headline(hearing, words)
    lead = told_summary(hearing, words)
    route = urls.hearing(words.lang, hearing.reference)
    force = said(hearing.force.name, words)
    account_lang = words.lang_of(hearing.account) if hearing.account else words.lang
    view = HearingView(
        reference=hearing.reference,
        force=force.text,
        kicker=_kicker(hearing, force, words),
        headline=title,
        summary=lead,
        banners=tuple(_banners(hearing, words)),
        facts=tuple(key_facts(hearing, words)),
        officers=tuple(make_officer(officer, hearing, words) for officer in hearing.officers),
        strip=make_strip(hearing, words),
        breaches=tuple(_breach_views(find_breaches(hearing), words)),
        not_proven=tuple(_not_proven(hearing, words)),
        has_findings=has_findings(hearing),
        are_set_aside=any(
            one.panel_finding and one.finding is None for officer in hearing.officers for one in officer.allegations
        ),
        restrictions=tuple(make_restriction(restriction, words) for restriction in hearing.restrictions),
        account_title=words.say("hearing.account" if hearing.is_published else "hearing.notice_text"),
        account_html=to_html(words.text(hearing.account)) if hearing.account else "",
        account_lang=account_lang,
        people=tuple(people_facts(hearing, words)),
        quotes=tuple(_quotes(hearing, words)),
        investigation=tuple(investigation_facts(hearing, words)),
        criminal=tuple(criminal_facts(hearing, words)),
        timeline=tuple(timeline(hearing, words)),
        appeals=tuple(make_appeals(hearing, words)),
        appeals_title=_appeals_title(hearing, words),
        changes=tuple(change_events(hearing, words)),
        documents=tuple(document_views(hearing, words, documents)),
        data=urls.hearing_data(hearing.reference),
        calendar=urls.calendar(urls.force(words.lang, hearing.force.code)) if _is_to_come(hearing) else "",
        cite=say_with(
            words,
            "hearing.cite",
            force=force,
            headline=title,
            reference=hearing.reference,
            url=site.url + route,
        ),
        contacts=tuple(contacts(hearing.force, words)),
        support=tuple(support_lines(hearing, words)),
        earlier=_neighbour(neighbours[0], words),
        later=_neighbour(neighbours[1], words),
        first_public=words.moment(hearing.first_public),
        first_public_at=hearing.first_public.local,
        updated=words.moment(hearing.updated),
        updated_at=hearing.updated.local,
    )
    return _head(hearing, title, lead.text, words, site), view


def _kicker(hearing: PublicHearing, force: Said, words: Words) -> Said:
    kind = words.term("kinds", hearing.sitting.kind)
    return say_with(words, "ui.hearing.kicker", kind=kind, force=force, reference=hearing.reference)


def _head(hearing: PublicHearing, title: str, lead: str, words: Words, site: Site) -> Head:
    return Head(
        title=title,
        description=lead,
        description_lang="en" if hearing.summary and words.lang_of(hearing.summary) != words.lang else "",
        route=urls.hearing(words.lang, hearing.reference),
        section="outcomes" if hearing.is_published else "upcoming",
        shows_demonstration=hearing.is_demonstration,
        is_article=True,
        may_index=not hearing.is_demonstration,
        script_data=hearing_json(hearing, title, lead, words, site),
    )


def _neighbour(reference: str | None, words: Words) -> Neighbour | None:
    return Neighbour(reference, urls.hearing(words.lang, reference)) if reference else None


def _is_to_come(hearing: PublicHearing) -> bool:
    """Whether the hearing, or that of an appeal, may still sit."""
    is_open = not hearing.is_published and hearing.status not in ("heard", "vacated")
    return is_open or any(appeal.result == "pending" and appeal.sitting for appeal in hearing.appeals)


def tombstone_page(tombstone: PublicTombstone, words: Words) -> Page:
    """Make the page that stays of a hearing which was taken down."""
    title = words.say("tombstone.title", reference=tombstone.reference)
    head = Head(
        title=title,
        description=words.say("tombstone.description", reference=tombstone.reference),
        route=urls.hearing(words.lang, tombstone.reference),
        section="outcomes",
        shows_demonstration=tombstone.force.is_demonstration,
        may_index=False,
    )
    view = TombstoneView(
        title=title,
        reference=tombstone.reference,
        force=said(tombstone.force.name, words),
        day=words.day(tombstone.on),
        reason=said(tombstone.reason, words),
    )
    return Page(head=head, lang=words.lang, template="tombstone", view=view)


def _banners(hearing: PublicHearing, words: Words) -> Iterator[Banner]:
    if hearing.status not in ("scheduled", "concluded"):
        yield Banner(
            kind=hearing.status,
            title=words.term("statuses", hearing.status),
            text=Said(_meaning(hearing, words), words.lang),
        )
    if hearing.details_held_back:
        yield _banner("held-back", words)
    if hearing.is_anonymised:
        yield _banner("anonymised", words)
    yield from appeal_banners(hearing.appeals, words)
    if any(change.kind == "correction" for change in hearing.changes):
        yield _banner("corrected", words)


def appeal_banners(appeals: Iterable[PublicAppeal], words: Words) -> Iterator[Banner]:
    """Tell of each appeal: a later one that came to nothing leaves what an earlier one changed."""
    for appeal in appeals:
        title = "appealed" if appeal.name == "appeal" else "challenged"
        text = words.say(
            f"banner.{appeal.name}_{appeal.result}",
            body=words.term("appeal_bodies", appeal.body),
            day=words.moment(appeal.published),
        )
        yield Banner(kind="appealed", title=words.say(f"banner.{title}"), text=Said(text, words.lang))


def _meaning(hearing: PublicHearing, words: Words) -> str:
    """Say what a status means, and of a hearing that was put off the new days, once they are set."""
    course = course_of(hearing)
    if hearing.status == "postponed" and not course.is_put_off:
        return words.say("banner.postponed_anew", days=days_words(hearing.sitting, course, words))
    return words.meaning("statuses", hearing.status)


def _appeals_title(hearing: PublicHearing, words: Words) -> str:
    kind = "appeals" if all(appeal.name == "appeal" for appeal in hearing.appeals) else "challenges"
    return words.say(f"ui.hearing.{kind}", count=len(hearing.appeals))


def _banner(kind: str, words: Words) -> Banner:
    return Banner(kind=kind, title=words.say(f"banner.{kind}"), text=Said(words.say(f"banner.{kind}_text"), words.lang))


def _breach_views(breaches: Iterable[Breach], words: Words) -> Iterator[BreachView]:
    by_standard: dict[str, list[str]] = {}
    for breach in breaches:
        by_standard.setdefault(breach.standard, []).append(_by_whom(breach, words))
    for code, findings in by_standard.items():
        yield _standard_view(code, tuple(dict.fromkeys(findings)), words)


def _by_whom(breach: Breach, words: Words) -> str:
    level = breach.allegation.level if breach.allegation else breach.officer.level
    if breach.allegation is None:
        key = "breach.overall"
    else:
        key = "breach.allegation_part" if breach.allegation.finding == "proven-in-part" else "breach.allegation"
    return words.say(
        key,
        designation=breach.officer.designation,
        place=breach.allegation.place if breach.allegation else "",
        level=words.term("levels", level) if level else words.say("breach.no_level"),
    )


def _not_proven(hearing: PublicHearing, words: Words) -> Iterator[BreachView]:
    """The standards that were alleged and not found breached (while nothing is published: all that are alleged)."""
    breached = breached_standards(hearing)
    for code in alleged_standards(hearing):
        if code not in breached:
            yield _standard_view(code, (), words)


def _standard_view(code: str, findings: tuple[str, ...], words: Words) -> BreachView:
    return BreachView(
        place=list(read_vocabulary("standards")).index(code) + 1,
        name=words.term("standards", code),
        route=urls.standard(words.lang, code),
        meaning=words.meaning("standards", code),
        findings=findings,
    )


def _quotes(hearing: PublicHearing, words: Words) -> Iterator[QuoteView]:
    people = {person.designation.en: person for person in hearing.people}
    for quote in hearing.quotes:
        person = people.get(quote.by)
        by = designation(person.designation, words) if person else Said(quote.by, words.lang)
        yield QuoteView(said(quote.text, words), by, said(person.post, words) if person and person.post else None)
