"""Documents as people and attackers make them, by the libraries themselves. NAME stands wherever it must not come out."""

import io
import struct
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

NAME = "Quillfeather"
WORDS = "The panel read the report of the force on Monday."
_GPS, _ARTIST, _ORIENTATION = 0x8825, 0x013B, 0x0112


def picture(format_: str, size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """A picture that is red on its left half and blue on its right."""
    image = Image.new("RGB", size, "blue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="red")
    buffer = io.BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def photograph(format_: str, orientation: int = 1) -> bytes:
    """A picture with what a camera writes: place, artist, the way up, a profile, XMP."""
    exif = Image.Exif()
    exif[_ARTIST] = NAME
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS)[1] = "N"
    exif.get_ifd(_GPS)[2] = (51.0, 27.0, 14.0)
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{NAME}</x:xmpmeta>".encode()
    more: dict[str, Any] = {"comment": NAME.encode()} if format_ == "JPEG" else {}
    return picture(format_, exif=exif, xmp=xmp, **more)


def png_with_texts() -> bytes:
    """A PNG with a text, a compressed text and an international one."""
    info = PngInfo()
    info.add_text("Author", NAME)
    info.add_text("Comment", NAME, zip=True)
    info.add_itxt("Title", NAME, "en", "Title")
    return picture("PNG", pnginfo=info)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and has next to nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * 100_000)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(format_: str) -> bytes:
    """A moving picture of three frames."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, format_, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def behind_transparency() -> bytes:
    """A PNG whose pixels are all transparent, though half of them have a colour."""
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 9, 20), fill=(200, 10, 10, 0))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def pdf_of(*pages: str) -> Pdf:
    """A PDF with some lines of text on each page, as a text program makes it."""
    pdf = Pdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for text in pages:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(pdf, f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    """The bytes of a PDF."""
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def plain_pdf(*pages: str) -> bytes:
    """The bytes of a PDF with text."""
    return saved(pdf_of(*(pages or (WORDS,))))


def hiding_pdf() -> bytes:
    """A PDF that hides NAME wherever a PDF can."""
    pdf = pdf_of(WORDS)
    page = pdf.pages[0]
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]
    pdf.docinfo["/Author"] = NAME
    pdf.trailer.Secret = String(NAME)
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, NAME.encode(), filename="notes.txt")
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{NAME}')"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("run"), script]))
    pdf.Root.PieceInfo = Dictionary(Program=Dictionary(Private=String(NAME)))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String(NAME),
            Rect=Array([0, 0, 9, 9]),
        )
    )
    note = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String(NAME), Rect=Array([0, 0, 9, 9]))
    )
    link = Dictionary(S=Name.URI, URI=String(f"https://{NAME}.example/"))
    away = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=link, Rect=Array([0, 0, 9, 9])))
    page.obj.Annots = Array([field, note, away])
    page.obj.PieceInfo = Dictionary(Program=Dictionary(Private=String(NAME)))
    page.obj.Thumb = Stream(pdf, NAME.encode())
    page.obj.Remark = String(NAME)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    pdf.Root.Outlines = Dictionary(Title=String(NAME))
    pdf.Root.StructTreeRoot = Dictionary(
        Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, K=Dictionary(Type=Name.OBJR, Obj=note, Pg=page.obj))
    )
    page.obj.Resources.XObject = Dictionary(Photo=_photo(pdf, photograph("JPEG")))
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)


def _photo(pdf: Pdf, jpeg: bytes) -> Stream:
    return Stream(
        pdf,
        jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=40,
        Height=20,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=Stream(pdf, NAME.encode()),
    )


def scan(*, footer: str = "") -> bytes:
    """A page that is a picture, perhaps with a number below it."""
    pdf = pdf_of(footer)
    page = pdf.pages[0]
    page.obj.Resources.XObject = Dictionary(Scan=_photo(pdf, picture("JPEG")))
    page.contents_add(Stream(pdf, b"q 595 0 0 842 0 0 cm /Scan Do Q"))
    return saved(pdf)


def revised() -> bytes:
    """A PDF of which a first revision names somebody, and a second one, added at its end, does not."""
    first = saved(
        pdf_of(f"Written by {NAME} on Monday."),
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
    )
    with Pdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        root = pdf.Root.objgen[0]
        size = int(pdf.trailer.Size)
    text = f"BT /F1 12 Tf 72 700 Td ({WORDS}) Tj ET"
    at = len(first)
    start = first.rindex(b"startxref") + len(b"startxref")
    before = int(first[start:].split()[0])
    changed = f"{number} 0 obj\n<< /Length {len(text)} >>\nstream\n{text}\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{at:010d} 00000 n \n"
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>\nstartxref\n{at + len(changed)}\n%%EOF\n"
    return first + (changed + table + trailer).encode()


def nonsense() -> bytes:
    """A PDF whose font says that every letter is another sign, of nobody's alphabet."""
    pdf = pdf_of("secret")
    lines = "\n".join(f"<{code:02x}> <{0xE000 + code:04x}>" for code in range(32, 127))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n95 beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = Stream(pdf, cmap.encode())
    return saved(pdf)
