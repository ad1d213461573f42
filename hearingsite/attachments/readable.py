"""Which pages of a PDF no program can read: pictures of text, and text in letters that stand for nothing.

A page is read when its text comes out by two ways: pypdf's, and what the page itself says that it shows.
"""

import io
import re
import unicodedata
from typing import Any, Final

import pikepdf
import pypdf
from pikepdf import Name

# A picture with less text than this beside it is likely to be the page.
_FEW_LETTERS: Final = 20
_SHOWS_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
_FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
# So many lines and areas without text may be letters drawn as shapes.
_MANY_SHAPES: Final = 200
_NONSENSE: Final = frozenset({"Cc", "Co", "Cn", "Cs"})
_GLYPH_NAMES: Final = re.compile(r"(?:/\w+){3}|\(cid:\d+\)")
_SAID: Final = 10
_DEEP: Final = 50


def unread_pages(content: bytes) -> str:
    """Say which pages cannot be read: "pages 1, 2"; empty where all can."""
    try:
        return _unread_pages(content)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- two libraries and a file that one of them did not expect
        return "all of it"


def _unread_pages(content: bytes) -> str:
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        shows = [_look(page.obj) for page in pdf.pages]
    unread = [
        str(number) for number, (text, show) in enumerate(zip(texts, shows, strict=True), 1) if not _is_read(text, show)
    ]
    if not unread:
        return ""
    more = f" and {len(unread) - _SAID} more" if len(unread) > _SAID else ""
    return f"{'page' if len(unread) == 1 else 'pages'} {', '.join(unread[:_SAID])}{more}"


def _is_read(text: str, show: dict[str, int]) -> bool:
    letters = sum(character.isalnum() for character in text)
    nonsense = sum(unicodedata.category(character) in _NONSENSE and character not in "\n\r\t\f" for character in text)
    if show["glyphs"] and (not letters or nonsense * 10 > letters or _GLYPH_NAMES.search(text)):
        return False
    # A letter is one byte or two. Where far fewer come out than are shown, some were lost on the way.
    if letters * 8 < show["glyphs"]:
        return False
    return letters >= _FEW_LETTERS or not (show["pictures"] or show["shapes"] > _MANY_SHAPES)


def _look(page: Any) -> dict[str, int]:
    """Count what a page shows, with what it draws in: bytes of text, pictures, shapes."""
    seen = {"glyphs": 0, "pictures": 0, "shapes": 0}
    visited: set[tuple[int, int]] = set()
    waiting = [page]
    while waiting:
        drawn = waiting.pop()
        objects = _drawn_objects(drawn)
        for instruction in pikepdf.parse_content_stream(drawn):
            operands, name = instruction.operands, str(instruction.operator)
            if name in _SHOWS_TEXT:
                seen["glyphs"] += _glyphs(operands)
            elif name in _FILLS:
                seen["shapes"] += 1
            elif name in {"INLINE IMAGE", "BI", "EI"}:
                seen["pictures"] += 1
            elif name == "Do" and str(operands[0]) in objects:
                one = objects[str(operands[0])]
                if one.get("/Subtype") == Name.Image:
                    seen["pictures"] += 1
                elif one.objgen not in visited:
                    visited.add(one.objgen)
                    waiting.append(one)
    return seen


def _drawn_objects(drawn: Any) -> Any:
    """Give what a page (or a part of one) may draw in, by name; a page may have it of the tree that it hangs in."""
    node, steps = drawn, 0
    while "/Resources" not in node and "/Parent" in node and steps < _DEEP:
        node, steps = node["/Parent"], steps + 1
    return node.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())


def _glyphs(operands: Any) -> int:
    """Count the bytes of texts that are neither blank nor zero."""
    texts = [part for operand in operands for part in (operand if isinstance(operand, pikepdf.Array) else [operand])]
    shown = (bytes(text) for text in texts if isinstance(text, pikepdf.String))
    return sum(len(text) - text.count(b" ") - text.count(b"\0") for text in shown)
