"""The quicker templates print what Jinja prints, byte for byte."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from hearingsite.generator import PlanGenerator
from hearingsite.prepare import prepare
from hearingsite.public.plan import SitePlan
from hearingsite.public.words import Words
from hearingsite.render import pelican_settings, render
from hearingsite.settings import load_settings
from hearingsite.statekey import VARIABLE
from hearingsite.templates import COMPILED, QuickEnvironment
from hearingsite.values import Moment
from tests.sites import tree

NOW = Moment.parse("2026-11-25T09:00").at
SHARED = {
    "base": "<{% block a %}base{% endblock %}{% block b %}{{ x }}{% endblock %}>",
    "macros": '{% macro show(a, b="<", c=none) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}'
    "{% macro twice(a) %}{{ show(a) }}{{ show(a, a) }}{% endmacro %}"
    "{% macro around(a) %}({{ a }}{{ caller() }}){% endmacro %}"
    "{% macro any() %}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}",
}
IMPORT = '{% from "macros" import show, twice, around, any %}'
PRINTED = {
    "text": ("{{ x }}", "&lt;&amp;&#34;"),
    "attribute": ("{{ view.name }}{{ view.number }}", "a&#39;b7"),
    "markup": ("{{ html }}{{ html ~ x }}", "<b><b>&lt;&amp;&#34;"),
    "join": ('{{ x ~ "/" ~ 1 ~ view.name }}', "&lt;&amp;&#34;/1a&#39;b"),
    "message": ('{{ words.say("plain") }}{{ words.say("gap", name=x) }}', "a &amp; bto &lt;&amp;&#34;"),
    "message that is no output": ('{{ words.say("gap", name=words.say("plain")) }}', "to a &amp; b"),
    "counted": ('{{ words.say("some", count=2) }}', "two &lt;"),
    "condition": ("{% if view.none %}a{% elif view.number > 3 %}b{% endif %}{{ 'y' if x else 'n' }}", "by"),
    "loop": (
        "{% for a, b in view.pairs %}{{ loop.index }}{{ a }}{{ b }}{% else %}-{% endfor %}",
        "1&lt;a2bc",
    ),
    "loop with a filter": ("{% for a, b in view.pairs if b == 'c' %}{{ a }}{% endfor %}{{ view.pairs|length }}", "b2"),
    "macro": (IMPORT + "{{ show(x) }}{{ show(x, html, 1) }}", "[&lt;&amp;&#34;&lt;None][&lt;&amp;&#34;<b>1]"),
    "macro with named arguments": (IMPORT + "{{ show(c=2, a=1) }}", "[1&lt;2]"),
    "macro of macros": (IMPORT + "{{ twice('&') }}", "[&amp;&lt;None][&amp;&amp;None]"),
    "macro around a block": (IMPORT + "{% call around('&') %}<i>{% endcall %}", "(&amp;<i>)"),
    "macro with any arguments": (IMPORT + "{{ any(1, 2, c=3) }}", "21"),
    "item": ("{{ view['name'] }}{{ view.pairs[1][0] }}{{ {'a': 1}['a'] }}{{ view['pairs']|length }}", "a&#39;bb12"),
    "method": ("{{ view.pairs.index(('b', 'c')) }}", "1"),
    "blocks": (
        '{% extends "base" %}{% block a %}{{ super() }}{{ view.number }}{% endblock %}',
        "<base7&lt;&amp;&#34;>",
    ),
    "variable": ("{% set y = x ~ '/' %}{% for a, b in view.pairs %}{{ y }}{% endfor %}", "&lt;&amp;&#34;/" * 2),
    "filter": ('{{ "<b>c</b>"|striptags }}{{ x|safe }}', 'c<&"'),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_template_prints_what_jinja_prints(name: str) -> None:
    """What a template of the theme may do comes out the same both ways."""
    text, printed = PRINTED[name]
    stock = _environment(text)
    values = _values()
    assert stock.get_template("it").render(values) == printed
    assert QuickEnvironment(stock).get_template("it").render(values) == printed


@pytest.mark.parametrize("text", ["{{ unknown }}", "{{ unknown.name }}", "{{ unknown() }}", IMPORT + "{{ show() }}"])
def test_what_is_not_there_is_not_printed(text: str) -> None:
    """A name that nobody gave ends the printing instead of leaving a gap."""
    with pytest.raises(UndefinedError):
        QuickEnvironment(_environment(text)).get_template("it").render(_values())


def test_an_attribute_that_is_not_there_is_left_to_jinja() -> None:
    """An entry of a dictionary is no attribute: the quick way fails, so that the other one is taken."""
    with pytest.raises(AttributeError):
        QuickEnvironment(_environment("{{ words.some.other }}")).get_template("it").render(_values())


@pytest.fixture(scope="module")
def site_plan(root: Path) -> SitePlan:
    """The plan of the repository's own site."""
    return prepare(load_settings(root), NOW, remember=False).site_plan


def test_every_page_of_the_site_is_printed_the_quick_way(
    site_plan: SitePlan, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page of the theme needs stock Jinja, and with stock Jinja each comes out the same."""
    settings = pelican_settings(root)
    render(site_plan, {**settings, "JINJA_FILTERS": {"own": str}}, tmp_path / "stock", tmp_path / "state")

    def get_template(_: PlanGenerator, name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(PlanGenerator, "get_template", get_template)
    render(site_plan, settings, tmp_path / "quick", tmp_path / "state")
    assert tree(tmp_path / "quick") == tree(tmp_path / "stock")


@pytest.mark.parametrize(
    ("text", "key", "is_compiled"),
    [("{{ a }}", "one", False), ("{{ b }}", "one", True), ("{{ a }}", "another", True)],
    ids=["the same", "edited", "of somebody else"],
)
def test_what_was_compiled_serves_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, key: str, *, is_compiled: bool
) -> None:
    """But not for a template that was edited since, and nothing runs that another has compiled."""
    runs: list[dict[str, bytes]] = []
    for template, owner in (("{{ a }}", "one"), (text, key)):
        monkeypatch.setenv(VARIABLE, owner)
        monkeypatch.setattr(COMPILED, "codes", {})
        COMPILED.recall(tmp_path)
        before = dict(COMPILED.codes)
        assert QuickEnvironment(_environment(template)).get_template("it").render(a="a", b="b") == template[3]
        COMPILED.remember(tmp_path)
        runs.append(dict(COMPILED.codes.items() - before.items()))
    assert [bool(new) for new in runs] == [True, is_compiled]


def _environment(text: str) -> Environment:
    templates = DictLoader({**SHARED, "it": text})
    return Environment(
        loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _values() -> dict[str, Any]:
    view = SimpleNamespace(name="a'b", number=7, none="", pairs=[("<", "a"), ("b", "c")])
    messages = {
        "plain": "a & b",
        "gap": "to {name}",
        "some": {"other": "{counted} <"},
        "number": {"words": ["no", "one", "two"]},
    }
    return {"x": '<&"', "html": Markup("<b>"), "view": view, "words": Words("en", messages)}
