"""Plain `pelican`: the same story as `hearingsite build`, into a preview folder, failing as loudly.

Pelican's `main` makes one of these (PELICAN_CLASS) and calls `run`. It ends with SystemExit, because Pelican
prints a traceback for every other exception.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hearingsite.build import Built, build
from hearingsite.crash import BUG, describe_crash, lack_faults
from hearingsite.diagnostics import FORMATS, Fault, Report
from hearingsite.moment import read_now
from hearingsite.settings import CONFIG, settings_from
from hearingsite.target import check_preview, shown_target
from hearingsite.unlock import unlock

_PRIVATE: Final = ("HEARINGSITE_IDENTITIES", "HEARINGSITE_AGE_KEY")


class Preview:
    """What Pelican runs instead of itself."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Keep Pelican's settings, the command line's overrides included."""
        self.settings = settings

    def run(self) -> None:
        """Build the preview; ends the process with the contract's exit code where that fails."""
        try:
            with lack_faults():
                built = self._build()
        except Fault as error:
            _say(error.report)
            sys.exit(error.exitcode)
        except Exception as error:  # noqa: BLE001 -- the last line of defence: a bug, which Pelican would quote in full
            sys.stderr.write(describe_crash(error) + "\n")
            sys.exit(BUG)
        _say(built.report)
        sys.stderr.write(f"Preview, not published: {built.pages} pages in {shown_target(built.output)}/.\n")

    def _build(self) -> Built:
        settings = settings_from(self.settings, _project_of(self.settings))
        output = Path(os.path.abspath(self.settings["OUTPUT_PATH"]))  # noqa: PTH100 -- resolve() would follow the link
        check_preview(output, settings)
        file, key = (Path(os.environ[name]) if os.environ.get(name) else None for name in _PRIVATE)
        opened = unlock(settings, file, key)
        return build(
            settings,
            self.settings,
            read_now(None),
            output,
            printer=self.settings,
            full=True,
            allow_removal=None,
            opened=opened,
        )


def _project_of(settings: Mapping[str, Any]) -> Path:
    """The folder of pelicanconf.py, which Pelican does not tell: above the content, else where it was started."""
    here = Path.cwd()
    given = settings.get("PATH")
    if not isinstance(given, str):
        return here
    content = Path(os.path.abspath(given))  # noqa: PTH100 -- Pelican has made it absolute, but not without ".."
    above = [folder for folder in content.parents if (folder / CONFIG).is_file()]
    return above[0] if above else here if (here / CONFIG).is_file() else content.parent


def _say(report: Report) -> None:
    sys.stderr.writelines(line + "\n" for line in FORMATS["text"](report))
