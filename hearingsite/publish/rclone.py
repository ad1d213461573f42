"""Hand a site to a place that rclone reaches: a bucket, or whatever else its settings name."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from hearingsite.destination import Destination
from hearingsite.publish.program import Ended, Program, find_program
from hearingsite.seal import Difference

_NOT_THERE: Final = 3
_DIFFERS: Final = 1


class Rclone:
    """rclone, and a place in its words."""

    def __init__(self, destination: Destination) -> None:
        """Find the program; raises Fault (exit code 4) where it is missing."""
        self.place = destination.place
        self.program: Program = find_program("rclone", str(destination))

    def names(self) -> list[str]:
        """Name what is at the top of the place; nothing where it is not there yet."""
        done = self._run("lsf", ["--max-depth=1"], self.place, fine=(0, _NOT_THERE))
        return [name.rstrip("/") for name in done.out.splitlines()]

    def compare(self, source: Path) -> Difference:
        """Tell what the place lacks, has otherwise and has too much, by the bytes of every file."""
        # Where nobody there can tell a digest, sizes alone would be compared: then every file is fetched.
        options = ["--combined=-", *([] if self._has_digests() else ["--download"])]
        done = self._run("check", options, str(source), self.place, fine=(0, _DIFFERS, _NOT_THERE))
        found: dict[str, list[str]] = {mark: [] for mark in "=+*-!"}
        for line in done.out.splitlines():
            found.setdefault(line[:1], []).append(line[2:])
        if found["!"] or (done.exitcode and not (found["+"] or found["*"] or found["-"])):
            self.program.fail(f"ended with code {done.exitcode}", done.err)
        return Difference(tuple(found["+"]), tuple(found["*"]), tuple(found["-"]))

    def send(self, source: Path, paths: Iterable[str]) -> None:
        """Put files into the place."""
        options = ["--ignore-times", "--files-from-raw=-"]
        self._run("copy", options, str(source), self.place, told="\n".join(paths))

    def remove_others(self, source: Path) -> None:
        """Delete what is not of the site."""
        self._run("sync", ["--ignore-existing", "--delete-after"], str(source), self.place)

    def _has_digests(self) -> bool:
        remote = self.place.partition(":")[0]
        features = json.loads(self._run("backend", [], "features", f"{remote}:").out)
        return bool({"md5", "sha1"} & set(features.get("Hashes") or ()))

    def _run(
        self, verb: str, options: Sequence[str], *places: str, told: str = "", fine: Sequence[int] = (0,)
    ) -> Ended:
        command = [verb, "--ask-password=false", *options, "--", *places]
        return self.program.run(command, told=told, fine=fine)
