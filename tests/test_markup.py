"""The Markdown of records: what it makes, what it refuses, and that it is never slow."""

import time

import html5lib
import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.markup import MANY, find_refused, to_html

REFUSED = {
    "<b>x": "html",
    "<!-- x -->": "html",
    "<script>alert(1)</script>": "html",
    "</div>": "html",
    "x <img src=x onerror=y>": "html",
    "[a](javascript:alert(1))": "link",
    "[a](JaVaScRiPt:alert(1))": "link",
    "[a](java&#115;cript:x)": "link",
    "[a]( javascript:x)": "link",
    "[a](data:text/html,x)": "link",
    "[a](vbscript:x)": "link",
    "[a](http://insecure.example/)": "link",
    "[a](//evil.example)": "link",
    "[a](/\\\\evil.example)": "link",
    "[a](https:evil)": "link",
    "[a](relative)": "link",
    "[a][r]\n\n[r]: file:///etc/passwd": "link",
    "<ftp://x.example>": "link",
    "![a](/a.png)": "picture",
    "# A": "title",
    "A\n=": "title",
    "A\n===  ": "title",
    "## A\n\n- # B": "title",
    "> a\n> =\n": "title",
    "#": "title",
    "a &#8; b": "control",
    "a &#x202e;b": "control",
    "&#xffff;": "control",
    '[a](/b "&#27;")': "control",
    "```&#12;\na\n```": "control",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    """HTML, pictures, odd links and first-level headings are found, and never rendered."""
    assert [kind for _, kind, _ in find_refused(text)] == [REFUSED[text]]
    with pytest.raises(ValueError, match="unchecked markup"):
        to_html(text)


@given(st.text(alphabet="#= \n\t>-+*1.)`\\a|", max_size=40))
def test_no_heading_of_the_first_level_is_missed(text: str) -> None:
    """Whatever the parser makes a heading of the first level is refused, though most texts are only glanced at."""
    html = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES).html(text)
    assert [kind for _, kind, _ in find_refused(text)] == ["title"] * html.count("<h1>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one *two* **three**", "<p>one <em>two</em> <strong>three</strong></p>\n"),
        ("## A\n\n### B", "<h3>A</h3>\n<h4>B</h4>\n"),
        (
            "[a](/about/) <press@wealdshire.example>",
            '<p><a href="/about/">a</a> <a href="mailto:press@wealdshire.example">press@wealdshire.example</a></p>\n',
        ),
        ("`<b>` &lt;b&gt; {{ x }} {% y %}", "<p><code>&lt;b&gt;</code> &lt;b&gt; {{ x }} {% y %}</p>\n"),
        ("    <b>", "<pre><code>&lt;b&gt;</code></pre>\n"),
        ("a\n---", "<h3>a</h3>\n"),
    ],
)
def test_rendered(text: str, html: str) -> None:
    """CommonMark comes out as HTML, headings one level down, everything else as it was typed."""
    assert to_html(text) == html


def test_a_table_scrolls_and_has_no_inline_style() -> None:
    """Alignment becomes a class, because the site's security policy forbids inline styles."""
    html = to_html("| a | b |\n| :-: | --: |\n| 1 | 2 |")
    assert html.startswith('<div class="table" tabindex="0" role="region" aria-label="a, b"><table>')
    assert '<td class="center">1</td><td class="right">2</td>' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("heads", "named"),
    [
        ('| *a* "b" | |', ' role="region" aria-label="a &quot;b&quot;"'),
        ("| `<b>` & | [c](/c) |", ' role="region" aria-label="&lt;b&gt; &amp;, c"'),
        ("| | |", ""),
    ],
)
def test_the_frame_of_a_table_is_named_by_its_heads(heads: str, named: str) -> None:
    """The name is the words of the heads, without marks; where they say nothing there is none."""
    html = to_html(f"{heads}\n| - | - |\n| 1 | 2 |")
    assert html.startswith(f'<div class="table" tabindex="0"{named}><table>')


def test_a_head_that_says_nothing_is_no_head() -> None:
    """The corner above a column of names is an empty cell: as a head, it would be announced for each of them."""
    html = to_html("| | Seen | |\n| - | -: | :-: |\n| Friday | 2 | x |")
    assert "<thead><tr><td></td>" in html
    assert "></th>" not in html
    assert html.count("<th") == 2  # the table's head, and that of one column


def test_offsets_count_characters() -> None:
    """A refused construct is found at its character, not its byte."""
    assert list(find_refused("ŵŷ – <b>")) == [(5, "html", "<b>")]


def test_a_text_full_of_faults_is_quick() -> None:
    """Only the first faults of a text are told, and they are found at once."""
    started = time.process_time()
    assert len(list(find_refused("ŵ<b>" * 60_000))) == MANY
    assert time.process_time() - started < 5


@given(st.text(alphabet="<>&\"'`*_[]()!#/\\:;=- \n\tabjsx{}%|", max_size=200))
def test_what_is_rendered_is_inert(text: str) -> None:
    """Whatever is typed, what comes out holds no script, style, handler, picture or odd link."""
    try:
        html = to_html(text)
    except ValueError:
        return
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        assert element.tag in {
            "DOCUMENT_FRAGMENT",
            "p",
            "h3",
            "h4",
            "h5",
            "h6",
            "em",
            "strong",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "a",
            "br",
            "hr",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert set(element.attrib) <= {"href", "title", "class", "tabindex", "start", "role", "aria-label"}
        href = element.attrib.get("href", "/")
        assert href.startswith(("https://", "mailto:", "tel:", "/", "#")), href
        assert not href.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "piece", [">", "[", "*a **b ", "- ", "|a", "`` ", "<", "[a]: /x\n", "&", "![", "](", "~", "_a "]
)
def test_a_quarter_of_a_megabyte_is_quick(piece: str) -> None:
    """No text that fits into a record takes long: what is quadratic elsewhere takes minutes at this size."""
    text = piece * (256 * 1024 // len(piece))
    started = time.process_time()
    list(find_refused(text))
    assert time.process_time() - started < 10
