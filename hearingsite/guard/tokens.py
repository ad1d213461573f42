"""A search for listed values where the list is not: by keyed digests of what the values look like once folded.

For public CI. Whoever has the tokens alone can do nothing with them; whoever has the tokens and their key can try out
names, so the key belongs into the CI's store of secrets. Only strong values have tokens: what counts in one hearing
alone, and most disguises, are left to the full search. In the text, rare words are looked up in any case; what is made
of ordinary words (May, King) only where all of them are capitalised.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Fault, fault
from hearingsite.guard import lexicon
from hearingsite.guard.decode import decoded
from hearingsite.guard.finding import Hit
from hearingsite.guard.fold import fold
from hearingsite.guard.identities import Identity
from hearingsite.guard.private_file import read_private
from hearingsite.guard.terms import Terms

_FIRST_LINE: Final = "hearingsite tokens 2"
_FORMER_FIRST_LINE: Final = "hearingsite tokens 1"  # without a check value
_MAKE_THEM: Final = "Make them again where the private list is: hearingsite identities tokens FILE --token-key FILE."
_KEY_BYTES: Final = 32
_TOKEN_BYTES: Final = 16
_FULL: Final = 1024  # tokens are filled up to a multiple of this, so that their number tells nothing
_LONGEST: Final = 6
_EDGE: Final = 80  # characters on either side of a line's end
_WORD: Final = re.compile(r"[^\W_]+")
_PREFIX: Final = re.compile(r"(?:00)?44|0")
_RANKED: Final = ("pc", "ps", "dc", "ds", "di", "ci", "insp", "sgt", "constable", "sergeant", "inspector", "officer")
_TITLED: Final = ("mr", "mrs", "ms", "miss", "dr", *_RANKED)
_RARE: Final = b"r"
_CAPITAL: Final = b"c"
_RULE: Final = "a value known by its token"
LISTED: Final = "listed"  # whoever it is: tokens do not tell


def new_token_key() -> str:
    """Make a key for tokens, as hexadecimal digits."""
    return secrets.token_hex(_KEY_BYTES)


def read_token_key(file: Path) -> bytes:
    """Read the key of tokens; raises Fault (exit code 2)."""
    text = read_private(file, "HS655", "the token key").decode("ascii", "replace").strip()
    if not re.fullmatch(f"[0-9a-f]{{{2 * _KEY_BYTES}}}", text):
        hint = "Use the file that `hearingsite identities tokens` made."
        raise fault("HS655", str(file), "This file holds no key of tokens.", hint, exitcode=2)
    return bytes.fromhex(text)


def write_tokens(identities: Iterable[Identity], key: bytes) -> str:
    """Give the text of a token file for everybody on a list."""
    tokens = {_token(key, kind, words) for kind, words in _strong(Terms(identities))}
    while len(tokens) % _FULL:
        tokens.add(secrets.token_bytes(_TOKEN_BYTES))
    lines = sorted(token.hex() for token in tokens)
    return "\n".join((_FIRST_LINE, _check_value(key, lines), *lines)) + "\n"


def _check_value(key: bytes, lines: Iterable[str]) -> str:
    """A keyed digest of all tokens, and so of their number; no token is made of what begins like this."""
    return hmac.digest(key, "\n".join((_FIRST_LINE, *lines)).encode(), hashlib.sha256).hex()


def _strong(terms: Terms) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """Every folded value that says enough by itself: how it is to be looked for, and its words."""
    for text in terms.texts:
        token = terms.token(text)
        if token is not None and token.family:
            if token.tier == "unique":
                yield _kind((text,)), (text,)
            yield from ((_CAPITAL, (title, text)) for title in _TITLED)
        if token is not None and token.number:
            yield from ((_RARE, (rank, text)) for rank in _RANKED)
    for family in terms.family:
        for first in terms.beside(family):
            kind = _kind((first, family)) if len(first) > 1 else _CAPITAL
            yield from ((kind, (first, family)), (_CAPITAL, (family, first)))
    for key in terms.values():
        long = terms.long(key)
        if long is not None and long.tier != "weak":
            yield _kind(long.parts) if long.tier == "unique" else _CAPITAL, (key,)


def _kind(words: Iterable[str]) -> bytes:
    return _CAPITAL if all(lexicon.is_ordinary(word) for word in words) else _RARE


def _token(key: bytes, kind: bytes, words: Iterable[str]) -> bytes:
    return hmac.digest(key, kind + "".join(words).encode(), hashlib.sha256)[:_TOKEN_BYTES]


class TokenMatcher:
    """Looks for the tokens of a file in texts, as Matcher looks for the values themselves."""

    def __init__(self, tokens: frozenset[bytes], key: bytes) -> None:
        """Keep tokens and key."""
        self._tokens = tokens
        self._key = key
        self._lines: dict[str, tuple[tuple[int, int], ...]] = {}
        self._known: dict[tuple[bytes, str], bool] = {}

    def search(self, text: str, own: frozenset[str]) -> list[Hit]:  # noqa: ARG002 -- the same call as Matcher's
        """Find every value that has a token; sorted. What counts in some hearings alone has none."""
        hits: set[Hit] = set()
        at, before = 0, ""
        for line in text.split("\n"):
            hits.update(Hit(at + start, at + end, LISTED, "", _RULE, "unique") for start, end in self._in(line))
            if before and line:  # a name may go on in the next line
                tail = before[-_EDGE:]
                begin = at - 1 - len(tail)
                around = self._in(f"{tail}\n{line[:_EDGE]}")
                hits.update(Hit(begin + start, begin + end, LISTED, "", _RULE, "unique") for start, end in around)
            at, before = at + len(line) + 1, line
        return sorted(hits)

    def _in(self, line: str) -> tuple[tuple[int, int], ...]:
        """Where values stand in a line; pages share most of their lines, so each is looked at once."""
        known = self._lines.get(line)
        if known is None:
            readings = [fold(line), *(fold(reading.text).through(reading) for reading in decoded(line))]
            known = tuple(reading.span(*span) for reading in readings for span in self._spans(reading.text))
            self._lines[line] = known
        return known

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        words = [(found.group(), *found.span()) for found in _WORD.finditer(text)]
        for at in range(len(words)):
            joined, is_rare, is_capital = "", False, True
            for word, _, end in words[at : at + _LONGEST]:
                joined += word.lower()
                is_rare = is_rare or not lexicon.is_ordinary(word.lower())
                is_capital = is_capital and not word[0].islower()
                if (is_rare and self._has(_RARE, joined)) or (is_capital and self._has(_CAPITAL, joined)):
                    yield words[at][1], end

    def _has(self, kind: bytes, joined: str) -> bool:
        known = self._known.get((kind, joined))
        if known is None:
            forms = {joined, _PREFIX.sub("", joined, count=1)} if joined.isdigit() else {joined}
            known = any(_token(self._key, kind, (form,)) in self._tokens for form in forms)
            self._known[kind, joined] = known
        return known


def load_tokens(file: Path, key: Path) -> TokenMatcher:
    """Read a token file and its key; raises Fault (exit code 2) where one of them is none, or they do not belong together."""
    secret = read_token_key(key)
    try:
        first, check, *lines = file.read_text("ascii").splitlines()
    except (OSError, ValueError):
        raise _unfit(file, "This file holds no tokens.", _MAKE_THEM) from None
    if first == _FORMER_FIRST_LINE:
        message = "These tokens were made by an earlier version, without what tells whether they are whole."
        raise _unfit(file, message, _MAKE_THEM)
    if first != _FIRST_LINE or not lines:
        raise _unfit(file, "This file holds no tokens.", _MAKE_THEM)
    if not hmac.compare_digest(check.encode(), _check_value(secret, lines).encode()):
        message = f"The key in {key} is not the one of these tokens, or the file was cut short or altered."
        hint = f"Give the key that the tokens were made with; a new key needs new tokens. {_MAKE_THEM}"
        raise _unfit(file, message, hint)
    return TokenMatcher(frozenset(map(bytes.fromhex, lines)), secret)


def _unfit(file: Path, message: str, hint: str) -> Fault:
    return fault("HS684", str(file), message, hint, exitcode=2)
