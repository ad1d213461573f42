"""Which files a record may name as documents: below content/files, with a name that is safe everywhere, of a kind that can be read."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule

MAX_LENGTH: Final = 120
_PART: Final = later(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
# What Windows takes for a device, whatever ending follows.
_DEVICE: Final = later(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_ENDING: Final = later(r"\.(pdf|png|jpe?g|webp|csv)", re.IGNORECASE)


def check_names(case: Case) -> Iterator[Diagnostic]:
    """A document's name leads nowhere but below content/files, and can be part of an address and of any disk."""
    for place, attachment in enumerate(case.hearing.attachments):
        wrong = _wrong_name(attachment.file)
        if wrong:
            meant = attachment.file.replace("\\", "/").removeprefix("./").removeprefix("content/files/")
            hint = (
                f"Write {meant}."
                if meant != attachment.file and is_fit(meant)
                else "Write the path below content/files, for example 2026/report.pdf, with letters a to z, digits, - and _."
            )
            yield case.at("HS430", ("attachments", place, "file"), f"This name of a document {wrong}.", hint)


def check_kinds(case: Case) -> Iterator[Diagnostic]:
    """A document is of a kind that can be cleaned and read: PDF, PNG, JPEG, WebP or CSV."""
    for place, attachment in enumerate(case.hearing.attachments):
        if not _wrong_name(attachment.file) and not is_fit(attachment.file):
            message = f'"{attachment.file}" is not a kind of document that can be published.'
            hint = "Documents can be PDF, PNG, JPEG, WebP and CSV. Save it as one of these."
            yield case.at("HS431", ("attachments", place, "file"), message, hint)


def check_once(case: Case) -> Iterator[Diagnostic]:
    """A record names a document once."""
    seen: set[str] = set()
    for place, attachment in enumerate(case.hearing.attachments):
        file = attachment.file.casefold()
        if file in seen:
            message = f'The document "{attachment.file}" is named before, capitals aside.'
            yield case.at("HS432", ("attachments", place, "file"), message, "Delete one of the two entries.")
        seen.add(file)


def is_fit(file: str) -> bool:
    """Whether a file of this name may be published, if it is there."""
    return not _wrong_name(file) and bool(_ENDING.fullmatch(_ending(file)))


def _ending(file: str) -> str:
    dot = file.rfind(".")
    return file[dot:] if dot >= 0 else ""


def _wrong_name(file: str) -> str:
    """Say what is wrong with a document's path; empty if nothing is."""
    if len(file) > MAX_LENGTH:
        return f"has more than {MAX_LENGTH} characters"
    parts = file.split("/")
    if ":" in file or ".." in parts or not parts[0] or file.startswith("\\"):
        return "leads out of content/files"
    if "\\" in file:
        return 'has a "\\", and folders are parted by "/"'
    if any(_DEVICE.fullmatch(part) for part in parts):
        return "is one that Windows keeps for a device"
    if not all(_PART.fullmatch(part) for part in parts):
        return "holds a space or another character that cannot stand in an address"
    return ""


RULES: Final[tuple[HearingRule, ...]] = (check_names, check_kinds, check_once)
