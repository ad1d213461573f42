"""The stylesheet in the words that the W3C's checker of 2020 knows, so that it can read every other line."""

import re
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_DEFINED: Final = re.compile(r"(--[\w-]+):\s*([^;}]+)")
_USED: Final = re.compile(r"var\((--[\w-]+)\)")
# Properties that it does not know; test_styles has a browser read them.
_NEWER: Final = (
    "border-block|color-scheme|forced-color-adjust|inset|margin-block|margin-block-start|margin-inline|padding-block|"
    "padding-inline|print-color-adjust|scroll-margin-top|scroll-padding-top|text-decoration-thickness|text-size-adjust|"
    "text-underline-offset|text-wrap|vector-effect"
)
_NEWER_LINE: Final = re.compile(rf"(?<=[;{{\s])(?:-webkit-[\w-]+|{_NEWER}):[^;}}]+;?")
# Values and selectors that it does not know, and what stands for them.
_PLAINER: Final = (
    (re.compile(r"clamp\([^()]*, ([^(),]+)\)"), r"\1"),
    (re.compile(r"calc\(10% - 5px\)"), "10%"),
    (re.compile(r"repeating-linear-gradient\([^()]*\)"), "none"),
    (re.compile(r"\bCanvas(Text)?\b"), "black"),
    (re.compile(r' / ""'), ""),
    (re.compile(r":is\(([^(),]+)[^()]*\)"), r"\1"),
    (re.compile(r"(?<=\s):not\([^()]*\)"), "*"),
    (re.compile(r":(?:has|not)\([^()]*\)"), ""),
)


def in_older_words(sheet: str) -> str:
    """Write a stylesheet without what is newer than the checker; of a custom property the first value counts."""
    sheet = _COMMENT.sub("", sheet)
    values: dict[str, str] = {}
    for name, value in _DEFINED.findall(sheet):
        values.setdefault(name, value)
    sheet = _DEFINED.sub("", sheet)
    while _USED.search(sheet):
        sheet = _USED.sub(lambda found: values[found[1]], sheet)
    for newer, plainer in _PLAINER:
        sheet = newer.sub(plainer, sheet)
    return _NEWER_LINE.sub("", sheet)
