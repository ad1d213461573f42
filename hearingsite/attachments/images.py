"""A picture → its pixels, written anew: no place, no camera, no earlier version, nothing behind its end.

Pixels are turned as the camera says, brought to sRGB, and laid on white: colours that a reader cannot see because they are
transparent would still be in the file.
"""

import io
import warnings
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps

from hearingsite.attachments.kinds import Cleaned, Kind, Refused

MAX_PIXELS: Final = 40_000_000
MAX_SIDE: Final = 16_000
_FORMATS: Final[dict[Kind, str]] = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
_QUALITY: Final = 90


def clean_picture(content: bytes, kind: Kind) -> Cleaned:
    """Write a picture anew; raises Refused. Same bytes in, same bytes out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged metadata, which goes anyway
            Image.MAX_IMAGE_PIXELS = None  # measured by ourselves, before a pixel is read
            with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
                _check_size(picture)
                picture.load()
                return Cleaned(_write(_plain(picture), kind, content))
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, OverflowError, EOFError) as error:
        raise Refused(
            "HS671", "cannot be read as a picture: it is damaged or cut short", "Save the picture again, whole."
        ) from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        message = f"has {width} by {height} pixels; {MAX_PIXELS // 1_000_000} million pixels in all are the limit"
        raise Refused("HS672", message, "Make the picture smaller.")
    if getattr(picture, "n_frames", 1) > 1:
        raise Refused("HS672", "is a moving picture", "Save one picture of it.")


def _plain(picture: Image.Image) -> Image.Image:
    """Give nothing but pixels: upright, in sRGB, without transparency, in shades of grey or in colours."""
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I") or upright.mode == "F":
        upright = _eight_bits(upright)
    if profile:
        upright = _to_srgb(upright, profile)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        upright = Image.alpha_composite(white, seen)
    mode = "L" if upright.mode in {"1", "L"} else "RGB"
    plain = upright.convert(mode)
    return Image.frombytes(mode, plain.size, plain.tobytes())


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits of grey → eight; Pillow would cut off all that is brighter than 255."""
    return picture.convert("I").point(lambda value: value / 256).convert("L")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the picture's own profile; where that cannot be, the colours stay as they are written."""
    if picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return picture if converted is None else converted


def _write(picture: Image.Image, kind: Kind, content: bytes) -> bytes:
    buffer = io.BytesIO()
    options: dict[str, Any]
    if kind == "png":
        options = {"optimize": True}
    elif kind == "jpeg":
        options = {"quality": _QUALITY, "optimize": True}
    else:
        options = {"lossless": b"VP8L" in content[:64], "quality": _QUALITY}
    picture.save(buffer, _FORMATS[kind], **options)
    return buffer.getvalue()
