"""What a build was made from and what it left, for the note by which the next one may see that nothing has changed."""

import datetime as dt
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import TZPATH

import hearingsite
from hearingsite import unchanged
from hearingsite.fingerprint import SOURCES, is_plain
from hearingsite.public.messages import standard_files
from hearingsite.records.memory import file_system_now, is_settled
from hearingsite.settings import CONFIG, STATE, Settings
from hearingsite.stamps import stamps_of
from hearingsite.values import day_of, end_of
from hearingsite.walk import followed, own_files

if TYPE_CHECKING:
    from array import array

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_ALSO_READ: Final = (CONFIG, "guard-exceptions.yaml", "attestation.pub")


class Watch:
    """Looks at everything that a build is made from before it reads any of it, and afterwards at the live site.

    `private` are the files of the private list and its key. `has_now` says that the moment `now` was given, not read
    from the clock. A note is only ever kept of what is certain: of files that were changed a moment before they were
    read, of a pelicanconf.py that holds more than plain values, or of git in an unusual place there is none.
    """

    def __init__(
        self,
        settings: Settings,
        values: Mapping[str, Any],
        arguments: Sequence[str],
        now: dt.datetime,
        *,
        has_now: bool,
        private: Collection[Path],
    ) -> None:
        """Look at what is there."""
        self._project = os.path.realpath(settings.project)
        self._settings = unchanged.settings_text(values)
        self._since, self._until = (0, 0) if has_now else (_microseconds(now), _microseconds(_day_ends(now)))
        self._resolved = [pair for path in private for pair in (str(path), os.path.realpath(path))]
        self._question = unchanged.question_of(self._project, arguments)
        state = settings.project / STATE
        started = file_system_now(state)
        repositories = list(_places(private, self._project))
        # Copies of the list are looked for in all of the project.
        self._also = [self._project] if private else []
        own = _own(self._project) if private else ()
        paths = [*_read(settings), *_run(self._project), *_private(private, repositories), *own]
        self._paths = list(dict.fromkeys(paths))
        self._stamps = stamps_of(self._paths)
        is_sure = is_plain({name: value for name, value in values.items() if name.isupper() and name != "PLUGINS"})
        is_sure = is_sure and len(values.get("PLUGINS") or ()) == 1 and all(map(_is_usual, repositories))
        self._is_sure = is_sure and started > 0 and is_settled(tuple(self._stamps), started)
        self._is_left = False

    def leave(self, output: Path, live: Path, stamped: tuple[list[str], "array[int]"], turns: Collection[int]) -> None:
        """Look at the live site: the link `output` to the folder `live`, what lies beside that, and what is `stamped` in it.

        It holds until the first of `turns` (microseconds since 1970) that is to come.
        """
        if not self._is_sure or not output.is_symlink():
            return
        left = [
            *self._also,
            str(output),
            *(file.path for file in os.scandir(live.parent) if file.name.startswith(f"{live.name}.")),
        ]
        self._paths += [*left, *stamped[0]]
        self._stamps += stamps_of(left) + stamped[1]
        if self._until:
            self._until = min(self._until, *(turn for turn in turns if turn >= self._since), self._until)
        self._is_left = True

    def keep(self, answer: unchanged.Answer) -> None:
        """Keep the note, with what is to be said if nothing has changed; where it cannot be written there is none."""
        if not self._is_left:
            return
        note = unchanged.Note(
            question=self._question,
            settings=self._settings,
            since=self._since,
            until=self._until,
            resolved=self._resolved,
            paths=[path.removeprefix(f"{self._project}/") for path in self._paths],
            stamps=self._stamps.tobytes(),
            answer=answer,
        )
        with suppress(OSError, UnicodeEncodeError):
            unchanged.keep(note, self._project)


def _microseconds(at: dt.datetime) -> int:
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


def _day_ends(now: dt.datetime) -> dt.datetime:
    """The end of the day, in the UK or where `now` has its day: with a new day, other findings may come."""
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(0, 0), now.tzinfo)
    return min(midnight, end_of(day_of(now)))


def _read(settings: Settings) -> Iterator[str]:
    """What editors and designers write."""
    yield from (str(settings.project / name) for name in _ALSO_READ)
    # Records that lie beside the content are told.
    for top in map(str, (settings.content, settings.project / "hearings", settings.theme)):
        yield top
        yield os.path.realpath(top)
        yield from followed(top)


def _own(project: str) -> Iterator[str]:
    """What else lies in the project; builds change the time of its own folder, which is looked at afterwards."""
    for folder, names in own_files(project, STATE):
        yield from () if folder == project else (folder,)
        yield from (f"{folder}/{name}" for name in names)


def _run(project: str) -> Iterator[str]:
    """The program, the folders of its libraries, and what the system knows of time zones."""
    package = Path(hearingsite.__file__).parent
    for folder, _, files in os.walk(package):
        if not folder.endswith("__pycache__"):
            yield folder
            yield from (f"{folder}/{name}" for name in files if name.endswith(SOURCES))
    yield from map(str, standard_files())  # in a clone they lie beside the program
    # Builds change the time of the project's folder; what may be imported from there is part of the question.
    yield from (path for path in map(os.path.realpath, sys.path) if path != project)
    yield from (f"{folder}/Europe/London" for folder in TZPATH)


def _places(private: Collection[Path], project: str) -> Iterator[Path]:
    """Where git may know the private list: it is asked about the project, and about where the list lies."""
    folders = [Path(project), *(Path(os.path.realpath(path)).parent for path in private)] if private else []
    for folder in folders:
        for one in (folder, *folder.parents):
            yield one / ".git"
            if (one / ".git").exists():
                break


def _is_usual(repository: Path) -> bool:
    """Whether all that a repository knows lies in its folder."""
    return not os.path.lexists(repository) or (
        repository.is_dir() and not repository.is_symlink() and not (repository / "objects/info/alternates").exists()
    )


def _private(private: Collection[Path], repositories: Iterable[Path]) -> Iterator[str]:
    """The private list, and all that git knows: whatever is added to its objects changes the time of a folder."""
    yield from (one for path in private for one in (str(path), os.path.realpath(path)))
    for repository in repositories:
        yield str(repository)
        for folder, folders, files in os.walk(repository):
            yield from (f"{folder}/{name}" for name in folders)
            has_objects = "/objects/" in folder and len(Path(folder).name) == len("00")
            yield from () if has_objects else (f"{folder}/{name}" for name in files)
