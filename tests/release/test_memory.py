"""What was released before is taken only where releasing anew gives the very same: else it is released anew."""

import datetime as dt
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hearingsite.diagnostics import Report
from hearingsite.kept import load, save
from hearingsite.records.check import CheckedRegister
from hearingsite.records.outline import overview_of
from hearingsite.records.register import Register
from hearingsite.release import memory as memory_module
from hearingsite.release import release
from hearingsite.release.memory import HEARINGS, RELEASED, get_ready, release_checked
from hearingsite.values import LONDON, Moment
from tests.release.lives import Life, lives
from tests.release.test_property import Record, read
from tests.release.test_release import RECORD

NOW = Moment.parse("2024-07-01").at


class Checked:
    """Records as a check hands them over; `understood` are those that somebody asked for."""

    def __init__(self, register: Register) -> None:
        """Number the records, and tell them apart by all they say."""
        self.understood: list[str] = []
        paths = [f"content/hearings/{number}.md" for number in range(len(register.entries))]
        self.entries = {
            path: replace(
                entry, front_matter=replace(entry.front_matter, path=path), digest=f"{path} {entry.front_matter}"
            )
            for path, entry in zip(paths, register.entries, strict=True)
        }
        self.register = Register(tuple(self.entries.values()), register.forces)

    def handed_over(self) -> CheckedRegister:
        """Give what a check gives."""

        def understand(paths: Collection[str]) -> Register:
            self.understood += paths
            return Register(tuple(self.entries[path] for path in paths), self.register.forces)

        digests = {path: entry.digest for path, entry in self.entries.items()}
        overview = overview_of(self.register.entries, self.register.forces)
        return CheckedRegister(overview, digests, understand, Report(()), frozenset())


def is_as_released(register: Register, state: Path, now: dt.datetime, *, hidden: bool = False) -> list[str]:
    """Release with a memory, which must be as without one, to the letter; gives which records were released anew."""
    checked = Checked(register)
    found = release_checked(checked.handed_over(), now, state, with_demonstrations=not hidden)
    wanted = release(checked.register, now, with_demonstrations=not hidden)
    assert (found, repr(found)) == (wanted, repr(wanted))
    return checked.understood


@given(life=lives(), data=st.data())
def test_at_any_moment_it_is_as_released_anew(life: Life, data: st.DataObject) -> None:
    """Whenever it was remembered, and whenever it is asked for: what was so at one moment is not told at another."""
    register = read(Record(life))
    with tempfile.TemporaryDirectory() as state:
        for now in data.draw(st.lists(st.sampled_from(life.around), min_size=2, max_size=6)):
            if data.draw(st.booleans()):
                get_ready(Path(state))
            is_as_released(register, Path(state), now.astimezone(LONDON))


def test_what_was_remembered_in_the_second_in_which_names_ended_is_as_released_anew(
    register_of: Callable[..., Register], tmp_path: Path
) -> None:
    """The page is dated with the first whole second after the end, whenever in between it was built."""
    register = register_of(RECORD)
    within = dt.datetime(2024, 9, 30, 23, 59, 59, 500_000, tzinfo=LONDON)
    assert len(is_as_released(register, tmp_path, within)) == 1
    later = Moment.parse("2024-10-02").at
    assert is_as_released(register, tmp_path, later) == []
    hearing = release(register, later).register.hearings[0]
    assert hearing.is_anonymised
    assert hearing.updated == Moment(dt.datetime(2024, 10, 1, tzinfo=LONDON))


def other(text: str, number: int) -> str:
    """The same record with another number."""
    return text.replace("WLD-2024-001", f"WLD-2024-00{number}")


SPEAKER = RECORD.replace("people:\n", "people:\n  - {name: w-speaker, role: [witness]}\n")
PROTECTED = other(SPEAKER.replace("[witness]}", "[witness], anonymity: by-order}"), 2)


@pytest.mark.parametrize(
    ("after", "anew"),
    [
        ([SPEAKER, PROTECTED], []),
        ([RECORD, PROTECTED], [0]),  # the name is public elsewhere no longer
        ([SPEAKER.replace("name: w-speaker", "name: w-other"), PROTECTED], [0]),
        ([SPEAKER, PROTECTED, other(PROTECTED, 3)], [2]),
        ([SPEAKER, other(SPEAKER, 2)], [1]),  # it is public in both
        ([SPEAKER], []),
        ([PROTECTED], [0]),
    ],
)
def test_what_another_record_says_counts_at_once(
    register_of: Callable[..., Register], tmp_path: Path, after: list[str], anew: list[int]
) -> None:
    """A name that is public elsewhere, or no longer, is told so though its own record is taken from the memory."""
    assert len(is_as_released(register_of(SPEAKER, PROTECTED), tmp_path, NOW)) == 2
    assert is_as_released(register_of(*after), tmp_path, NOW) == [f"content/hearings/{place}.md" for place in anew]


