"""The words of the interface in one language: messages, terms, dates, lists and plurals.

Messages stand in the theme (`messages/en.toml`); a message with a `count` is a table of plural categories.
No locale of the process is ever read: languages come from the page.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from babel import Locale
from babel.dates import format_time
from babel.lists import format_list
from markupsafe import escape

from hearingsite.diagnostics import fault
from hearingsite.public.messages import flatten, newer_messages, other_messages, standard_messages
from hearingsite.values import LONDON, Moment, Text
from hearingsite.vocabulary import Term, read_vocabulary
from hearingsite.vocabulary.codes import Language

_WELSH_VOWELS: Final = frozenset("aeiouwyâêîôûŵŷ")
_WELSH_GLIDES: Final = {"w": _WELSH_VOWELS | {"l", "r"}, "y": _WELSH_VOWELS}
_ASPIRATED: Final = {"c": "ch", "p": "ph", "t": "th"}
_LOCALES: Final = {"en": "en_GB", "cy": "cy_GB"}


class Words:
    """The interface in one language."""

    def __init__(
        self,
        lang: Language,
        messages: dict[str, Any],
        newer: Mapping[str, Any] = MappingProxyType({}),
        *,
        theme: str = "theme",
    ) -> None:
        """Keep the messages; `load_words` reads them from a theme. `newer` are those that it does not have, by path."""
        self.lang: Language = lang
        self._file = f"{theme}/messages/{lang}.toml"
        self.newer = tuple(newer)
        self._messages = {**dict(flatten(messages)), **newer}
        self._locale = Locale.parse(_LOCALES[lang])
        self._months: dict[int, str] = dict(self._locale.months["format"]["wide"])
        self._weekdays: dict[int, str] = dict(self._locale.days["format"]["wide"])
        self._categories: dict[int, str] = {}
        self._times: dict[tuple[int, int], str] = {}
        self._said: dict[str, str] = {}
        self._terms: dict[tuple[str, str], str] = {}
        self.printed = _Printed(self)

    @property
    def made_of(self) -> str:
        """All messages as one text: of the same messages, the same."""
        return repr(sorted(self._messages.items()))

    def say(self, key: str, *, count: int | None = None, **values: object) -> str:
        """Give a message, its gaps filled.

        `count` chooses the plural category and fills {count} in figures, {counted} and {Counted} in words.
        """
        if count is None and not values:
            said = self._said.get(key)
            if said is not None:
                return said
        if count is not None:
            counted = self.number(count)
            values |= {"count": count, "counted": counted, "Counted": counted[:1].upper() + counted[1:]}
        try:
            said = str(self._message(key, count)).format_map(values)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            message = f'The message "{key}" is missing, or a gap in it is not one that the program fills.'
            hint = "Compare it with the file of this name in the theme of this version, and with the other language's."
            raise fault("HS808", self._file, message, hint, exitcode=4) from error
        if count is None and not values:
            self._said[key] = said
        return said

    def _message(self, key: str, count: int | None) -> Any:
        message = self._messages[key]
        if isinstance(message, dict) and count is not None:
            # English has no category for none or two, but a sentence about them often reads differently.
            own = {0: "zero", 2: "two"}.get(count, "")
            category = own if own in message else self._category(count)
            message = message.get(category, message["other"])
        if not isinstance(message, str):
            raise KeyError(key)
        return message

    def _category(self, count: int) -> str:
        category = self._categories.get(count)
        if category is None:
            category = self._categories[count] = self._locale.plural_form(count)
        return category

    def forms(self, key: str) -> dict[str, str]:
        """Give a message with a count in all its forms, for a script that counts."""
        forms: dict[str, str] = dict(self._messages[key])
        return forms

    def number(self, number: int) -> str:
        """Write a number: a word up to ten, figures above."""
        known: list[str] = self._messages["number.words"]
        return known[number] if number < len(known) else str(number)

    def term(self, vocabulary: str, code: str) -> str:
        """Give the name of a code."""
        known = self._terms.get((vocabulary, code))
        if known is None:
            known = self._terms[vocabulary, code] = read_vocabulary(vocabulary)[code].name.within(self.lang)[0]
        return known

    def noun(self, vocabulary: str, code: str) -> str:
        """Give the name of a code as it stands inside a sentence."""
        term = read_vocabulary(vocabulary)[code]
        if term.noun:
            return term.noun.within(self.lang)[0]
        name = term.name.within(self.lang)[0]
        return name[:1].lower() + name[1:]

    def meaning(self, vocabulary: str, code: str) -> str:
        """Say in plain words what a code means; empty where the name says it all."""
        term: Term = read_vocabulary(vocabulary)[code]
        return term.meaning.within(self.lang)[0] if term.meaning else ""

    def phrase(self, vocabulary: str, code: str) -> str:
        """Give a code as the words that follow a subject."""
        term = read_vocabulary(vocabulary)[code]
        return (term.phrase or term.name).within(self.lang)[0]

    def text(self, text: Text) -> str:
        """Give a text in this language, or in English where it was not translated."""
        return text.within(self.lang)[0]

    def lang_of(self, text: Text) -> str:
        """Tell in which language `text` gives a text."""
        return text.within(self.lang)[1]

    def day(self, day: dt.date) -> str:
        """Write a day: 18 December 2023."""
        return f"{day.day} {self._months[day.month]} {day.year}"

    def weekday(self, day: dt.date) -> str:
        """Write a day with its weekday: Monday 18 December 2023."""
        name = self._weekdays[day.weekday()]
        # The locale's Welsh names are those for the start of a sentence: inside one it is "dydd Llun".
        name = name[:1].lower() + name[1:] if self.lang == "cy" else name
        return f"{name} {self.day(day)}"

    def moment(self, moment: Moment) -> str:
        """Write a moment: the day, and the time where an editor gave one."""
        if not moment.has_time:
            return self.day(moment.day)
        at = moment.at.astimezone(LONDON)
        key = (at.hour, at.minute)
        if key not in self._times:
            self._times[key] = format_time(at, "HH:mm", locale=self._locale)
        time = self._times[key]
        return self.say("date.at", day=self.day(moment.day), time=time)

    def days(self, days: Sequence[dt.date]) -> str:
        """Write sitting days, runs of neighbours drawn together."""
        runs: list[list[dt.date]] = []
        for day in days:
            if runs and (day - runs[-1][-1]).days == 1:
                runs[-1].append(day)
            else:
                runs.append([day])
        return self.list_of([self._run(run[0], run[-1]) for run in runs])

    def span(self, first: dt.date, last: dt.date) -> str:
        """Write the first and last of some days."""
        return self._run(first, last)

    def list_of(self, items: Sequence[str], *, are_terms: bool = False) -> str:
        """Join items: a, b and c. Welsh "a" changes the first letter of what follows where it is a term, never of a name."""
        if len(items) == 1:
            return items[0]
        if self.lang == "cy" and items:
            # The locale's pattern is "a, b, a(c) c"; Welsh has "ac" before a vowel, "a" elsewhere, and no comma.
            last = items[-1]
            if _begins_with_vowel(last):
                return f"{', '.join(items[:-1])} ac {last}"
            return f"{', '.join(items[:-1])} a {_aspirate(last) if are_terms else last}"
        return format_list(list(items), "standard", locale=self._locale) if items else ""

    def _run(self, first: dt.date, last: dt.date) -> str:
        if first == last:
            return self.weekday(first)
        return self.say("date.to", first=self.weekday(first), last=self.weekday(last))


class _Printed(dict[str, str]):
    """The messages without a gap as they stand in HTML; each is said once."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __missing__(self, key: str) -> str:
        printed = self[key] = escape(self._words.say(key))
        return printed


