"""The way in: `hearingsite` and `python -m hearingsite`."""

import os
import sys
from time import perf_counter
from typing import Final, NoReturn

from hearingsite import moment, unchanged

_INTERRUPTED: Final = 130


def main() -> NoReturn:
    """Say at once that nothing has changed, or run the command."""
    started = perf_counter()
    try:
        answer = unchanged.look(sys.argv[1:], moment.microseconds(moment.present()))
        if answer is not None:
            _say(answer, started)
            sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was changed.\n")
        sys.exit(_INTERRUPTED)
    from hearingsite.cli import main as run  # noqa: PLC0415 -- it costs more to import than looking takes

    run()


def _say(answer: unchanged.Answer, started: float) -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        for is_error, text in unchanged.tell(answer, perf_counter() - started):
            (sys.stderr if is_error else sys.stdout).write(f"{text}\n")
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        # Nobody reads any more; Python must not try to flush into the broken pipe at its end.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 -- until the process ends


if __name__ == "__main__":
    main()
