"""The tables of officers and of the allegations against them, with what is in force now and what the panel decided."""

from typing import Final

from hearingsite.public.data.fields import Field, Table, plain
from hearingsite.public.data.items import AllegationItem, OfficerItem
from hearingsite.public.model import PublicOutcome
from hearingsite.values import Text

_REFERENCE: Final = Text("Reference of the hearing", "Cyfeirnod y gwrandawiad")
_IN_FORCE: Final = "; as in force now, after any appeal"
_MEWN_GRYM: Final = "; fel y mae mewn grym nawr, ar ôl unrhyw apêl"


def _outcome(item: OfficerItem) -> PublicOutcome | None:
    return None if item.officer.awaits_new_decision else item.officer.outcome


_WHO: Final = (
    Field[OfficerItem](
        "reference", "text", lambda item: item.hearing.reference, _REFERENCE, "ABC-2024-001", is_required=True
    ),
    Field[OfficerItem](
        "officer",
        "number",
        lambda item: item.officer.place,
        Text(
            "Position of the officer in the hearing, counted from 1", "Safle'r swyddog yn y gwrandawiad, gan gyfrif o 1"
        ),
        "1",
        is_required=True,
    ),
    Field[OfficerItem](
        "known_as",
        "text",
        lambda item: item.officer.designation,
        Text("Name or designation on the page", "Enw neu ddynodiad ar y dudalen"),
        "PC X",
        is_required=True,
    ),
    Field[OfficerItem](
        "named",
        "boolean",
        lambda item: item.officer.is_named,
        Text("True if the page gives the officer's name", "Gwir os yw'r dudalen yn rhoi enw'r swyddog"),
        "false",
        is_required=True,
    ),
    Field[OfficerItem](
        "identity_restricted_by",
        "codes",
        lambda item: tuple(dict.fromkeys(one.imposed_by for one in item.restrictions)),
        Text("Who forbids naming this officer now", "Pwy sy'n gwahardd enwi'r swyddog hwn nawr"),
        "chair",
        terms="imposers",
    ),
    Field[OfficerItem](
        "identity_grounds",
        "codes",
        lambda item: tuple(dict.fromkeys(one.ground for one in item.restrictions)),
        Text("On what ground", "Ar ba sail"),
        "complainant-or-witness-welfare",
        terms="grounds",
    ),
    Field[OfficerItem](
        "anonymity_basis",
        "code",
        lambda item: item.officer.anonymity_basis,
        Text(
            "Why a name is not given although nobody forbids it", "Pam na roddir enw er nad oes neb yn gwahardd hynny"
        ),
        "force-choice",
        terms="anonymity_bases",
    ),
    Field[OfficerItem](
        "rank",
        "code",
        lambda item: item.officer.rank,
        Text("Rank at the hearing", "Rheng adeg y gwrandawiad"),
        "constable",
        terms="ranks",
        is_required=True,
    ),
    Field[OfficerItem](
        "rank_then",
        "code",
        lambda item: item.officer.rank_then,
        Text("Rank at the time of the conduct, if it was another", "Rheng adeg yr ymddygiad, os oedd yn wahanol"),
        "sergeant",
        terms="ranks",
    ),
    Field[OfficerItem](
        "rank_status",
        "code",
        lambda item: item.officer.rank_status,
        Text(
            "How the rank was held; with a rank at the time, how that one was held",
            "Ym mha fodd y daliwyd y rheng; os rhoddir rheng adeg yr ymddygiad, honno a olygir",
        ),
        "acting",
        terms="rank_statuses",
    ),
    Field[OfficerItem](
        "service",
        "code",
        lambda item: item.officer.service,
        Text("Serving or former officer", "Swyddog sy'n gwasanaethu neu gyn-swyddog"),
        "former",
        terms="services",
        is_required=True,
    ),
    Field[OfficerItem](
        "how_left",
        "code",
        lambda item: item.officer.left,
        Text("How a former officer left the police", "Sut y gadawodd cyn-swyddog yr heddlu"),
        "resigned",
        terms="leavings",
    ),
    Field[OfficerItem](
        "attended",
        "code",
        lambda item: item.officer.attended,
        Text("Whether the officer came to the hearing", "A ddaeth y swyddog i'r gwrandawiad"),
        "absent",
        terms="attendances",
    ),
)

