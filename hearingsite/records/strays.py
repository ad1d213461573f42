"""Keys that a block does not know: what was meant by each, so that one slip is one fault with its way out."""

import functools
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct, inspect

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.forms import plain
from hearingsite.records.frontmatter import Places
from hearingsite.records.header import type_path
from hearingsite.records.meanings import fold, suggest_key
from hearingsite.records.model import Hearing

_CODE: Final = "HS201"
_FEW: Final = 3
_YES: Final = ("", "yes", "true", "y", "x")
_COLON: Final = later(r"[\"']?\s*:")


class Block(Struct, frozen=True):
    """A block that was written: its keys and values, the fields that it may have, and where it stands."""

    given: dict[str, Any]
    shape: inspect.StructType
    path: type_path
    places: Places

    def fields(self) -> dict[str, inspect.Field]:
        """The fields by the keys that they have in a record."""
        return {field.encode_name: field for field in self.shape.fields}

    def missing(self) -> list[str]:
        """The keys that are not given."""
        return [key for key in self.fields() if key not in self.given]

    def at(self, key: str, message: str, hint: str) -> Diagnostic:
        """Make a fault of one of its keys."""
        return Diagnostic(self.places.key((*self.path, key)), _CODE, message, hint)


class Stray(Struct, frozen=True):
    """A key that the block does not know: the fault, and the key of the block that was meant, if one was."""

    fault: Diagnostic
    meant: str = ""


def find_strays(block: Block) -> Iterator[Stray]:
    """Yield what is to be told of the unknown keys of a block; words that commas tore apart are told once."""
    fields = block.fields()
    is_torn = False
    for key in (key for key in block.given if key not in fields):
        first, colon, _ = key.partition(":")
        if colon and first in fields:
            message = f'"{key}" is not a key of {block_name(block.path)}.'
            yield Stray(block.at(key, message, f'Put a space after the colon: "{first}: …".'), first)
        elif block.given[key] == "" and not _has_colon(key, block):
            stray = _word_alone(key, block)
            if stray.meant or not is_torn:
                yield stray
            is_torn = is_torn or not stray.meant
        else:
            yield _unknown(key, block)


def _word_alone(key: str, block: Block) -> Stray:
    """A word that became a key because it stands by itself between commas in braces."""
    home = _home_of_code(key, block)
    if home:
        message = f'"{key}" has no key before it.'
        return Stray(block.at(key, message, f'Write "{home}: {fold(key)}".'), home)
    message = f'"{key}" was read as a key, because a comma ends a value inside {{ }}.'
    return Stray(block.at(key, message, "Put the whole text before and after the comma in double quotes."))


def _has_colon(key: str, block: Block) -> bool:
    """Whether a colon stands behind a key, as behind all that are none by mistake."""
    place = block.places.key((*block.path, key))
    lines = block.places.header.split("\n")
    at = place.line - block.places.first_line
    line = lines[at] if 0 <= at < len(lines) else ""
    start = line.find(key, max(0, place.column - 1))
    # A key over two lines has a blank in place of the line's end; whether it has a colon is not asked then.
    return start < 0 or _COLON.match(line, start + len(key)) is not None


def _unknown(key: str, block: Block) -> Stray:
    """A key that is like one that is missing, is a value of one, belongs to another block, or is none at all."""
    message, hint = (
        f'"{key}" is not a key of {block_name(block.path)}.',
        f"It can have: {', '.join(sorted(block.fields()))}.",
    )
    meant = suggest_key(key, block.missing())
    if meant:
        return Stray(block.at(key, f'{message} Did you mean "{meant}"?', hint), meant)
    home = _home_of_code(key, block)
    if home:
        value = fold(key) if str(block.given[key]).lower() in _YES else "…"
        message += f' It is one of the words for "{home}".'
        return Stray(block.at(key, message, f'Write "{home}: {value}".'), home)
    homes = homes_of_keys().get(key, [])
    if 0 < len(homes) <= _FEW:
        hint = f"It is a key of {' or '.join(homes)}: move it there, or delete it."
    return Stray(block.at(key, message, hint))


def _home_of_code(word: str, block: Block) -> str:
    """The key, not given yet, of which a word is a value."""
    fields = block.fields()
    for key in block.missing():
        kind = plain(fields[key].type)
        if isinstance(kind, inspect.LiteralType) and fold(word) in kind.values:
            return key
    return ""


@functools.cache
def homes_of_keys() -> dict[str, list[str]]:
    """The blocks of a record that know a key, in words, by the key."""
    found: dict[str, list[str]] = {}
    for home, key in dict.fromkeys(_keys_within(inspect.type_info(Hearing), "the record itself")):
        found.setdefault(key, []).append(home)
    return found


def _keys_within(shape: inspect.Type, home: str) -> Iterator[tuple[str, str]]:
    if isinstance(shape, inspect.Metadata):
        yield from _keys_within(shape.type, home)
    elif isinstance(shape, inspect.UnionType):
        for choice in shape.types:
            yield from _keys_within(choice, home)
    elif isinstance(shape, inspect.ListType):
        yield from _keys_within(shape.item_type, f"an entry of {home}")
    elif isinstance(shape, inspect.StructType):
        for field in shape.fields:
            yield home, field.encode_name
            yield from _keys_within(field.type, f'"{field.encode_name}"')


def takes_any_key(type_: Any, path: type_path) -> bool:
    """Whether a block has keys of the writer's own, as the officers of an appeal, so that every key fits there."""
    shape = plain(inspect.type_info(type_))
    for part in path:
        if isinstance(shape, inspect.ListType):
            shape = plain(shape.item_type)
        elif isinstance(shape, inspect.DictType):
            shape = plain(shape.value_type)
        elif isinstance(shape, inspect.StructType):
            fields = {field.encode_name: field for field in shape.fields}
            shape = plain(fields[str(part)].type) if part in fields else inspect.AnyType()
    return isinstance(shape, inspect.DictType)


def block_name(path: type_path, *, capital: bool = False) -> str:
    """Call a block by its name in a sentence: the record, "hearing", entry 1 of "officers"."""
    if not path:
        name = "the record"
    elif isinstance(path[-1], int):
        name = f'entry {path[-1] + 1} of "{last_key(path)}"'
    else:
        name = f'"{path[-1]}"'
    return name[0].upper() + name[1:] if capital else name


def last_key(path: type_path) -> str:
    """The key that a value or an entry belongs to."""
    return next((part for part in reversed(path) if isinstance(part, str)), "the header")
