"""A signed word that these very bytes were searched with this list and these rules.

An attestation is a small JSON file. It says nothing of the people: the version of the list is a keyed digest.
"""

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Fault, Place, fault
from hearingsite.guard.keys import public_key_of, signing_key
from hearingsite.guard.vault import IdentityList

PUBLIC_KEY: Final = "attestation.pub"
_KIND: Final = "hearingsite attestation 1"
# What reads documents and pictures, and matches: another version may find other things.
_READERS: Final = (
    *("ahocorasick_rs", "confusable-homoglyphs", "msgspec", "pikepdf", "pillow", "pypdf", "PyYAML", "selectolax"),
)
_MAX_BYTES: Final = 64 * 1024


class Attestation(Struct, frozen=True, forbid_unknown_fields=True):
    """What was searched (digest of the seal), with what (list, rules), how much of it, and of which moment the site is."""

    kind: str
    seal: str
    list: str
    rules: str
    counts: dict[str, int]
    now: str


class _Signed(Struct, frozen=True, forbid_unknown_fields=True):
    attestation: Attestation
    signature: str


def seal_digest(files: Mapping[str, str]) -> str:
    """Give one digest of a whole site from the SHA-256 of each of its files, by path."""
    content = json.dumps(sorted(files.items()), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


@functools.cache
def rule_version() -> str:
    """Give a digest of the guard, its word lists and what it reads with: another program may find other things."""
    digest = hashlib.sha256("\n".join(f"{name} {metadata.version(name)}" for name in _READERS).encode())
    for folder in ("guard", "vocabulary"):
        for name, content in sorted(_parts(resources.files("hearingsite").joinpath(folder), f"{folder}/")):
            digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:32]


def _parts(folder: Traversable, below: str) -> list[tuple[str, bytes]]:
    parts: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        if one.is_dir() and one.name != "__pycache__":
            parts += _parts(one, f"{below}{one.name}/")
        elif one.is_file():
            parts.append((below + one.name, one.read_bytes()))
    return parts


def attest(digest: str, opened: IdentityList, counts: Mapping[str, int], now: dt.datetime) -> bytes:
    """Sign that the site with this digest (`seal_digest`) was searched and nothing was found.

    Raises Fault (exit code 2) for a list without a secret, which cannot sign.
    """
    if not opened.secret:
        message = "This list has no key to sign with, because hearingsite did not make it."
        hint = "Make one with `hearingsite identities init`, then `hearingsite identities add --from` this file."
        raise fault("HS669", str(opened.file), message, hint, exitcode=2)
    made = Attestation(_KIND, digest, opened.version, rule_version(), dict(counts), now.isoformat())
    signature = signing_key(opened.secret).sign(_signed_bytes(made)).hex()
    content = {"attestation": msgspec.to_builtins(made), "signature": signature}
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"


def check_attestation(content: bytes, public_key: str, digest: str, path: str) -> Attestation:
    """Give what an attestation says, if it is signed with this key (hexadecimal) and about these very bytes.

    Raises Fault (exit code 3) with the sentence that says why it does not hold; `path` is what the fault names.
    """
    try:
        signed = msgspec.json.decode(content[:_MAX_BYTES], type=_Signed)
        signature = bytes.fromhex(signed.signature)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(signature, _signed_bytes(signed.attestation))
    except InvalidSignature:
        raise _untrue(path, "This attestation is not signed with the key in attestation.pub.") from None
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise _untrue(path, "This attestation is damaged.") from None
    if signed.attestation.kind != _KIND:
        raise _untrue(path, "This attestation is of a kind that this version does not know.")
    if signed.attestation.seal != digest:
        raise _untrue(path, "This attestation is about another site: not these very bytes.")
    return signed.attestation


def read_public_key(project: Path) -> str:
    """Read attestation.pub of a project; raises Fault (exit code 2) where it is missing or holds no key."""
    try:
        text = (project / PUBLIC_KEY).read_text("ascii").strip()
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except (OSError, ValueError):
        hint = "Whoever holds the private list made it with `hearingsite identities init`; ask them for it."
        message = "attestation.pub is missing, or holds no public key."
        raise fault("HS669", PUBLIC_KEY, message, hint, exitcode=2) from None
    return text


def check_public_key(opened: IdentityList, project: Path) -> Iterator[Diagnostic]:
    """Yield a warning where what a list signs cannot be verified with attestation.pub of a project."""
    if not opened.secret:
        return
    ours = public_key_of(opened.secret)
    try:
        is_other = read_public_key(project).lower() != ours
        message = (
            "attestation.pub holds the key of another list: what this build attests cannot be verified or published."
        )
    except Fault:
        is_other = True
        message = "attestation.pub is missing or holds no key: what this build attests cannot be verified or published."
    if is_other:
        hint = f"If this is the right list, write this line into the file, and nothing else, then commit it: {ours}"
        yield Diagnostic(Place(PUBLIC_KEY), "HS685", message, hint)


def _signed_bytes(made: Attestation) -> bytes:
    content: dict[str, Any] = msgspec.to_builtins(made)
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _untrue(path: str, message: str) -> Fault:
    hint = "Do not publish these bytes. Let whoever holds the list build and attest again."
    return fault("HS669", path, message, hint, exitcode=3)
