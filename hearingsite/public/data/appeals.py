"""The table of appeals and judicial reviews: one row for each that a hearing's page tells of."""

from collections.abc import Callable
from typing import Final

from hearingsite.public.data.fields import Field, Table, Value, local, plain
from hearingsite.public.data.items import AppealItem
from hearingsite.public.model import PublicSitting
from hearingsite.values import Text


def _of_sitting(value: Callable[[PublicSitting], Value]) -> Callable[[AppealItem], Value]:
    """Take a value of the sitting, once that is announced."""
    return lambda item: value(item.appeal.sitting) if item.appeal.sitting else None


def _decided(item: AppealItem) -> str | None:
    decided = item.appeal.decided
    return str(decided.day or decided.year) if decided else None


_ASKED: Final = (
    Field[AppealItem](
        "reference",
        "text",
        lambda item: item.reference,
        Text("Reference of the hearing", "Cyfeirnod y gwrandawiad"),
        "ABC-2024-001",
        is_required=True,
    ),
    Field[AppealItem](
        "appeal",
        "number",
        lambda item: item.appeal.place,
        Text("Position of the appeal in the case, counted from 1", "Safle'r apêl yn yr achos, gan gyfrif o 1"),
        "1",
        is_required=True,
    ),
    Field[AppealItem](
        "body",
        "code",
        lambda item: item.appeal.body,
        Text("Who decides it", "Pwy sy'n penderfynu arni"),
        "police-appeals-tribunal",
        terms="appeal_bodies",
        is_required=True,
    ),
    Field[AppealItem](
        "route",
        "code",
        lambda item: item.appeal.route,
        Text("Whether it is an appeal or a judicial review", "Ai apêl ynteu adolygiad barnwrol ydyw"),
        "appeal",
        terms="appeal_routes",
    ),
    Field[AppealItem](
        "brought_by",
        "code",
        lambda item: item.appeal.brought_by,
        Text("Who brought it", "Pwy a'i cyflwynodd"),
        "officer",
        terms="appeal_parties",
    ),
    Field[AppealItem](
        "lodged",
        "day",
        lambda item: item.appeal.lodged,
        Text("Day on which it was lodged, if it is known", "Y diwrnod y cyflwynwyd hi, os yw'n hysbys"),
        "2024-01-15",
    ),
)

_HEARD: Final = (
    Field[AppealItem](
        "notice_published",
        "moment",
        lambda item: local(item.appeal.notice.published) if item.appeal.notice else None,
        Text(
            "When the notice of its hearing was published, if there is one",
            "Pryd y cyhoeddwyd hysbysiad ei gwrandawiad, os oes un",
        ),
        "2024-05-01T09:00:00+01:00",
    ),
    Field[AppealItem](
        "days",
        "days",
        lambda item: item.standing,
        Text(
            "Every day on which it sits, where all are known, without those that were put off",
            "Pob diwrnod y mae'n eistedd, lle mae pob un yn hysbys, heb y rhai a ohiriwyd",
        ),
        "2024-06-10;2024-06-11",
    ),
    Field[AppealItem](
        "venue",
        "text",
        _of_sitting(lambda sitting: plain(sitting.venue)),
        Text("Place of its hearing, in English", "Lleoliad ei gwrandawiad, yn Saesneg"),
        "Westry Guildhall",
    ),
    Field[AppealItem](
        "held",
        "code",
        _of_sitting(lambda sitting: sitting.held),
        Text("Whether it is held in public or in private", "A yw'n cael ei chynnal yn gyhoeddus ynteu'n breifat"),
        "public",
        terms="held",
    ),
    Field[AppealItem](
        "chair_role",
        "code",
        _of_sitting(lambda sitting: sitting.chair.role if sitting.chair else None),
        Text("What kind of person chairs it", "Pa fath o berson sy'n ei chadeirio"),
        "legally-qualified-chair",
        terms="chair_roles",
    ),
)

_DECIDED: Final = (
    Field[AppealItem](
        "result",
        "code",
        lambda item: item.appeal.result,
        Text(
            "What came of it; pending as long as that is not public",
            "Beth a ddaeth ohoni; pending tra nad yw hynny'n gyhoeddus",
        ),
        "allowed",
        terms="appeal_results",
        is_required=True,
    ),
    Field[AppealItem](
        "decided",
        "text",
        _decided,
        Text(
            "Day on which it was decided or withdrawn; a year alone where no more is known",
            "Y diwrnod y penderfynwyd arni neu y tynnwyd hi'n ôl; blwyddyn yn unig lle na wyddys mwy",
        ),
        "2024-06-11",
    ),
    Field[AppealItem](
        "sets_aside",
        "text",
        lambda item: item.appeal.sets_aside,
        Text(
            "What it sets aside: panel, or the position of an earlier appeal",
            "Yr hyn y mae'n ei ddiddymu: panel, neu safle apêl gynharach",
        ),
        "panel",
    ),
    Field[AppealItem](
        "in_force",
        "code",
        lambda item: item.appeal.in_force,
        Text("What is in force after it", "Beth sydd mewn grym ar ei hôl"),
        "changed",
        terms="in_force",
    ),
    Field[AppealItem](
        "sent_back_to",
        "text",
        lambda item: item.appeal.sent_back_to,
        Text(
            "To whom it sends the case back: panel or tribunal",
            "At bwy y mae'n anfon yr achos yn ôl: panel neu tribunal",
        ),
        "panel",
    ),
    Field[AppealItem](
        "note",
        "text",
        lambda item: plain(item.appeal.note),
        Text("What the page says of it, in English", "Yr hyn y mae'r dudalen yn ei ddweud amdani, yn Saesneg"),
        "The findings were not challenged.",
    ),
)

# Columns that came later stand at the end: programs may count them.
_LATER: Final = (
    Field[AppealItem](
        "time",
        "text",
        _of_sitting(lambda sitting: sitting.time),
        Text(
            "When its hearing begins, where that was announced",
            "Pryd mae ei gwrandawiad yn dechrau, os cyhoeddwyd hynny",
        ),
        "10:00",
    ),
)

APPEALS: Final = Table[AppealItem](
    name="appeals",
    title=Text("Appeals and judicial reviews", "Apeliadau ac adolygiadau barnwrol"),
    fields=_ASKED + _HEARD + _DECIDED + _LATER,
    key=("reference", "appeal"),
    parent="hearings",
)
