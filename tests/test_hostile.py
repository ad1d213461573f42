"""Records, pages and settings of somebody who means harm: refused with file and line, or printed without effect."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.schema import convert_hearing
from hearingsite.records.source import Source, read_source
from tests.conftest import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
RECORD: Final = (ROOT / "content/hearings/2023/as-2023-014.md").read_text("utf-8")
HEADER: Final = RECORD[: RECORD.index("\n---\n", 4)]
NOW: Final = "--now=2026-11-25T09:00"


def with_body(body: str) -> bytes:
    """The founding case with another account."""
    return f"{HEADER}\n---\n{body}\n".encode()


def with_key(text: str) -> bytes:
    """The founding case with more in its header."""
    return f"{HEADER}\n{text}\n---\nThe account of PC X and Ms A.\n".encode()


REFUSED: Final[dict[str, bytes]] = {
    "bomb": with_key("area: &a [x]\nsummary: [*a, *a, *a, *a, *a, *a, *a, *a, *a]"),
    "merge": with_key("<<: {area: Bath}"),
    "tag": with_key("area: !!python/object/apply:os.system [id]"),
    "deep flow": with_key("area: " + "[" * 20_000),
    "deep maps": with_key("area: " + "{a: " * 5_000),
    "deep block": with_key("\n".join(" " * depth + "a:" for depth in range(400))),
    "huge": with_body("word " * 60_000),
    "binary": bytes(range(256)) * 4,
    "empty": b"",
    "latin-1": RECORD.replace("granted", "gr\xe4nted").encode("latin-1"),
    "utf-16": RECORD.encode("utf-16"),
    "nul": with_body("The account\0 of PC X."),
    "bidi": with_body("The account \u202eof PC X."),
    "control": with_body("The account \x1b[31mof PC X."),
    "xml": with_key("area: Bath\uffff"),
    "escaped": with_key('area: "Bath\\u0007"'),
    "script": with_body("PC X and Ms A.\n\n<script>alert(1)</script>"),
    "attribute": with_body('<img src=x onerror="alert(1)"> PC X and Ms A.'),
    "svg": with_body("<svg/onload=alert(1)> PC X and Ms A."),
    "mathml": with_body('<math href="javascript:alert(1)">x</math> PC X and Ms A.'),
    "comment": with_body("<!-- a name --> PC X and Ms A."),
    "cdata": with_body("<![CDATA[x]]> PC X and Ms A."),
    "javascript": with_body("[PC X](javascript:alert(1)) and Ms A."),
    "disguised": with_body("[PC X](java&#115;cript:alert&#40;1&#41;) and Ms A."),
    "capitals": with_body("[PC X](<JaVaScRiPt:alert(1)>) and Ms A."),
    "data": with_body("[PC X](data:text/html;base64,PHNjcmlwdD4=) and Ms A."),
    "defined": with_body("[PC X][a] and Ms A.\n\n[a]: vbscript:msgbox(1)"),
    "autolink": with_body("<javascript:alert(1)> PC X and Ms A."),
    "picture": with_body("![PC X](https://elsewhere.example/x.png) and Ms A."),
    "other host": with_body("[PC X](//elsewhere.example/) and Ms A."),
    "backslashes": with_body("[PC X](/\\\\elsewhere.example/) and Ms A."),
    "path": with_key("attachments: [{file: ../../../etc/passwd, title: x}]"),
    "reference path": RECORD.replace("reference: AS-2023-014", "reference: ../../x").encode(),
    "reference device": RECORD.replace("reference: AS-2023-014", "reference: con").encode(),
    "reference long": RECORD.replace("reference: AS-2023-014", f"reference: AS-2023-{'1' * 5000}").encode(),
    "force path": RECORD.replace("force: avon-and-somerset", "force: ../forces/kent").encode(),
}


def test_hostile_records_are_refused_with_their_place(project: Path, run: Run) -> None:
    """Each is told under its own name and line; nothing is built, and no traceback is seen."""
    folder = project / "content/hearings/2023"
    for number, content in enumerate(REFUSED.values(), 100):
        (folder / f"as-2023-{number}.md").write_bytes(content)
    for command in ("check", "build"):
        done = run(project, "hearingsite", command, NOW)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        faults = re.findall(
            r"^content/hearings/2023/as-2023-(\d+)\.md:\d+:\d+: HS\d{3} (?!warning)", done.stdout, re.MULTILINE
        )
        missing = {name for number, name in enumerate(REFUSED, 100) if str(number) not in faults}
        assert missing == set()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", done.stdout)
    assert not (project / "output").exists()


SLOW: Final = {
    "days": "1 March " * 25_000,
    "no days": "31 February " * 16_000,
    "blocks of days": "1 March\n\n" * 20_000,
    "decisions": "the panel found that the first allegation was proven and " * 4_000,
    "quoted decisions": '"the panel found that the first allegation was proven and ' * 4_000,
    "courts": "guilty of gross misconduct " * 7_000,
    "blanks": "x" + " " * 200_000 + "x",
    "digits": "1" * 200_000,
    "capitals": "A" * 200_000,
    "dots": "a." * 100_000,
    "titles": "Mr " * 66_000,
    "brackets": "[a](" * 50_000,
    "quotes": "> " * 100_000,
    "emphasis": "*a " * 66_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_no_text_holds_a_check_up(project: Path, run: Run, name: str) -> None:
    """A text that makes a rule look again and again at all of it is read to its end."""
    (project / "content/hearings/2023/as-2023-014.md").write_bytes(with_body(f"PC X and Ms A.\n\n{SLOW[name]}"))
    done = run(project, "hearingsite", "check", "--format=json", NOW)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr


INERT: Final = (
    "{{ 7*7 }} {% include 'base.html' %} {# x #} ${7*7}",
    "`<script>alert(1)</script>` and \\<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b onclick=x&#62;",
    "\"><b onmouseover='x'> in quotes".replace("<", "\\<"),
    "{filename}/../pelicanconf.py {static}x |filename|y",
)


def test_hostile_words_are_printed_without_effect(project: Path, run: Run) -> None:
    """Templates, tags and attributes in texts are words on the page: no script, no handler, no other host."""
    plain = '"><script>alert(1)</script>{{ 7*7 }}{% raw %}'
    header = HEADER.replace("venue: Avon and Somerset Police headquarters", f"venue: '{plain}'")
    body = "\n\n".join(["PC X and Ms A.", *INERT])
    more = f"area: '{plain}'\nquotes: [{{by: Ayesha Giles, text: '{plain}'}}]"
    record = f"{header}\n{more}\n---\n{body}\n"
    (project / "content/hearings/2023/as-2023-014.md").write_text(record, "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (project / "output").resolve().rglob("*.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        for node in page.css("*"):
            assert not [key for key in node.attributes if key.startswith("on")], path
            for key in ("href", "src", "action"):
                assert not re.match(r"\s*(javascript|data|vbscript):|//", node.attributes.get(key) or ""), path
        assert not [one for one in page.css("script") if "alert" in one.text()], path
    shown = (project / "output/hearings/as-2023-014/index.html").read_text("utf-8")
    assert "{{ 7*7 }}" in shown
    assert "&lt;script&gt;alert(1)" in shown


ACTIVE: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<b title='x'onclick=alert(1)>x</b>",
    "<IFRAME src=https://elsewhere.example/></IFRAME>",
    '<a href="java&#115;cript:alert(1)">x</a>',
    "[x](java&#13;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    '<p title=">" onclick=alert(1)>x</p>',
    f"<p title='{'x' * 3000}' onclick=alert(1)>x</p>",
    "<p style=\"background:url('//elsewhere.example')\">x</p>",
    "![x](https://elsewhere.example/x.png)",
    "<plaintext>",
    "Words\n{: onclick='alert(1)' }",
    "# Head {: style='background:url(//elsewhere.example)' }",
    "*x*{#a onclick=alert(1)}",
    "<a href='/' ping='https://elsewhere.example'>x</a>",
)


def test_hostile_pages_are_refused(project: Path, run: Run) -> None:
    """An ordinary page that would run or load something is told with its line, and nothing is built."""
    for number, words in enumerate(ACTIVE):
        page = project / f"content/pages/en/page-{number}.md"
        page.write_text(f"Title: A page\nSummary: x\n\n{words}\n", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert done.returncode == 1, done.stdout + done.stderr
    told = re.findall(r"^content/pages/en/page-(\d+)\.md:[45]:\d+: HS(?:679|118) ", done.stdout, re.MULTILINE)
    assert set(told) == {str(number) for number in range(len(ACTIVE))}
    assert not (project / "output").exists()


MADE: Final = (
    "``` {: x-run=1 }\nx\n```",
    "[x](blob:https://elsewhere.example)",
    "<custom-part>x</custom-part>",
    "*x*{: formtarget=a }",
)
# What ordinary pages may well have.
HARMLESS: Final = """\
Title: A page
Summary: x

