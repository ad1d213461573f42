"""Pelican's way in: one generator, which prints what the site plan says.

pelicanconf.py holds this module in PLUGINS. Importing it costs nothing: Pelican itself is imported only when
something is printed.
"""

from typing import Any


def register() -> None:
    """Connect the generator; Pelican swallows what is raised here, so `render` checks that it happened."""
    from pelican.plugins import signals  # noqa: PLC0415 -- see above

    signals.get_generators.connect(get_generators)


def get_generators(_pelican: Any) -> Any:
    """Give Pelican the generator of everything that is not an ordinary page."""
    from hearingsite.render import PlanGenerator  # noqa: PLC0415 -- see above

    return PlanGenerator
