"""Restrictions in plain words: who may not be identified or what is held back, who decided, until when."""

from collections.abc import Iterator

from hearingsite.public.facts import decision_words
from hearingsite.public.model import PublicRestriction
from hearingsite.public.pieces import designation, said, say_with
from hearingsite.public.views import RestrictionView, Said
from hearingsite.public.words import Words
from hearingsite.values import Moment


def make_restriction(restriction: PublicRestriction, words: Words) -> RestrictionView:
    """Make the sentences of a restriction."""
    return RestrictionView(
        sentences=tuple(_sentences(restriction, words)),
        text=said(restriction.text, words) if restriction.text else None,
        is_over=restriction.is_over,
    )


def _sentences(restriction: PublicRestriction, words: Words) -> Iterator[Said]:
    who = designation(restriction.protects, words) if restriction.protects else words.say("restriction.somebody")
    whom = "_all" if restriction.protects_all else ""
    tense = "_was" if restriction.is_over else ""
    yield say_with(words, f"restriction.{restriction.covers}{whom}{tense}", who=who)
    yield say_with(
        words,
        "restriction.decided",
        by=words.noun("imposers", restriction.imposed_by),
        ground=words.noun("grounds", restriction.ground),
    )
    if restriction.starts:
        yield say_with(words, "restriction.starts", day=words.moment(restriction.starts))
    if restriction.lifted:
        by = "_by" if restriction.lifted_by else ""
        key = f"restriction.lifted{_of_time(restriction.lifted)}{by}"
        yield say_with(words, key, day=words.moment(restriction.lifted), by=Said(restriction.lifted_by or "", "en"))
    elif restriction.until:
        key = f"restriction.until{_of_time(restriction.until)}{tense}"
        key = "restriction.review" if restriction.covers == "details" else key
        yield say_with(words, key, day=words.moment(restriction.until))
    if restriction.lifted_note:
        yield said(restriction.lifted_note, words)
    for decision in restriction.decisions:
        yield say_with(words, "restriction.decision", decision=decision_words(decision, words))


def _of_time(end: Moment) -> str:
    """Whether a sentence tells a time: without one, what ends on a day does so at its end."""
    return "_time" if end.has_time else ""
