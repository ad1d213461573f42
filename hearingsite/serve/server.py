"""The preview's web server: on this machine, for this machine alone; it marks each page as it is sent."""

import os
import re
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from hearingsite.diagnostics import Fault, fault
from hearingsite.public.hosting import HEADERS
from hearingsite.serve import notes
from hearingsite.serve.board import Board, Shown
from hearingsite.serve.files import find, media_type

_LOOPBACK: Final = ("127.0.0.1", "::1")
_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
_PULSE: Final = 15  # seconds after which a browser that waits is told that nothing has happened
# Over plain http, a browser that was once told to ask this name by https alone would never come back.
_HEADERS: Final = {
    **{name: value for name, value in HEADERS.items() if name != "Strict-Transport-Security"},
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
# The page's own policy knows nothing of the preview's script; the same rules go with the headers.
_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_HEAD: Final = re.compile(rb"</head>", re.IGNORECASE)
_BODY: Final = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_MAIN: Final = re.compile(rb"<main\b[^>]*>", re.IGNORECASE)
_OWN_FILES: Final = {"preview.css": "text/css; charset=utf-8", "preview.js": "text/javascript; charset=utf-8"}


class Server(ThreadingHTTPServer):
    """Listens on one loopback address; its threads end with the process."""

    daemon_threads = True
    block_on_close = False
    # Windows would let a second program take the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(
        self, address: str, port: int, board: Board, *, drafts: bool, on_crash: Callable[[BaseException], None]
    ) -> None:
        """Listen; raises OSError where that cannot be."""
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.board = board
        self.drafts = drafts
        self.on_crash = on_crash
        super().__init__((address, port), _Handler)

    def server_bind(self) -> None:
        """Bind, without asking the network for this machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def stop(self) -> None:
        """Listen no more; who is being answered is not waited for."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 -- as inherited
        """Tell of a bug; a browser that has gone away is none."""
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError | TimeoutError):
            self.on_crash(error)


def listen(port: int, board: Board, *, drafts: bool, on_crash: Callable[[BaseException], None]) -> list[Server]:
    """Listen on both loopback addresses (port 0: a free one); raises Fault (exit code 2) where the port is taken."""
    servers: list[Server] = []
    for address in _LOOPBACK:
        number = servers[0].server_port if servers else port
        try:
            servers.append(Server(address, number, board, drafts=drafts, on_crash=on_crash))
        except OSError as error:
            if servers and not _is_taken(address, number):
                continue  # a machine without IPv6
            for server in servers:
                server.server_close()
            raise _unusable(number, error) from error
    for server in servers:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    return servers


def _is_taken(address: str, port: int) -> bool:
    """Whether somebody else listens there."""
    with suppress(OSError), socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        return probe.connect_ex((address, port)) == 0
    return False


