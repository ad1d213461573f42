"""Small XML documents that are joined from pieces serialised once.

A piece is written by its prefix (`atom:link`); the frame around it declares what prefixes mean. Elements are made by the
standard library, which escapes; only the end tags of the frame are cut off and put back.
"""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

Element = ET.Element


def element(tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Make an element with a text."""
    made = ET.Element(tag, dict(attributes or {}))
    made.text = text or None
    return made


def piece(made: Element) -> bytes:
    """Serialise an element on a line of its own."""
    text: str = ET.tostring(made, encoding="unicode", short_empty_elements=True)
    return f"{text}\n".encode()


def document(frame: Element, pieces: Iterable[bytes], *, depth: int = 1) -> bytes:
    """Serialise a frame with pieces at the end of its innermost open element, `depth` elements deep."""
    tags, inner = [frame.tag], frame
    for _ in range(depth - 1):
        inner = inner[-1]
        tags.append(inner.tag)
    ends = "".join(f"</{tag}>" for tag in reversed(tags)).encode()
    whole = ET.tostring(frame, encoding="utf-8", xml_declaration=True, short_empty_elements=False)
    if not whole.endswith(ends):
        raise ValueError(f"{frame.tag} does not end with its innermost element")
    return b"".join((whole[: -len(ends)], b"\n", *pieces, ends, b"\n"))
