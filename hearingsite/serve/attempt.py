"""One rebuild of the preview: from a request to what came of it, faults and bugs included."""

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hearingsite import swap
from hearingsite.build import Built, build
from hearingsite.crash import BUG, describe_crash, lack_faults
from hearingsite.diagnostics import Fault
from hearingsite.disk import disk_faults
from hearingsite.records.check import after_embargoes
from hearingsite.serve.messages import PREVIEW, Attempt, Request
from hearingsite.settings import STATE, read_config, settings_from
from hearingsite.target import check_preview
from hearingsite.unlock import unlock


def attempt(request: Request, answer: Callable[[Attempt], None], *, is_tidied: bool = True) -> None:
    """Build the preview and answer once, as soon as it shows; whatever goes wrong before is told in the answer.

    `is_tidied` is as in a build.
    """
    answers: list[Attempt] = []

    def answer_once(made: Attempt) -> None:
        if not answers:
            answers.append(made)
            answer(made)

    try:
        with lack_faults():
            _build(request, time.perf_counter(), answer_once, is_tidied=is_tidied)
    except Fault as error:
        answer_once(Attempt(exitcode=error.exitcode, now=request.now, diagnostics=error.report.diagnostics))
    except Exception as error:  # noqa: BLE001 -- the last line of defence: a bug
        answer_once(Attempt(exitcode=BUG, now=request.now, crash=describe_crash(error)))


def _build(request: Request, started: float, answer: Callable[[Attempt], None], *, is_tidied: bool) -> None:
    project = Path(request.project)
    values = read_config(project)
    settings = settings_from(values, project)
    output = project / PREVIEW
    check_preview(output, settings)
    today = now = dt.datetime.fromisoformat(request.now)
    if request.drafts:
        with disk_faults(project):
            now = after_embargoes(settings.content, project, project / STATE, now)
    opened = unlock(settings, *(Path(one) if one else None for one in (request.identities, request.key)))

    def tell(built: Built) -> None:
        made = Attempt(
            exitcode=0,
            now=now.isoformat(),
            diagnostics=built.report.diagnostics,
            site=str(output.resolve()),
            pages=built.pages,
            added=len(built.difference.added),
            changed=len(built.difference.changed),
            removed=len(built.difference.removed),
            seconds=time.perf_counter() - started,
        )
        answer(made)

    build(
        settings,
        values,
        now,
        output,
        checked_at=today,
        allow_removal=None,
        opened=opened,
        on_live=tell,
        is_tidied=is_tidied,
    )


def tidy(request: Request) -> None:
    """Remove older builds of the preview: half of the time of a rebuild went into that, so it comes after the answer."""
    project = Path(request.project)
    if (project / STATE).is_dir():
        with suppress(Fault), swap.locked(project):
            swap.tidy(project / PREVIEW, project)
