"""What the preview and the process that rebuilds tell each other: a request, and what came of it."""

import os
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Report, fault

PREVIEW: Final = "preview"  # the folder of the preview's builds, below the project's
CAN_FORK: Final = hasattr(os, "fork")


class Request(Struct, frozen=True, kw_only=True):
    """What to build: the project's folder, the moment (ISO, aware), the private list and its key (or empty).

    With `drafts`, the moment is the one at which nothing of the records is under embargo any more.
    """

    project: str
    now: str
    drafts: bool = False
    identities: str = ""
    key: str = ""


class Attempt(Struct, frozen=True, kw_only=True):
    """What came of a request; where `exitcode` is 0, `site` is the real folder of the finished build.

    `crash` is the sentence about a bug.
    """

    exitcode: int
    now: str
    diagnostics: tuple[Diagnostic, ...] = ()
    crash: str = ""
    site: str = ""
    pages: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    seconds: float = 0.0

    @property
    def report(self) -> Report:
        """What was found."""
        return Report(self.diagnostics)

    @property
    def is_built(self) -> bool:
        """Whether there is a site of the present state."""
        return self.exitcode == 0


def lost(request: Request, how: str) -> Attempt:
    """The attempt whose process was ended from outside; `how` names the way."""
    error = fault("HS730", PREVIEW, f"The rebuild was ended from outside: {how}.", "Save a file once more.", exitcode=4)
    return Attempt(exitcode=4, now=request.now, diagnostics=error.report.diagnostics)
