"""Compares whole builds with Hugo's and stock Pelican's, of the same hearings, in one run: cold, nothing changed, one edit.

Run it from the project's folder after `make bench-tools`: `.venv/bin/python -m benchmarks.compare [COUNT …] [--runs N]`.
What is compared is said by the first table of each size: `counting` reads all three sites. "Cold" is without anything
that an earlier build has kept, but with compiled Python and files that the system has read before. Sides take turns,
and of several runs the least time and the most memory count. Hugo's running watcher is timed from the moment
of saving a file until it says that it is done.
"""

import argparse
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from time import perf_counter, sleep
from typing import Final

from benchmarks.cases import NOW
from benchmarks.counting import Count, count, differences, rows_of_table
from benchmarks.measure import Run, machine, run, shown, table, watched_memory
from benchmarks.records import SEED
from benchmarks.sides import HEADING, NEW_HEADING, PYTHON, Side, hugo_program, make_hugo, make_ours, make_pelican

_COLD, _NOTHING, _EDIT = "cold", "nothing changed", "one edit"
_WATCHER: Final = "one edit, running watcher"
_UNIT, _CHECK, _HELP = "pelican --version", "hearingsite check FILE", "hearingsite --help"
_QUICK: Final = 200
_SMALL_RUNS: Final = 9
_SETTLES: Final = 3  # seconds: of files that were just written, no build can be sure that they stay as they are

Measured = dict[tuple[str, str], list[Run]]


def measure(sides: Sequence[Side], first: Run, reference: str, runs: int) -> tuple[Measured, dict[str, Count]]:
    """Build every site cold, unchanged and after an edit, side by side, and count what each has.

    `first` is the build of ours from which the other sides were made: a cold one too. Raises ValueError where an edit
    does not show.
    """
    measured: Measured = {}
    counts: dict[str, Count] = {}
    for round_ in range(runs):
        for side in sides:
            if round_ or side is not sides[0]:
                side.forget()
            _add(measured, side, _COLD, side.run() if round_ or side is not sides[0] else first)
        counts = counts or {side.name: count(side.output, side.layout) for side in sides}
        for side in [*sides, *sides]:  # the first time, ours makes the note by which it sees it the second time
            _add(measured, side, _NOTHING, side.run())
        for side in sides:
            side.edit(reference)
            _add(measured, side, _EDIT, side.run())
            if NEW_HEADING not in side.page(reference):
                raise ValueError(f"{side.name}: the edit does not show")
            side.edit(reference, back=True)
        for side in sides:
            if side.name == "Hugo":
                _add(measured, side, _WATCHER, watch(side, reference))
    return measured, counts


