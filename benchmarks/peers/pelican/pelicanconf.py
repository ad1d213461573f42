"""The settings of Pelican's side: what `benchmarks.compare` makes of the same hearings, with its Markdown and feeds.

Pelican reads no YAML; this reader is the shortest that does, with the parser in C, which favours Pelican.
"""

from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from pelican.readers import BaseReader

KINDS = ("forces", "lists", "outcomes", "ranks", "standards", "years")


class YamlReader(BaseReader):
    """A record: a header in YAML, then Markdown."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give the account as HTML, and the header."""
        _, header, account = Path(source_path).read_text("utf-8").split("---\n", 2)
        head = yaml.load(header, yaml.CSafeLoader)
        metadata = {key: self.process_metadata(key, head[key]) for key in ("title", "slug", "date", "category")}
        terms = [f"{kind}/{term}" for kind in KINDS for term in head.get(kind, ())]
        metadata["tags"] = self.process_metadata("tags", terms)
        metadata["summary"] = head["description"]
        metadata |= {key: head.get(key) for key in ("reference", "standards", "outcomes", "record")}
        return Markdown(extensions=["tables"]).convert(account), metadata


SITENAME = "Misconduct hearings"
SITEURL = "https://hearings.example"
FEED_DOMAIN = SITEURL
PATH = "content"
ARTICLE_PATHS = ["hearings"]
STATIC_PATHS = []
PAGE_PATHS = []
THEME = "theme"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
READERS = {"md": YamlReader}
SUMMARY_MAX_LENGTH = None
WITH_FUTURE_DATES = False

ARTICLE_URL = "hearings/{slug}/"
ARTICLE_SAVE_AS = "hearings/{slug}/index.html"
TAG_URL = "{slug}/"
TAG_SAVE_AS = "{slug}/index.html"
TAG_REGEX_SUBSTITUTIONS = [(r"\s", "-")]
CATEGORY_SAVE_AS = ""
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
TAGS_SAVE_AS = "lists/index.html"

DEFAULT_PAGINATION = 50
PAGINATED_TEMPLATES = {"tag": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
TAG_FEED_RSS = "{slug}/index.xml"
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = True
