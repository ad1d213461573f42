"""The files that programs look for by name: `/robots.txt` and `/.well-known/security.txt` (RFC 9116)."""

from collections.abc import Iterator

from hearingsite.public.plan import File, Site


def well_known_files(site: Site, security_contact: str, security_expires: str) -> Iterator[File]:
    """Yield what crawlers may read (all of it), and whom to tell of a weakness, where the settings name somebody.

    `security_expires` is the day on which the settings' promise to answer ends: never the clock's, so that the same
    input makes the same bytes.
    """
    yield File("/robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {site.url}/sitemap.xml\n".encode())
    if security_contact:
        lines = (
            f"Contact: {security_contact}",
            f"Expires: {security_expires}T00:00:00Z",
            f"Preferred-Languages: {', '.join(site.languages)}",
            f"Canonical: {site.url}/.well-known/security.txt",
        )
        yield File("/.well-known/security.txt", "".join(f"{line}\n" for line in lines).encode())
