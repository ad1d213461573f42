"""Pelican's way in: one generator, which prints what the site plan says.

pelicanconf.py holds this module in PLUGINS. Importing it costs nothing: Pelican itself is imported only when
something is printed.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from typing import Any, Final

JOB: Final = "HEARINGSITE_JOB"


def register() -> None:
    """Connect the generator; Pelican swallows what is raised here, so `render` checks that it happened."""
    from pelican.plugins import signals  # noqa: PLC0415 -- see above

    signals.get_generators.connect(get_generators)


def get_generators(pelican: Any) -> Any:
    """Give Pelican the generator of everything that is not an ordinary page."""
    from hearingsite.generator import PlanGenerator  # noqa: PLC0415 -- see above

    if JOB not in pelican.settings:
        # Stock Pelican is running, which ends with a traceback for every exception but this.
        sys.stderr.write('pelicanconf.py:1:1: HS708 This site needs PELICAN_CLASS = "hearingsite.Preview".\n')
        sys.exit(2)
    return PlanGenerator
