"""What the public can read now and could not after a build: a hearing never goes without a trace by mistake."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.public import urls
from hearingsite.records.outline import Overview

_PAGE: Final = re.compile(r"hearings/(?P<reference>[^/]+)/index\.html")


def check_removals(
    live: Collection[str],
    planned: Collection[str],
    overview: Overview,
    *,
    allowed: Collection[str],
    with_demonstrations: bool,
) -> Iterator[Diagnostic]:
    """Yield a fault for each hearing that has a page among the files `live` and none among those `planned`.

    A page stays for good: what is taken down, expired or called off keeps its address and a reason. So a page without
    one means that a record was deleted, renamed or put back behind its embargo. Demonstrations may be hidden.
    """
    lowered = {reference.lower() for reference in allowed}
    hidden = () if with_demonstrations else _demonstration_prefixes(overview)
    paths = {outline.reference.lower(): outline.path for outline in overview.outlines}
    for path in sorted(set(live) - set(planned)):
        match = _PAGE.fullmatch(path)
        reference = match["reference"] if match else ""
        if not reference or reference in lowered or reference.startswith(hidden):
            continue
        yield _vanishing(reference.upper(), paths.get(reference))


def is_later(now: dt.datetime, live_now: str) -> bool:
    """Whether a build comes after the live one; a site of another, earlier moment rightly has fewer hearings."""
    try:
        return now >= dt.datetime.fromisoformat(live_now)
    except (ValueError, TypeError):
        return True  # where it cannot be told, nothing may vanish


def _demonstration_prefixes(overview: Overview) -> tuple[str, ...]:
    """How the references of invented forces begin."""
    forces = [entry.force for entry in overview.forces.values()]
    return tuple(f"{force.reference_prefix.lower()}-" for force in forces if force.kind == "demonstration")


def _vanishing(reference: str, path: str | None) -> Diagnostic:
    message = f"{reference} has a page on the live site ({urls.hearing('en', reference)}), and would vanish."
    mend = "Undo what hides it" if path else "Put its record back"
    hint = f"{mend}; to end the page, add a takedown. To let it vanish all the same: --allow-removal {reference}."
    return Diagnostic(Place(path or "content/hearings"), "HS909", message, hint)
