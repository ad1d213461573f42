"""Makes the document of the demonstration: `python -m tests.attachments.demonstration` writes it into content/files."""

import io
from pathlib import Path
from typing import Final

from pikepdf import Array, Dictionary, Name, Pdf, String

FILE: Final = Path("content/files/wld-2025-001-findings.pdf")
LINES: Final = (
    ("H1", "Invented demonstration"),
    ("P", "This document is made up. There is no Wealdshire Constabulary, and this hearing never took place."),
    ("H2", "WLD-2025-001: the findings in short"),
    ("P", "The panel sat at the Corn Exchange, Ember Green, on 12 and 13 May 2025."),
    ("P", "Allegation 1, remarks at training sessions: proven in part."),
    ("P", "Allegation 2, a comment in a group chat: proven."),
    ("P", "Allegation 3, a record of training hours: withdrawn."),
    ("P", "Standard found breached: authority, respect and courtesy."),
    ("P", "Level: practice requiring improvement. Outcome: reflective practice."),
)
_SIZES: Final = {"H1": 20, "H2": 15, "P": 11}


def demonstration() -> bytes:
    """One page of text with the structure that a screen reader uses; always the same bytes."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream("\n".join(_drawn()).encode("ascii"))
    page.obj.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    parts = [
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=whole, Pg=page.obj, K=number))
        for number, (tag, _) in enumerate(LINES)
    ]
    whole.K = Array(parts)
    root.K = whole
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(parts)])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _drawn() -> list[str]:
    """The lines as a page draws them, from top to bottom."""
    lines, height = [], 770
    for number, (tag, text) in enumerate(LINES):
        height -= 2 * _SIZES[tag]
        shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines.append(f"/{tag} <</MCID {number}>> BDC BT /F1 {_SIZES[tag]} Tf 60 {height} Td ({shown}) Tj ET EMC")
    return lines


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(demonstration())
