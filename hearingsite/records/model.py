"""The record as a type: the single definition that reading, faults and the JSON Schema all go by.

Private and public fields stand side by side here; only `release` may carry anything out of this room.
Names, codes and meanings are a contract with editors and other programs; the description beside a field is what an editor
sees in a schema-aware tool.
"""

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

from hearingsite.values import Count, DayOrYear, Deadline, Moment, Text, check_years
from hearingsite.vocabulary import codes

# `$` alone would let a line feed pass behind it; `(?!\n)` means the same to Python and to readers of the JSON Schema.
REFERENCE = r"^[A-Z]{1,6}-(19|20)[0-9]{2}-[0-9]{1,6}$(?!\n)"
TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)"
# Single blanks only, so that two ways to write a designation never look alike.
DESIGNATION = r"^\S+( \S+)*$(?!\n)"
E_MAIL = r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$(?!\n)"
PHONE = r"^[+(]?[0-9][0-9 ()]*$(?!\n)"

# Each alias says, as a noun with its article, what the field holds: sentences about faults are made from it.
Reference = Annotated[str, Meta(title="a reference", description="prefix-year-digits, for example ABC-2024-001")]
Word = Annotated[str, Meta(title="a text", pattern=r"\S")]
Code = Annotated[str, Meta(title="a code", pattern=DESIGNATION)]
Designation = Annotated[str, Meta(title="a designation or a name", pattern=DESIGNATION)]
Kind = Annotated[codes.Kind, Meta(title="a kind of hearing")]
Regulations = Annotated[codes.Regulations, Meta(title="a set of regulations")]
Held = Annotated[codes.Held, Meta(title="a way of holding a hearing")]
Status = Annotated[codes.Status, Meta(title="a status")]
Ground = Annotated[codes.Ground, Meta(title="a ground")]
Rank = Annotated[codes.Rank, Meta(title="a rank")]
Standard = Annotated[codes.Standard, Meta(title="one of the ten standards")]
Level = Annotated[codes.Level, Meta(title="a level")]
Outcome = Annotated[codes.Outcome, Meta(title="an outcome")]
Finding = Annotated[codes.Finding, Meta(title="a finding")]


