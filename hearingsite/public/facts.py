"""Terms and values: the key facts of a hearing, its people, its investigation, whom to ask."""

from collections.abc import Iterator

from hearingsite.public.headlines import days_words
from hearingsite.public.model import (
    PublicChair,
    PublicDecision,
    PublicForce,
    PublicHearing,
    PublicNotice,
    PublicSitting,
)
from hearingsite.public.pieces import designation, joined, said, say_with
from hearingsite.public.sittings import Course, course_of
from hearingsite.public.views import Fact, Said
from hearingsite.public.words import Words, begin


def fact(term: str, value: str | Said, words: Words, *, note: str = "", href: str = "") -> Fact:
    """Make a fact of one value; `term` is a key of the messages."""
    one = value if isinstance(value, Said) else Said(value, words.lang)
    return Fact(term=words.say(f"fact.{term}"), values=(one,), note=Said(note, words.lang) if note else None, href=href)


def key_facts(hearing: PublicHearing, words: Words) -> Iterator[Fact]:
    """Yield force, kind, days, place, public or private and why, chair, and how to attend what is still to come."""
    sitting = hearing.sitting
    yield fact("reference", hearing.reference, words)
    yield fact("force", said(hearing.force.name, words), words, href=hearing.force.url or "")
    is_open_again = any(officer.awaits_new_decision for officer in hearing.officers)
    status = words.term("statuses", hearing.status)
    yield fact("status", words.say("fact.open_again", status=status) if is_open_again else status, words)
    # Not among what an appeal's sitting shares: the record has no code for the hearing of a tribunal or a court, nor its rules.
    yield fact("kind", words.term("kinds", sitting.kind), words, note=words.meaning("kinds", sitting.kind))
    if sitting.regulations != "2020":
        yield fact("regulations", words.term("regulations", sitting.regulations), words)
    yield from sitting_facts(sitting, course_of(hearing), words)
    if not (hearing.is_published or hearing.is_over) and hearing.status not in ("heard", "vacated"):
        yield from attendance_facts(sitting, hearing.notice, words)
    if hearing.area:
        area = (
            Said(words.say("fact.area_withheld"), words.lang)
            if hearing.area.en == "withheld"
            else said(hearing.area, words)
        )
        yield fact("area", area, words)
    if hearing.published:
        yield fact("published", words.moment(hearing.published), words)


def sitting_facts(sitting: PublicSitting, course: Course, words: Words) -> Iterator[Fact]:
    """Yield what is known of a sitting: a hearing's, or an appeal's."""
    days = said(sitting.about, words) if sitting.about else Said(days_words(sitting, course, words), words.lang)
    yield fact("dates", Said(begin(days.text), days.lang), words)
    if sitting.time:
        yield fact("time", sitting.time, words)
    if sitting.venue:
        yield fact("venue", said(sitting.venue, words), words)
    yield fact("held", words.term("held", sitting.held), words)
    if sitting.private_ground:
        yield fact("private_ground", words.term("grounds", sitting.private_ground), words)
    if sitting.private_reason:
        yield fact("private_reason", said(sitting.private_reason, words), words)
    if sitting.chair:
        yield fact("chair", _chair(sitting.chair, words), words)
    for decision in sitting.decisions:
        yield fact("privacy_decision", decision_words(decision, words), words)


def _chair(chair: PublicChair, words: Words) -> Said:
    vocabulary, code = ("ranks", chair.rank) if chair.rank else ("chair_roles", chair.role)
    role = words.noun(vocabulary, code) if chair.name else words.term(vocabulary, code)
    parts = [Said(part, words.lang) for part in (chair.name, role) if part]
    if chair.force:
        parts.append(said(chair.force, words))
    return joined(parts, words.lang, between=", ")


def decision_words(decision: PublicDecision, words: Words) -> Said:
    """Say who asked for what and what was decided; a record says that in English alone, the note aside."""
    result = words.term("decision_results", decision.result)
    key = "decision.result_on" if decision.on else "decision.result"
    day = words.moment(decision.on) if decision.on else ""
    sentences = [say_with(words, key, result=result, day=day)]
    if decision.asked_for:
        sentences.append(say_with(words, "decision.asked_for", what=Said(decision.asked_for, "en")))
    if decision.asked_by:
        sentences.append(say_with(words, "decision.asked_by", who=Said(decision.asked_by, "en")))
    if decision.note:
        sentences.append(said(decision.note, words))
    return joined(sentences, words.lang, between=" ")


def attendance_facts(sitting: PublicSitting, notice: PublicNotice | None, words: Words) -> Iterator[Fact]:
    """Yield how to attend what is still to come, and what its notice says of deadlines."""
    if sitting.attend:
        yield fact("attend", said(sitting.attend, words), words)
    if sitting.register_by:
        yield fact("register_by", words.moment(sitting.register_by), words)
    if notice and notice.representations_by:
        yield fact("representations_by", words.moment(notice.representations_by), words)
    if notice and notice.shortened:
        yield fact("notice_shortened", said(notice.shortened, words), words)


def people_facts(hearing: PublicHearing, words: Words) -> Iterator[Fact]:
    """Yield everybody else in the case, with role and post."""
    for person in hearing.people:
        said_by_post = _words_of(words.text(person.post)) if person.post else set()
        names = [words.term("roles", role) for role in person.roles]
        # "Independent member of the panel" need not be told to be a panel member.
        roles = [Said(name, words.lang) for name in names if not _words_of(name) <= said_by_post]
        post = [said(person.post, words)] if person.post else []
        note = words.meaning("anonymities", person.anonymity) if person.anonymity else ""
        who = designation(person.designation, words)
        yield Fact(
            term=who.text[:1].upper() + who.text[1:],
            term_lang="" if who.lang == words.lang else who.lang,
            values=tuple(post + roles),
            note=Said(note, words.lang) if note else None,
        )


def _words_of(text: str) -> set[str]:
    return set(text.casefold().split())


def investigation_facts(hearing: PublicHearing, words: Words) -> Iterator[Fact]:
    """Yield who investigated, how, and how the matter came to light."""
    investigation = hearing.investigation
    if investigation is None:
        return
    yield fact("investigated_by", words.term("investigation_by", investigation.by), words)
    for term, vocabulary, code in (
        ("form", "investigation_forms", investigation.form),
        ("referral", "referrals", investigation.referral),
        ("origin", "origins", investigation.origin),
    ):
        if code:
            yield fact(term, words.term(vocabulary, code), words, note=words.meaning(vocabulary, code))


def criminal_facts(hearing: PublicHearing, words: Words) -> Iterator[Fact]:
    """Yield the criminal proceedings, each as a step."""
    for matter in hearing.criminal_proceedings:
        who = matter.officer or words.say("fact.criminal")
        parts = [words.term("criminal_states", matter.state), words.moment(matter.on) if matter.on else ""]
        step = Said(", ".join(part for part in parts if part), words.lang)
        yield Fact(term=who, values=(step, said(matter.note, words)) if matter.note else (step,))


def contacts(force: PublicForce, words: Words) -> Iterator[Fact]:
    """Yield whom the press and the public may ask."""
    if force.press_email:
        yield fact("press_email", force.press_email, words, href=f"mailto:{force.press_email}")
    if force.press_phone:
        number = force.press_phone.replace(" ", "")
        yield fact("press_phone", force.press_phone, words, href=f"tel:{number}")
    if force.contact:
        yield fact("contact", said(force.contact, words), words)
    if force.url:
        yield fact("force_site", force.url, words, href=force.url)
