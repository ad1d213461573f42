"""Runs a pelicanconf.py, which may be any program: for settings, and for a look that finds nothing to do."""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Final

_NAME: Final = "pelicanconf"
_OWN: Final = "HEARINGSITE"  # the one dict whose keys are settings


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


def places_in(file: Path) -> dict[str, tuple[int, int]]:
    """Give the line and the column of each setting, and of each key of HEARINGSITE; the last one counts.

    None of them where the file is not there or is no Python any more: settings may come from elsewhere as well.
    """
    import ast  # noqa: PLC0415 -- only where a setting is wrong

    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    places: dict[str, tuple[int, int]] = {}
    for step in tree.body:
        if isinstance(step, ast.Assign):
            is_own = any(isinstance(target, ast.Name) and target.id == _OWN for target in step.targets)
            told: list[ast.expr | None] = [
                *step.targets,
                *(step.value.keys if is_own and isinstance(step.value, ast.Dict) else ()),
            ]
            for one in told:
                name = getattr(one.slice if isinstance(one, ast.Subscript) else one, "value", getattr(one, "id", None))
                if one is not None and name is not None:
                    places[str(name)] = one.lineno, one.col_offset + 1
    return places


def raised_at(error: BaseException, file: str) -> tuple[int, int]:
    """Give the line and the column of a program at which an error was raised, or of what is no Python; (0, 0): unknown."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno or 0, error.offset or 0
    line, step = 0, error.__traceback__
    while step:
        line = step.tb_lineno if step.tb_frame.f_code.co_filename == file else line
        step = step.tb_next
    return line, min(line, 1)
