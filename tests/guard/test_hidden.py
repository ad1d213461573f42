"""What a page hides from its readers is the same whether it is read with its places or all at once."""

import pytest

from hearingsite.guard.extract.linked_data import data_apart
from hearingsite.guard.extract.pages import hidden_texts, hidden_values
from hearingsite.guard.fold import fold, fold_text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "no tag at all",
        '<a href="/x" data-who="Osbert">one</a>',
        "<a href='/x' data-who = Osbert>one</a>",
        "<a\ndata-who\n=\n'Osbert'\n>",
        '<a Osbert="x" Quillfeather = "y">',
        '<a Osbert  \t  ="x">',
        '<a Osbert/="x" ="y">',
        '<a Osbert> ="x">',
        '<a Osbert>    ="x" \n ="y">',
        '<p>a = b, c=d</p><p class="e">f</p>',
        '<a CLASS="x" Data-Who="y" title="Tom &amp; Osbert">',
        f'<a {"o" * 80}="x" {"p" * 200}="y">',
        "<osbert-quill a=b><x-y></osbert-quill></x-y ><a <b-c",
        "<!-- one --><!-- <b>two</b> --><!-- three",
        '<script type="application/ld+json">{"Osbert": ["Quill", {"a": "feather"}], "n": 1}</script>',
        '<script type="application/ld+json">{"Osbert": </script>',
        '<a title="a" title="a">',
        '<a a="x=y" b=\'="z"\'>',
        '<a xn\u00e9="o" b="\u00e9"\u00a0c="d">',
    ],
)
def test_all_at_once_is_the_same(source: str) -> None:
    """Values and names of attributes, names of tags, and comments; data are apart from them."""
    rest, data = data_apart(source)
    assert {*hidden_values(rest), *data} - {""} == {text for _, text in hidden_texts(source)} - {""}


@pytest.mark.parametrize(
    "text", ["", "plain", "na\u00efve \u2013 \u0174\nplain\n\u00c3\u00a9 \uff2f\u200bk\n", "\n\u2028\n", "\u7530\n"]
)
def test_a_folded_text_is_that_of_its_lines(text: str) -> None:
    """Lines that are all ASCII are not looked at sign by sign."""
    assert fold_text(text) == fold(text).text
