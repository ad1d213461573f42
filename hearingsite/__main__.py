"""The way in: `hearingsite` and `python -m hearingsite`.

Whatever takes time to import is imported where Ctrl-C is heard already.
"""

from __future__ import annotations

import sys

from hearingsite import lacking

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final, NoReturn

_INTERRUPTED: Final = 130


def main() -> NoReturn:
    """Say at once that nothing has changed, or run the command."""
    _stop_without(lacking.lack_of_version())
    try:
        _look()
        from hearingsite.cli import main as run  # noqa: PLC0415 -- it costs more to import than looking takes

        run()
    except ModuleNotFoundError as error:
        _stop_without(lacking.lack_of_library(error))
        raise
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was changed.\n")
        sys.exit(_INTERRUPTED)


def _stop_without(lack: str | None) -> None:
    """End with what is missing, if anything is: without it, no report can be made in the ordinary way."""
    if lack:
        sys.stderr.write(f"{lacking.PLACE}:1:1: {lacking.CODE} {lack}\n    {lacking.HINT}\n")
        sys.exit(lacking.WRONG_USE)


def _look() -> None:
    from time import perf_counter  # noqa: PLC0415 -- see above

    started = perf_counter()
    from hearingsite import moment, unchanged  # noqa: PLC0415 -- see above
    from hearingsite.streams import speaking  # noqa: PLC0415 -- see above

    answer = unchanged.look(sys.argv[1:], moment.microseconds(moment.present()))
    if answer is not None:
        texts = unchanged.tell(answer, perf_counter() - started)
        sys.exit(speaking(lambda: _say(texts)))


def _say(texts: Iterable[tuple[bool, str]]) -> int:
    for is_error, text in texts:
        (sys.stderr if is_error else sys.stdout).write(f"{text}\n")
    return 0


if __name__ == "__main__":
    main()
