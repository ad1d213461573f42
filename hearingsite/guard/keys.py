"""Keys: those that open the private list (age), and those that are derived from the secret inside it.

One secret of 32 bytes lies encrypted with the list. Everything else that needs a key gets one of its own from it, so
that a fingerprint, a version and a signature tell nothing about each other.
"""

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyrage
from pyrage import x25519

from hearingsite.diagnostics import Fault, fault
from hearingsite.guard.private_file import read_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SECRET_BYTES: Final = 32
_KEY_PREFIX: Final = "AGE-SECRET-KEY-"


def new_secret() -> str:
    """Make the secret of a new list, as hexadecimal digits."""
    return secrets.token_hex(_SECRET_BYTES)


def derive(secret: bytes, purpose: str) -> bytes:
    """Give the key (32 bytes) of one purpose."""
    return hmac.digest(secret, f"hearingsite {purpose}".encode(), hashlib.sha256)


def signing_key(secret: bytes) -> "Ed25519PrivateKey":
    """Give the key that signs attestations."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 -- slow to import

    return Ed25519PrivateKey.from_private_bytes(derive(secret, "attestation"))


def public_key_of(secret: bytes) -> str:
    """Give the public half of the signing key, as hexadecimal digits."""
    return signing_key(secret).public_key().public_bytes_raw().hex()


def new_key(name: str) -> tuple[str, str]:
    """Make a key that opens lists: the text of its file, and its public half (`age1…`)."""
    key = x25519.Identity.generate()
    public = str(key.to_public())
    return f"# key of {name}\n# public key: {public}\n{key}\n", public


def read_key(file: Path) -> list[x25519.Identity]:
    """Read the keys of a key file; raises Fault (exit code 2) where there is none, or where others may read it."""
    text = read_private(file, "HS655", "the key").decode("utf-8", "replace")
    keys: list[x25519.Identity] = []
    for line in text.splitlines():
        if line.startswith(_KEY_PREFIX):
            try:
                keys.append(x25519.Identity.from_str(line.strip()))
            except pyrage.IdentityError:
                raise _no_key(file, "A key in this file is damaged.") from None
    if not keys:
        raise _no_key(file, "There is no age key in this file.")
    return keys


def _no_key(file: Path, message: str) -> Fault:
    hint = "Name the file that `hearingsite identities init` made for you in HEARINGSITE_AGE_KEY."
    return fault("HS655", str(file), message, hint, exitcode=2)


def recipient(public: str) -> x25519.Recipient | None:
    """Read a public key; None for what is none."""
    try:
        return x25519.Recipient.from_str(public)
    except pyrage.RecipientError:
        return None