_DECIDED: Final = (
    Field[OfficerItem](
        "standards_alleged",
        "codes",
        lambda item: item.alleged,
        Text("Standards that this officer is alleged to have breached", "Safonau yr honnir i'r swyddog hwn eu torri"),
        "honesty-and-integrity",
        terms="standards",
    ),
    Field[OfficerItem](
        "standards_breached",
        "codes",
        lambda item: item.breached,
        Text("Standards found breached" + _IN_FORCE, "Safonau y canfuwyd eu torri" + _MEWN_GRYM),
        "honesty-and-integrity",
        terms="standards",
    ),
    Field[OfficerItem](
        "level",
        "code",
        lambda item: item.officer.level,
        Text(
            "Level for all the allegations together, if it was stated" + _IN_FORCE,
            "Lefel yr holl honiadau gyda'i gilydd, os nodwyd hi" + _MEWN_GRYM,
        ),
        "gross-misconduct",
        terms="levels",
    ),
    Field[OfficerItem](
        "outcome",
        "code",
        lambda item: outcome.outcome if (outcome := _outcome(item)) else None,
        Text("Outcome" + _IN_FORCE, "Canlyniad" + _MEWN_GRYM),
        "would-have-been-dismissed",
        terms="outcomes",
    ),
    Field[OfficerItem](
        "outcome_months",
        "number",
        lambda item: outcome.months if (outcome := _outcome(item)) else None,
        Text("Length of a warning in months", "Hyd rhybudd mewn misoedd"),
        "24",
    ),
    Field[OfficerItem](
        "reduced_to",
        "code",
        lambda item: outcome.reduced_to if (outcome := _outcome(item)) else None,
        Text("Rank after a reduction in rank", "Rheng ar ôl gostwng rheng"),
        "constable",
        terms="ranks",
    ),
    Field[OfficerItem](
        "outcome_open_again",
        "boolean",
        lambda item: item.officer.awaits_new_decision,
        Text(
            "True where an appeal left the outcome to be decided again",
            "Gwir lle gadawodd apêl y canlyniad i'w benderfynu eto",
        ),
        "false",
        is_required=True,
    ),
    Field[OfficerItem](
        "panel_outcome",
        "code",
        lambda item: item.officer.panel_outcome.outcome if item.officer.panel_outcome else None,
        Text(
            "Outcome that the panel decided, where an appeal changed it",
            "Canlyniad y penderfynodd y panel arno, lle newidiodd apêl ef",
        ),
        "dismissed-without-notice",
        terms="outcomes",
    ),
    Field[OfficerItem](
        "panel_outcome_months",
        "number",
        lambda item: item.officer.panel_outcome.months if item.officer.panel_outcome else None,
        Text("Length of the panel's warning in months", "Hyd rhybudd y panel mewn misoedd"),
        "12",
    ),
    Field[OfficerItem](
        "panel_reduced_to",
        "code",
        lambda item: item.officer.panel_outcome.reduced_to if item.officer.panel_outcome else None,
        Text("Rank after the panel's reduction in rank", "Rheng ar ôl i'r panel ostwng rheng"),
        "constable",
        terms="ranks",
    ),
    Field[OfficerItem](
        "barred_list",
        "code",
        lambda item: item.officer.barred_list,
        Text("What became of the barred list", "Beth ddigwyddodd o ran y rhestr wahardd"),
        "added",
        terms="barred_list",
    ),
)

OFFICERS: Final = Table[OfficerItem](
    name="officers",
    title=Text("Officers", "Swyddogion"),
    fields=_WHO + _DECIDED,
    key=("reference", "officer"),
    parent="hearings",
)

ALLEGATIONS: Final = Table[AllegationItem](
    name="allegations",
    title=Text("Allegations", "Honiadau"),
    key=("reference", "officer", "allegation"),
    parent="officers",
    fields=(
        Field("reference", "text", lambda item: item.reference, _REFERENCE, "ABC-2024-001", is_required=True),
        Field(
            "officer",
            "number",
            lambda item: item.officer,
            Text("Place of the officer in the hearing", "Safle'r swyddog yn y gwrandawiad"),
            "1",
            is_required=True,
        ),
        Field(
            "allegation",
            "number",
            lambda item: item.allegation.place,
            Text("Position of the allegation, counted from 1", "Safle'r honiad, gan gyfrif o 1"),
            "1",
            is_required=True,
        ),
        Field(
            "conduct",
            "text",
            lambda item: plain(item.allegation.conduct),
            Text(
                'What was alleged, in English, after the words "It was alleged that the officer"; a claim until it is proven',
                "Yr hyn a honnwyd, yn Saesneg; honiad ydyw nes y caiff ei brofi",
            ),
            "concealed his communications with Ms A",
        ),
        Field(
            "happened",
            "text",
            lambda item: plain(item.allegation.when),
            Text("When it is said to have happened, in English", "Pryd y dywedir iddo ddigwydd, yn Saesneg"),
            "in May 2022",
        ),
        Field(
            "duty",
            "code",
            lambda item: item.allegation.duty,
            Text("On or off duty", "Ar ddyletswydd neu oddi ar ddyletswydd"),
            "off-duty",
            terms="duties",
        ),
        Field(
            "times",
            "number",
            lambda item: item.allegation.count,
            Text("How often it is said to have happened", "Pa mor aml y dywedir iddo ddigwydd"),
            "1",
            is_required=True,
        ),
        Field(
            "standards",
            "codes",
            lambda item: item.allegation.standards,
            Text("Standards that the allegation is about", "Safonau y mae'r honiad yn ymwneud â nhw"),
            "honesty-and-integrity",
            terms="standards",
        ),
        Field(
            "alleged_level",
            "code",
            lambda item: item.allegation.alleged_level,
            Text("Level that was alleged", "Y lefel a honnwyd"),
            "gross-misconduct",
            terms="levels",
        ),
        Field(
            "response",
            "code",
            lambda item: item.allegation.response,
            Text("The officer's response", "Ymateb y swyddog"),
            "denied",
            terms="responses",
        ),
        Field(
            "finding",
            "code",
            lambda item: item.allegation.finding,
            Text("Finding" + _IN_FORCE, "Canfyddiad" + _MEWN_GRYM),
            "proven",
            terms="findings",
        ),
        Field(
            "level",
            "code",
            lambda item: item.allegation.level if item.allegation.is_proven else None,
            Text("Level found" + _IN_FORCE, "Y lefel a ganfuwyd" + _MEWN_GRYM),
            "gross-misconduct",
            terms="levels",
        ),
        Field(
            "panel_finding",
            "code",
            lambda item: item.allegation.panel_finding,
            Text("Finding of the panel, where an appeal changed it", "Canfyddiad y panel, lle newidiodd apêl ef"),
            "proven",
            terms="findings",
        ),
        Field(
            "panel_level",
            "code",
            lambda item: item.allegation.panel_level if item.allegation.panel_finding else None,
            Text(
                "Level found by the panel, where an appeal changed the finding",
                "Lefel y panel, lle newidiodd apêl y canfyddiad",
            ),
            "misconduct",
            terms="levels",
        ),
    ),
)
