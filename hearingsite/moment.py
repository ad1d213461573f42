"""The one reading of the clock: `--now`, else SOURCE_DATE_EPOCH, else the present; passed down from there."""

from __future__ import annotations

import datetime as dt
import os

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from typing import Final

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def present() -> dt.datetime:
    """Read the clock."""
    return dt.datetime.now(dt.UTC)


def microseconds(at: dt.datetime) -> int:
    """Count the microseconds from 1970 to a moment (aware)."""
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


def is_given(given: str | None) -> bool:
    """Whether the moment of this run is not the present."""
    return given is not None or "SOURCE_DATE_EPOCH" in os.environ


def read_now(given: str | None) -> dt.datetime:
    """Give the moment that this run is of, aware; raises Fault (exit code 2) for what is no moment."""
    from hearingsite.diagnostics import fault  # noqa: PLC0415 -- who asks for the present alone needs none of it
    from hearingsite.values import Moment  # noqa: PLC0415 -- see above

    if given is not None:
        try:
            return Moment.parse(given).at
        except ValueError as error:
            message = str(error)[0].upper() + str(error)[1:] + "."
            raise fault("HS709", "--now", message, "A day is enough: --now 2024-01-20.", exitcode=2) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return present()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        message = "SOURCE_DATE_EPOCH is not a number of seconds since 1970."
        raise fault("HS709", "SOURCE_DATE_EPOCH", message, "Unset it, or give whole seconds.", exitcode=2) from None
