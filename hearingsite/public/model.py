"""What anyone may read: the only hearing that pages, feeds and tables ever see.

Made by `release` alone, field by field, for one moment. A field that is None or empty here is either not
recorded or not public at that moment; nothing in this room can tell which, and nothing needs to.
Texts come in English and, where somebody translated them, in Welsh; days and moments are UK ones.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

from hearingsite.values import DayOrYear, Deadline, Moment, Text
from hearingsite.vocabulary import codes


class PublicForce(Struct, frozen=True, kw_only=True):
    """A police force."""

    code: str
    name: Text
    short: Text
    kind: codes.ForceKind
    url: str | None = None
    press_email: str | None = None
    press_phone: str | None = None
    contact: Text | None = None
    languages: tuple[codes.Language, ...] = ("en",)

    @property
    def is_demonstration(self) -> bool:
        """Whether the force is invented."""
        return self.kind == "demonstration"


class PublicDecision(Struct, frozen=True, kw_only=True):
    """A decision about privacy: who asked for what, and what was decided."""

    on: Moment | None = None
    asked_by: str | None = None
    asked_for: str | None = None
    result: codes.DecisionResult
    note: Text | None = None


class PublicChair(Struct, frozen=True, kw_only=True):
    """Who chairs the hearing; `rank` is that of somebody who leads a force."""

    role: codes.ChairRole
    rank: codes.Rank | None = None
    name: str | None = None
    force: Text | None = None


class PublicSitting(Struct, frozen=True, kw_only=True):
    """When, where and how a hearing sits; `days` is empty where only `first`, `last` or `about` is known."""

    kind: codes.Kind
    regulations: codes.Regulations
    days: tuple[dt.date, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    day_count: int | None = None
    about: Text | None = None
    time: str | None = None
    venue: Text | None = None
    attend: Text | None = None
    register_by: Deadline | None = None
    held: codes.Held
    private_reason: Text | None = None
    private_ground: codes.Ground | None = None
    chair: PublicChair | None = None
    decisions: tuple[PublicDecision, ...] = ()


class PublicNotice(Struct, frozen=True, kw_only=True):
    """The public notice, without its text: that of a hearing is its account until the outcome is published."""

    published: Moment
    representations_by: Deadline | None = None
    shortened: Text | None = None


class PublicAllegation(Struct, frozen=True, kw_only=True):
    """One allegation; `finding` and `level` are those in force, `panel_…` what the panel found where that differs."""

    place: int
    conduct: Text | None = None
    when: Text | None = None
    duty: codes.Duty | None = None
    count: int = 1
    standards: tuple[codes.Standard, ...] = ()
    alleged_level: codes.AllegedLevel | None = None
    response: codes.Response | None = None
    finding: codes.Finding | None = None
    level: codes.Level | None = None
    panel_finding: codes.Finding | None = None
    panel_level: codes.Level | None = None

    @property
    def is_proven(self) -> bool:
        """Whether it was proven, wholly or in part."""
        return self.finding in codes.PROVEN


class PublicOutcome(Struct, frozen=True, kw_only=True):
    """An outcome with what belongs to it."""

    outcome: codes.Outcome
    months: int | None = None
    reduced_to: codes.Rank | None = None
    reasons: Text | None = None


class PublicOfficer(Struct, frozen=True, kw_only=True):
    """An officer whose case is heard; `outcome` is the one in force now, `panel_outcome` the panel's where that differs."""

    place: int
    designation: str
    is_named: bool
    formerly: tuple[str, ...] = ()
    anonymity_basis: codes.AnonymityBasis | None = None
    rank: codes.Rank
    rank_then: codes.Rank | None = None
    rank_status: codes.RankStatus | None = None
    service: codes.Service
    left: codes.Leaving | None = None
    left_on: dt.date | None = None
    attended: codes.Attendance | None = None
    collar_number: str | None = None
    allegations: tuple[PublicAllegation, ...] = ()
    standards_alleged: tuple[codes.Standard, ...] = ()
    standards_breached: tuple[codes.Standard, ...] = ()
    level: codes.Level | None = None
    outcome: PublicOutcome | None = None
    panel_outcome: PublicOutcome | None = None
    awaits_new_decision: bool = False
    barred_list: codes.BarredList | None = None


class PublicPerson(Struct, frozen=True, kw_only=True):
    """Somebody else whom the hearing names or designates."""

    designation: Text
    is_named: bool
    roles: tuple[codes.Role, ...]
    post: Text | None = None
    anonymity: codes.Anonymity | None = None


class PublicRestriction(Struct, frozen=True, kw_only=True):
    """What must not be published; `protects` is None where not even the designation is public yet."""

    protects: Text | None
    protects_all: bool = False
    covers: codes.Covers
    imposed_by: codes.Imposer
    ground: codes.Ground
    text: Text | None = None
    starts: Moment | None = None
    until: Deadline | None = None
    lifted: Deadline | None = None
    lifted_by: str | None = None
    lifted_note: Text | None = None
    is_over: bool = False
    decisions: tuple[PublicDecision, ...] = ()

    @property
    def ended(self) -> Deadline | None:
        """When it ended, if it has."""
        return self.lifted or (self.until if self.is_over else None)


class PublicInvestigation(Struct, frozen=True, kw_only=True):
    """Who investigated, and how the matter came to light."""

    by: codes.InvestigatedBy
    form: codes.InvestigationForm | None = None
    referral: codes.Referral | None = None
    origin: codes.Origin | None = None