| a | b |
|:--|--:|
| c | d |

Attend![^1] Write to <form@force.example>, or *so*{: lang=cy }.

[^1]: A note.

<a name="x" target="_blank" href="webcal://a.example/b.ics">Calendar</a> <td width="10" align="left">
"""


def test_harmless_pages_are_printed(project: Path, run: Run) -> None:
    """Tables, footnotes, addresses and links to calendars say something and do nothing."""
    (project / "content/pages/en/page.md").write_text(HARMLESS, "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_page_comes_out_with_is_judged(project: Path, run: Run) -> None:
    """Whatever made it: what only says something may stand there, and nothing else is printed."""
    for number, words in enumerate(MADE):
        (project / f"content/pages/en/page-{number}.md").write_text(f"Title: A page\nSummary: x\n\n{words}\n", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert done.returncode == 4, done.stdout + done.stderr
    told = re.findall(r"^content/pages/en/page-(\d+)\.md:1:1: HS679 ", done.stdout, re.MULTILINE)
    assert set(told) == {str(number) for number in range(len(MADE))}
    assert not (project / "output").exists()


def understand(source: Source) -> None:
    """Read a text as a record; whatever it is, there is an answer."""
    front_matter = split_front_matter(source)
    if isinstance(front_matter, FrontMatter):
        convert_hearing(front_matter)


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_record_is_read_or_refused(data: st.DataObject) -> None:
    """A good record with some characters taken out, put in or doubled is read or refused, never a crash."""
    text = RECORD
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(HEADER)))
        end = at + data.draw(st.integers(0, 12))
        put = data.draw(
            st.text(max_size=6) | st.sampled_from(["[", "{", "&a", "*a", "- ", ": ", "!!x", "\n---\n", "'", '"', "|"])
        )
        text = text[:at] + put + text[end:]
    understand(Source("x.md", text))


@given(content=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path: Path) -> None:
    """Whatever bytes a file has, it is read or refused."""
    file = tmp_path / "x.md"
    for data in (content, b"---\n" + content):
        file.write_bytes(data)
        source = read_source(file, "x.md")
        if isinstance(source, Source):
            understand(source)
