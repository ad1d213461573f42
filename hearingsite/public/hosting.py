"""What the host is told: headers, types and the pages that are gone, in the words of four kinds of host.

`_headers` and `.htaccess` lie at the top of the site, the only place where their hosts read them; these hosts do not
serve them. What nginx and Caddy include lies in `.server/`, so that it is switched, kept and taken back together with
the pages it belongs to. It holds nothing that the site's answers do not tell anyway, and hides itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hearingsite.public import urls
from hearingsite.public.model import PublicRegister
from hearingsite.public.plan import File, PlannedFile
from hearingsite.vocabulary.codes import Language

# The pages' own policies are as strict or stricter; both count.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SHORT: Final = "public, max-age=300"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
# Of these alone a change has another address: a document may have a day or a number in its name, and be withdrawn.
_HASHED: Final = re.compile(
    "|".join(re.escape(form).replace(r"\{digest\}", "[0-9a-f]+") for form in urls.HASHED.values())
)
TYPES: Final = {
    "atom": "application/atom+xml",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "rss": "application/rss+xml",
    "sqlite": "application/vnd.sqlite3",
}


def hosting_files(
    files: Sequence[PlannedFile], register: PublicRegister, languages: Sequence[Language]
) -> Iterator[File]:
    """Yield the four files; `files` are those of the site, among which are some whose names hold their digest."""
    hashed = sorted(file.route for file in files if _HASHED.fullmatch(file.route))
    references = [tombstone.reference for tombstone in register.tombstones]
    pages = [urls.hearing(lang, reference) for reference in references for lang in languages]
    data = [urls.hearing_data(reference) for reference in references]
    yield _file("/_headers", _headers(hashed))
    yield _file("/.htaccess", _apache(hashed, pages, data, languages))
    yield _file("/.server/nginx.conf", _nginx(hashed, pages, data, languages))
    yield _file("/.server/Caddyfile", _caddy(hashed, pages, data, languages))


def _file(route: str, lines: Iterable[str]) -> File:
    return File(route, "".join(f"{line}\n" for line in lines).encode())


def _headers(hashed: Sequence[str]) -> Iterator[str]:
    """For hosts that read `_headers`; they cannot answer 410, so what is gone says so in its text alone."""
    yield "/*"
    yield from (f"  {name}: {value}" for name, value in HEADERS.items())
    for route in hashed:
        yield route
        yield f"  Cache-Control: {_FOR_EVER}"


def _apache(
    hashed: Sequence[str], pages: Sequence[str], data: Sequence[str], languages: Sequence[Language]
) -> Iterator[str]:
    yield "# Needs mod_headers, mod_rewrite and AllowOverride All."
    yield "Options -Indexes -MultiViews"
    yield "DirectoryIndex index.html"
    yield "ErrorDocument 404 /404.html"
    yield from (f"AddType {kind.partition(';')[0]} .{ending}" for ending, kind in TYPES.items())
    yield "AddDefaultCharset utf-8"
    yield "AddCharset utf-8 .css .csv .ics .svg .xml"
    yield from (f'Header always set {name} "{value}"' for name, value in HEADERS.items())
    yield f'Header always set Cache-Control "{_SHORT}"'
    if hashed:
        yield f'<If "%{{REQUEST_URI}} =~ m#^(?:{_any(hashed)})$#">'
        yield f'  Header always set Cache-Control "{_FOR_EVER}"'
        yield "</If>"
    if "cy" in languages:
        yield '<If "%{REQUEST_URI} =~ m#^/cy/#">'
        yield "  ErrorDocument 404 /cy/404.html"
        yield "</If>"
    yield "RewriteEngine On"
    yield r"RewriteRule ^(?:\.server(?:/|$)|\.ht|_headers$) - [R=404,L]"
    if pages:
        for route in pages:
            yield f"<If \"%{{REQUEST_URI}} == '{route}'\">"
            yield f"  ErrorDocument 410 {route}index.html"
            yield "</If>"
        # The text of the answer is the page itself, which is asked for once more: hence the condition.
        yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$"
        yield f"RewriteRule ^(?:{_any(route.lstrip('/') for route in (*pages, *data))})$ - [R=410,L]"


def _nginx(
    hashed: Sequence[str], pages: Sequence[str], data: Sequence[str], languages: Sequence[Language]
) -> Iterator[str]:
    yield "# Include it in the server block whose root is this site: include /path/of/the/site/.server/nginx.conf;"
    yield "index index.html;"
    yield "charset utf-8;"
    yield "charset_types text/css text/csv text/calendar text/plain text/xml application/xml image/svg+xml;"
    yield f'set $hearingsite_cache "{_SHORT}";'
    for route in hashed:
        yield f'if ($uri = "{route}") {{ set $hearingsite_cache "{_FOR_EVER}"; }}'
    yield from (f'add_header {name} "{value}" always;' for name, value in HEADERS.items())
    yield "add_header Cache-Control $hearingsite_cache always;"
    yield "error_page 404 /404.html;"
    if "cy" in languages:
        yield "location /cy/ { error_page 404 /cy/404.html; }"
    for ending, kind in TYPES.items():
        yield f"location ~ \\.{ending}$ {{ types {{ }} default_type {kind.partition(';')[0]}; }}"
    yield "location ^~ /.server/ { return 404; }"
    yield "location ~ /\\.ht { return 404; }"
    yield "location = /_headers { return 404; }"
    for route in pages:
        yield f"location = {route} {{ error_page 410 {route}index.html; return 410; }}"
        yield f"location = {route}index.html {{ internal; }}"
    for route in data:
        yield f"location = {route} {{ return 410; }}"


def _caddy(
    hashed: Sequence[str], pages: Sequence[str], data: Sequence[str], languages: Sequence[Language]
) -> Iterator[str]:
    yield "# Import it in the site block, which says root * /path/of/the/site:  import /path/of/the/site/.server/Caddyfile"
    yield "@hidden path /.server /.server/* /.htaccess /_headers"
    yield "handle @hidden {"
    yield "\terror 404"
    yield "}"
    yield "header {"
    yield from (f'\t{name} "{value}"' for name, value in HEADERS.items())
    yield "}"
    yield f"@hashed path {' '.join(hashed)}"
    yield f'header @hashed Cache-Control "{_FOR_EVER}"'
    yield f"@other not path {' '.join(hashed)}"
    yield f'header @other Cache-Control "{_SHORT}"'
    for ending, kind in TYPES.items():
        # Last of all: the file server takes out the type of what it does not know.
        yield f"@{ending} path *.{ending}"
        yield f"header @{ending} {{"
        yield f'\tContent-Type "{kind}"'
        yield "\tdefer"
        yield "}"
    if pages:
        yield f"@gone path {' '.join((*pages, *data))}"
        yield "handle @gone {"
        yield "\tfile_server {"
        yield "\t\tstatus 410"
        yield "\t}"
        yield "}"
    yield "handle {"
    yield "\tfile_server"
    yield "}"
    yield "handle_errors {"
    if "cy" in languages:
        yield "\t@welsh path /cy/*"
        yield "\trewrite @welsh /cy/404.html"
        yield "\t@english not path /cy/*"
        yield "\trewrite @english /404.html"
    else:
        yield "\trewrite * /404.html"
    yield "\tfile_server"
    yield "}"


def _any(routes: Iterable[str]) -> str:
    """A pattern for one of some routes, which hold nothing but letters, digits, hyphens, dots and slashes."""
    return "|".join(route.replace(".", r"\.") for route in routes)