class PublicCriminalMatter(Struct, frozen=True, kw_only=True):
    """A step of criminal proceedings about the same matter."""

    officer: str | None = None
    state: codes.CriminalState
    on: Moment | None = None
    note: Text | None = None


class PublicStep(Struct, frozen=True, kw_only=True):
    """A change of status that has come."""

    on: Moment
    status: codes.Status
    reason: Text | None = None
    days: tuple[dt.date, ...] = ()


class PublicAppeal(Struct, frozen=True, kw_only=True):
    """An appeal or judicial review that is public; `sets_aside` is "panel" or the place of an earlier one, 1 first.

    `place` is its own in the record; `notice` is of its hearing, with `notice_text` while that may be to come, `heard_at` the
    end of its last sitting day; `history` are the changes of its sitting that have come.
    """

    place: int
    body: codes.AppealBody
    route: codes.AppealRoute | None = None
    brought_by: codes.AppealParty | None = None
    lodged: dt.date | None = None
    decided: DayOrYear | None = None
    published: Moment
    result: codes.AppealResult
    sets_aside: str | None = None
    sent_back_to: codes.SentBackTo | None = None
    in_force: codes.InForce | None = None
    sitting: PublicSitting | None = None
    notice: PublicNotice | None = None
    notice_text: Text | None = None
    heard_at: dt.datetime | None = None
    history: tuple[PublicStep, ...] = ()
    note: Text | None = None

    @property
    def name(self) -> Literal["appeal", "challenge"]:
        """What it is called: a judicial review is no appeal. Where no route is recorded, the body tells."""
        by_body = "judicial-review" if self.body == "high-court" else "appeal"
        return "appeal" if (self.route or by_body) == "appeal" else "challenge"


class PublicChange(Struct, frozen=True, kw_only=True):
    """A correction or another change after publication; `place` is its own among those of its moment, 1 first."""

    place: int
    on: Moment
    kind: codes.ChangeKind
    what: Text | None = None


class PublicQuote(Struct, frozen=True, kw_only=True):
    """What somebody said."""

    by: str
    text: Text


class PublicDocument(Struct, frozen=True, kw_only=True):
    """A document below `content/files/`."""

    file: str
    title: Text


class PublicHearing(Struct, frozen=True, kw_only=True, dict=True):
    """One hearing as it is public at one moment.

    `is_over` tells whether the last sitting day has passed; `outcome_published` is set where findings came first.
    `account` is Markdown: what the notice says until the outcome is published, the account of the case after.
    `first_public` and `updated` are the first and the latest of its public moments. `anonymised_from` is when the time of
    names was over; `ended_entries` are the feed entries that ended with it, as the last part of their ids. `details_released`
    is when a criminal case ended that had held details back; `change_count` counts all changes but minor ones, those that may
    no longer be told as well; `taken_off` are the lists that appeals took it off.
    """

    reference: str
    force: PublicForce
    status: codes.PublicStatus
    is_published: bool
    is_over: bool
    sitting: PublicSitting
    notice: PublicNotice | None = None
    officers: tuple[PublicOfficer, ...]
    people: tuple[PublicPerson, ...] = ()
    restrictions: tuple[PublicRestriction, ...] = ()
    investigation: PublicInvestigation | None = None
    criminal_proceedings: tuple[PublicCriminalMatter, ...] = ()
    published: Moment | None = None
    outcome_published: Moment | None = None
    first_public: Moment
    updated: Moment
    summary: Text | None = None
    account: Text | None = None
    quotes: tuple[PublicQuote, ...] = ()
    documents: tuple[PublicDocument, ...] = ()
    area: Text | None = None
    history: tuple[PublicStep, ...] = ()
    appeals: tuple[PublicAppeal, ...] = ()
    changes: tuple[PublicChange, ...] = ()
    details_held_back: bool = False
    details_released: tuple[Moment, ...] = ()
    change_count: int = 0
    is_anonymised: bool = False
    anonymised_from: dt.datetime | None = None
    ended_entries: tuple[str, ...] = ()
    taken_off: tuple[tuple[str, str], ...] = ()

    @property
    def is_demonstration(self) -> bool:
        """Whether the hearing is invented."""
        return self.force.is_demonstration


class PublicTombstone(Struct, frozen=True, kw_only=True):
    """What stays of a hearing that was taken down: address, reference, force, day and reason.

    `entries` are the feed entries it had, as the last part of their ids, so that feeds can tell that they are gone;
    `sittings` are its sitting days for calendars, each as the last part of its id and the number of its newest version.
    `at` is the moment since when it is gone, by which feeds and calendars order it; people are told the day.
    """

    reference: str
    force: PublicForce
    at: Moment
    on: dt.date
    reason: Text
    entries: tuple[str, ...] = ()
    sittings: tuple[tuple[str, int], ...] = ()


class PublicRegister(Struct, frozen=True, kw_only=True):
    """Everything that is public at one moment, in the order of references.

    `left` has a kind of list and a code (`ranks`, `sergeant`) for each list that a hearing has left: it keeps its address.
    """

    hearings: tuple[PublicHearing, ...]
    tombstones: tuple[PublicTombstone, ...]
    left: tuple[tuple[str, str], ...] = ()
    forces: tuple[PublicForce, ...]
