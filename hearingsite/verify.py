"""Hold a built site against its seal, byte by byte, and against the attestation that it was searched."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from hearingsite import swap
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.guard.attest import Attestation, check_attestation, read_public_key, seal_digest


class Verified(Struct, frozen=True):
    """What holds: the SHA-256 of each file, the moment of the seal (empty without one), the attestation if there is one."""

    digests: dict[str, str]
    sealed: str
    attestation: Attestation | None

    @property
    def files(self) -> int:
        """How many files there are."""
        return len(self.digests)


def verify(folder: Path, project: Path, attestation: Path | None = None) -> Verified:
    """Check every file of a site; `attestation` is its file, if it does not lie beside the seal.

    Raises Fault with exit code 4 (files changed, missing or added; no seal and no attestation), 3 (the attestation does
    not hold) or 2 (there is no attestation.pub to hold it against).
    """
    files = dict(digests_of(folder))
    seal = swap.live_seal(folder, project)
    if seal:
        differences = list(_differences(files, seal.files))
        if differences:
            raise Fault(Report.of(differences), 4)
    beside = attestation or swap.attestation_of(folder, project)
    content = _read(beside, is_asked_for=attestation is not None)
    if content is None or beside is None:
        if seal is None:
            hint = "Name the folder that hearingsite built into, or give an attestation with --attestation."
            raise fault("HS668", folder.name, "There is no seal for this folder.", hint, exitcode=4)
        return Verified(files, seal.now, None)
    attested = check_attestation(content, read_public_key(project), seal_digest(files), beside.name)
    return Verified(files, seal.now if seal else "", attested)


def digests_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Give every file below a folder with its SHA-256; what is no ordinary file has a digest that no file can have."""
    top = folder.resolve()
    for parent, folders, names in os.walk(top):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*names, *links):
            file = Path(parent, name)
            is_file = file.is_file() and not file.is_symlink()
            digest = hashlib.sha256(file.read_bytes()).hexdigest() if is_file else "no ordinary file"
            yield file.relative_to(top).as_posix(), digest


def _differences(files: dict[str, str], sealed: dict[str, str]) -> Iterator[Diagnostic]:
    """What is not as it was sealed. The name of a file that was added is not told: nobody has searched it."""
    hint = "Build again; what was in the folder before can be thrown away."
    for path, digest in sealed.items():
        if path not in files:
            yield Diagnostic(Place(path), "HS668", "This file of the site is missing.", hint)
        elif files[path] != digest:
            yield Diagnostic(Place(path), "HS668", "This file is not as it was built.", hint)
    known = {str(parent) for path in sealed for parent in PurePosixPath(path).parents}
    extra = Counter(_known_folder(path, known) for path in files if path not in sealed)
    for parent, number in extra.items():
        what = "One file here was" if number == 1 else f"{number} files here were"
        yield Diagnostic(Place(parent), "HS668", f"{what} not part of the build.", hint)


def _known_folder(path: str, known: set[str]) -> str:
    return next(str(parent) for parent in PurePosixPath(path).parents if str(parent) in known or str(parent) == ".")


def _read(file: Path | None, *, is_asked_for: bool) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not is_asked_for:
            return None
        reason = (error.strerror or "unknown reason").lower()
        raise fault("HS669", str(file), f"The attestation cannot be read: {reason}.", exitcode=3) from None