def _unusable(port: int, error: OSError) -> Fault:
    reason = "may not be used by you" if isinstance(error, PermissionError) else "is taken by another program"
    other = next(one for one in (8001, 8002) if one != port)
    hint = f"Take another one: hearingsite serve --port {other}"
    return fault("HS731", "--port", f"Port {port} {reason}.", hint, exitcode=2)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def version_string(self) -> str:
        """Tell nothing of versions."""
        return "hearingsite"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: the terminal is for what was built."""

    def do_GET(self) -> None:
        """Answer an address."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what else was sent is never read as a request
        if not self._is_for_us():
            names = " and ".join(f"http://{name}:{self.server.server_port}/" for name in _NAMES[:2])
            said = f"This preview answers on this machine alone, at {names}. The request asked for another host."
            self._send_text(HTTPStatus.MISDIRECTED_REQUEST, said)
            return
        path = urlsplit(self.path).path
        if path.startswith(notes.OWN):
            self._send_own(path.removeprefix(notes.OWN))
        else:
            self._send_site(path)

    def do_HEAD(self) -> None:
        """Answer an address with headers alone."""
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 -- as inherited
        """Say in plain words what cannot be answered."""
        self.close_connection = True
        more = {"Allow": "GET, HEAD"} if code == HTTPStatus.NOT_IMPLEMENTED else {}
        known = HTTPStatus(code) if code != HTTPStatus.NOT_IMPLEMENTED else HTTPStatus.METHOD_NOT_ALLOWED
        self._send_text(known, f"This preview cannot answer that request: {known.phrase.lower()}.", **more)

    def _is_for_us(self) -> bool:
        """Whether a browser asks for this machine by its own name: any other could be a stranger's page."""
        hosts = self.headers.get_all("Host") or []
        wanted = {f"{name}:{self.server.server_port}" for name in _NAMES}
        if self.server.server_port == 80:  # noqa: PLR2004 -- the port that addresses leave out
            wanted |= {*_NAMES}
        return len(hosts) == 1 and hosts[0].lower() in wanted

    def _send_own(self, name: str) -> None:
        """Answer one of the preview's own addresses."""
        shown = self.server.board.shown
        if name == "events":
            self._send_events()
        elif name in _OWN_FILES:
            self._send(HTTPStatus.OK, _OWN_FILES[name], _own_file(name))
        elif name.startswith("codes/") and (content := notes.code_page(name.removeprefix("codes/"))):
            self._send_page(HTTPStatus.OK, notes.whole_page(name[-5:], content, self._banner(shown)))
        else:
            self._send_text(HTTPStatus.NOT_FOUND, "The preview has no such page.")

    def _send_site(self, path: str) -> None:
        """Answer an address of the site, as a host of static files would."""
        shown = self.server.board.shown
        if shown.site is None:
            page = notes.whole_page("Preview", notes.waiting(shown), self._banner(shown))
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, page)
            return
        found = find(shown.site, path)
        if found.is_elsewhere:
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain; charset=utf-8", b"", Location=f"{path}/")
        elif found.file is None:
            self._send_missing(shown, path)
        else:
            self._send_file(HTTPStatus.OK, found.file, shown, path)

    def _send_missing(self, shown: Shown, path: str) -> None:
        """Answer with the site's own page for what is not there, in the reader's language."""
        for own in ("/cy/404.html", "/404.html") if path.startswith("/cy/") else ("/404.html",):
            file = find(shown.site, own).file if shown.site else None
            if file:
                self._send_file(HTTPStatus.NOT_FOUND, file, shown, path)
                return
        self._send_text(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _send_file(self, status: HTTPStatus, file: Path, shown: Shown, path: str) -> None:
        kind = media_type(file)
        try:
            content = file.read_bytes()
        except OSError:  # of a build that was tidied away meanwhile
            self._send_text(HTTPStatus.SERVICE_UNAVAILABLE, "The site has just been rebuilt. Reload the page.")
            return
        if kind.startswith("text/html"):
            content = mark(content, self._banner(shown, path), notes.here(shown, path))
        self._send(status, kind, content)

    def _send_events(self) -> None:
        """Tell a browser of every change, until it goes away."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._send_headers("text/event-stream; charset=utf-8", Connection="close")
        if self.command == "HEAD":
            return
        shown = self.server.board.shown
        while True:
            event = "building" if shown.is_building else "state"
            self.wfile.write(f"event: {event}\ndata: {shown.state}\n\n".encode())
            shown = self.server.board.wait(shown, _PULSE)

    def _banner(self, shown: Shown, path: str = "") -> str:
        return notes.banner(shown, path, drafts=self.server.drafts)

    def _send_page(self, status: HTTPStatus, page: str) -> None:
        self._send(status, "text/html; charset=utf-8", page.encode())

    def _send_text(self, status: HTTPStatus, sentence: str, **more: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{sentence}\n".encode(), **more)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, **more: str) -> None:
        self.send_response(status)
        self._send_headers(kind, **{"Content-Length": str(len(content))}, **more)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_headers(self, kind: str, **more: str) -> None:
        for name, value in {"Content-Type": kind, **more, **_HEADERS}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()


def mark(page: bytes, banner: str, here: str) -> bytes:
    """Put the preview's marks into a page as it is sent; the bytes of the build stay as they are."""
    page = _POLICY.sub(b"", page, count=1)
    page = _HEAD.sub(lambda found: notes.HEAD.encode() + found[0], page, count=1)
    page, marked = _BODY.subn(lambda found: found[0] + banner.encode(), page, count=1)
    if not marked:  # a theme of one's own; nothing leaves unmarked
        page = f"{notes.HEAD}{banner}".encode() + page
    return _MAIN.sub(lambda found: found[0] + here.encode(), page, count=1)


@cache
def _own_file(name: str) -> bytes:
    return resources.files("hearingsite.serve").joinpath("static", name).read_bytes()
