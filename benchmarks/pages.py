"""Holds a sample of the pages of a large invented site against every check that the tests make of pages.

Run it from the project's folder: `.venv/bin/python -m benchmarks.pages [COUNT] [SAMPLE] [--site FOLDER]`. It makes a site
of COUNT invented hearings (3,000) in both languages, builds it, and takes SAMPLE pages (200) by chance, of every kind and
of every state of a hearing that there is. Chromium and Java are those that `make test` asks for. Exits with 1 where
anything is found. With `--site`, the finished site in a folder is looked at instead.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

from msgspec import json

from benchmarks.cases import NOW
from benchmarks.measure import machine, run, table
from benchmarks.records import SEED, make_site
from tests import test_site
from tests.browser.host import serve
from tests.browser.verdicts import judges, share_out
from tests.documents import Documents, file_of, routes_of
from tests.test_checker import check

# What these tests ask holds for every site of ours; the others are about hearings of the demonstration.
_TESTS: Final[Sequence[Callable[..., None]]] = (
    test_site.test_every_page_has_one_heading_and_its_marks,
    test_site.test_titles_tell_pages_apart,
    test_site.test_every_page_leads_to_itself_in_the_other_language,
    test_site.test_headings_leave_no_level_out,
    test_site.test_nothing_is_inline_and_the_policy_is_strict,
    test_site.test_no_page_loads_anything_from_another_host,
    test_site.test_every_link_leads_somewhere,
    test_site.test_every_address_in_feeds_calendars_and_data_leads_somewhere,
    test_site.test_ids_are_unique,
    test_site.test_invented_hearings_are_marked_on_every_page,
    test_site.test_a_hearing_fits_into_thirty_kilobytes,
    test_site.test_a_page_never_asks_for_more_than_the_host_allows,
    test_site.test_every_host_is_told_the_same_policy,
)
# The lists of which there is one for each code, force or year.
_MANY: Final = ("outcomes", "standards", "forces", "ranks", "years")


def take_sample(site: Path, size: int) -> list[str]:
    """Take the addresses of pages by chance, in turn from every kind, so that the rarest kind is there as well."""
    random = Random(SEED)
    kinds: dict[str, list[str]] = {}
    for route in routes_of(site):
        kinds.setdefault(kind_of(site, route), []).append(route)
    for routes in kinds.values():
        random.shuffle(routes)
    taken: list[str] = []
    while len(taken) < size and kinds:
        for kind in sorted(kinds):
            taken.append(kinds[kind].pop())
            if not kinds[kind]:
                del kinds[kind]
    return taken[:size]


def kind_of(site: Path, route: str) -> str:
    """Name the kind of a page: its language, what it lists, whether it is a later page; the state of a hearing."""
    lang, rest = ("cy", route.removeprefix("/cy")) if route.startswith("/cy/") else ("en", route)
    parts = rest.strip("/").split("/")
    if parts[0] == "hearings":
        return f"{lang} hearing {_state(file_of(site, f'/hearings/{parts[1]}/index.json'))}"
    if len(parts) > 1 and parts[0] in _MANY and parts[1] != "page":
        parts[1] = "one"
    return f"{lang} {' '.join(part for part in parts if not part.isdecimal())}"


def _state(data: Path) -> str:
    """Describe what is unusual about a hearing; of one that was taken down there is little left to describe."""
    hearing: Mapping[str, object] = json.decode(data.read_bytes())
    if "status" not in hearing:
        return "taken down"
    marks = [mark for mark in ("details_held_back", "anonymised", "corrected") if hearing[mark]]
    marks += ["appeal"] if hearing["appeal_count"] else []
    marks += ["several"] if hearing["officer_count"] != 1 else []
    return " ".join([str(hearing["status"]), *marks])


@contextmanager
def made_site(count: int) -> Iterator[Path]:
    """Make and build a site, and say how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        make_site(site, count)
        done = run(("-m", "hearingsite", "build", "--now", NOW.isoformat()), site)
        print(f"{done.printed}{done.wall:.0f} s wall, {done.cpu:.0f} s CPU\n")
        yield (site / "output").resolve()


def look_at(site: Path, routes: Sequence[str]) -> Iterator[tuple[str, float, list[str]]]:
    """Yield each group of checks: its name, the seconds that it took, what is wrong."""
    started = perf_counter()
    with serve(site) as host, judges() as pool:
        verdicts = [fault for share in share_out(pool, host, routes) for fault in share.result().items()]
    seconds = perf_counter() - started
    yield "in a browser", seconds, [f"{route}: {fault}" for route, faults in verdicts for fault in faults]
    started = perf_counter()
    found = check([file_of(site, route) for route in routes])
    yield "the W3C's checker", perf_counter() - started, found
    documents = Documents(site, routes)
    for test in _TESTS:
        started = perf_counter()
        found = list(_run_test(test, {"documents": documents, "whole_site": site}))
        yield test.__name__.removeprefix("test_").replace("_", " "), perf_counter() - started, found


def _run_test(test: Callable[..., None], fixtures: Mapping[str, object]) -> Iterator[str]:
    names = test.__code__.co_varnames[: test.__code__.co_argcount]
    try:
        test(**{name: fixtures[name] for name in names})
    except AssertionError as error:
        yield str(error) or "see the test"


def _report(site: Path, size: int) -> int:
    """Look at a sample and print what was found; gives how much."""
    routes = take_sample(site, size)
    kinds = {kind_of(site, route) for route in routes}
    print(f"{len(routes)} of {len(routes_of(site))} pages, of {len(kinds)} kinds\n")
    faults: list[str] = []
    rows = []
    for name, seconds, found in look_at(site, routes):
        faults += found
        rows.append((name, f"{seconds:.1f}", str(len(found))))
    print(table(("", "s", "faults"), rows))
    print("\n".join(["", *faults]))
    return len(faults)


def main() -> None:
    """Make the site, look at the sample."""
    parser = argparse.ArgumentParser(description="Hold a sample of the pages of a large site against every check.")
    parser.add_argument("count", type=int, nargs="?", default=3000, help="hearings (default: %(default)s)")
    parser.add_argument("sample", type=int, nargs="?", default=200, help="pages (default: %(default)s)")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="look at this finished site instead")
    given = parser.parse_args()
    print(f"{machine()}\n")
    if given.site:
        sys.exit(_report(given.site.resolve(), given.sample) > 0)
    with made_site(given.count) as site:
        sys.exit(_report(site, given.sample) > 0)


if __name__ == "__main__":
    main()
