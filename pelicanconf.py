"""The settings of this site. What each one means stands in the README, under "Settings"."""

from hearingsite import plugin

SITENAME = "Misconduct hearings"
SITEURL = "https://hearings.example"

PATH = "content"
THEME = "theme"
TIMEZONE = "Europe/London"
OUTPUT_PATH = "preview"  # of plain `pelican`; `hearingsite build` writes output/

PLUGINS = [plugin]
PELICAN_CLASS = "hearingsite.Preview"

HEARINGSITE = {
    # A domain that the publisher owned on that day: the permanent ids of the feeds are made of the two, so they
    # must never change, even when the site moves.
    "authority": "hearings.example",
    "authority_since": "2026-01-01",
    # The languages of the site: ["en"], or ["en", "cy"] for a Welsh tree below /cy/ as well.
    "languages": ["en", "cy"],
    # The site's name in Welsh; without it, Welsh pages have SITENAME.
    "names": {"cy": "Gwrandawiadau camymddwyn"},
    # Hearings of invented forces: "show" or "hide".
    "demonstrations": "show",
    # Whether the private list of protected people is held here: "held" (then no build without it), or "not-held".
    # This demonstration protects nobody real. A force deletes this line.
    "identities": "not-held",
    # Who answers reports of a weakness of the site, and until when that is promised.
    "security_contact": "mailto:security@hearings.example",
    "security_expires": "2027-11-01",
}
