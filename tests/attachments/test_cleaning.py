"""What is left of a document when it is published: all that a reader sees, and nothing else."""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from hearingsite.attachments import cleaning
from hearingsite.attachments.cleaning import SECONDS, Answer, Job, clean, clean_all
from hearingsite.attachments.kinds import Cleaned, Kind
from tests.attachments import makers
from tests.attachments.makers import NAME, WORDS

MOST = 5  # seconds of a processor
FORMATS: dict[Kind, str] = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}


def cleaned(kind: Kind, content: bytes) -> Cleaned:
    """What becomes of a document that is not refused."""
    answer = clean(Job(kind, content))
    assert answer.cleaned, answer.refusal
    return answer.cleaned


def code_of(kind: Kind, content: bytes) -> str:
    """Why a document is refused."""
    answer = clean(Job(kind, content))
    return answer.refusal[0] if answer.refusal else "published"


def opened(content: bytes) -> Image.Image:
    """A picture with its pixels."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def everything_in(content: bytes) -> bytes:
    """All objects of a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return makers.saved(
            pdf,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )


@pytest.mark.parametrize("kind", FORMATS)
def test_a_photograph_keeps_its_pixels_alone(kind: Kind) -> None:
    """No name, no place, no XMP, no comment and no profile is left in a photograph."""
    content = makers.photograph(FORMATS[kind])
    assert NAME.encode() in content
    image = opened(cleaned(kind, content).content)
    assert NAME.encode() not in cleaned(kind, content).content
    assert not image.getexif()
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "loop",
        "background",
        "duration",
        "timestamp",
    }
    red, blue = image.convert("RGB").getpixel((5, 10)), image.convert("RGB").getpixel((35, 10))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert (red[0] > 200, red[2] < 60) == (True, True)
    assert (blue[2] > 200, blue[0] < 60) == (True, True)


def test_texts_of_a_png_go() -> None:
    """Texts of a PNG go, packed ones too."""
    image = opened(cleaned("png", makers.png_with_texts()).content)
    assert isinstance(image, Image.Image)
    assert image.info == {}


def test_a_picture_is_turned_as_the_camera_says() -> None:
    """What the orientation says is done to the pixels, for it goes with the metadata."""
    image = opened(cleaned("jpeg", makers.photograph("JPEG", orientation=6)).content)
    assert image.size == (20, 40)


def test_what_is_transparent_is_white() -> None:
    """Colours that nobody can see because they are transparent are not in the file."""
    image = opened(cleaned("png", makers.behind_transparency()).content)
    assert image.mode == "RGB"
    assert image.getcolors() == [(400, (255, 255, 255))]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_of_writing_pixels(mode: str) -> None:
    """Whatever way pixels are written, a light grey stays a light grey."""
    format_ = "JPEG" if mode == "CMYK" else "PNG"
    grey = Image.new("L", (8, 8), 255 if mode == "1" else 200)
    image: Image.Image = Image.new(mode, (8, 8), 200 * 257) if mode == "I;16" else grey.convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, format_)
    found = opened(cleaned("jpeg" if mode == "CMYK" else "png", buffer.getvalue()).content).convert("L").tobytes()
    assert abs(found[27] - (255 if mode == "1" else 200)) < 4


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script>", b"GIF89a", b"PK\x03\x04", b"%PDF-1.7"])
def test_nothing_hides_behind_a_picture(kind: Kind, tail: bytes) -> None:
    """What is two kinds of file at once is one after cleaning."""
    content = makers.picture(FORMATS[kind]) + tail
    assert tail not in cleaned(kind, content).content


