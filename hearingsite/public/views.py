"""What templates see: strings that are ready to print, in the order in which they are printed.

A template lays out; it does no date arithmetic, no sorting, no policy. `lang` beside a text is the language the
text is really in, so that a page can mark English inside Welsh. Routes begin with a slash.
"""

from msgspec import Struct

from hearingsite.vocabulary.codes import Language


class Said(Struct, frozen=True):
    """A text with its language; where a part of it is in another one, `parts` are its pieces in order."""

    text: str
    lang: str
    parts: tuple["Said", ...] = ()


class Link(Struct, frozen=True):
    """A name and where it leads."""

    name: str
    route: str


class Head(Struct, frozen=True, kw_only=True):
    """What every page of ours tells its frame; `section` names the entry of the menu that is current.

    `has_script` is for the pages with a search box; `script_data` is JSON of schema.org, safe in a script element;
    `trail` leads from the home page to the page above this one; `description_lang` is empty where the description is in
    the language of the page.
    """

    title: str
    description: str
    description_lang: str = ""
    route: str
    section: str
    shows_demonstration: bool = False
    is_article: bool = False
    may_index: bool = True
    has_script: bool = False
    script_data: str = ""
    trail: tuple[Link, ...] = ()


class StripCell(Struct, frozen=True):
    """One of the ten cells; `state` is breached, alleged or clear."""

    name: str
    state: str


class Strip(Struct, frozen=True):
    """The ten-standards strip with its text alternative; `states` are those of its cells, the first letter of each."""

    cells: tuple[StripCell, ...]
    text: str
    states: str


class Row(Struct, frozen=True, kw_only=True):
    """One hearing in a list; `route` is in the language of the row, so no two rows share it."""

    lang: Language
    route: str
    headline: str
    force: Said
    reference: str
    when: str
    day: str
    status: str
    strip: Strip | None
    is_demonstration: bool


class Fact(Struct, frozen=True, kw_only=True):
    """A term with one or more values; `note` explains a value; `term_lang` is empty where the term is in the language of the page."""

    term: str
    term_lang: str = ""
    values: tuple[Said, ...]
    note: Said | None = None
    href: str = ""


class Banner(Struct, frozen=True, kw_only=True):
    """A state that a reader must not miss; `kind` is a status, or held-back, anonymised, appealed, corrected, demonstration."""

    kind: str
    title: str
    text: Said | None = None


class AllegationView(Struct, frozen=True, kw_only=True):
    """One allegation, alleged beside found; `finding_code` is for the look, `panel` says what the panel found before an appeal.

    `is_told` says whether `conduct` continues "It was alleged that the officer …" in the language of the page; if not,
    it stands alone: it is in the other language, or says why it is not told.
    """

    place: int
    conduct: Said
    is_told: bool
    details: tuple[Said, ...]
    standards: tuple[Link, ...]
    alleged_level: str
    response: str
    finding: str
    finding_code: str
    level: str
    panel: str


class OfficerView(Struct, frozen=True, kw_only=True):
    """One officer; `panel_outcome` and `panel_reasons` say what the panel decided before an appeal changed it."""

    anchor: str
    designation: str
    facts: tuple[Fact, ...]
    allegations: tuple[AllegationView, ...]
    level: str
    outcome: str
    outcome_code: str
    outcome_meaning: str
    panel_outcome: str
    panel_reasons: tuple[Said, ...]
    reasons: tuple[Said, ...]
    barred: str
    barred_meaning: str


class BreachView(Struct, frozen=True, kw_only=True):
    """A standard found breached (or alleged and not proven): its plain meaning, and by whom at what level.

    `place` is its place in Schedule 2, 1 first.
    """

    place: int
    name: str
    route: str
    meaning: str
    findings: tuple[str, ...]


class RestrictionView(Struct, frozen=True, kw_only=True):
    """A restriction in plain sentences; `is_over` for those that have ended."""

    sentences: tuple[Said, ...]
    text: Said | None
    is_over: bool


class QuoteView(Struct, frozen=True):
    """What somebody said."""

    text: Said
    by: Said
    post: Said | None


