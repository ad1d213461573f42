"""The messages of a theme that is older than the program."""

from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.public.words import load_words

FILES = {"en": '[ui]\nskip = "Go on"\n{}', "cy": '[ui]\nskip = "Ymlaen"\n{}'}


def theme_with(folder: Path, **more: str) -> Path:
    """A theme that says hardly anything."""
    (folder / "messages").mkdir()
    for lang, text in FILES.items():
        (folder / "messages" / f"{lang}.toml").write_text(text.format(more.get(lang, "")), "utf-8")
    return folder


def test_what_no_language_of_a_theme_has_is_said_by_the_program(tmp_path: Path) -> None:
    """In its own words, in each language; what the theme says stays."""
    theme = theme_with(tmp_path)
    english, welsh = load_words(theme, "en"), load_words(theme, "cy")
    assert (english.say("ui.skip"), welsh.say("ui.skip")) == ("Go on", "Ymlaen")
    assert (english.say("ui.menu.search"), welsh.say("ui.menu.search")) == ("Search", "Chwilio")
    assert "ui.menu.search" in english.newer
    assert "ui.skip" not in english.newer


def test_what_one_language_alone_lacks_was_lost(tmp_path: Path) -> None:
    """A translation that is missing is a fault: the other language shows that the theme has the message."""
    theme = theme_with(tmp_path, en='\n[ui.menu]\nsearch = "Find"\n')
    assert load_words(theme, "en").say("ui.menu.search") == "Find"
    with pytest.raises(Fault) as raised:
        load_words(theme, "cy").say("ui.menu.search")
    (told,) = raised.value.report.diagnostics
    assert (told.code, told.place.path) == ("HS808", f"{theme.name}/messages/cy.toml")


def test_the_theme_of_this_version_lacks_nothing(root: Path) -> None:
    """Its messages are the very ones that the program brings."""
    assert (load_words(root / "theme", "en").newer, load_words(root / "theme", "cy").newer) == ((), ())
