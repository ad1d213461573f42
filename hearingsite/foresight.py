"""What a build would change, and what time will change in the days to come; nothing is written, nothing is switched."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from hearingsite import reuse, swap
from hearingsite.diagnostics import Diagnostic, Report
from hearingsite.disk import disk_faults
from hearingsite.guard.scan import Guard
from hearingsite.guard.vault import IdentityList
from hearingsite.prepare import Prepared
from hearingsite.public import urls
from hearingsite.public.data.files import NAMES
from hearingsite.public.data.page import size_words
from hearingsite.public.data.tables import make_rows
from hearingsite.public.forecast import FieldChange, HearingChange, hearing_change
from hearingsite.public.hearing_page import hearing_page
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import Site, SitePlan
from hearingsite.public.statistics_page import STATISTICS
from hearingsite.public.words import Words
from hearingsite.records.ahead import Refusal, faults_ahead
from hearingsite.records.moments import moments_of
from hearingsite.records.register import Entry, Register
from hearingsite.release import release
from hearingsite.removals import check_followed, check_public, is_later
from hearingsite.seal import Seal
from hearingsite.searches import prepare_guarded
from hearingsite.sentry import exceptions_of, source_guard, unsaid
from hearingsite.settings import STATE, Settings
from hearingsite.target import check_target
from hearingsite.untold import check_untold
from hearingsite.values import day_of, reference_order

AHEAD: Final = dt.timedelta(days=14)
_UNUSED: Final = "HS443"
_JUST_AFTER: Final = dt.timedelta(microseconds=1)

_Public = dict[str, Any] | None


class Coming(Struct, frozen=True):
    """A moment to come at which the public will see something else of a hearing.

    Only `change.kind` and the names of fields are told: the rest is not public yet.
    """

    at: dt.datetime
    change: HearingChange


class Foreseen(Struct, frozen=True):
    """What a build would do to the live site.

    `refusals` are the days to come from which on builds will be refused. `reprinted` are pages whose ingredients differ
    from those of the live ones, `retold` the references among them whose data is the same: their text, documents or
    people differ, or which hearings they link to. Both are empty where `is_all` says that everything is printed anew,
    without `is_noted` because nothing here tells how the live pages were printed.
    """

    hearings: tuple[HearingChange, ...]
    retold: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    reprinted: tuple[str, ...]
    is_all: bool
    is_noted: bool
    coming: tuple[Coming, ...]
    refusals: tuple[Refusal, ...]
    report: Report

    @property
    def is_empty(self) -> bool:
        """Whether the public would see nothing else."""
        return not (self.hearings or self.added or self.changed or self.removed or self.reprinted or self.is_all)


def foresee(
    settings: Settings,
    values: Mapping[str, Any],
    now: dt.datetime,
    output: Path,
    *,
    opened: IdentityList | None = None,
) -> Foreseen:
    """Compare the site of the moment `now` with the live one at `output` (absolute), and look two weeks ahead.

    Raises Fault as a build does, with exit code 1 (records), 2 (`output` is no place for a site) or 3 (the guard found
    something in the content).
    """
    check_target(output, settings)
    with disk_faults(settings.project, built=(settings.project / STATE, output)):
        swap.check_output(output, settings.project)
        exceptions = exceptions_of(settings, opened, now)
        prepared = prepare_guarded(settings, now, opened, exceptions, remember=False)
        refusals = [*_refusals(prepared, now)]
        refusals += [Refusal(*one) for one in exceptions.ending(day_of(now) + AHEAD)] if exceptions else []
        foreseen = _compare(prepared, settings, values, now, output)
        if opened:
            guard = source_guard(settings, opened.identities, exceptions)
            refusals = [Refusal(one.on, *unsaid(Report.of([one.fault]), guard).diagnostics) for one in refusals]
            foreseen = _unsaid(foreseen, guard)
        return replace(foreseen, refusals=tuple(sorted(refusals, key=lambda one: (one.on, one.fault))))


def _unsaid(foreseen: Foreseen, guard: Guard) -> Foreseen:
    """The same without a value of the list: the live site may tell what somebody has put on it since."""

    def field(one: FieldChange, own: frozenset[str]) -> FieldChange:
        return replace(one, who=guard.masked_text(one.who, own), before=guard.masked_text(one.before, own))

    hearings = (
        replace(one, fields=tuple(field(change, frozenset({one.reference})) for change in one.fields))
        for one in foreseen.hearings
    )
    removed = tuple(sorted(map(guard.masked, foreseen.removed)))
    return replace(foreseen, hearings=tuple(hearings), removed=removed, report=unsaid(foreseen.report, guard))


def _compare(
    prepared: Prepared, settings: Settings, values: Mapping[str, Any], now: dt.datetime, output: Path
) -> Foreseen:
    site_plan = prepared.site_plan
    live = swap.live_seal(output, settings.project) or Seal("", {})
    planned = {urls.file_of(file.route): file.content for file in site_plan.files}
    keys = reuse.make_keys(site_plan, settings, values)
    noted = swap.live_notes(output, settings.project)
    old_keys = reuse.load_keys(noted[1], live.digest) if noted else reuse.NONE
    differing = [path for path in sorted(site_plan.page_paths()) if not keys.are_same(old_keys, path)]
    reprinted = [path for path in differing if path in live.files]
    is_all = bool(reprinted) and len(reprinted) == len(site_plan.page_paths() & live.files.keys())
    same = () if is_all else _same_figures(site_plan, planned, live, output)
    reprinted = [path for path in reprinted if path not in same]
    hearings = tuple(_hearings(planned, live, output, site_plan.words["en"]))
    vanishing = [*_vanishing(prepared, live, output, settings)] if is_later(now, live.now) else []
    if is_later(now, live.now):
        data = [path for path in filter(urls.is_hearing_data, planned) if _is_retold(path, planned[path], live, output)]
        vanishing += check_followed(live.files, site_plan.paths(), output, settings)
        vanishing += check_untold(data, output, planned, prepared.overview, site_plan.words["en"])
    told = {one.reference for one in hearings}
    return Foreseen(
        hearings=hearings,
        retold=() if is_all else tuple(sorted({*map(_reference_of, reprinted)} - told - {""}, key=reference_order)),
        added=tuple(sorted(site_plan.paths() - live.files.keys())),
        changed=tuple(sorted(path for path, content in planned.items() if _differs(content, live.files.get(path)))),
        removed=tuple(sorted(live.files.keys() - site_plan.paths())),
        reprinted=() if is_all else tuple(reprinted),
        is_all=is_all,
        is_noted=bool(old_keys),
        coming=tuple(_coming(prepared, settings, now)),
        refusals=(),
        report=Report.of([*prepared.report.diagnostics, *vanishing]),
    )


def _same_figures(site_plan: SitePlan, planned: Mapping[str, bytes], live: Seal, output: Path) -> Collection[str]:
    """The pages of statistics and downloads that will come out as they are: they are printed anew with every change of a record.

    A page of statistics shows what is in their files, and that of the downloads how large these are.
    """
    languages, words = site_plan.site.languages, site_plan.words["en"]
    counts = [urls.file_of(urls.statistics_file(name)) for name in STATISTICS]
    if any(path not in live.files or _differs(planned[path], live.files[path]) for path in counts):
        return ()
    same = [urls.file_of(urls.statistics(lang)) for lang in languages]
    are_the_same_hearings = {*filter(urls.is_hearing_data, planned)} == {*filter(urls.is_hearing_data, live.files)}
    sizes = [(len(planned[path]), _size_of(output / path)) for path in map(urls.file_of, map(urls.data_file, NAMES))]
    if are_the_same_hearings and all(size_words(size, words) == size_words(was, words) for size, was in sizes):
        same += [urls.file_of(urls.data(lang)) for lang in languages]
    return same


def _size_of(file: Path) -> int:
    return file.stat().st_size if file.is_file() else -1


def _vanishing(prepared: Prepared, live: Seal, output: Path, settings: Settings) -> Iterator[Diagnostic]:
    """What a build would refuse to take away without being told to."""
    shown = settings.demonstrations == "show"
    yield from check_public(prepared, live.files, output, allowed=(), with_demonstrations=shown)


def _differs(content: bytes, digest: str | None) -> bool:
    return digest is not None and hashlib.sha256(content).hexdigest() != digest


def _is_retold(path: str, content: bytes, live: Seal, output: Path) -> bool:
    """Whether the data of a hearing differs from what the live site tells, and nobody has damaged that."""
    digest = live.files.get(path)
    return digest is not None and _differs(content, digest) and _read(output / path, digest) is not None


def _reference_of(path: str) -> str:
    """The reference of the hearing whose page this is; empty if it is none's."""
    parts = path.removeprefix("cy/").split("/")
    return parts[1].upper() if parts[0] == "hearings" and len(parts) > 2 else ""  # noqa: PLR2004 -- hearings/x/index.html


