"""Messages as they stand in files: those of a theme, and those of this version for a theme that is older.

Every project has a copy of the theme. A message that none of its languages has came with a later version of this program,
whose own words are then printed. One that a single language lacks was lost there: that is a fault wherever it is needed.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_CATEGORIES: Final = {"zero", "one", "two", "few", "many", "other"}
_PACKAGE: Final = Path(__file__).parents[1]
# In an installed package, and in a clone of the repository.
_STANDARD: Final = (_PACKAGE / "messages", _PACKAGE.parent / "theme" / "messages")


def flatten(messages: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Name every message by its whole path: a page says some hundred of them, so each look-up should be one."""
    for key, value in messages.items():
        if isinstance(value, dict) and not set(value) <= _CATEGORIES:
            yield from flatten(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def standard_messages(lang: str) -> str:
    """Read the messages that came with this version; empty where they cannot be read."""
    for folder in _STANDARD:
        text = _text_of(folder / f"{lang}.toml")
        if text:
            return text
    return ""


def standard_files() -> Iterator[Path]:
    """Give the files that the messages of this version may be read from."""
    for folder in _STANDARD:
        yield from sorted(folder.glob("*.toml"))


def other_messages(file: Path) -> Iterator[str]:
    """Read the messages beside a file of messages: those of the other languages of its theme."""
    return (_text_of(other) for other in sorted(file.parent.glob("*.toml")) if other != file)


def newer_messages(own: dict[str, Any], standard: str, others: Sequence[str]) -> dict[str, Any]:
    """Give, by its path, each message of this version that no language of a theme has."""
    known = set(dict(flatten(own))).union(*map(_paths, others))
    return {path: message for path, message in flatten(_parsed(standard)) if path not in known}


@lru_cache(maxsize=2)
def _paths(text: str) -> frozenset[str]:
    return frozenset(path for path, _ in flatten(_parsed(text)))


def _parsed(text: str) -> dict[str, Any]:
    """The messages of a file; none of one that is broken, which is told where its language is printed."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
