"""Plain `pelican`: the same story as `hearingsite build`, into a preview folder, failing as loudly.

Pelican's `main` makes one of these (PELICAN_CLASS) and calls `run`. It ends with SystemExit, because Pelican
prints a traceback for every other exception.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hearingsite.build import build
from hearingsite.diagnostics import FORMATS, Fault, Report
from hearingsite.moment import read_now
from hearingsite.settings import settings_from


class Preview:
    """What Pelican runs instead of itself."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Keep Pelican's settings, the command line's overrides included."""
        self.settings = settings

    def run(self) -> None:
        """Build the preview; ends the process with the contract's exit code where that fails."""
        # Pelican has made PATH absolute; the project is where pelicanconf.py lies, which is where it was started.
        project = Path.cwd()
        output = Path(self.settings["OUTPUT_PATH"])
        try:
            settings = settings_from(self.settings, project)
            built = build(settings, self.settings, read_now(None), output)
        except Fault as error:
            _say(error.report)
            sys.exit(error.exitcode)
        _say(built.report)
        sys.stderr.write(f"Preview, not published: {built.pages} pages in {output.name}/.\n")


def _say(report: Report) -> None:
    sys.stderr.writelines(line + "\n" for line in FORMATS["text"](report))
