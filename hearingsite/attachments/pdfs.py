"""A PDF → its pages alone: no metadata, notes, forms, attached files, programs, earlier versions; and whether it can be read.

What stays: what is printed on a page, fonts, pictures, and the structure that screen readers use. Links go with the
other annotations, since what they lead to cannot be seen; their words stay.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from hearingsite.attachments.embedded import strip_jpeg, strip_jpeg2000
from hearingsite.attachments.kinds import Cleaned, Refused
from hearingsite.attachments.readable import unread_pages

MAX_PAGES: Final = 1000
# What a catalog, a node of the tree of pages, and a page keep; all else goes, known or not.
_CATALOG: Final = frozenset({"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot"})
_NODE: Final = frozenset({"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"})
_PAGE: Final = _NODE | {"/Contents", "/Group", "/StructParents", "/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit"}
# What goes from every other object: hidden texts, files, programs, other versions of a picture, things outside the file.
_HIDDEN: Final = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/AA", "/JS", "/OpenAction", "/Annots", "/Alternates",
    "/OPI", "/Thumb", "/PTData", "/Measure", "/Ref", "/OC", "/UserProperties", "/PrivateData",
)  # fmt: skip
_OUTSIDE: Final = ("/F", "/FFilter", "/FDecodeParms")


def clean_pdf(content: bytes) -> Cleaned:
    """Write a PDF anew; raises Refused. Same bytes in, same bytes out."""
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            was_encrypted = pdf.is_encrypted
            if len(pdf.pages) > MAX_PAGES:
                raise Refused("HS672", f"has {len(pdf.pages)} pages; {MAX_PAGES} are the limit", "Split it.")
            if len(pdf.pages) == 0:
                raise Refused("HS671", "has no page", "Save it again.")
            _strip(pdf)
            buffer = io.BytesIO()
            pdf.save(
                buffer,
                deterministic_id=True,
                encryption=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                recompress_flate=True,
            )
    except pikepdf.PasswordError as error:
        hint = "Save it without a password."
        raise Refused("HS673", "is locked with a password, so nobody can tell what it says", hint) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        hint = "Print it into a new PDF file."
        raise Refused("HS671", "cannot be read as a PDF file: it is damaged or cut short", hint) from error
    cleaned = buffer.getvalue()
    return Cleaned(cleaned, "all of it, because it is encrypted," if was_encrypted else unread_pages(cleaned))


def _strip(pdf: Pdf) -> None:
    """Take out all that is no page; what nothing leads to any more is not written."""
    if pdf.get_warnings():
        raise Refused(
            "HS671", "is damaged: programs would not agree about what it says", "Print it into a new PDF file."
        )
    for key in list(pdf.trailer.keys()):
        if key not in {"/Root", "/Size"}:
            del pdf.trailer[key]
    _keep(pdf.Root, _CATALOG)
    for node in _page_tree(pdf):
        _keep(node, _PAGE if node.get("/Type") == Name.Page else _NODE)
    for one in pdf.objects:
        if isinstance(one, Stream | Dictionary):
            _strip_object(one)


def _keep(dictionary: Any, keys: frozenset[str]) -> None:
    for key in list(dictionary.keys()):
        if key not in keys:
            del dictionary[key]


def _page_tree(pdf: Pdf) -> Iterator[Any]:
    """Yield every page and every node above one."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        node: Any = page.obj
        while node is not None and node.objgen not in seen:
            seen.add(node.objgen)
            yield node
            node = node.get("/Parent")


def _strip_object(one: Any) -> None:
    """Take what is hidden out of an object, and out of the dictionaries that stand within it."""
    waiting = [one]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += [item for item in found if _is_direct(item)]
            continue
        for key in _HIDDEN:
            if key in found:
                del found[key]
        if found.get("/Type") == Name.OBJR and "/Obj" in found:
            del found["/Obj"]
        if isinstance(found, Stream):
            _strip_stream(found)
        waiting += [value for value in dict(found.items()).values() if _is_direct(value)]


def _is_direct(item: Any) -> bool:
    return isinstance(item, pikepdf.Array | Dictionary) and not item.is_indirect


def _strip_stream(stream: Any) -> None:
    """Refuse what is a program; a photograph within a page keeps its pixels and loses place and camera."""
    if any(key in stream for key in _OUTSIDE) or stream.get("/Subtype") == Name.PS:
        message = "holds a part that is a program or lies outside the file"
        raise Refused("HS671", message, "Print it into a new PDF file.")
    kind = stream.get("/Filter")
    for name, strip in ((Name.DCTDecode, strip_jpeg), (Name.JPXDecode, strip_jpeg2000)):
        if kind == name or (isinstance(kind, pikepdf.Array) and list(kind) == [name]):
            stream.write(strip(stream.read_raw_bytes()), filter=name, decode_parms=stream.get("/DecodeParms"))