def _hearings(planned: Mapping[str, bytes], live: Seal, output: Path, words: Words) -> Iterator[HearingChange]:
    """Tell what happens to each hearing: the data beside its page, then and now."""
    paths = filter(urls.is_hearing_data, {*planned, *live.files})
    for path in sorted(paths, key=lambda path: reference_order(_reference_of(path))):
        if path in planned and not _differs(planned[path], live.files.get(path, "")):
            continue
        before = _read(output / path, live.files[path]) if path in live.files else None
        after = json.loads(planned[path]) if path in planned else None
        change = hearing_change(_reference_of(path), before, after, words)
        if change:
            yield change


def _read(file: Path, digest: str) -> _Public:
    """The data of a hearing on the live site, as it was sealed; None where somebody has damaged it."""
    try:
        content = file.read_bytes()
        data = None if _differs(content, digest) else json.loads(content)
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _refusals(prepared: Prepared, now: dt.datetime) -> Iterator[Refusal]:
    """Tell the days from which on a record will stop builds."""
    forces = Register((), prepared.register.forces, prepared.register.unread_forces)
    unused = {one.place for one in prepared.report.diagnostics if one.code == _UNUSED}
    for entry in prepared.register.entries:
        yield from faults_ahead(entry, forces, now, AHEAD.days, unused)


