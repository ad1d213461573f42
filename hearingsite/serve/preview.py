"""The story of the preview: listen, build, show; and again after each save."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from hearingsite.diagnostics import Fault
from hearingsite.serve.board import Board
from hearingsite.serve.builder import Builder
from hearingsite.serve.messages import Attempt, Request
from hearingsite.serve.server import listen
from hearingsite.serve.watch import Watch

_WRONG_USE = 2


def show(
    request: Callable[[], Request],
    folders: Iterable[Path],
    files: Iterable[Path],
    *,
    port: int,
    drafts: bool,
    on_ready: Callable[[int], None],
    on_attempt: Callable[[Attempt], None],
    on_crash: Callable[[BaseException], None],
) -> None:
    """Show the preview until somebody interrupts it; `request` gives what is to be built, at each rebuild.

    What is below `folders`, and `files`, is watched. Port 0 is a free one: `on_ready` is told which. `on_attempt` is told
    of each rebuild. Raises Fault (exit code 2) where the port is taken, or the first rebuild finds wrong use or settings.
    """
    board = Board()
    with ExitStack() as stack:
        servers = listen(port, board, drafts=drafts, on_crash=on_crash)
        for server in servers:
            stack.callback(server.stop)
        builder = Builder()
        stack.callback(builder.close)
        watch = Watch(folders, files)
        stack.callback(watch.close)
        on_ready(servers[0].server_port)
        made = _rebuild(board, builder, request())
        if made.exitcode == _WRONG_USE:  # the preview ends: what is wrong is told once, and not as if it went on
            raise Fault(made.report, _WRONG_USE)
        on_attempt(made)
        for _ in watch.wait():
            on_attempt(_rebuild(board, builder, request()))


def _rebuild(board: Board, builder: Builder, request: Request) -> Attempt:
    with board.building():
        made = builder.build(request)
        board.put(made)
    return made
