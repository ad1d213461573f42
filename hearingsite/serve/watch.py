"""Notice a saved file: below the content and the theme, the settings, the private list."""

import platform
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from watchfiles import Change, DefaultFilter, watch

# Milliseconds: an editor that writes a file in several steps is done within the first.
_STEP: Final = 10
_DEBOUNCE: Final = 400
# Windows' folders in the Linux of Windows tell nothing by themselves.
_MUST_ASK: Final = "microsoft-standard" in platform.uname().release


class Watch:
    """Wakes the preview when something has changed."""

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        """Watch folders with all that is below them, and single files."""
        self.ended = threading.Event()
        self._changed = threading.Event()
        own = [*files]
        names = {file.name for file in own}
        # A file is replaced by editors, and what was watched is gone: so the folder around it is what is watched.
        around = sorted({file.parent for file in own})
        self._threads = [
            self._start(sorted(folders), DefaultFilter(), is_deep=True),
            self._start(around, lambda _, path: Path(path).name in names, is_deep=False),
        ]

    def wait(self) -> Iterator[None]:
        """Yield each time that something has changed since; ends when the watch does."""
        while True:
            # In short waits: Windows would not hear Ctrl-C in a long one.
            while not self._changed.wait(1):
                pass
            self._changed.clear()
            if self.ended.is_set():
                return
            yield

    def close(self) -> None:
        """Stop watching."""
        self.ended.set()
        self._changed.set()
        for thread in self._threads:
            thread.join()

    def _start(self, paths: list[Path], what: Callable[[Change, str], bool], *, is_deep: bool) -> threading.Thread:
        thread = threading.Thread(target=self._run, args=(paths, what), kwargs={"is_deep": is_deep}, daemon=True)
        thread.start()
        return thread

    def _run(self, paths: list[Path], what: Callable[[Change, str], bool], *, is_deep: bool) -> None:
        # Everything is said, or watchfiles would read it from the environment.
        options: dict[str, Any] = {
            "watch_filter": what,
            "step": _STEP,
            "debounce": _DEBOUNCE,
            "stop_event": self.ended,
            "raise_interrupt": False,
            "recursive": is_deep,
            "debug": False,
            "ignore_permission_denied": True,
        }
        try:
            for _ in watch(*paths, force_polling=_MUST_ASK, **options):
                self._changed.set()
        except (OSError, RuntimeError):  # the system has no room for more watches
            for _ in watch(*paths, force_polling=True, **options):
                self._changed.set()
