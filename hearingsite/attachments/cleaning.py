"""Clean documents in a process of its own: it holds no record and no private list, and a hostile file dies with it.

The process gets all jobs at once and forks for each of them. A child has so many seconds, so much memory, and may
write no file; whatever becomes of it, its document is answered for.
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from hearingsite.attachments.kinds import Cleaned, Kind, Refused
from hearingsite.forks import processors

SECONDS: Final = 8
MEMORY: Final = 2 * 1024**3
_ROOT: Final = Path(__file__).parents[2]
# Takes the parent's own path: PYTHONPATH would part a folder at its colon, and know no packages of a user's own.
_START: Final = "import sys; sys.path[:] = sys.argv[1:]; from hearingsite.attachments.cleaning import main; main()"


class Job(Struct, frozen=True):
    """A document to clean."""

    kind: Kind
    content: bytes


class Answer(Struct, frozen=True):
    """What became of a job: new bytes, or a refusal (code, sentence, way out) in their place."""

    cleaned: Cleaned | None = None
    refusal: tuple[str, str, str] | None = None


GAVE_UP: Final = Answer(
    refusal=(
        "HS676",
        f"could not be read within {SECONDS} seconds and {MEMORY // 1024**3} GB of memory",
        "Print it into a new PDF file, or save the picture again.",
    )
)
# A document has so many seconds of work. On a busy machine they take longer, and a good one must not be refused for that.
_BUSY: Final = 5
DAMAGED: Final = Answer(refusal=("HS671", "cannot be read: it is damaged", "Save it again, whole."))
_ENCODER: Final = msgspec.msgpack.Encoder()
_JOBS: Final = msgspec.msgpack.Decoder(list[Job])
_ANSWER: Final = msgspec.msgpack.Decoder(Answer)
_ANSWERS: Final = msgspec.msgpack.Decoder(list[Answer] | str)  # a text: the library that is not installed


def clean_all(jobs: list[Job]) -> list[Answer]:
    """Clean documents, on several processors; the answers come in the order of the jobs."""
    if not jobs:
        return []
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 -- slow to import, and most checks clean nothing

    share = min(processors(), len(jobs))
    with ThreadPoolExecutor(share) as pool:
        parts = list(pool.map(_clean_apart, [jobs[first::share] for first in range(share)]))
    answers = [GAVE_UP] * len(jobs)
    for first, part in enumerate(parts):
        answers[first::share] = part
    return answers


def _clean_apart(jobs: list[Job]) -> list[Answer]:
    """Have some jobs done by a fresh interpreter that knows nothing of this one.

    Raises ModuleNotFoundError where a library is missing: no document is to blame for that.
    """
    import subprocess  # noqa: PLC0415 -- as above

    try:
        done = subprocess.run(  # noqa: S603 -- this Python, this program, the folders that it has them from
            [sys.executable, "-P", "-s", "-B", "-c", _START, *dict.fromkeys([str(_ROOT), *filter(None, sys.path)])],
            input=_ENCODER.encode(jobs),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=(_BUSY * SECONDS + 2) * len(jobs),
            check=True,
        )
        answers = _ANSWERS.decode(done.stdout)
    except (subprocess.SubprocessError, msgspec.MsgspecError):
        answers = []
    if isinstance(answers, str):
        raise ModuleNotFoundError(f"No module named {answers!r}", name=answers)
    return answers if len(answers) == len(jobs) else [GAVE_UP] * len(jobs)


def clean(job: Job) -> Answer:
    """Clean one document, here and now."""
    # The libraries are for the process that cleans: a check of records without documents does without them.
    from hearingsite.attachments.images import clean_picture  # noqa: PLC0415
    from hearingsite.attachments.pdfs import clean_pdf  # noqa: PLC0415
    from hearingsite.attachments.tables import clean_table  # noqa: PLC0415

    try:
        if job.kind == "pdf":
            return Answer(clean_pdf(job.content))
        if job.kind == "csv":
            return Answer(clean_table(job.content))
        return Answer(clean_picture(job.content, job.kind))
    except Refused as refused:
        return Answer(refusal=(refused.code, refused.message, refused.hint))
    except MemoryError:
        return GAVE_UP
    except Exception:  # noqa: BLE001 -- what a library thinks of a hostile file is of no interest
        return DAMAGED


def _clean_forked(job: Job) -> Answer:
    """Clean one document in a child with limits; where there is no fork, the caller's time is the only limit."""
    if not hasattr(os, "fork"):
        return clean(job)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _limit()
            with open(writing, "wb") as out:  # noqa: PTH123 -- a pipe
                out.write(_ENCODER.encode(clean(job)))
        finally:
            os._exit(0)  # whatever happened: a child never goes on with its parent's work
    os.close(writing)
    with open(reading, "rb") as answer:  # noqa: PTH123 -- a pipe
        said = answer.read()
    os.waitpid(child, 0)
    try:
        return _ANSWER.decode(said)
    except msgspec.MsgspecError:
        return GAVE_UP


def _limit() -> None:
    import resource  # noqa: PLC0415 -- Windows has none

    signal.alarm(_BUSY * SECONDS)  # ends the process, even within a library that waits
    for what, limit in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def main() -> None:
    """Read jobs, answer each; where a library is missing, its name is the answer."""
    answer: list[Answer] | str
    with open(0, "rb") as asked, open(1, "wb") as answered:
        try:
            for library in ("images", "pdfs"):  # once, so that no child needs to
                importlib.import_module(f"hearingsite.attachments.{library}")
            answer = [_clean_forked(job) for job in _JOBS.decode(asked.read())]
        except ModuleNotFoundError as error:
            answer = error.name or ""
        answered.write(_ENCODER.encode(answer))
