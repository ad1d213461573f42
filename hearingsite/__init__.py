"""Police misconduct hearings: from one text file a hearing to a checked, static, public site."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Give Pelican its `PELICAN_CLASS` ("hearingsite.Preview") without importing Pelican before it is needed."""
    if name == "Preview":
        from hearingsite.preview import Preview  # noqa: PLC0415 -- Pelican costs more to import than a check takes

        return Preview
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
