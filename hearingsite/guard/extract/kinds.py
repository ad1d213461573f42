"""What a file is, by its first bytes; its ending only tells texts apart, and must not contradict them."""

import re
from typing import Final

# How files begin that are no text.
_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
)
_ENDINGS: Final = {
    "html": {"html"},
    "htm": {"html"},
    "xml": {"xml"},
    "rss": {"xml"},
    "atom": {"xml"},
    "opml": {"xml"},
    "svg": {"xml"},
    "xsl": {"xml"},
    "json": {"json"},
    "jsonld": {"json"},
    "webmanifest": {"json"},
    "geojson": {"json"},
    "csv": {"csv"},
    "ics": {"ics"},
    "yaml": {"yaml"},
    "yml": {"yaml"},
    "md": {"markdown"},
    "css": {"text"},
    "js": {"text"},
    "txt": {"text"},
    "toml": {"text"},
    "pdf": {"pdf"},
    "png": {"png"},
    "jpg": {"jpeg"},
    "jpeg": {"jpeg"},
    "gif": {"gif"},
    "webp": {"webp"},
    "sqlite": {"sqlite"},
    "db": {"sqlite"},
    "zip": {"zip"},
    "gz": {"gzip"},
    "tgz": {"gzip"},
    "tar": {"tar"},
}
KNOWN_ENDINGS: Final = frozenset(_ENDINGS)
CALENDAR: Final = b"BEGIN:VCALENDAR"
# Kinds of text that may begin with any word.
_BY_ENDING: Final = frozenset({"csv", "html", "yaml", "markdown", "text"})
_COMMENTS: Final = r"(?:<!--(?:(?!-->).)*+-->\s*+)*+"
_HTML: Final = re.compile(rf"\s*+{_COMMENTS}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_XML: Final = re.compile(rf"\s*+(?:<\?xml\s|{_COMMENTS}<(?:svg|rss|feed|urlset|sitemapindex|opml)\b)", re.DOTALL)
_PAGE: Final = re.compile(_HTML.pattern.replace(r"\b", r"(?=[\s>])").encode(), _HTML.flags & ~re.UNICODE)
_HEAD: Final = 8000  # bytes; a page that says later that it is one may end anywhere


def is_whole_page(content: bytes) -> bool:
    """Whether bytes are plainly a page that has its end; others may be one, too."""
    return _PAGE.match(content) is not None and (
        b"</html" in content[-200:].lower() or b"<html" not in content[:_HEAD].lower()
    )


def binary_kind(content: bytes) -> str:
    """The kind of a file that is no text, or "" for what may be one."""
    for mark, kind in _MAGIC:
        if content.startswith(mark):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[257:262] == b"ustar":
        return "tar"
    # A PDF may have something before its beginning; every reader of PDFs overlooks it.
    return "pdf" if b"%PDF-" in content[:1024] else ""


def text_kind(path: str, text: str) -> str:
    """The kind of a text: by how it begins, else by its ending, else plain."""
    if _HTML.match(text):
        return "html"
    if _XML.match(text):
        return "xml"
    if text.startswith(CALENDAR.decode()):
        return "ics"
    wanted = _wanted(path)
    if wanted <= _BY_ENDING and wanted:
        return next(iter(wanted))  # of one kind each
    if wanted == {"json"} or text.lstrip()[:1] in {"{", "["}:
        return "json"
    return "text"


def contradicts(path: str, kind: str) -> str:
    """What the ending says a file is, where the bytes say something else; "" where they agree."""
    wanted = _wanted(path)
    if not wanted or kind in wanted:
        return ""
    return ending_of(path)


def ending_of(path: str) -> str:
    """The ending of a file's name, in small letters."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _wanted(path: str) -> set[str]:
    return _ENDINGS.get(ending_of(path), set())
