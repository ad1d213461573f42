"""Sentences of the interface that hold a text of a record: where that is in the other language, it stays a piece of its own."""

import html
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hearingsite.public.views import Said
from hearingsite.public.words import Words
from hearingsite.values import Text

# Stands around the name of a piece while a message is filled: no text holds it.
_MARK: Final = "\x1f"


def said(text: Text, words: Words) -> Said:
    """Give a text with the language it is really in."""
    return Said(*text.within(words.lang))


def say_with(words: Words, key: str, **values: str | Said) -> Said:
    """Fill the gaps of a message, also with texts in the other language."""
    pieces = {
        name: value for name, value in values.items() if isinstance(value, Said) and not _is_plain(value, words.lang)
    }
    filled: dict[str, Any] = {name: value.text if isinstance(value, Said) else value for name, value in values.items()}
    if not pieces:
        return Said(words.say(key, **filled), words.lang)
    message = words.say(key, **filled | {name: f"{_MARK}{name}{_MARK}" for name in pieces})
    return joined(
        [pieces[part] if place % 2 else Said(part, words.lang) for place, part in enumerate(message.split(_MARK))],
        words.lang,
    )


def joined(parts: Iterable[Said], lang: str, *, between: str = "") -> Said:
    """Join texts to one on a page of a language."""
    single = [piece for place, one in enumerate(parts) for piece in _with_gap(one, between if place else "", lang)]
    text = "".join(piece.text for piece in single)
    is_plain = all(_is_plain(piece, lang) for piece in single)
    return Said(text, lang) if is_plain else Said(text, lang, tuple(single))


def apart(sentences: str, text: Text, words: Words) -> Said:
    """Take sentences of the interface apart that hold a text somewhere, if it is in the other language."""
    one = said(text, words)
    before, found, after = sentences.partition(one.text)
    if not found or _is_plain(one, words.lang):
        return Said(sentences, words.lang)
    return joined([Said(before, words.lang), one, Said(after, words.lang)], words.lang)


def marked(one: Said, lang: str) -> str:
    """Give a text as HTML that stands where the language is `lang`: what is in another one says so."""
    return "".join(_marked(piece, lang) for piece in one.parts or (one,))


def _marked(piece: Said, lang: str) -> str:
    text = html.escape(piece.text, quote=False)
    return text if piece.lang == lang else f'<span lang="{piece.lang}">{text}</span>'


def designation(text: Text, words: Words) -> Said:
    """Give a designation: PC X is the same in every language, a description (the colleague) is in the one it is written in."""
    one = said(text, words)
    return one if one.text[:1].islower() else Said(one.text, words.lang)


def _is_plain(one: Said, lang: str) -> bool:
    return one.lang == lang and not one.parts


def _with_gap(one: Said, gap: str, lang: str) -> Iterator[Said]:
    pieces = [Said(gap, lang), *(one.parts or (one,))]
    return (piece for piece in pieces if piece.text)
