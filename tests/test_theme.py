"""A theme of one's own: what it loads in vain is told, with its place; the theme that comes with the program loads nothing so."""

from pathlib import Path

import pytest

from tests.quick import Quick
from tests.sites import edit, make_site

NOW = "--now=2026-06-02T09:00"
MARK = '<span class="mark" aria-hidden="true"></span>'
MASTHEAD = "theme/templates/parts/masthead.html"


def logo_in(site: Path) -> None:
    """Put a logo where themes have their pictures."""
    (site / "theme/static/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('<img src="/theme/lgo.svg" alt="">', 'HS954 warning: The site has no such file: <img> "/theme/lgo.svg".'),
        ('<img src="logo.svg" alt="">', 'HS954 warning: The site has no such file: <img> "logo.svg".'),
        (
            '<link rel="stylesheet" href="/theme/site.css">',
            'HS954 warning: The site has no such file: <link> "/theme/site.css".',
        ),
        ('<img src="https://force.example/l.svg" alt="">', 'use this: <img> "https://force.example/l.svg".'),
        ('<img alt="" src="data:image/gif;base64,R0lGOD">', 'use this: <img> "data:image/gif;base64,R0lGOD".'),
        ('<script src="//count.example/a.js"></script>', 'use this: <script> "//count.example/a.js".'),
        ('<script src="/theme/menu.js"></script>', 'use this: <script> "/theme/menu.js".'),
        ("<script>count()</script>", "use this: <script>."),
        ("<style>a { color: red }</style>", "use this: <style>."),
        ('<b style="color: red">x</b>', "use this: style=."),
        ("<b onclick='count()'>x</b>", "use this: onclick=."),
        ('<iframe src="/"></iframe>', "use this: <iframe>."),
    ],
)
def test_what_a_template_loads_in_vain_is_told(tmp_path: Path, quick: Quick, given: str, said: str) -> None:
    """A file that is not there, and what the policy of the pages refuses, with file, line and column."""
    site = make_site(tmp_path)
    logo_in(site)
    edit(site, MASTHEAD, MARK, given)
    for _ in range(2):  # the second time, every page is taken as it was
        done = quick(site, "build", NOW)
        assert (done.returncode, done.out.count("HS95")) == (0, 1), done.out
        assert f"{MASTHEAD}:6:" in done.out
        assert said in done.out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("@font-face { font-family: x; src: local(y) }", "use this: @font-face."),
        ('@import "https://fonts.example/a.css";', 'use this: "https://fonts.example/a.css".'),
        ("a { background: url(https://force.example/a.png) }", 'use this: "https://force.example/a.png".'),
        ("a { background: url('lgo.svg') }", 'The site has no such file: "lgo.svg".'),
    ],
)
def test_what_a_stylesheet_loads_in_vain_is_told(tmp_path: Path, quick: Quick, given: str, said: str) -> None:
    """The same of styles, whose addresses begin where the stylesheet lies."""
    site = make_site(tmp_path)
    css = site / "theme/static/site.css"
    css.write_text(f"{given}\n{css.read_text('utf-8')}", "utf-8")
    done = quick(site, "build", NOW)
    assert (done.returncode, done.out.count("HS95")) == (0, 1), done.out
    assert "theme/static/site.css:1:" in done.out
    assert said in done.out


def test_a_comparison_in_a_template_is_read_through(tmp_path: Path, quick: Quick) -> None:
    """What only looks like a tag hides none behind it, and takes no time."""
    site = make_site(tmp_path)
    edit(
        site,
        MASTHEAD,
        MARK,
        f"{MARK}{{% if root <root %}}{{{{ root }}}}{{% endif %}}{'{{ root }}' * 60}<img src='lgo.svg' alt=''>",
    )
    done = quick(site, "build", NOW)
    assert (done.returncode, done.out.count("HS95")) == (0, 1), done.out


def test_a_look_of_ones_own_is_fine(tmp_path: Path, quick: Quick) -> None:
    """A logo, further styles, pictures in them, and what stands in comments give no warning."""
    site = make_site(tmp_path)
    logo_in(site)
    (site / "theme/static/own.css").write_text(
        "/* url(https://x.example/) */ a { background: url(logo.svg); fill: url(#x) } b { background: url('/theme/logo.svg?1') }",
        "utf-8",
    )
    logo = '<img src="/theme/logo.svg" alt=""><img src="https://hearings.example/theme/logo.svg" alt="">'
    logo += """<i class="{{ [{'a': 1}|tojson, dict(once="1", style="x")]|length }}"></i><img src="{{ root }}/x.svg" alt="">"""
    edit(site, MASTHEAD, MARK, f"{logo}{{# <script>x</script> #}}<!-- <style></style> -->")
    edit(site, "theme/templates/base.html", "</head>", '<link rel="stylesheet" href="/theme/own.css">\n</head>')
    done = quick(site, "build", NOW)
    assert (done.returncode, "HS95" in done.out) == (0, False), done.out
    assert (site / "output/theme/logo.svg").is_file()
