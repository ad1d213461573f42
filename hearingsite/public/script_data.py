"""What a page tells programs in words of schema.org, inside the page; nothing in it that the page does not show."""

from typing import Any, Final

import msgspec

from hearingsite.public import urls
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import Site
from hearingsite.public.words import Words

# How a hearing that is still to come is called there.
_EVENTS: Final = {
    "scheduled": "https://schema.org/EventScheduled",
    "adjourned": "https://schema.org/EventPostponed",
    "postponed": "https://schema.org/EventPostponed",
    "vacated": "https://schema.org/EventCancelled",
}


def script_json(data: dict[str, Any]) -> str:
    """Write data so that it can stand in a script element: no tag can end it, whatever the texts hold."""
    text = msgspec.json.encode(data).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def hearing_json(hearing: PublicHearing, title: str, lead: str, words: Words, site: Site) -> str:
    """Describe a hearing's page, and while it is still to come the event that it tells of."""
    force = {"@type": "GovernmentOrganization", "name": words.text(hearing.force.name)}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title,
        "description": lead,
        "url": site.url + urls.hearing(words.lang, hearing.reference),
        "identifier": hearing.reference,
        "inLanguage": words.lang,
        "datePublished": hearing.first_public.local,
        "dateModified": hearing.updated.local,
        "isPartOf": {
            "@type": "WebSite",
            "name": site.name_in(words.lang).text,
            "url": site.url + urls.home(words.lang),
        },
        "sourceOrganization": force | ({"url": hearing.force.url} if hearing.force.url else {}),
    }
    if hearing.is_demonstration:
        data["creativeWorkStatus"] = words.say("ui.demonstration.title")
    if hearing.status in _EVENTS and hearing.sitting.first:
        data["about"] = _event(hearing, title, words) | {"organizer": force}
    return script_json(data)


def _event(hearing: PublicHearing, title: str, words: Words) -> dict[str, Any]:
    sitting = hearing.sitting
    event: dict[str, Any] = {
        "@type": "Event",
        "name": title,
        "startDate": str(sitting.first),
        "eventStatus": _EVENTS[hearing.status],
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    }
    if sitting.last:
        event["endDate"] = str(sitting.last)
    if sitting.venue:
        event["location"] = {"@type": "Place", "name": words.text(sitting.venue)}
    return event
