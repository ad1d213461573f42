"""The table that requests under the Freedom of Information Act ask for, and the list of pages that were taken down."""

from typing import Final

from hearingsite.public.data.fields import Field, Table, plain
from hearingsite.public.data.items import OfficerItem, TakedownItem
from hearingsite.public.headlines import outcome_words
from hearingsite.values import Text


def _outcome(item: OfficerItem) -> str:
    status = item.hearing.status
    return outcome_words(item.officer, item.words) if status == "concluded" else item.words.term("statuses", status)


def _standards(item: OfficerItem) -> str:
    return "; ".join(item.words.term("standards", code) for code in item.breached)


def _level(item: OfficerItem) -> str | None:
    """The level for everything together, else the gravest of a proven allegation."""
    found = {one.allegation.level for one in item.allegations if one.allegation.is_proven}
    level = item.officer.level or next((code for code in ("gross-misconduct", "misconduct") if code in found), None)
    return item.words.term("levels", level) if level else None


def _summary(item: OfficerItem) -> str:
    if not item.hearing.is_demonstration:
        return item.summary
    return item.words.say("feed.demonstration", title=item.summary)


FOI: Final = Table[OfficerItem](
    name="foi",
    title=Text("What requests for information ask for", "Yr hyn y mae ceisiadau am wybodaeth yn ei ofyn"),
    fields=(
        Field(
            "date",
            "day",
            lambda item: item.hearing.sitting.last,
            Text("Last sitting day, if it is known", "Diwrnod olaf y gwrandawiad, os yw'n hysbys"),
            "2023-12-18",
        ),
        Field(
            "rank",
            "text",
            lambda item: item.words.term("ranks", item.officer.rank),
            Text("Rank at the hearing, in English", "Rheng adeg y gwrandawiad, yn Saesneg"),
            "Constable",
            is_required=True,
        ),
        Field(
            "meeting_or_hearing",
            "text",
            lambda item: item.words.term("kinds", item.hearing.sitting.kind),
            Text(
                "Kind of hearing; misconduct meetings are not published",
                "Math o wrandawiad; ni chyhoeddir cyfarfodydd camymddwyn",
            ),
            "Misconduct hearing",
            is_required=True,
        ),
        Field(
            "level",
            "text",
            _level,
            Text(
                "Level found, for all the allegations together or the gravest",
                "Y lefel a ganfuwyd, y cyfan neu'r fwyaf difrifol",
            ),
            "Gross misconduct",
        ),
        Field(
            "breach_type",
            "text",
            lambda item: _standards(item) or None,
            Text("Standards found breached, in English", "Safonau y canfuwyd eu torri, yn Saesneg"),
            "Honesty and integrity",
        ),
        Field(
            "brief_summary",
            "text",
            _summary,
            Text("Summary of the hearing, in English", "Crynodeb o'r gwrandawiad, yn Saesneg"),
            "Avon and Somerset Police held a misconduct hearing about PC X on Monday 18 December 2023.",
            is_required=True,
        ),
        Field(
            "outcome",
            "text",
            _outcome,
            Text("Outcome in force now, in English", "Y canlyniad sydd mewn grym nawr, yn Saesneg"),
            "Would have been dismissed",
            is_required=True,
        ),
        Field(
            "public_or_private",
            "text",
            lambda item: item.words.term("held", item.hearing.sitting.held),
            Text("Whether it was held in public, in English", "A gynhaliwyd y gwrandawiad yn gyhoeddus, yn Saesneg"),
            "In public",
            is_required=True,
        ),
    ),
)

TAKEDOWNS: Final = Table[TakedownItem](
    name="takedowns",
    title=Text("Pages that were taken down", "Tudalennau a dynnwyd i lawr"),
    key=("reference",),
    fields=(
        Field(
            "reference",
            "text",
            lambda item: item.tombstone.reference,
            Text(
                "Reference of the hearing; please remove the hearing from copies",
                "Cyfeirnod y gwrandawiad; tynnwch y gwrandawiad o gopïau, os gwelwch yn dda",
            ),
            "ABC-2024-001",
            is_required=True,
        ),
        Field(
            "url",
            "text",
            lambda item: item.url,
            Text("Address, which stays and says why", "Y cyfeiriad, sy'n aros ac yn dweud pam"),
            "https://hearings.example/hearings/abc-2024-001/",
            is_required=True,
        ),
        Field(
            "force",
            "text",
            lambda item: item.tombstone.force.code,
            Text("Police force, as a code", "Yr heddlu, fel cod"),
            "wealdshire",
            is_required=True,
        ),
        Field(
            "demonstration",
            "boolean",
            lambda item: item.tombstone.force.is_demonstration,
            Text("True for an invented hearing", "Gwir ar gyfer gwrandawiad dychmygol"),
            "true",
            is_required=True,
        ),
        Field(
            "taken_down",
            "day",
            lambda item: item.tombstone.on,
            Text("Day on which the page was taken down", "Y diwrnod y tynnwyd y dudalen i lawr"),
            "2025-06-01",
            is_required=True,
        ),
        Field(
            "reason",
            "text",
            lambda item: plain(item.tombstone.reason),
            Text("Reason, in English", "Y rheswm, yn Saesneg"),
            "A court ordered it.",
            is_required=True,
        ),
    ),
)
