"""The table of hearings: one row for each page."""

from typing import Final

from hearingsite.public.data.fields import Field, Table, local, plain
from hearingsite.public.data.items import HearingItem
from hearingsite.values import Text

_WHO: Final = (
    Field[HearingItem](
        "reference",
        "text",
        lambda item: item.hearing.reference,
        Text(
            "Public reference of the hearing; it never changes",
            "Cyfeirnod cyhoeddus y gwrandawiad; nid yw byth yn newid",
        ),
        "ABC-2024-001",
        is_required=True,
    ),
    Field[HearingItem](
        "url",
        "text",
        lambda item: item.url,
        Text("Address of the hearing's page", "Cyfeiriad tudalen y gwrandawiad"),
        "https://hearings.example/hearings/abc-2024-001/",
        is_required=True,
    ),
    Field[HearingItem](
        "force",
        "text",
        lambda item: item.hearing.force.code,
        Text("Police force, as a code", "Yr heddlu, fel cod"),
        "avon-and-somerset",
        is_required=True,
    ),
    Field[HearingItem](
        "force_name",
        "text",
        lambda item: item.hearing.force.name.en,
        Text("Name of the police force", "Enw'r heddlu"),
        "Avon and Somerset Police",
        is_required=True,
    ),
    Field[HearingItem](
        "demonstration",
        "boolean",
        lambda item: item.hearing.is_demonstration,
        Text(
            "True for an invented hearing, which shows how the site works and describes nobody",
            "Gwir ar gyfer gwrandawiad dychmygol, sy'n dangos sut mae'r wefan yn gweithio ac nad yw'n disgrifio neb",
        ),
        "false",
        is_required=True,
    ),
    Field[HearingItem](
        "status",
        "code",
        lambda item: item.hearing.status,
        Text("Where the hearing stands", "Ble mae'r gwrandawiad arni"),
        "concluded",
        terms="statuses",
        is_required=True,
    ),
    Field[HearingItem](
        "headline",
        "text",
        lambda item: item.headline,
        Text("Headline of the page, in English", "Pennawd y dudalen, yn Saesneg"),
        "PC X (former constable) would have been dismissed for gross misconduct",
        is_required=True,
    ),
    Field[HearingItem](
        "summary",
        "text",
        lambda item: item.summary,
        Text("Summary on the page, in English", "Crynodeb y dudalen, yn Saesneg"),
        "Avon and Somerset Police held a misconduct hearing about PC X on Monday 18 December 2023.",
        is_required=True,
    ),
)

_SITTING: Final = (
    Field[HearingItem](
        "kind",
        "code",
        lambda item: item.hearing.sitting.kind,
        Text("Kind of hearing", "Math o wrandawiad"),
        "misconduct-hearing",
        terms="kinds",
        is_required=True,
    ),
    Field[HearingItem](
        "regulations",
        "code",
        lambda item: item.hearing.sitting.regulations,
        Text("Year of the regulations that apply", "Blwyddyn y rheoliadau sy'n berthnasol"),
        "2020",
        terms="regulations",
        is_required=True,
    ),
    Field[HearingItem](
        "first_day",
        "day",
        lambda item: item.hearing.sitting.first,
        Text("First sitting day, if it is known", "Diwrnod cyntaf y gwrandawiad, os yw'n hysbys"),
        "2023-12-18",
    ),
    Field[HearingItem](
        "last_day",
        "day",
        lambda item: item.hearing.sitting.last,
        Text("Last sitting day, if it is known", "Diwrnod olaf y gwrandawiad, os yw'n hysbys"),
        "2023-12-18",
    ),
    Field[HearingItem](
        "days",
        "days",
        lambda item: item.hearing.sitting.days,
        Text("Every sitting day, where all are known", "Pob diwrnod gwrandawiad, lle mae pob un yn hysbys"),
        "2024-04-22;2024-04-23",
    ),
    Field[HearingItem](
        "day_count",
        "number",
        lambda item: item.hearing.sitting.day_count or len(item.hearing.sitting.days) or None,
        Text("Number of sitting days, if it is known", "Nifer y diwrnodau gwrandawiad, os yw'n hysbys"),
        "1",
    ),
    Field[HearingItem](
        "about_when",
        "text",
        lambda item: plain(item.hearing.sitting.about),
        Text(
            "When an old hearing was held, where no day is known",
            "Pryd y cynhaliwyd hen wrandawiad, lle nad oes diwrnod yn hysbys",
        ),
        "autumn 2019",
    ),
    Field[HearingItem](
        "venue",
        "text",
        lambda item: plain(item.hearing.sitting.venue),
        Text("Place of the hearing, in English", "Lleoliad y gwrandawiad, yn Saesneg"),
        "Avon and Somerset Police headquarters",
    ),
    Field[HearingItem](
        "held",
        "code",
        lambda item: item.hearing.sitting.held,
        Text("Whether it is held in public or in private", "A yw'n cael ei gynnal yn gyhoeddus ynteu'n breifat"),
        "public",
        terms="held",
        is_required=True,
    ),
    Field[HearingItem](
        "private_ground",
        "code",
        lambda item: item.hearing.sitting.private_ground,
        Text("Ground for a hearing in private, whole or in part", "Sail dros wrandawiad preifat, cyfan neu rannol"),
        "medical",
        terms="grounds",
    ),
    Field[HearingItem](
        "chair_role",
        "code",
        lambda item: item.hearing.sitting.chair.role if item.hearing.sitting.chair else None,
        Text("What kind of person chairs the hearing", "Pa fath o berson sy'n cadeirio'r gwrandawiad"),
        "legally-qualified-chair",
        terms="chair_roles",
    ),
    Field[HearingItem](
        "area",
        "text",
        lambda item: plain(item.hearing.area),
        Text(
            'Town or district, in English; "withheld" if it is held back',
            'Tref neu ardal, yn Saesneg; "withheld" os yw\'n cael ei dal yn ôl',
        ),
        "Ember Green",
    ),
)

