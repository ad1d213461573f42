"""Hand a site to a folder of this machine, or one that is mounted: copied beside it, compared, switched in one step.

A place that was switched to before is a link into a folder beside it, `.NAME.published/`. Where it is to be an ordinary
folder, or links need rights, a note there says which files are this program's. Of earlier sites, nothing is kept: what
was taken down must not lie beside the folder that is served.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hearingsite import replace
from hearingsite.diagnostics import fault
from hearingsite.seal import Difference, Seal, difference_of
from hearingsite.verify import digests_of
from hearingsite.walk import files_below

_NOTE: Final = "files.json"


class Folder:
    """A folder that is served, and the one beside it in which sites arrive."""

    def __init__(self, place: Path, *, is_plain: bool) -> None:
        """Keep the place; `is_plain` asks for an ordinary folder instead of a link."""
        self.place, self.is_plain = place, is_plain
        self.home = place.with_name(f".{place.name}.published")

    def compare(self, digests: Mapping[str, str]) -> Difference:
        """Tell what the place lacks, has otherwise and has too much; raises Fault (exit code 4) where it is another's."""
        self._check_ours()
        if self.is_plain and self.place.is_symlink():
            return difference_of(Seal("", dict(digests)), None)
        there = dict(digests_of(self.place)) if self.place.is_dir() else {}
        return difference_of(Seal("", dict(digests)), Seal("", there))

    def put(self, source: Path, digests: Mapping[str, str]) -> None:
        """Put a site in the place; whatever fails, the place shows what it showed before."""
        self._check_ours()
        # The folder around it must be there: what is not mounted would be filled beside what is served.
        self.home.mkdir(exist_ok=True)
        self.home.chmod(0o755)
        self._tidy()
        new = Path(tempfile.mkdtemp(dir=self.home))
        try:
            self._fill(new, source, digests)
            self._write_note({*digests, *self._known_files()})
            self._show(new)
        except BaseException:
            if not self._is_shown(new):
                shutil.rmtree(new, ignore_errors=True)
            raise
        if dict(digests_of(self.place)) != dict(digests):
            raise self._not_as_sealed()
        self.settle(digests)

    def settle(self, digests: Mapping[str, str]) -> None:
        """Delete what is not shown any more, also what a publication that was killed had left; note what is shown."""
        if not self.home.is_dir():
            return
        self._tidy()
        if not self._shown():
            self._write_note(set(digests))
        elif (self.home / _NOTE).exists():
            (self.home / _NOTE).unlink()  # it could claim a folder that somebody puts there later

    def _fill(self, new: Path, source: Path, digests: Mapping[str, str]) -> None:
        """Copy the files of the seal and no other, readable by everybody, and compare them."""
        new.chmod(0o755)
        made: set[Path] = {new}
        for path in digests:
            folder = (new / path).parent
            if folder not in made:
                folder.mkdir(parents=True, exist_ok=True)
                made |= {folder, *(one for one in folder.parents if one.is_relative_to(new))}
            shutil.copyfile(source / path, new / path)
            (new / path).chmod(0o644)
        for folder in made:
            folder.chmod(0o755)
        if dict(digests_of(new)) != dict(digests):
            raise self._not_as_sealed()

    def _show(self, new: Path) -> None:
        """Put a folder in the place, in one step where that can be done."""
        if not self.is_plain and replace.point_to(self.place, new, shown=str(self.place)):
            return
        if replace.is_empty_folder(self.place):
            self.place.rmdir()
        with replace.moved_aside(self.place, also_links=True, within=self.home):
            new.rename(self.place)

    def _check_ours(self) -> None:
        """Raise Fault (exit code 4) where what is in the place did not come from here."""
        if not os.path.lexists(self.place) or replace.is_empty_folder(self.place) or self._shown():
            return
        is_folder = self.place.is_dir() and not self.place.is_symlink()
        if not is_folder or not set(files_below(self.place)) <= self._known_files():
            raise replace.not_ours(self.place, str(self.place))

    def _shown(self) -> Path | None:
        """The folder beside the place that the place is a link to."""
        if not self.place.is_symlink():
            return None
        shown = Path(os.path.abspath(self.place.parent / self.place.readlink()))  # noqa: PTH100
        return shown if shown.parent == self.home else None

    def _is_shown(self, new: Path) -> bool:
        return self._shown() == new or not new.exists()

    def _known_files(self) -> set[str]:
        """The files that an ordinary folder in the place may have, if it is this program's."""
        try:
            noted = json.loads((self.home / _NOTE).read_text("utf-8"))
            return {str(path) for path in noted["files"]}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return set()

    def _write_note(self, files: set[str]) -> None:
        new = self.home / f"{_NOTE}.new"
        new.write_text(json.dumps({"files": sorted(files)}, indent=1), "utf-8")
        new.replace(self.home / _NOTE)

    def _tidy(self) -> None:
        """Delete the sites that are not shown, and what a publication that was killed had left."""
        for left in list(self.home.iterdir()):
            if left in {self._shown(), self.home / _NOTE}:
                continue
            # No error is passed over: what was taken down would stay there.
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()

    def _not_as_sealed(self) -> Exception:
        message = "What arrived is not what was sealed."
        hint = "Look whether the disk is sound and who else writes there, then publish again."
        return fault("HS934", str(self.place), message, hint, exitcode=4)