def begin(text: str) -> str:
    """Write a text as the start of a value: its first letter is a capital."""
    return text[:1].upper() + text[1:]


def _begins_with_vowel(text: str) -> bool:
    """Whether Welsh hears a vowel first; w and y before a vowel are consonants, as in William and Yusuf."""
    first, second = text[:1].casefold(), text[1:2].casefold()
    return first in _WELSH_VOWELS and second not in _WELSH_GLIDES.get(first, ())


def _aspirate(text: str) -> str:
    """Change the first letter as after Welsh "a": cyngor, a chyngor."""
    return text if text[1:2] == "h" else _ASPIRATED.get(text[:1], text[:1]) + text[1:]


@lru_cache(maxsize=2)
def _words(lang: Language, messages: str, standard: str, others: tuple[str, ...], theme: str) -> Words:
    own = tomllib.loads(messages)
    return Words(lang, own, newer_messages(own, standard, others), theme=theme)


def load_words(theme: Path, lang: Language) -> Words:
    """Read a theme's messages; raises Fault (exit code 4) where they are missing or broken.

    What a theme of an earlier version does not have in any language, this version says in its own words.
    """
    file = theme / "messages" / f"{lang}.toml"
    try:
        messages, standard = file.read_text("utf-8"), standard_messages(lang)
        is_standard = messages == standard
        others = () if is_standard else tuple(other_messages(file))
        return _words(lang, messages, "" if is_standard else standard, others, theme.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        path = f"{theme.name}/messages/{lang}.toml"
        reason = (error.strerror or "it cannot be opened").lower() if isinstance(error, OSError) else error
        raise fault(
            "HS801", path, f"The theme's messages cannot be read: {reason}.", "Put the file back as it was.", exitcode=4
        ) from error