_FOUND: Final = (
    Field[HearingItem](
        "officer_count",
        "number",
        lambda item: len(item.officers),
        Text("Number of officers whose case is heard", "Nifer y swyddogion y gwrandewir eu hachos"),
        "1",
        is_required=True,
    ),
    Field[HearingItem](
        "standards_alleged",
        "codes",
        lambda item: item.alleged,
        Text("Standards that were alleged to be breached", "Safonau yr honnwyd eu torri"),
        "honesty-and-integrity;discreditable-conduct",
        terms="standards",
    ),
    Field[HearingItem](
        "standards_breached",
        "codes",
        lambda item: item.breached,
        Text(
            "Standards found breached by any officer, as in force now",
            "Safonau y canfuwyd i unrhyw swyddog eu torri, fel y mae mewn grym nawr",
        ),
        "honesty-and-integrity",
        terms="standards",
    ),
    Field[HearingItem](
        "details_held_back",
        "boolean",
        lambda item: item.hearing.details_held_back,
        Text(
            "True while details are held back, so that a trial stays fair or a person is protected",
            "Gwir tra bo manylion yn cael eu dal yn ôl, er mwyn treial teg neu i amddiffyn person",
        ),
        "false",
        is_required=True,
    ),
    Field[HearingItem](
        "anonymised",
        "boolean",
        lambda item: item.hearing.is_anonymised,
        Text(
            "True once the time for which names are shown is over",
            "Gwir wedi i'r cyfnod pan ddangosir enwau ddod i ben",
        ),
        "false",
        is_required=True,
    ),
    Field[HearingItem](
        "investigated_by",
        "code",
        lambda item: item.hearing.investigation.by if item.hearing.investigation else None,
        Text("Who investigated", "Pwy fu'n ymchwilio"),
        "iopc",
        terms="investigation_by",
    ),
    Field[HearingItem](
        "origin",
        "code",
        lambda item: item.hearing.investigation.origin if item.hearing.investigation else None,
        Text("How the matter came to light", "Sut y daeth y mater i'r amlwg"),
        "complaint",
        terms="origins",
    ),
    Field[HearingItem](
        "appeal_count",
        "number",
        lambda item: len(item.hearing.appeals),
        Text("Number of appeals and judicial reviews", "Nifer yr apeliadau a'r adolygiadau barnwrol"),
        "0",
        is_required=True,
    ),
    Field[HearingItem](
        "appeal_body",
        "code",
        lambda item: item.hearing.appeals[-1].body if item.hearing.appeals else None,
        Text("Body of the newest appeal", "Corff yr apêl ddiweddaraf"),
        "police-appeals-tribunal",
        terms="appeal_bodies",
    ),
    Field[HearingItem](
        "appeal_result",
        "code",
        lambda item: item.hearing.appeals[-1].result if item.hearing.appeals else None,
        Text("Result of the newest appeal", "Canlyniad yr apêl ddiweddaraf"),
        "dismissed",
        terms="appeal_results",
    ),
)

_MOMENTS: Final = (
    Field[HearingItem](
        "notice_published",
        "moment",
        lambda item: local(item.hearing.notice.published if item.hearing.notice else None),
        Text("When the public notice was published", "Pryd y cyhoeddwyd yr hysbysiad cyhoeddus"),
        "2024-03-01T10:00:00+00:00",
    ),
    Field[HearingItem](
        "published",
        "moment",
        lambda item: local(item.hearing.published),
        Text("When the findings or the outcome were published", "Pryd y cyhoeddwyd y canfyddiadau neu'r canlyniad"),
        "2023-12-19T09:00:00+00:00",
    ),
    Field[HearingItem](
        "outcome_published",
        "moment",
        lambda item: local(item.hearing.outcome_published),
        Text(
            "When the outcome was published, where the findings came first",
            "Pryd y cyhoeddwyd y canlyniad, lle daeth y canfyddiadau'n gyntaf",
        ),
        "2024-05-01T09:00:00+01:00",
    ),
    Field[HearingItem](
        "corrected",
        "boolean",
        lambda item: any(change.kind == "correction" for change in item.hearing.changes),
        Text("True if the page has been corrected", "Gwir os yw'r dudalen wedi'i chywiro"),
        "false",
        is_required=True,
    ),
    Field[HearingItem](
        "first_public",
        "moment",
        lambda item: local(item.hearing.first_public),
        Text("When the hearing first became public here", "Pryd y daeth y gwrandawiad yn gyhoeddus yma gyntaf"),
        "2023-12-19T09:00:00+00:00",
        is_required=True,
    ),
    Field[HearingItem](
        "updated",
        "moment",
        lambda item: local(item.hearing.updated),
        Text(
            "When the page last changed; minor changes do not count",
            "Pryd y newidiodd y dudalen ddiwethaf; nid yw mân newidiadau'n cyfrif",
        ),
        "2023-12-19T09:00:00+00:00",
        is_required=True,
    ),
)

# Columns that came later stand at the end: programs may count them.
_LATER: Final = (
    Field[HearingItem](
        "time",
        "text",
        lambda item: item.hearing.sitting.time,
        Text(
            "When it begins on each day, where that was announced", "Pryd mae'n dechrau bob dydd, os cyhoeddwyd hynny"
        ),
        "10:00",
    ),
)

HEARINGS: Final = Table[HearingItem](
    name="hearings",
    title=Text("Hearings", "Gwrandawiadau"),
    fields=_WHO + _SITTING + _FOUND + _MOMENTS + _LATER,
    key=("reference",),
)