class Event(Struct, frozen=True, kw_only=True):
    """A step of the timeline; `day` is ISO for machines, `when` for people."""

    day: str
    when: str
    what: str
    text: Said | None = None


class AppealView(Struct, frozen=True, kw_only=True):
    """An appeal: what was asked of whom, and what came of it."""

    title: str
    facts: tuple[Fact, ...]
    notice_title: str
    notice_html: str
    notice_lang: str
    note: Said | None


class DocumentView(Struct, frozen=True, kw_only=True):
    """A document: `kind` and `size` in words, `media_type` for machines, `file_name` under which it is saved."""

    title: Said
    route: str
    media_type: str
    kind: str
    size: str
    file_name: str


class Neighbour(Struct, frozen=True):
    """The hearing of the same force before or after one, in the order of references."""

    reference: str
    route: str


class HearingView(Struct, frozen=True, kw_only=True):
    """A hearing's page, from top to bottom.

    `calendar` is the route of the force's calendar, empty once nothing is to come; `data` that of the page as data.
    """

    reference: str
    force: str
    kicker: Said
    headline: str
    summary: Said
    banners: tuple[Banner, ...]
    facts: tuple[Fact, ...]
    officers: tuple[OfficerView, ...]
    strip: Strip | None
    breaches: tuple[BreachView, ...]
    not_proven: tuple[BreachView, ...]
    has_findings: bool
    are_set_aside: bool
    restrictions: tuple[RestrictionView, ...]
    account_title: str
    account_html: str
    account_lang: str
    people: tuple[Fact, ...]
    quotes: tuple[QuoteView, ...]
    investigation: tuple[Fact, ...]
    criminal: tuple[Fact, ...]
    timeline: tuple[Event, ...]
    appeals: tuple[AppealView, ...]
    appeals_title: str
    changes: tuple[Event, ...]
    documents: tuple[DocumentView, ...]
    calendar: str
    data: str
    cite: Said
    contacts: tuple[Fact, ...]
    support: tuple[Fact, ...]
    earlier: Neighbour | None
    later: Neighbour | None
    first_public: str
    first_public_at: str
    updated: str
    updated_at: str


class TombstoneView(Struct, frozen=True, kw_only=True):
    """What stays of a hearing that was taken down."""

    title: str
    reference: str
    force: Said
    day: str
    reason: Said


class Download(Struct, frozen=True, kw_only=True):
    """A file of data; `size` is in words."""

    name: str
    route: str
    size: str
    text: str


class FieldView(Struct, frozen=True, kw_only=True):
    """A line of the data dictionary; `codes` is the anchor of the list of its codes, empty where it has none."""

    name: str
    kind: str
    text: str
    example: str
    codes: str


class TableView(Struct, frozen=True, kw_only=True):
    """A table of the data dictionary; `keys` names the fields that tell rows apart, empty where none do."""

    name: str
    title: str
    route: str
    keys: str
    fields: tuple[FieldView, ...]


class CodeView(Struct, frozen=True):
    """A code and what it is called."""

    code: str
    name: str


class CodeList(Struct, frozen=True):
    """The codes of some fields."""

    anchor: str
    fields: tuple[str, ...]
    codes: tuple[CodeView, ...]


class DataView(Struct, frozen=True, kw_only=True):
    """The page of downloads with the data dictionary."""

    title: str
    intro: str
    downloads: tuple[Download, ...]
    tables: tuple[TableView, ...]
    codes: tuple[CodeList, ...]
    licence: str
    licence_url: str


class CountRow(Struct, frozen=True):
    """A line of a statistic; `bar` is the length of its bar, of 100."""

    label: str
    bar: str
    numbers: tuple[str, ...]


class StatisticView(Struct, frozen=True, kw_only=True):
    """A statistic: what is counted, and the counts; `empty` says that there are none."""

    anchor: str
    title: str
    text: str
    key: str
    columns: tuple[str, ...]
    rows: tuple[CountRow, ...]
    empty: str
    file: str


class StatisticsView(Struct, frozen=True, kw_only=True):
    """The page of statistics; `invented` counts demonstrations, apart."""

    title: str
    intro: str
    counted: tuple[str, ...]
    real: tuple[StatisticView, ...]
    invented: tuple[StatisticView, ...]
