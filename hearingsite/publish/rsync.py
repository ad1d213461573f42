"""Hand a site to a place that rsync reaches, over ssh or on this machine."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from hearingsite.destination import Destination
from hearingsite.publish.program import Program, find_program
from hearingsite.seal import Difference

_NOT_THERE: Final = 23  # "partial transfer", which is also how a folder that is not there ends
_ITEM: Final = 12  # where in a line of --itemize-changes the path begins
_ENDS: Final = {
    _NOT_THERE: (
        "could not copy some files",
        "Look whether the folder around it is there, whether you may write in it, and whether its disk has room. Publish again.",
    ),
    24: (
        "found that some files of the site were gone when it came to copy them",
        "See that nothing else builds or tidies the site meanwhile, build again, then publish again.",
    ),
}
# Times are left alone, so that a file that stays the same keeps its own, by which caches know it. The names of files
# are read as they are, by both ends.
_ALWAYS: Final = ("--recursive", "--protect-args", "--8-bit-output", "--timeout=300")


class Rsync:
    """rsync, and a place in its words."""

    def __init__(self, destination: Destination) -> None:
        """Find the program; raises Fault (exit code 4) where it is missing."""
        self.place = destination.place if destination.place.endswith("/") else f"{destination.place}/"
        self.program: Program = find_program("rsync", str(destination), _ENDS)

    def names(self) -> list[str]:
        """Name what is at the top of the place; nothing where it is not there yet."""
        done = self._run(["--list-only", "--no-recursive", "--dirs"], self.place, fine=(0, _NOT_THERE))
        # drwxr-xr-x          4,096 2026/01/01 09:00:00 name
        named = [line.split(None, 4)[4] for line in done.splitlines() if len(line.split(None, 4)) > 4]  # noqa: PLR2004
        return [name for name in named if name != "."]

    def compare(self, source: Path) -> Difference:
        """Tell what the place lacks, has otherwise and has too much, by the bytes of every file."""
        options = ["--dry-run", "--checksum", "--delete", "--itemize-changes"]
        added: list[str] = []
        changed: list[str] = []
        removed: list[str] = []
        for line in self._run(options, f"{source}/", self.place).splitlines():
            flags, path = line[: _ITEM - 1], line[_ITEM:]
            if flags.startswith("*deleting"):
                if not path.endswith("/"):
                    removed.append(path)
            elif flags[:1] in {"<", ">"}:
                (added if flags[2:].strip("+") == "" else changed).append(path)
        return Difference(tuple(added), tuple(changed), tuple(removed))

    def send(self, source: Path, paths: Iterable[str]) -> None:
        """Put files into the place, each in one step, readable by everybody."""
        options = ["--ignore-times", "--perms", "--chmod=D755,F644", "--files-from=-", "--from0"]
        self._run(options, f"{source}/", self.place, told="\0".join(paths))

    def remove_others(self, source: Path) -> None:
        """Delete what is not of the site."""
        self._run(["--existing", "--ignore-existing", "--delete"], f"{source}/", self.place)

    def _run(self, options: Sequence[str], *places: str, told: str = "", fine: Sequence[int] = (0,)) -> str:
        return self.program.run([*_ALWAYS, *options, "--", *places], told=told, fine=fine).out
