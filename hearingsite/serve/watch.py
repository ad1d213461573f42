"""Notice a saved file: below the content and the theme, the settings, the private list."""

import platform
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from watchfiles import Change, DefaultFilter, watch

# Milliseconds: an editor that writes a file in several steps is done within the first.
_STEP: Final = 10
_DEBOUNCE: Final = 400
_LOOK_AGAIN: Final = 1000
_AGAIN: Final = 0.1  # seconds
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
            "rust_timeout": _LOOK_AGAIN,
            "yield_on_timeout": True,
            "recursive": is_deep,
            "debug": False,
            "ignore_permission_denied": True,
        }
        while not self.ended.is_set():
            known = _identities(paths)
            there = [path for path, identity in zip(paths, known, strict=True) if identity]
            if not there:
                self.ended.wait(_LOOK_AGAIN / 1000)
                if _identities(paths) != known:
                    self._changed.set()
                continue
            try:
                self._look(watch(*there, force_polling=_MUST_ASK, **options), paths, known)
            except (OSError, RuntimeError):  # the system has no room for more watches, or a folder went meanwhile
                with suppress(OSError, RuntimeError):
                    if _identities(paths) == known:
                        self._look(watch(*there, force_polling=True, **options), paths, known)
                self.ended.wait(_AGAIN)

    def _look(self, changes: Iterable[set[Any]], paths: list[Path], known: list[tuple[int, int] | None]) -> None:
        """Tell of changes until a folder is gone, back or another one: what is deleted takes its watch with it."""
        for change in changes:
            is_other = _identities(paths) != known
            if change or is_other:
                self._changed.set()
            if is_other:
                return


def _identities(paths: Iterable[Path]) -> list[tuple[int, int] | None]:
    """Which folder each path is now; None where there is none."""
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino))
    return found
