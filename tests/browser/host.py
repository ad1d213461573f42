"""A static host of this machine that sends the headers a site asks for in its `_headers`."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def headers_of(site: Path) -> dict[str, str]:
    """The headers of the rule for every address; the one that asks for https would keep this host away."""
    headers: dict[str, str] = {}
    for line in (site / "_headers").read_text("utf-8").splitlines()[1:]:
        if not line.startswith(" "):
            break
        name, value = line.strip().split(": ", 1)
        headers[name] = value
    del headers["Strict-Transport-Security"]
    return headers


class _Host(SimpleHTTPRequestHandler):
    """Logs nothing; keeps a connection open, as hosts do."""

    protocol_version = "HTTP/1.1"
    headers_to_send: dict[str, str]

    def __init__(self, *arguments: object, headers: dict[str, str], **named: object) -> None:
        self.headers_to_send = headers
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Send the site's headers after the host's own."""
        for name, value in self.headers_to_send.items():
            self.send_header(name, value)
        super().end_headers()


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a finished site until the end; gives its address, without a slash."""
    handler = functools.partial(_Host, directory=str(site), headers=headers_of(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
