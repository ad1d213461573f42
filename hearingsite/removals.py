"""What the public can read now and could not after a build: no hearing and no outcome goes without a trace by mistake.

And the other way round: what an earlier build tells that must not be told now.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from selectolax.lexbor import LexborHTMLParser

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.public import urls
from hearingsite.public.tags import Tags
from hearingsite.records.outline import Overview
from hearingsite.settings import CONFIG, Settings

if TYPE_CHECKING:
    from hearingsite.prepare import Prepared

_PAGE: Final = re.compile(r"hearings/(?P<reference>[^/]+)/index\.html")
# What people and their programs come back to: pages, feeds, calendars, tables. The pages of hearings are told one by one; what
# scripts load, archives and further pages of lists come and go.
_FOLLOWED: Final = re.compile(
    r"(?!(cy/)?(hearings|search/(rows|words)|theme)/)(?!.*/page/[0-9]+/)(?!.*-[0-9]{4}-[0-9]+\.atom$)"
    r"(.*/)?(index\.html|[^/]+\.(atom|rss|json|ics|csv))"
)
_NAMED: Final = 3
_ID: Final = re.compile(rb"<id>(tag:[^<]*:)feeds/outcomes</id>")
# Of one build, and not of those after it.
LOST: Final = frozenset({"HS952", "HS953"})


def check_public(
    prepared: "Prepared",
    live: Collection[str],
    output: Path,
    *,
    allowed: Collection[str],
    with_demonstrations: bool,
    unchanged: Collection[str] = (),
) -> Iterator[Diagnostic]:
    """Yield a fault for each hearing and each outcome that anybody can read now, and nobody after a build.

    `live` are the files of the live site at `output`; pages that are `unchanged` lose nothing.
    """

    def read(path: str) -> bytes | None:
        return (output / path).read_bytes() if path in live and (output / path).is_file() else None

    paths, overview = prepared.site_plan.paths(), prepared.overview
    yield from check_removals(live, paths, overview, allowed=allowed, with_demonstrations=with_demonstrations)
    decided = {
        reference: number
        for reference, number in prepared.decided.items()
        if urls.file_of(urls.hearing("en", reference)) not in unchanged
    }
    yield from check_outcomes(decided, read, overview, allowed=allowed, with_demonstrations=with_demonstrations)


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


def check_followed(
    live: Collection[str], planned: Collection[str], output: Path, settings: Settings
) -> Iterator[Diagnostic]:
    """Yield a warning if followers of the live site at `output`, whose files are `live`, would lose its ids or addresses."""
    yield from check_ids(output, Tags(settings.authority, settings.authority_since).tag(""))
    if settings.demonstrations == "show":  # the lists of those that are hidden go by right
        yield from check_addresses(live, planned)


def check_addresses(live: Collection[str], planned: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a warning if pages, feeds, calendars or tables among the files `live` are not `planned`."""
    gone = sorted(urls.route_of(path) for path in set(live) - set(planned) if _FOLLOWED.fullmatch(path))
    if not gone:
        return
    count = f"{len(gone)} address{'es' if len(gone) > 1 else ''}"
    more = f" and {len(gone) - _NAMED} more" if gone[_NAMED:] else ""
    message = f"{count} of the live site would lead nowhere: {', '.join(gone[:_NAMED])}{more}."
    hint = "Undo it if it is a mistake: a setting, or a page that was renamed. Otherwise let your web server lead each to its like."
    yield Diagnostic(Place("content"), "HS953", message, hint)


def check_ids(output: Path, prefix: str) -> Iterator[Diagnostic]:
    """Yield a warning if the ids in the live feeds at `output` begin otherwise than with `prefix`."""
    try:
        found = _ID.search((output / "feeds/outcomes.atom").read_bytes())
    except OSError:
        return
    before = found[1].decode("utf-8", "replace") if found else prefix
    if before != prefix:
        message = f'The permanent ids of all feeds and calendars would change, from "{before}" to "{prefix}".'
        hint = 'Put "authority" and "authority_since" back, unless nothing has been published yet.'
        yield Diagnostic(Place(CONFIG), "HS952", message, hint)


def check_outcomes(
    decided: Mapping[str, int],
    read: Callable[[str], bytes | None],
    overview: Overview,
    *,
    allowed: Collection[str],
    with_demonstrations: bool,
) -> Iterator[Diagnostic]:
    """Yield a fault for each hearing of which the live site tells the outcomes of more officers than the one to come.

    `decided` is of how many officers that does, or says that an appeal took theirs. `read` gives the bytes of a file of the
    live site, by its path. Only an appeal, the law or a takedown ends an outcome, and none of these leaves a hearing that has
    not been decided.
    """
    kept = {reference.upper() for reference in allowed}
    hidden = () if with_demonstrations else _demonstration_prefixes(overview)
    paths = {outline.reference: outline.path for outline in overview.outlines}
    for reference, number in sorted(decided.items()):
        if reference in kept or reference.lower().startswith(hidden):
            continue
        data = hearing_data(read(urls.file_of(urls.hearing_data(reference))) or b"")
        if data and sum(bool(officer.get("outcome")) for officer in data["officers"]) > number:
            which = "An outcome" if number else "The outcome"
            message = f"{which} of {reference} is on the live site, and would vanish."
            mend = 'Undo what took it away ("officers", "status" or "publication")'
            hint = f"{mend}; to end it, add a takedown. To let it vanish all the same: --allow-removal {reference}."
            yield Diagnostic(Place(paths.get(reference, "content/hearings")), "HS909", message, hint)


def taken_back(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """Say in words what the data of a hearing told before and must not tell now."""
    if now["details_held_back"] and not before["details_held_back"]:
        yield "details that are held back while a criminal case is active"
    if before["published"] and not now["published"]:
        yield "findings that are not public now"
    documents = [
        {one.get("url") for one in data.get("documents", ()) if isinstance(one, dict)} for data in (before, now)
    ]
    if documents[0] - documents[1]:
        yield "a document that the record does not have now"
    officers = {officer["officer"]: officer for officer in now["officers"]}
    for officer in before["officers"]:
        other = officers.get(officer["officer"])
        if officer["named"] and (other is None or not other["named"] or other["known_as"] != officer["known_as"]):
            yield "a name that the record does not have now"
        is_open = other is None or not (other["outcome"] or other["panel_outcome"] or other["outcome_open_again"])
        if officer["outcome"] and is_open and now["published"]:
            yield "an outcome that is not public now"


def people_shown(page: str, chair: str) -> set[str]:
    """Give the names and designations of other people than the officers on the page of a hearing, and who was in the `chair`."""
    tree = LexborHTMLParser(page)
    found = {" ".join(term.text().split()) for term in tree.css("#people dt")}
    for term in tree.css("#facts dt"):
        value = term.next
        while value is not None and value.tag != "dd":
            value = value.next
        if " ".join(term.text().split()) == chair and value is not None:
            found.add(" ".join(value.text().split()))
    return found


def hearing_data(content: bytes) -> dict[str, Any] | None:
    """Read the data of a hearing that tells more than that it was there; None for anything else."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    is_told = isinstance(data, dict) and "status" in data and isinstance(data.get("officers"), list)
    return data if is_told and all(isinstance(officer, dict) for officer in data["officers"]) else None


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