REFUSED: dict[str, tuple[Kind, Callable[[], bytes], str]] = {
    "cut short": ("png", lambda: makers.picture("PNG", (400, 400))[:400], "HS671"),
    "cut short, JPEG": ("jpeg", lambda: makers.picture("JPEG", (400, 400))[:900], "HS671"),
    "cut short, WebP": ("webp", lambda: makers.picture("WEBP", (400, 400))[:100], "HS671"),
    "a beginning only": ("jpeg", lambda: b"\xff\xd8\xff\xe0", "HS671"),
    "a GIF within": ("jpeg", lambda: b"\xff\xd8\xffGIF89a" + b"\0" * 99, "HS671"),
    "a bomb": ("png", lambda: makers.png_header(50_000, 50_000), "HS672"),
    "a long bomb": ("png", lambda: makers.png_header(40_000, 1), "HS672"),
    "smaller than it says": ("png", lambda: makers.png_header(6_000, 6_000), "HS671"),
    "moving": ("webp", lambda: makers.moving("WEBP"), "HS672"),
    "moving, PNG": ("png", lambda: makers.moving("PNG"), "HS672"),
    "locked": (
        "pdf",
        lambda: makers.saved(makers.pdf_of(WORDS), encryption=pikepdf.Encryption(owner="a", user="b")),
        "HS673",
    ),
    "no PDF": ("pdf", lambda: b"%PDF-1.7\nnothing follows", "HS671"),
    "PDF cut short": ("pdf", lambda: makers.plain_pdf()[:-300], "HS671"),
    "PDF without a page": ("pdf", lambda: makers.saved(pikepdf.Pdf.new()), "HS671"),
    "latin-1": ("csv", lambda: "name\ncafé\n".encode("latin-1"), "HS675"),
    "UTF-16": ("csv", lambda: "name\nx\n".encode("utf-16"), "HS675"),
    "markup": ("csv", lambda: b"name\n<script>alert(1)</script>\n", "HS675"),
    "markup with a blank": ("csv", lambda: b'name\n"< /td>"\n', "HS675"),
    "invisible": ("csv", "name\na\u202eb\n".encode, "HS675"),
    "open quotation mark": ("csv", lambda: b'name\n"open\n', "HS675"),
    "huge cell": ("csv", lambda: b"name\n" + b"x" * 200_000, "HS675"),
    "empty": ("csv", lambda: b"", "HS675"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    """What cannot be read whole, or is too much, is refused under its code."""
    kind, make, code = REFUSED[case]
    assert code_of(kind, make()) == code


def test_a_pdf_keeps_its_pages_alone() -> None:
    """No author, note, form, link, program, attached file, bookmark, thumbnail or photograph's metadata is left."""
    content = makers.hiding_pdf()
    assert content.count(NAME.encode()) > 12
    left = everything_in(cleaned("pdf", content).content)
    assert NAME.encode() not in left
    assert not [
        key
        for key in (b"/JS", b"/JavaScript", b"/Annots", b"/EmbeddedFiles", b"/AcroForm", b"/URI", b"/Info")
        if key in left
    ]
    assert WORDS.encode() in left
    assert b"/StructTreeRoot" in left


def test_a_photograph_in_a_pdf_keeps_its_pixels() -> None:
    """Not one pixel of a photograph within a page changes when its metadata goes."""
    with pikepdf.open(io.BytesIO(cleaned("pdf", makers.hiding_pdf()).content)) as pdf:
        left = pdf.pages[0].obj.Resources.XObject.Photo.read_raw_bytes()
    assert NAME.encode() not in left
    assert opened(left).tobytes() == opened(makers.photograph("JPEG")).tobytes()


def test_an_earlier_version_of_a_pdf_goes() -> None:
    """What a PDF said before its last revision is in no object of it, though the file held it."""
    content = makers.revised()
    assert pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text() == WORDS
    assert NAME.encode() in content
    left = cleaned("pdf", content)
    assert NAME.encode() not in everything_in(left.content)
    assert pypdf.PdfReader(io.BytesIO(left.content)).pages[0].extract_text() == WORDS


def test_a_page_for_browsers_behind_a_pdf_goes() -> None:
    """What stands behind the end of a PDF is not in it any more."""
    content = makers.plain_pdf() + b"\n<html><script>alert(1)</script>"
    assert b"<script" not in cleaned("pdf", content).content


UNREAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (makers.plain_pdf, ""),
    "a cover": (lambda: makers.plain_pdf("Annex A", WORDS), ""),
    "an empty page": (lambda: makers.plain_pdf(WORDS, ""), ""),
    "a scan": (makers.scan, "page 1"),
    "a scan with a number": (lambda: makers.scan(footer="Page 1"), "page 1"),
    "a picture beside text": (lambda: makers.scan(footer=WORDS), ""),
    "letters for nothing": (makers.nonsense, "page 1"),
    "encrypted without a password": (
        lambda: makers.saved(makers.pdf_of(WORDS), encryption=pikepdf.Encryption(owner="a", user="")),
        "all of it, because it is encrypted,",
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_no_program_can_read_is_told(case: str) -> None:
    """A page that is a picture, or whose letters stand for nothing, is told; a page with text is not."""
    make, expected = UNREAD[case]
    assert cleaned("pdf", make()).unread == expected


CELLS = {
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+1+cmd": "'+1+cmd",
    "-2+3+cmd": "'-2+3+cmd",
    "@SUM(A1)": "'@SUM(A1)",
    " =1+1": "' =1+1",
    "a;=1+1": "a;'=1+1",
    "\uff1d1+1": "'\uff1d1+1",
    "\t=1": "'\t=1",
    "two\n=1": "two\n'=1",
    "-12.5": "-12.5",
    "+44 20 7946 0000": "+44 20 7946 0000",
    "PC X, Ms A": "PC X, Ms A",
    "a-b": "a-b",
    "3 < 4": "3 < 4",
}


def test_cells_that_would_run_are_defused() -> None:
    """No spreadsheet runs a cell, and every other cell stays as it was."""
    rows = "".join('"' + cell.replace('"', '""') + '"\n' for cell in CELLS)
    expected = [f'"{cell}"' if any(c in cell for c in ',\n"') else cell for cell in CELLS.values()]
    assert cleaned("csv", f"\ufeff{rows}".encode()).content.decode().removesuffix("\r\n").split("\r\n") == expected


@pytest.mark.parametrize("cell", ["1" * 131_000 + "x", "\n" * 131_000 + "x", "\t " * 65_000 + "x"])
def test_a_large_cell_is_soon_read(cell: str) -> None:
    """What is no number and no formula after all is not read again from each of its signs."""
    began = time.process_time()
    assert cleaned("csv", f'"{cell}"\n'.encode()).content.decode() in {f"{cell}\r\n", f'"{cell}"\r\n'}
    assert time.process_time() - began < MOST


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("png", makers.png_with_texts),
        ("jpeg", lambda: makers.photograph("JPEG")),
        ("webp", lambda: makers.photograph("WEBP")),
        ("pdf", makers.hiding_pdf),
        ("csv", lambda: b"a,b\r\n1,2\r\n"),
    ],
)
def test_cleaning_gives_the_same_bytes_each_time(kind: Kind, make: Callable[[], bytes]) -> None:
    """The same document gives the same bytes, in this process and in others, alone and among others."""
    job = Job(kind, make())
    here = clean(job)
    assert here.cleaned
    assert clean_all([job, Job("csv", b"x"), job])[::2] == [here, here]


@pytest.mark.parametrize("name", ["plain", "with:colon"])
def test_the_process_that_cleans_finds_what_its_parent_finds(tmp_path: Path, name: str) -> None:
    """Wherever the libraries lie, such as in a user's own folder of packages, a document is not blamed for that."""
    program = tmp_path / name
    program.mkdir()
    (program / "hearingsite").symlink_to(Path(cleaning.__file__).parents[1])
    where = [str(program), *sys.path]
    code = (
        f"import sys; sys.path[:] = {where!r}\n"
        "from hearingsite.attachments.cleaning import Job, clean_all\n"
        "print(clean_all([Job('csv', b'a,b\\r\\n')])[0].refusal)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("None\n", "")


def test_a_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that lacks what reads documents says so, and refuses none of them."""
    (tmp_path / "pikepdf.py").write_text("raise ModuleNotFoundError('gone', name='pikepdf')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError) as raised:
        clean_all([Job("csv", b"a,b\r\n")])
    assert raised.value.name == "pikepdf"


def test_what_kills_its_process_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that ends, blocks or fills the process that reads it is refused; those beside it are published."""
    given = {b"end": "import os; os._exit(3)", b"block": "while True: pass", b"fill": "bytearray(1 << 40)"}

    def hostile(job: Job) -> Answer:
        exec(given.get(job.content, ""))  # noqa: S102 -- as a bug in a library would have it
        return Answer(Cleaned(job.content))

    monkeypatch.setattr(cleaning, "clean", hostile)
    monkeypatch.setattr(cleaning, "SECONDS", 1)
    answers = [cleaning._clean_forked(Job("pdf", content)) for content in (*given, b"fine")]  # noqa: SLF001
    assert [answer.refusal[0] if answer.refusal else answer.cleaned for answer in answers] == [
        "HS676",
        "HS676",
        "HS676",
        Cleaned(b"fine"),
    ]


def test_limits_leave_room() -> None:
    """A document is given up within ten seconds."""
    assert SECONDS < 10
