"""Real servers, told what a build and the recipes tell them, answer as they should."""

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from hearingsite.public.hosting import HEADERS, POLICY
from tests.certificate import certify

PATH: Final = f"{os.environ['PATH']}:/usr/sbin:/sbin"
GONE: Final = (
    "/hearings/wld-2022-003/",
    "/cy/hearings/wld-2022-003/",
    "/hearings/wld-2024-003/",
    "/cy/hearings/wld-2024-003/",
)
_MODULES: Final = ("mpm_event", "authz_core", "ssl", "headers", "rewrite", "alias", "mime", "dir", "autoindex")


class Server(NamedTuple):
    """A server: its folder, the commands that start it and let it look at its settings only, and where it listens."""

    folder: Path
    command: list[str]
    test: list[str]
    place: Path | int


def recipe(name: str, folder: Path, site: Path) -> str:
    """A recipe with a certificate and a site in their places."""
    certify(folder)
    text = resources.files("hearingsite.publish").joinpath("recipes", f"{name}.conf").read_text("utf-8")
    text = text.replace("/etc/letsencrypt/live/hearings.example", str(folder))
    return text.replace("/srv/www/hearings", str(site)).replace("/srv/www", str(site.parent))


def nginx(program: str, folder: Path, site: Path) -> Server:
    """Nginx, listening at a socket as well."""
    place = folder / "socket"
    given = recipe("nginx", folder, site)
    given = given.replace("listen 443 ssl http2;", f"listen unix:{place};", 1)
    given = given.replace("listen 80;", f"listen unix:{folder}/other;")
    places = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    who = "user root; " if os.geteuid() == 0 else ""  # else it could not read what only its owner may
    config = folder / "nginx.conf"
    begin = f"{who}daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {places}"
    config.write_text(f"{begin} {given} }}", "utf-8")
    command = [program, "-e", "stderr", "-c", str(config)]
    return Server(folder, command, [*command, "-t"], place)


def caddy(program: str, folder: Path, site: Path) -> Server:
    """Caddy, listening at a socket."""
    place = folder / "socket"
    given = recipe("caddy", folder, site).replace("hearings.example {", f"http:// {{\n\tbind unix/{place}", 1)
    config = folder / "Caddyfile"
    config.write_text("{\n\tadmin off\n}\n" + given, "utf-8")
    told = ["--config", str(config), "--adapter", "caddyfile"]
    return Server(folder, [program, "run", *told], [program, "validate", *told], place)


def apache2(program: str, folder: Path, site: Path) -> Server:
    """Apache, listening at a port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = recipe("apache", folder, site)
    given = given.replace("*:443", f"127.0.0.1:{port}").replace("*:80", "127.0.0.1:1").replace("SSLEngine on", "")
    # Options of a system's own settings that the recipe builds on.
    begin = [f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES]
    begin += [
        f"Listen 127.0.0.1:{port}",
        f"PidFile {folder}/pid",
        f"ErrorLog {folder}/errors",
        f"DefaultRuntimeDir {folder}",
    ]
    begin += ["TypesConfig /etc/mime.types", "ServerName hearings.example"]
    config = folder / "apache.conf"
    config.write_text("\n".join([*begin, given]), "utf-8")
    command = [program, "-X", "-f", str(config)]
    return Server(folder, command, [program, "-t", "-f", str(config)], port)


MAKERS: Final[list[Callable[[str, Path, Path], Server]]] = [nginx, caddy, apache2]


@pytest.fixture(params=MAKERS, ids=lambda one: one.__name__)
def server(request: pytest.FixtureRequest, whole_site: Path, tmp_path: Path) -> Server:
    """Each server; nginx must be there, the others may be."""
    program = shutil.which(request.param.__name__, path=PATH)
    if program is None and request.param is not nginx:
        pytest.skip(f"{request.param.__name__} is not installed here")
    assert program, "nginx is missing: sudo apt-get install nginx-light"
    made: Server = request.param(program, tmp_path, whole_site)
    return made


def test_a_server_takes_its_settings(server: Server) -> None:
    """The server itself finds no fault in them."""
    done = subprocess.run(server.test, capture_output=True, text=True, check=False)
    said = done.stderr.replace("Caddyfile input is not formatted", "")
    assert (done.returncode, re.search(r"warn|emerg", said)) == (0, None), done.stderr


@contextmanager
def running(server: Server) -> Iterator[None]:
    """Run a server until the end of the block, from when it listens."""
    # Caddy would leave a copy of its settings in the home of whoever runs the tests.
    given = {**os.environ, "XDG_CONFIG_HOME": str(server.folder), "XDG_DATA_HOME": str(server.folder)}
    void = subprocess.DEVNULL
    with subprocess.Popen(server.command, env=given, stderr=subprocess.PIPE, stdout=void, text=True) as process:
        try:
            while not listens(server.place):
                assert process.poll() is None, process.communicate()[1]
            yield
        finally:
            process.terminate()


def connect(place: Path | int) -> socket.socket:
    """Connect to where a server listens; raises OSError while it does not."""
    if isinstance(place, int):
        return socket.create_connection(("127.0.0.1", place))
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(place))
    except OSError:
        connection.close()
        raise
    return connection


def listens(place: Path | int) -> bool:
    """Whether a server listens there."""
    try:
        connect(place).close()
    except OSError:
        return False
    return True


def ask(server: Server, route: str) -> tuple[int, dict[str, str], str]:
    """Ask a server for a route: the number of the answer, its headers, its text."""
    connection = http.client.HTTPConnection("hearings.example")
    connection.sock = connect(server.place)
    connection.request("GET", route, headers={"Connection": "close"})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def test_a_server_serves_the_site(server: Server, whole_site: Path) -> None:
    """Pages with their headers; what is gone with 410 and its own text; types of feeds; nothing of the server's own."""
    sheet = next((whole_site / "theme").glob("site.*.css")).name
    with running(server):
        status, headers, text = ask(server, "/hearings/as-2023-014/")
        assert (status, "PC X" in text, headers["cache-control"]) == (200, True, "public, max-age=300")
        assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
        assert "immutable" in ask(server, f"/theme/{sheet}")[1]["cache-control"]
        for route in GONE:
            status, headers, text = ask(server, route)
            assert (status, headers["content-security-policy"]) == (410, POLICY)
            assert route.split("/")[-2].upper() in text
        assert ask(server, "/feeds/outcomes.atom")[1]["content-type"].startswith("application/atom+xml")
        assert ask(server, "/calendar.ics")[1]["content-type"].startswith("text/calendar")
        hidden = ("/nowhere/", "/.server/nginx.conf", "/.htaccess", "/_headers")
        assert [ask(server, route)[0] for route in hidden] == [404] * 4
        assert 'lang="cy"' in ask(server, "/cy/nowhere/")[2]
