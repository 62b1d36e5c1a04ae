"""Who answers for a document: its publisher, else the site that it stands on."""

from urllib.parse import urlsplit

from musterbook.model import Document

_WORLD_WIDE = "www."


def publisher_of(document: Document) -> str | None:
    """The publisher in one spelling, else the host of the web address; None where the document names neither."""
    if document.publisher and document.publisher.strip():
        return " ".join(document.publisher.casefold().split())
    host = urlsplit(document.url or "").hostname
    return host.removeprefix(_WORLD_WIDE) if host else None
