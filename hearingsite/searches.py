"""The two searches of a build, of the content and of the finished site, each beside other work where that is worth it."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from hearingsite.diagnostics import Diagnostic, Fault, Report
from hearingsite.forks import Answer, beside
from hearingsite.guard.memory import Memory
from hearingsite.guard.scan import Guard
from hearingsite.guard.vault import IdentityList
from hearingsite.prepare import Prepared, Sought, prepare
from hearingsite.seal import Seal
from hearingsite.sentry import memory_of, output_faults, output_guard, source_faults, source_guard, unsaid
from hearingsite.settings import Settings
from hearingsite.unlock import compare, exitcode_of

if TYPE_CHECKING:
    from hearingsite.guard.exceptions import Exceptions

# From so many on, what is to be looked for or at takes longer than a process takes to start.
_MANY_PEOPLE: Final = 100
_MANY_FILES: Final = 400
_CLEAN: Final = b"clean"

# Searches a finished stage, of whose files some SHA-256 are known (others are empty), and says every finding, and every exception
# that is not needed or no longer holds.
SiteSearch = Callable[[Path, Mapping[str, str]], tuple[Diagnostic, ...]]


def prepare_guarded(
    settings: Settings,
    now: dt.datetime,
    opened: IdentityList | None,
    exceptions: "Exceptions | None",
    *,
    checked_at: dt.datetime | None = None,
    remember: bool = True,
    trust_stamps: bool = False,
    may_keep: bool = False,
    meanwhile: Callable[[Prepared], object] = lambda _: None,
) -> Prepared:
    """Prepare the site while the guard reads the content; what it finds is told with the faults of records and of the list.

    So are exceptions that do not hold. Raises Fault with exit code 1 (records), 2 (list and records disagree) or 3 (the
    guard found something, or designations lack an entry of the list). `remember` and what follows it are as there.
    What can be done with it before anything is known to be wrong is done `meanwhile`: the guard mostly takes longer.
    """
    ready = partial(
        prepare,
        settings,
        now,
        checked_at=checked_at,
        remember=remember,
        trust_stamps=trust_stamps,
        may_keep=may_keep,
    )
    if opened is None:
        done = ready()
        meanwhile(done)
        return done
    memory = memory_of(opened, settings, "content") if remember else None

    def look() -> Answer:
        guard = source_guard(settings, opened.identities, exceptions, memory)
        found = msgspec.msgpack.encode(list(source_faults(guard, settings)))
        return lambda _: found

    files = sum(len(names) for _, _, names in os.walk(settings.content))
    with beside(look, is_worth=_is_worth(opened, settings, memory, files)) as looked:
        made: Prepared | Fault
        try:
            prepared = made = ready(compare=partial(compare, opened))
        except Fault as error:
            made = error
        else:
            meanwhile(prepared)
        found = msgspec.msgpack.decode(looked(b""), type=list[Diagnostic])
    found += exceptions.lapsed() if exceptions else ()
    if isinstance(made, Fault):
        told = unsaid_fault(made, settings, opened, exceptions).report
        raise Fault(Report.of([*found, *told.diagnostics]), 3 if found else exitcode_of(told)) from None
    if found:
        raise Fault(Report.of(found), 3)
    return made


def unsaid_fault(
    error: Fault, settings: Settings, opened: IdentityList | None, exceptions: "Exceptions | None"
) -> Fault:
    """The same fault without a value of the list in what it says."""
    return Fault(unsaid_report(error.report, settings, opened, exceptions), error.exitcode)


def unsaid_report(
    report: Report, settings: Settings, opened: IdentityList | None, exceptions: "Exceptions | None"
) -> Report:
    """The same findings without a value of the list in what they say."""
    if opened is None or not report.diagnostics:
        return report
    return unsaid(report, source_guard(settings, opened.identities, exceptions))


@contextmanager
def site_search(
    sought: Sought,
    settings: Settings,
    opened: IdentityList | None,
    exceptions: "Exceptions | None",
    live: Seal | None,
    *,
    is_preview: bool,
) -> Iterator[SiteSearch]:
    """Get ready to search the finished site while that is printed, and give what does it; most of it is as the `live` one.

    What another process finds is looked for once more by this one, which can tell where it comes from.
    """
    memory = memory_of(opened, settings, "preview" if is_preview else "site")
    is_worth = _is_worth(opened, settings, memory, len(sought.outlines))

    def make() -> Guard:
        return output_guard(sought, opened.identities if opened else (), exceptions, memory)

    def begin() -> Answer:
        guard = make()
        if live:
            guard.look_ahead(live.files)

        def answer(question: bytes) -> bytes:
            stage, known = msgspec.msgpack.decode(question, type=tuple[str, dict[str, str]])
            return b"" if guard.scan_folder(Path(stage), known) else _CLEAN

        return answer

    with beside(begin, is_worth=is_worth) as ask:

        def search(stage: Path, known: Mapping[str, str]) -> tuple[Diagnostic, ...]:
            if is_worth and ask(msgspec.msgpack.encode((str(stage), known))) == _CLEAN:
                return tuple(exceptions.unused(is_all=True)) if exceptions else ()
            guard = make()
            matches = guard.scan_folder(stage, known)
            unfit = (
                tuple(exceptions.unused(is_all=True)) if exceptions else ()
            )  # before sources are searched for where it is
            return (*output_faults(matches, guard, sought, settings), *unfit)

        yield search


def _is_worth(opened: IdentityList | None, settings: Settings, memory: Memory | None, files: int) -> bool:
    """Whether there is so much to look for, or to look at, that it is worth a process of its own.

    The first search of a site takes all processors itself. With exceptions it is asked in the end which were needed, so
    it is done by one process.
    """
    from hearingsite.guard.exceptions import FILE  # noqa: PLC0415 -- cryptography is slow to import

    if memory is None or not memory.file.is_file() or os.path.lexists(settings.project / FILE):
        return False
    return files >= _MANY_FILES or (opened is not None and len(opened.identities) >= _MANY_PEOPLE)