def _coming(prepared: Prepared, settings: Settings, now: dt.datetime) -> Iterator[Coming]:
    found: list[Coming] = []
    for entry in prepared.register.entries:
        ahead = sorted({_minute_of(at) for at in moments_of(entry.hearing) if now < at <= now + AHEAD})
        if ahead:
            found += _life(entry, prepared, settings, now, ahead)
    yield from sorted(found, key=lambda one: (one.at, reference_order(one.change.reference)))


def _minute_of(at: dt.datetime) -> dt.datetime:
    """The minute from which on builds show what changes at a moment: what is over after 23:59:59, from midnight on."""
    return (at + dt.timedelta(seconds=1)).replace(second=0, microsecond=0)


def _life(
    entry: Entry, prepared: Prepared, settings: Settings, now: dt.datetime, ahead: list[dt.datetime]
) -> Iterator[Coming]:
    """Release one record just after each minute at which it may change, and tell where it differs."""
    register = Register((entry,), prepared.register.forces, prepared.register.unread_forces)
    words = prepared.site_plan.words
    before, pages = _public_at(register, settings, now, prepared.site_plan)
    for at in ahead:
        after, new_pages = _public_at(register, settings, at + _JUST_AFTER, prepared.site_plan)
        if (after, new_pages) != (before, pages):
            change = hearing_change(entry.hearing.reference, before, after, words["en"])
            yield Coming(at, change or HearingChange(entry.hearing.reference, "changed", ""))
        before, pages = after, new_pages


def _public_at(
    register: Register, settings: Settings, at: dt.datetime, site_plan: SitePlan
) -> tuple[_Public, list[object]]:
    """What anyone may read of a one-record register: its data, and what its pages show.

    A field of the model that no page shows any more, such as whether the days of a decided hearing are over, is no change.
    """
    public = release(register, at, with_demonstrations=settings.demonstrations == "show").register
    rows = make_rows(public, site_plan.words["en"], settings.site_url)
    pages = [
        _shown(hearing, words, site_plan.site) for hearing in public.hearings for words in site_plan.words.values()
    ]
    for content in (*rows.hearings.values(), *rows.takedowns.values()):
        return json.loads(content), [*pages, *public.tombstones]
    return None, []


def _shown(hearing: PublicHearing, words: Words, site: Site) -> object:
    """What the page of a hearing shows, whatever its documents hold and which hearings are beside it."""
    documents = {document.file: b"" for document in hearing.documents}
    page = hearing_page(hearing, b"", words, site, documents=documents, neighbours=(None, None))
    return page.head, page.view