def watch(side: Side, reference: str) -> Run:
    """Start Hugo's watcher, save an edit, and wait until it says that it is done with it."""
    command = [side.program, *side.build, "--watch"]
    with subprocess.Popen(command, cwd=side.folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            with watched_memory(process.pid) as most:
                _read_until(process, "Press Ctrl+C")
                before, started = _cpu_of(process.pid), perf_counter()
                side.edit(reference)
                printed = _read_until(process, "Total in")
                wall, cpu = perf_counter() - started, _cpu_of(process.pid) - before
            if NEW_HEADING not in side.page(reference):
                raise ValueError(f"{side.name}'s watcher: the edit does not show")
        finally:
            process.terminate()
            side.edit(reference, back=True)
    return Run(wall=wall, cpu=cpu, memory=most[0], printed=printed)


def _read_until(process: subprocess.Popen[str], words: str) -> str:
    printed = ""
    for line in process.stdout or ():
        printed += line
        if words in line:
            return printed
    raise RuntimeError(f"the watcher ended:\n{printed}")


def _cpu_of(process: int) -> float:
    """Seconds that a running process has used; not a number where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_starts(ours: Side, reference: str, runs: int) -> dict[str, list[Run]]:
    """Start programs that have next to nothing to do, side by side."""
    record = next(ours.records.rglob(f"{reference.lower()}.md")).relative_to(ours.folder)
    commands = {
        _UNIT: ("-m", "pelican", "--version"),
        _CHECK: (*PYTHON, "check", "--now", NOW.isoformat(timespec="minutes"), str(record)),
        _HELP: (*PYTHON, "--help"),
    }
    measured: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, arguments in commands.items():
            measured[name].append(run(arguments, ours.folder))
    return measured


def _add(measured: Measured, side: Side, step: str, one: Run) -> None:
    measured.setdefault((side.name, step), []).append(one)


def least(several: Sequence[Run]) -> Run:
    """Take the least time and the most memory."""
    return Run(
        wall=min(one.wall for one in several),
        cpu=min(one.cpu for one in several),
        memory=max(one.memory for one in several),
        printed="",
    )


def step_rows(measured: Measured) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one size; a step is compared with the same one of Hugo."""
    for step in (_COLD, _NOTHING, _EDIT, _WATCHER):
        base = least(measured["Hugo", step]) if ("Hugo", step) in measured else None
        for (name, done), several in measured.items():
            if done == step:
                one = least(several)
                wall, cpu = (shown(one.wall / base.wall), shown(one.cpu / base.cpu)) if base else ("-", "-")
                memory = shown(one.memory / base.memory) if base else "-"
                yield f"{name}: {step}", f"{one.wall:.2f}", wall, f"{one.cpu:.2f}", cpu, f"{one.memory:.0f}", memory


def goal_rows(measured: Measured, starts: Mapping[str, list[Run]], number: int) -> Iterator[tuple[str, str]]:
    """Yield what issues and README hold the program to."""
    ours = {step: least(measured["hearingsite", step]) for step in (_COLD, _NOTHING, _EDIT)}
    unit = least(starts[_UNIT])
    if ("Hugo", _COLD) in measured:
        hugo, watcher = least(measured["Hugo", _COLD]), least(measured["Hugo", _WATCHER])
        yield "cold build, CPU ÷ Hugo's", shown(ours[_COLD].cpu / hugo.cpu)
        yield "cold build, wall ÷ Hugo's", shown(ours[_COLD].wall / hugo.wall)
        yield "cold build, peak memory ÷ Hugo's", shown(ours[_COLD].memory / hugo.memory)
        yield "one edit in a new process, wall ÷ that of Hugo's running watcher", shown(ours[_EDIT].wall / watcher.wall)
    yield f"nothing changed, wall ÷ {_UNIT}", shown(ours[_NOTHING].wall / unit.wall)
    yield f"nothing changed, CPU ÷ {_UNIT}", shown(ours[_NOTHING].cpu / unit.cpu)
    for name in (_CHECK, _HELP):
        yield f"{name}, wall ÷ {_UNIT}", shown(least(starts[name]).wall / unit.wall)
        yield f"{name}, CPU ÷ {_UNIT}", shown(least(starts[name]).cpu / unit.cpu)
    yield "cold build, CPU ms a record", f"{ours[_COLD].cpu / number * 1000:.1f}"


def pick(ours: Side) -> str:
    """Choose the hearing to edit: of those whose account is public, the one published last."""
    told = [
        (page.joinpath("index.json").read_text("utf-8").split('"published":"')[-1][:16], page.name)
        for page in (ours.output / "hearings").iterdir()
        if HEADING in ours.page(page.name)
    ]
    return max(told)[1]


def make_sides(folder: Path, number: int, given: argparse.Namespace) -> tuple[list[Side], Run]:
    """Make the sites, and build ours, from which the others are made."""
    ours = make_ours(folder, number, listed=given.people, languages=given.languages, seed=given.seed)
    sleep(_SETTLES)
    first = ours.run()
    makers = {"hugo": make_hugo, "pelican": make_pelican}
    return [ours, *(makers[name](folder, ours) for name in given.beside)], first


def compare(
    folder: Path, number: int, given: argparse.Namespace
) -> tuple[dict[str, Count], Measured, dict[str, list[Run]]]:
    """Make, measure and count the sites of a size."""
    sides, first = make_sides(folder, number, given)
    reference = pick(sides[0])
    measured, counts = measure(sides, first, reference, given.runs)
    return counts, measured, measure_starts(sides[0], reference, max(given.runs, _SMALL_RUNS))


def report(number: int, counts: Mapping[str, Count], measured: Measured, starts: Mapping[str, list[Run]]) -> str:
    """Lay out all tables of a size."""
    ours = counts["hearingsite"]
    unequal = [
        f"- {name}: {sentence}"
        for name, theirs in counts.items()
        for sentence in differences(ours, theirs)
        if theirs is not ours
    ]
    steps = ("", "wall s", "÷ Hugo", "CPU s", "÷ Hugo", "memory MB", "÷ Hugo")
    first = ((name, f"{least(one).wall:.2f}", f"{least(one).cpu:.2f}") for name, one in starts.items())
    return "\n\n".join(
        (
            f"### {number:,} records",
            table(("what each site has", *counts), rows_of_table(counts)),
            "\n".join(unequal) or "Hearings, lists, their rows and the items of their feeds are the same on all sides.",
            table(steps, step_rows(measured)),
            table(("", "wall s", "CPU s"), first),
            table(("ratio", "measured"), goal_rows(measured, starts, number)),
        )
    )


def main() -> None:
    """Compare all wanted sizes and print the tables."""
    parser = argparse.ArgumentParser(description="Compare whole builds with those of Hugo and stock Pelican.")
    parser.add_argument("counts", type=int, nargs="*", metavar="COUNT", help="records (default: 1000)")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} records only")
    parser.add_argument("--runs", type=int, default=3, help="how often (default: %(default)s)")
    parser.add_argument("--people", type=int, default=1000, help="in our private list (default: %(default)s)")
    parser.add_argument("--languages", type=lambda text: text.split(","), default=["en"], help="of ours: en, or en,cy")
    parser.add_argument(
        "--beside",
        type=lambda text: [name for name in text.split(",") if name],
        default=["hugo", "pelican"],
        help="hugo,pelican; an empty text for ours alone",
    )
    parser.add_argument("--folder", type=Path, help="where the sites are made and left (default: removed again)")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    counts = [_QUICK] if given.quick else given.counts or [1000]
    print(f"{machine()}; {_versions(given.beside)}; {given.runs} runs, {given.people:,} listed people\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for side in make_sides(_new(folder, "warm-up"), 10, given)[0]:  # compiles every module of all sides
            side.run()
    each: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for number in counts:
            done = compare(_new(given.folder or temporary, str(number)), number, given)
            print(report(number, *done), flush=True)
            each[number] = least(done[1]["hearingsite", _COLD]).cpu / number
    if len(each) > 1:
        print(
            "\ngrowth of CPU a record: "
            + ", ".join(f"{number:,}: {cpu / each[min(each)]:.2f}" for number, cpu in each.items())
        )


def _versions(names: Sequence[str]) -> str:
    """Say which versions of the others are measured."""
    hugo = [subprocess.check_output([hugo_program(), "version"], text=True).split("-")[0]] if "hugo" in names else []
    return ", ".join([*hugo, f"pelican {metadata.version('pelican')}"])


def _new(folder: str | Path, name: str) -> Path:
    new = Path(folder) / name
    new.mkdir(parents=True)
    return new


if __name__ == "__main__":
    main()
