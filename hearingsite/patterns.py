"""Regular expressions that are compiled when they are first used.

Profiled on the check of one record: of 244 expressions of the rules it used 37, and compiling all took a fifth of its time.
"""

import re
from typing import Any, Final, cast

_ALL: Final[list["_Later"]] = []


class _Later:
    """Stands for an expression. What was asked of it once is kept here, so that asking again costs nothing more."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags_asked_for = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python looks for in anything, to copy or to print it
            raise AttributeError(name)
        if name == "compiled":
            value: Any = re.compile(self.pattern, self.flags_asked_for)
        else:
            value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what can be used like `re.compile(pattern, flags)`, except as an argument of functions of `re`."""
    _ALL.append(_Later(pattern, flags))
    return cast("re.Pattern[str]", _ALL[-1])


def compile_all() -> None:
    """Compile every expression there is, for processes that are forked from this one."""
    for one in _ALL:
        one.compiled  # noqa: B018 -- asked for, it is kept
