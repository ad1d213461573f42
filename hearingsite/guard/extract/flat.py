"""Sources that nest so deep, or have a tag with so many attributes, that a parser takes minutes: read tag by tag.

Parsers look through all open elements at each tag, and through all attributes at each of them. Browsers nest no deeper than
some hundreds either, and show the text of the rest as it comes.
"""

import re
from html import unescape
from typing import Final

from hearingsite.guard.extract.brackets import without_tags

_LARGE: Final = 100_000  # letters: what is shorter takes about a second at worst
_MOST: Final = 2000  # open elements, attributes of one tag
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_CROWDED: Final = re.compile(rf"""<[a-zA-Z](?:(?:[^<>"'\s]|"[^"]*+"|'[^']*+')*+\s++){{{_MOST}}}""")
# Elements that have no end.
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


def takes_long(source: str) -> bool:
    """Whether a parser would take very long for what may be a page."""
    return len(source) > _LARGE and (_nests_deep(source) or _CROWDED.search(source) is not None)


def texts_by_tag(source: str) -> tuple[str, str]:
    """The text with all tags taken out, and with a blank in the place of each."""
    return unescape(without_tags(source)), unescape(without_tags(source, " "))


def _nests_deep(source: str) -> bool:
    depth = 0
    for end, name in _TAG.findall(source):
        if end:
            depth = max(0, depth - 1)
        elif name.lower() not in _VOID:
            depth += 1
            if depth > _MOST:
                return True
    return False
