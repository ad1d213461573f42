"""The pages of a finished site, each read as a browser reads it when it is first asked for."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib


def routes_of(site: Path) -> list[str]:
    """The address of every page of a finished site, in order."""
    return ["/" + file.relative_to(site).as_posix().removesuffix("index.html") for file in sorted(site.rglob("*.html"))]


def file_of(site: Path, route: str) -> Path:
    """The file that a host would send for an address."""
    return site / (route.lstrip("/") + ("index.html" if route.endswith("/") else ""))


class Documents(Mapping[str, Element]):
    """Pages by their address, parsed strictly: a parse error is a failure. Holds those asked for, but gives any."""

    def __init__(self, site: Path, routes: Sequence[str]) -> None:
        """Take the site's folder and the addresses of the pages that are looked at one by one."""
        self.site = site
        self._routes = dict.fromkeys(routes)
        self._parsed: dict[str, Element] = {}
        self._ids: dict[str, set[str]] = {}

    def __iter__(self) -> Iterator[str]:
        """Go through the addresses that were asked for."""
        return iter(self._routes)

    def __len__(self) -> int:
        """Count them."""
        return len(self._routes)

    def __getitem__(self, route: str) -> Element:
        """Give any page of the site."""
        if route not in self._parsed:
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            self._parsed[route] = parser.parse(file_of(self.site, route).read_text("utf-8"))
        return self._parsed[route]

    def ids_in(self, route: str) -> set[str]:
        """Give every id in a page of the site."""
        if route not in self._ids:
            self._ids[route] = {str(element.get("id")) for element in self[route].iter() if element.get("id")}
        return self._ids[route]
