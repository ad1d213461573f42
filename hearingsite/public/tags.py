"""Permanent ids: `tag:` URIs (RFC 4151) that outlive titles, texts, addresses and domains."""

from msgspec import Struct

from hearingsite.vocabulary.codes import Language


class Tags(Struct, frozen=True):
    """Makes ids of the settings' authority: a domain that the publisher owned on the day `since`."""

    authority: str
    since: str

    def tag(self, name: str) -> str:
        """Make an id that is no hearing's: tag:authority,since:name."""
        return f"tag:{self.authority},{self.since}:{name}"

    def entry(self, reference: str, kind: str, lang: Language) -> str:
        """Make the id of something of a hearing: tag:authority,since:reference/kind.

        The same in another language is another thing, because a reader may follow both: it ends with the language.
        """
        return self.tag(f"{reference}/{kind}" if lang == "en" else f"{reference}/{kind}/{lang}")