class _Block(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every block of a record has in common: frozen, by keyword, no unknown keys."""


class Chair(_Block, frozen=True, kw_only=True):
    """Who chairs the hearing."""

    role: Annotated[codes.ChairRole, Meta(title="a chair's role")]
    name: Designation | None = None
    force: Annotated[Code, Meta(description="code of the chair's force, if it is another one")] | None = None


class Decision(_Block, frozen=True, kw_only=True):
    """A decision about privacy: who asked for what, and what was decided."""

    on: Annotated[Moment, Meta(description="day of the decision")] | None = None
    asked_by: Word | None = None
    asked_for: Word | None = None
    result: Annotated[codes.DecisionResult, Meta(title="a decision")]
    note: Text | None = None


class SittingSpan(_Block, frozen=True, kw_only=True):
    """Sitting days of which only the ends are known (`first`, `last`), or only a rough time (`about`)."""

    first: dt.date | None = None
    last: dt.date | None = None
    days: Count | None = None
    about: Text | None = None

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(self.first, self.last)


class HistoryEntry(_Block, frozen=True, kw_only=True):
    """A change of status, with its day and its reason."""

    on: Moment
    status: Status
    reason: Text | None = None
    dates: Annotated[list[dt.date], Meta(description="all sitting days from then on")] | None = None

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(*self.dates or ())


class Sitting(_Block, frozen=True, kw_only=True):
    """`hearing`: what kind it is, when and where it sits, and whether the public may come."""

    kind: Kind
    regulations: Regulations | None = None
    dates: list[dt.date] | SittingSpan
    time: Annotated[str, Meta(title='a time like "10:00"', pattern=TIME)] | None = None
    venue: Text | None = None
    attend: Annotated[Text, Meta(description="how the public and the press attend")] | None = None
    register_by: Deadline | None = None
    held: Held
    private_reason: Text | None = None
    private_ground: Ground | None = None
    chair: Chair | None = None
    decisions: list[Decision] = []
    history: list[HistoryEntry] = []

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(*self.dates if isinstance(self.dates, list) else ())


class Shortened(_Block, frozen=True, kw_only=True):
    """Why the notice period was shortened."""

    reason: Text


class Notice(_Block, frozen=True, kw_only=True):
    """The public notice; before `published` nothing of the record is public."""

    published: Moment
    text: Text | None = None
    until: Annotated[Deadline, Meta(description="last day shown, for a notice that led to no outcome")] | None = None
    representations_by: Deadline | None = None
    shortened: Shortened | None = None


class Allegation(_Block, frozen=True, kw_only=True):
    """What was alleged, and what was found."""

    conduct: Annotated[Text, Meta(description='phrase after "It was alleged that the officer …", or not-published')]
    when: Text | None = None
    duty: Annotated[codes.Duty, Meta(title="on duty or off duty")] | None = None
    count: Annotated[Count, Meta(description="how often; 1 if absent")] | None = None
    standards: list[Standard] = []
    alleged_level: Annotated[codes.AllegedLevel, Meta(title="an alleged level")] | None = None
    response: Annotated[codes.Response, Meta(title="a response")] | None = None
    finding: Finding | None = None
    level: Level | None = None


class Left(_Block, frozen=True, kw_only=True):
    """How and when an officer left the police."""

    how: Annotated[codes.Leaving, Meta(title="a way of leaving")]
    on: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(self.on)


class Officer(_Block, frozen=True, kw_only=True):
    """An officer whose case is heard, under a designation or a name."""

    known_as: Designation | None = None
    name: Designation | None = None
    anonymous_as: Designation | None = None
    formerly: list[Designation] = []
    anonymity_basis: Annotated[codes.AnonymityBasis, Meta(title="a basis of anonymity")] | None = None
    rank: Rank
    rank_then: Rank | None = None
    rank_status: Annotated[codes.RankStatus, Meta(title="a status of rank")] | None = None
    service: Annotated[codes.Service, Meta(title="a state of service")]
    left: Left | None = None
    attended: Annotated[codes.Attendance, Meta(title="a form of attendance")] | None = None
    collar_number: Word | None = None
    allegations: list[Allegation] = []
    standards_alleged: list[Standard] = []
    standards_breached: list[Standard] = []
    level: Level | None = None
    outcome: Outcome | None = None
    outcome_months: Count | None = None
    reduced_to: Rank | None = None
    reasons: Text | None = None
    barred_list: Annotated[codes.BarredList, Meta(title="a state of the barred list")] | None = None

    @property
    def key(self) -> str:
        """What the rest of the record calls this officer."""
        return self.known_as or self.name or ""


class Person(_Block, frozen=True, kw_only=True):
    """Somebody else whom the record names or designates."""

    known_as: Text | None = None
    name: Designation | None = None
    formerly: list[Designation] = []
    role: list[Annotated[codes.Role, Meta(title="a role")]]
    post: Text | None = None
    anonymity: Annotated[codes.Anonymity, Meta(title="a form of anonymity")] | None = None

    @property
    def key(self) -> str:
        """What the rest of the record calls this person."""
        return self.known_as.en if self.known_as else self.name or ""


class Lifted(_Block, frozen=True, kw_only=True):
    """The end of a restriction, at the last minute of `on`."""

    on: Deadline
    by: Word
    note: Text | None = None


class Restriction(_Block, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What must not be published, who said so, until when."""

    protects: Annotated[Designation, Meta(description="a designation of this record, or all")]
    covers: Annotated[codes.Covers, Meta(title="something that a restriction covers")]
    imposed_by: Annotated[codes.Imposer, Meta(title="somebody who imposes a restriction")]
    ground: Ground
    text: Text | None = None
    from_: Moment | None = None
    until: Deadline | None = None
    lifted: Lifted | None = None
    decisions: list[Decision] = []


class Investigation(_Block, frozen=True, kw_only=True):
    """Who investigated, and how the matter came to light."""

    by: Annotated[codes.InvestigatedBy, Meta(title="an investigating body")]
    form: Annotated[codes.InvestigationForm, Meta(title="a form of investigation")] | None = None
    referral: Annotated[codes.Referral, Meta(title="a kind of referral")] | None = None
    origin: Annotated[codes.Origin, Meta(title="an origin")] | None = None


class CriminalMatter(_Block, frozen=True, kw_only=True):
    """A step of criminal proceedings about the same matter."""

    officer: Designation | None = None
    state: Annotated[codes.CriminalState, Meta(title="a state of criminal proceedings")]
    on: Moment | None = None
    note: Text | None = None


class Publication(_Block, frozen=True, kw_only=True):
    """When the outcome becomes public, how long it stays, and what happens then."""

    publish_at: Moment
    outcome_at: Moment | None = None
    keep_until: Annotated[Deadline, Meta(description="last day shown")] | None = None
    afterwards: Annotated[codes.Afterwards, Meta(title="something that happens afterwards")] = "keep"
    basis: Text | None = None
    report_received: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(self.report_received)


class Takedown(_Block, frozen=True, kw_only=True):
    """From `at` on, only address, reference, force, day and reason are public."""

    at: Moment
    reason: Text
    by: Word


class AllegationDecision(_Block, frozen=True, kw_only=True):
    """What an appeal decided about one allegation."""

    finding: Finding | None = None
    level: Level | None = None
    outcome: Outcome | None = None


class OfficerDecision(_Block, frozen=True, kw_only=True):
    """What an appeal decided about one officer."""

    outcome: Outcome | None = None
    outcome_months: Count | None = None
    reasons: Text | None = None
    level: Level | None = None
    allegations: Annotated[
        dict[str, AllegationDecision], Meta(description="place of the allegation, 1 first → what was decided")
    ] = {}


class Appeal(_Block, frozen=True, kw_only=True):
    """An appeal or a judicial review, from lodging to decision."""

    body: Annotated[codes.AppealBody, Meta(title="an appeal body")]
    route: Annotated[codes.AppealRoute, Meta(title="a route of appeal")] | None = None
    brought_by: Annotated[codes.AppealParty, Meta(title="somebody who appeals")] | None = None
    lodged: dt.date | None = None
    decided: DayOrYear | None = None
    published: Moment | None = None
    result: Annotated[codes.AppealResult, Meta(title="a result of an appeal")]
    sets_aside: (
        Annotated[
            str,
            Meta(title="what is set aside", description="panel, or a place", pattern=r"^(panel|[1-9][0-9]?)$(?!\n)"),
        ]
        | None
    ) = None
    sent_back_to: Annotated[codes.SentBackTo, Meta(title="a body to send a case back to")] | None = None
    in_force: Annotated[codes.InForce, Meta(title="a state in force")] | None = None
    hearing: Sitting | None = None
    notice: Notice | None = None
    note: Text | None = None
    officers: dict[str, OfficerDecision] = {}

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(self.lodged)


class Change(_Block, frozen=True, kw_only=True):
    """A correction or another change after publication."""

    on: Moment
    kind: Annotated[codes.ChangeKind, Meta(title="a kind of change")]
    what: Text


class Attachment(_Block, frozen=True, kw_only=True):
    """A document below `content/files/`."""

    file: Word
    title: Text


class Quote(_Block, frozen=True, kw_only=True):
    """What somebody of this record said."""

    by: Designation
    text: Text


class Allow(_Block, frozen=True, kw_only=True):
    """A reviewed exception to a rule."""

    rule: Word
    words: Word
    reason: Word
    by: Word
    until: dt.date

    def __post_init__(self) -> None:
        """Refuse days that are too far away, which msgspec would take."""
        check_years(self.until)


class Hearing(_Block, frozen=True, kw_only=True):
    """One hearing: born with the public notice, finished when the last appeal is over."""

    reference: Annotated[Reference, Meta(pattern=REFERENCE)]
    force: Annotated[Code, Meta(description="code of a file in content/forces/")]
    status: Status
    summary: Annotated[Text, Meta(description="one or two plain sentences, at most 600 characters")] | None = None
    hearing: Sitting
    notice: Notice | None = None
    officers: Annotated[list[Officer], Meta(min_length=1)]
    people: list[Person] = []
    restrictions: list[Restriction] = []
    investigation: Investigation | None = None
    criminal_proceedings: list[CriminalMatter] = []
    publication: Publication | None = None
    takedown: Takedown | None = None
    appeals: list[Appeal] = []
    changes: list[Change] = []
    attachments: list[Attachment] = []
    quotes: list[Quote] = []
    area: Annotated[Text, Meta(description="town or district; withheld says that it is held back")] | None = None
    welsh_checked: Moment | None = None
    editor_note: Annotated[Word, Meta(description="private, for colleagues; in no output")] | None = None
    allow: list[Allow] = []

    def everybody(self) -> tuple[Officer | Person, ...]:
        """Officers, then other people."""
        return (*self.officers, *self.people)


class Force(_Block, frozen=True, kw_only=True):
    """A police force: `content/forces/<code>.yaml`."""

    name: Text
    short: Text
    kind: Annotated[codes.ForceKind, Meta(title="a kind of force")]
    reference_prefix: Annotated[str, Meta(title="a prefix", pattern=r"^[A-Z]{1,6}$(?!\n)")]
    url: Annotated[str, Meta(title="an address that begins with https://", pattern=r"^https://\S+$(?!\n)")] | None = (
        None
    )
    press_email: Annotated[str, Meta(title="one e-mail address", pattern=E_MAIL)] | None = None
    press_phone: Annotated[str, Meta(title="a telephone number", pattern=PHONE)] | None = None
    contact: Text | None = None
    languages: list[Annotated[codes.Language, Meta(title="a language")]]
