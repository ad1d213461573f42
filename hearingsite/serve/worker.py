"""The process that rebuilds: it has imported everything already, and gives each rebuild a child of its own.

Pelican takes one run a process, and the preview's own process has threads, which must not be forked. So this one stands
between: it reads a request a line and answers with a line. Where processes cannot be
forked it does one rebuild and ends; the next one is started beforehand.
"""

import datetime as dt
import gc
import importlib
import os
import secrets
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn, get_args

import msgspec

from hearingsite.diagnostics import Fault, code_table
from hearingsite.fingerprint import program_digest, versions
from hearingsite.guard import lexicon
from hearingsite.guard.attest import rule_version
from hearingsite.guard.fold import fold
from hearingsite.patterns import compile_all
from hearingsite.public.words import load_words
from hearingsite.records.check import check_folder
from hearingsite.records.rules.capitals import read_lexicon
from hearingsite.records.schema import record_schema
from hearingsite.release.memory import get_ready
from hearingsite.serve.attempt import attempt, tidy
from hearingsite.serve.messages import CAN_FORK, Attempt, Request, lost
from hearingsite.settings import STATE
from hearingsite.statekey import VARIABLE, state_key
from hearingsite.templates import COMPILED
from hearingsite.vocabulary import read_all_vocabularies
from hearingsite.vocabulary.codes import Language

# What builds import only when they need it: the children shall not have to.
_LATER: Final = (
    "hearingsite.render",
    "hearingsite.generator",
    "hearingsite.guard.exceptions",
    "hearingsite.guard.extract.texts",
    "click",
)

_THEME: Final = "theme"
_HEARINGS: Final = Path("content", "hearings")
_LOOKS_ALIKE: Final = "\N{CYRILLIC SMALL LETTER DZE}"  # which table a letter stands in is read when one is met
_ANSWERED: Final = b"."


def main() -> None:
    """Answer requests until nobody asks any more."""
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    for name in _LATER:
        importlib.import_module(name)
    _make_beforehand()
    gc.collect()
    gc.freeze()  # or each child would copy what it never changes
    if not state_key(make=True):
        os.environ[VARIABLE] = secrets.token_hex()  # it is forgotten with this process, and what was kept with it
    with open(0, "rb", closefd=False) as requests:
        for line in requests:
            request = msgspec.json.decode(line, type=Request)
            if not CAN_FORK:
                attempt(request, partial(_answer, answers))
                return
            _read_beforehand(Path(request.project))
            _in_child(answers, request)
            _learn_beforehand(request)


def _make_beforehand() -> None:
    """Make what every child would make again: it was a tenth of a rebuild."""
    code_table()
    program_digest()
    versions()
    compile_all()
    record_schema()
    rule_version()
    for read in (lexicon.words, lexicon.names, lexicon.places):
        read()
    for lang in get_args(Language):
        read_lexicon(lang)
    read_all_vocabularies()
    fold(_LOOKS_ALIKE)


def _read_beforehand(project: Path) -> None:
    """Read the messages of a theme in its usual place; a child reads again those that have changed, and all others."""
    for lang in get_args(Language):
        with suppress(Fault):
            load_words(project / _THEME, lang)


def _learn_beforehand(request: Request) -> None:
    """Learn what the next child would, while nobody waits: what is public of each record, and what it takes to check one."""
    project = Path(request.project)
    get_ready(project / STATE)
    record = next(iter(sorted((project / _HEARINGS).rglob("*.md"))), None)
    if record:
        with suppress(Fault, OSError):
            content = project / _HEARINGS.parent
            now = dt.datetime.fromisoformat(request.now)
            check_folder(content, project, project / STATE, now, frozenset({record}))
    gc.freeze()


def _in_child(answers: int, request: Request) -> None:
    """Rebuild in a child; if it is ended from outside, answer in its place."""
    news, telling = os.pipe()
    child = os.fork()
    if not child:
        _become_child(answers, request, telling)
    os.close(telling)
    before = signal.signal(signal.SIGTERM, lambda number, _: os.kill(child, number))
    with os.fdopen(news, "rb") as pipe:
        told = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.signal(signal.SIGTERM, before)
    if not told:
        how = signal.Signals(-status).name if status < 0 else f"exit code {status}"
        _answer(answers, lost(request, how))
    elif not status:
        # A third of a small rebuild went into templates that had not changed.
        COMPILED.codes.update(msgspec.msgpack.decode(told.removeprefix(_ANSWERED), type=dict[str, bytes]))


def _become_child(answers: int, request: Request, telling: int) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGTERM, _stop)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        before = dict(COMPILED.codes)
        attempt(request, partial(_answer, answers), is_tidied=False)
        _write(telling, _ANSWERED)
        tidy(request)
        _write(telling, msgspec.msgpack.encode(dict(COMPILED.codes.items() - before.items())))
        status = 0
    finally:
        os._exit(status)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Leave through every `finally`, so that nothing half-made is left."""
    raise SystemExit(1)


def _answer(answers: int, made: Attempt) -> None:
    _write(answers, msgspec.json.encode(made) + b"\n")


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
