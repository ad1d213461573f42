"""What stands between the signs of a tag beside the values of its attributes: no reader shows it, the source does.

Names of elements that are no HTML, attributes without a value, what follows a quotation mark that is wrong, declarations,
instructions and what stands in an end tag. What HTML itself has there says nothing of anybody, and is left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

# What stands behind the name of an attribute: a sign that is fast to look for comes first.
VALUE: Final = re.compile(r"""=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`]++))""")
NO_VALUE: Final = "= "
_INSIDE: Final = re.compile(r"<(?!!--)([a-zA-Z/!?][^>]*+)")
_HTML: Final = (
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col"
    " colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta"
    " meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search"
    " section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th"
    " thead time title tr track u ul var video wbr"
)
_DRAWING: Final = (
    "circle clippath defs desc ellipse fegaussianblur filter foreignobject g image line lineargradient marker mask"
    " metadata path pattern polygon polyline radialgradient rect set stop switch symbol text textpath tspan use view"
)
_WITHOUT_VALUE: Final = (
    "allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden"
    " inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected"
    " !doctype"
)
# Tags that say nothing but how what stands between them looks: those between which texts end, and those inside a text.
_BLOCKS: Final = re.compile(r"</?(?:p|ul|ol|li|dl|dt|dd|br|h[1-6]|blockquote|div)>")
_INLINE: Final = re.compile(r"</?(?:strong|em|b|i|span)>")
_PLAIN_ENTITIES: Final = (("&#x27;", "'"), ("&#39;", "'"), ("&quot;", '"'), ("&amp;", "&"))
KNOWN: Final = frozenset(f"{_HTML} {_DRAWING} {_WITHOUT_VALUE}".split())


def without_plain_tags(source: str) -> str:
    """A part of a page as it is written, but for tags and entities that say nothing by themselves.

    Most lines of what feeds have in HTML are then lines of the page, and are not read once more.
    """
    text = _INLINE.sub("", _BLOCKS.sub("\n", source))
    for entity, sign in _PLAIN_ENTITIES if "&" in text else ():
        text = text.replace(entity, sign)
    return text


def tags_in(source: str) -> list[str]:
    """What stands in each tag, up to the first bracket that ends one."""
    return _INSIDE.findall(source)


def words_in_tags(source: str) -> Iterator[str]:
    """Yield what each tag of a page or of a part of it says beside its attributes' values; names before = are told apart."""
    return words_without_values(VALUE.sub(NO_VALUE, source))


def words_without_values(source: str) -> Iterator[str]:
    """Yield what each tag says, of a source in which values were replaced."""
    return filter(None, map(_said, set(_INSIDE.findall(source))))


@lru_cache(maxsize=2000)
def _said(inside: str) -> str:
    """What one tag says; on all pages of a site most are the same few."""
    words = inside.replace("/", " ").split()
    return " ".join(word for word in words if word[-1] != "=" and word.lower() not in KNOWN)
