"""An officer on a hearing's page: what was alleged, what was found, what followed and what that means."""

from collections.abc import Iterator
from typing import Final

from hearingsite.public import urls
from hearingsite.public.facts import fact
from hearingsite.public.headlines import name_outcome, outcome_words
from hearingsite.public.model import PublicAllegation, PublicHearing, PublicOfficer
from hearingsite.public.pieces import said
from hearingsite.public.views import AllegationView, Fact, Link, OfficerView, Said
from hearingsite.public.words import Words

_WITHOUT_FINDING: Final = {"discontinued": "_made", "vacated": "_made", "heard": "_published"}


def make_officer(officer: PublicOfficer, hearing: PublicHearing, words: Words) -> OfficerView:
    """Make the view of an officer."""
    outcome = officer.outcome
    reasons = outcome.reasons if outcome else None
    return OfficerView(
        anchor=f"officer-{officer.place}",
        designation=officer.designation,
        facts=tuple(_facts(officer, words)),
        allegations=tuple(_allegation(allegation, hearing, words) for allegation in officer.allegations),
        level=words.term("levels", officer.level) if officer.level else "",
        outcome=words.say("outcome.to_follow") if hearing.status == "findings-made" else outcome_words(officer, words),
        outcome_code=outcome.outcome if outcome else "",
        outcome_meaning=words.meaning("outcomes", outcome.outcome) if outcome else "",
        panel_outcome=name_outcome(officer.panel_outcome, words) if officer.panel_outcome else "",
        panel_reasons=(said(officer.panel_outcome.reasons, words),)
        if officer.panel_outcome and officer.panel_outcome.reasons
        else (),
        reasons=(said(reasons, words),) if reasons else (),
        barred=words.term("barred_list", officer.barred_list) if officer.barred_list else "",
        barred_meaning=words.meaning("barred_list", officer.barred_list) if officer.barred_list else "",
    )


def _facts(officer: PublicOfficer, words: Words) -> Iterator[Fact]:
    rank = words.say("officer.no_rank") if officer.rank == "not-published" else words.term("ranks", officer.rank)
    if officer.rank_status and not officer.rank_then:
        rank = f"{rank} ({words.term('rank_statuses', officer.rank_status).lower()})"
    yield fact("rank", rank, words)
    if officer.rank_then:
        then = words.term("ranks", officer.rank_then)
        if officer.rank_status:
            then = f"{then} ({words.term('rank_statuses', officer.rank_status).lower()})"
        yield fact("rank_then", then, words)
    # Beside a dismissal, "serving officer" would read as if it had not been one.
    is_then = officer.outcome is not None and officer.service == "serving"
    yield fact("service_then" if is_then else "service", words.term("services", officer.service), words)
    if officer.left:
        how = words.term("leavings", officer.left)
        yield fact("left", f"{how}, {words.day(officer.left_on)}" if officer.left_on else how, words)
    if officer.attended:
        yield fact("attended", words.term("attendances", officer.attended), words)
    if officer.collar_number:
        yield fact("collar_number", officer.collar_number, words)
    if officer.formerly:
        yield fact("formerly", words.list_of(officer.formerly), words)
    if officer.anonymity_basis:
        yield fact(
            "anonymity_basis",
            words.term("anonymity_bases", officer.anonymity_basis),
            words,
            note=words.meaning("anonymity_bases", officer.anonymity_basis),
        )


def _allegation(allegation: PublicAllegation, hearing: PublicHearing, words: Words) -> AllegationView:
    return AllegationView(
        place=allegation.place,
        conduct=said(allegation.conduct, words)
        if allegation.conduct
        else Said(words.say(f"allegation.{_untold(hearing)}"), words.lang),
        is_told=allegation.conduct is not None and words.lang_of(allegation.conduct) == words.lang,
        details=tuple(_details(allegation, words)),
        standards=tuple(
            Link(words.term("standards", code), urls.standard(words.lang, code)) for code in allegation.standards
        ),
        alleged_level=words.term("levels", allegation.alleged_level) if allegation.alleged_level else "",
        response=words.term("responses", allegation.response) if allegation.response else "",
        finding=_finding(allegation, hearing, words),
        finding_code=allegation.finding or "",
        level=words.term("levels", allegation.level) if allegation.level and allegation.is_proven else "",
        panel=_panel(allegation, words),
    )


def _untold(hearing: PublicHearing) -> str:
    if hearing.details_held_back:
        return "held_back"
    return "anonymised" if hearing.is_anonymised else "not_published"


def _finding(allegation: PublicAllegation, hearing: PublicHearing, words: Words) -> str:
    if allegation.finding:
        return words.term("findings", allegation.finding)
    if allegation.panel_finding:
        return words.say("allegation.set_aside")
    return words.say(f"allegation.no_finding{_WITHOUT_FINDING.get(hearing.status, '')}")


def _details(allegation: PublicAllegation, words: Words) -> Iterator[Said]:
    if allegation.when:
        yield said(allegation.when, words)
    if allegation.duty:
        yield Said(words.term("duties", allegation.duty), words.lang)
    if allegation.count > 1:
        yield Said(words.say("allegation.count", count=allegation.count), words.lang)


def _panel(allegation: PublicAllegation, words: Words) -> str:
    if allegation.panel_finding is None:
        return ""
    parts = [words.noun("findings", allegation.panel_finding)]
    if allegation.panel_level:
        parts.append(words.noun("levels", allegation.panel_level))
    return words.say("allegation.panel", finding=", ".join(parts))
