"""Measures the rendering of accounts: this project's Markdown beside other parsers, and on brackets within brackets.

Run it from the project's folder, after `make bench-tools`: `.venv/bin/python -m benchmarks.markdown`
(as a module: run as a file, its folder would come first, and this file would be found in place of Python-Markdown).
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import comrak
import markdown  # type: ignore[import-untyped]
import pyromark
from markdown_it import MarkdownIt

from benchmarks.measure import ROOT, machine, race, shown, table, times_table
from hearingsite import markup
from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.source import Source

OURS: Final = "hearingsite: check, then check and render"
_ACCOUNTS: Final = {
    "The founding record: headings, a small table, a list": "content/hearings/2023/as-2023-014.md",
    "A record with a wider table": "content/hearings/2014/wld-2014-001.md",
}
_DEPTHS: Final = (1000, 2000, 4000)


def renderers() -> dict[str, Callable[[str], str]]:
    """Give every renderer as a function from Markdown to HTML; each one is set up once, as in a build."""
    pyromark_tables = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)
    comrak_tables = comrak.ExtensionOptions()
    comrak_tables.table = True
    markdown_it = MarkdownIt("commonmark").enable("table")
    python_markdown = markdown.Markdown(extensions=["tables"])
    return {
        OURS: _check_and_render,
        "pyromark": pyromark_tables.html,
        "comrak": lambda text: comrak.render_markdown(text, extension_options=comrak_tables),
        "markdown-it-py": markdown_it.render,
        "Python-Markdown": lambda text: str(python_markdown.reset().convert(text)),
    }


def _check_and_render(text: str) -> str:
    """Do all that a build does with an account: the rule looks for what is refused, and rendering looks again."""
    if any(markup.find_refused(text)):
        raise ValueError("the account is refused")
    return markup.to_html(text)


_STEPS: Final[dict[str, Callable[[str], object]]] = {
    "… of that, find_refused": lambda text: any(markup.find_refused(text)),
    "… of that, to_html, which checks again": markup.to_html,
}


def read_account(file: Path) -> str:
    """Give the account of a record."""
    record = split_front_matter(Source(file.name, file.read_text("utf-8")))
    if not isinstance(record, FrontMatter):
        raise TypeError("the header cannot be read")
    return record.body.strip()


def check_same_words(text: str) -> None:
    """Raise ValueError unless all renderers give the same elements and words: only equal work is compared."""
    results = {name: (_elements(render(text)), _words(render(text))) for name, render in renderers().items()}
    differing = [name for name, result in results.items() if result[1] != results[OURS][1] or not result[0]]
    differing += [name for name, result in results.items() if result[0] != results[OURS][0]]
    if differing:
        raise ValueError(f"not the same work: {', '.join(differing)}")


def _elements(page: str) -> list[str]:
    """Every element but our frame around tables; headings whatever their level."""
    return [re.sub(r"h\d", "h", name) for name in re.findall(r"<(\w+)", page) if name != "div"]


def _words(page: str) -> list[str]:
    return html.unescape(re.sub(r"<[^>]+>", " ", page)).split()


def _calls(functions: Mapping[str, Callable[[str], object]], text: str) -> dict[str, Callable[[], object]]:
    return {name: partial(function, text) for name, function in functions.items()}


def brackets_table() -> str:
    """Time brackets within brackets of growing depth; four times the depth is four times the work, if all is well."""
    times: dict[str, list[float]] = {name: [] for name in renderers()}
    for depth in _DEPTHS:
        text = "[" * depth + "a" + "]" * depth
        for name, time in race(_calls(renderers(), text), rounds=3).items():
            times[name].append(time)
    rows = ((name, *map(shown, several), shown(several[-1] / several[0])) for name, several in times.items())
    return table(("", *(f"µs at {depth:,}" for depth in _DEPTHS), f"{_DEPTHS[-1]:,} ÷ {_DEPTHS[0]:,}"), rows)


def main() -> None:
    """Print a table for each account, and one for brackets."""
    print(f"{machine()}\n")
    for title, path in _ACCOUNTS.items():
        text = read_account(ROOT / path)
        check_same_words(text)
        times = race(_calls({OURS: _check_and_render, **_STEPS, **renderers()}, text))
        print(f"{title} ({len(text.split())} words)\n\n{times_table(times, 'µs', base=OURS)}\n")
    print(f"Brackets within brackets\n\n{brackets_table()}")


if __name__ == "__main__":
    main()
