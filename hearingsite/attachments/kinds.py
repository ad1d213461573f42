"""The five kinds of document, told by their content; and what a cleaner says of one that it refuses."""

from typing import Final, Literal, get_args

from msgspec import Struct

Kind = Literal["pdf", "png", "jpeg", "webp", "csv"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
ENDINGS: Final[dict[str, Kind]] = {
    ".pdf": "pdf",
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
    ".csv": "csv",
}
NAMES: Final[dict[Kind, str]] = {
    "pdf": "a PDF file",
    "png": "a PNG picture",
    "jpeg": "a JPEG picture",
    "webp": "a WebP picture",
    "csv": "a table (CSV)",
}
_FOREIGN: Final = (
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a file of an office program, or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old file of an office program"),
    (b"{\\rtf", "a rich text file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "an archive"),
    (b"SQLite format 3\0", "a database"),
)


class Refused(Exception):  # noqa: N818 -- no error: an answer
    """Why a document is not published: a code, a sentence without the file's name, and a way out."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the three."""
        super().__init__(code)
        self.code = code
        self.message = message
        self.hint = hint


class Cleaned(Struct, frozen=True):
    """New bytes of a document; `unread` says which parts of it no program can read (empty: it was read)."""

    content: bytes
    unread: str = ""


def kind_by_name(file: str) -> Kind | None:
    """The kind that a file's ending stands for."""
    dot = file.rfind(".")
    return ENDINGS.get(file[dot:].lower()) if dot >= 0 else None


def kind_by_content(content: bytes) -> Kind | None:
    """The kind that a file's first bytes show; a text is taken for a table, for nothing tells them apart."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return None if foreign_kind(content) or b"\0" in content else "csv"


def foreign_kind(content: bytes) -> str:
    """Say what a file of a kind that is never published is; empty if nobody knows."""
    return next((what for mark, what in _FOREIGN if content.startswith(mark)), "")