def test_a_force_counts_at_once(register_of: Callable[..., Register], tmp_path: Path) -> None:
    """After any change of a force, all is released anew: chairs bear the names of other forces than their hearing's."""
    register = register_of(RECORD)
    is_as_released(register, tmp_path, NOW)
    assert is_as_released(register, tmp_path, NOW) == []
    force = register.forces["avon-and-somerset"]
    header = replace(force.front_matter, header=force.front_matter.header + "# changed\n")
    edited = {**register.forces, "avon-and-somerset": replace(force, front_matter=header)}
    assert len(is_as_released(replace(register, forces=edited), tmp_path, NOW)) == 1


def test_demonstrations_are_hidden_from_the_memory_too(register_of: Callable[..., Register], tmp_path: Path) -> None:
    """Whether they are shown is asked each time."""
    for hidden in (False, True, False):
        is_as_released(register_of(RECORD), tmp_path, NOW, hidden=hidden)


def test_without_remembering_nothing_is_written(register_of: Callable[..., Register], tmp_path: Path) -> None:
    """Who only looks ahead leaves no trace."""
    release_checked(Checked(register_of(RECORD)).handed_over(), NOW, tmp_path, remember=False)
    assert list(tmp_path.iterdir()) == []


def test_a_few_new_records_among_many_are_not_written(
    register_of: Callable[..., Register], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tens of megabytes are not written for one edit: until there are more, the few are released again."""
    monkeypatch.setattr(memory_module, "_PART", 1)
    is_as_released(register_of(RECORD, SPEAKER.replace("001", "003")), tmp_path, NOW)
    before = (tmp_path / RELEASED).read_bytes()
    for _ in range(2):
        assert len(is_as_released(register_of(RECORD, PROTECTED), tmp_path, NOW)) == 1
    assert (tmp_path / RELEASED).read_bytes() == before


@pytest.mark.parametrize("spoil", ["cut", "foreign", "empty", "unmarked", "no memory", "no hearing", "another name"])
def test_a_memory_that_is_none_is_none(register_of: Callable[..., Register], tmp_path: Path, spoil: str) -> None:
    """Cut short, without the mark, or with something else in a record's place: it is released anew."""
    register = register_of(RECORD)
    is_as_released(register, tmp_path, NOW)
    file = tmp_path / RELEASED
    kept = load(file) or b""
    context, packed = msgspec.msgpack.decode(kept)
    if spoil == "cut":
        file.write_bytes(file.read_bytes()[:-9])
    elif spoil in {"foreign", "empty"}:
        file.write_bytes(b"\xc1" * 99 if spoil == "foreign" else b"")
    elif spoil == "unmarked":
        file.write_bytes(kept)
    elif spoil == "no memory":
        save(tmp_path, RELEASED, b"\x91\x01")
    elif spoil == "no hearing":
        save(tmp_path, RELEASED, msgspec.msgpack.encode((context, dict.fromkeys(packed, (0, 2**62, "x")))))
    else:
        save(tmp_path, "findings.memory", kept)
        (tmp_path / "findings.memory").replace(file)
    assert len(is_as_released(register, tmp_path, NOW)) == 1


@pytest.mark.parametrize("spoil", ["lost", "cut", "unmarked", "of others", "no hearings", "nonsense"])
def test_hearings_that_are_not_kept_are_released_anew(
    register_of: Callable[..., Register], tmp_path: Path, spoil: str
) -> None:
    """They lie apart from what is known of them in brief; whatever became of them, they are kept again."""
    register = register_of(RECORD, PROTECTED)
    is_as_released(register_of(SPEAKER), tmp_path, NOW)
    file = tmp_path / HEARINGS
    others = file.read_bytes()
    is_as_released(register, tmp_path, NOW)
    whole, kept = file.read_bytes(), load(file) or b""
    assert is_as_released(register, tmp_path, NOW) == []
    if spoil == "lost":
        file.unlink()
    elif spoil in {"cut", "unmarked", "of others"}:
        file.write_bytes({"cut": whole[:-9], "unmarked": kept, "of others": others}[spoil])
    else:
        digests = msgspec.msgpack.decode(kept)
        save(tmp_path, HEARINGS, msgspec.msgpack.encode(dict.fromkeys(digests, 5) if spoil == "nonsense" else 5))
    assert len(is_as_released(register, tmp_path, NOW)) == 2
    assert file.read_bytes() == whole
    assert is_as_released(register, tmp_path, NOW) == []
