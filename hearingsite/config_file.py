"""Runs a pelicanconf.py, which may be any program: for settings, and for a look that finds nothing to do."""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from typing import Any, Final

_NAME: Final = "pelicanconf"


def run_config(file: str) -> dict[str, Any]:
    """Run a pelicanconf.py under the name that Pelican gives it, and give its values; raises whatever it raises.

    `runpy` would do the same, but what it imports for that takes longer than the settings do.
    """
    module = ModuleType(_NAME)
    module.__file__ = file
    with open(file, "rb") as opened:  # noqa: PTH123 -- pathlib is slow to import
        code = compile(opened.read(), file, "exec", dont_inherit=True)  # this module's `annotations` is not its own
    before = sys.modules.get(_NAME)
    sys.modules[_NAME] = module
    try:
        exec(code, module.__dict__)  # noqa: S102 -- the site's own program, as Pelican runs it
    finally:
        if before is None:
            sys.modules.pop(_NAME, None)
        else:
            sys.modules[_NAME] = before
    return dict(module.__dict__)
