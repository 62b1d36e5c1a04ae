"""Who stands behind a document: what makes two tellings independent of each other."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from musterbook.model import Document

_WORLD_WIDE = "www."


def publisher_of(document: Document) -> str | None:
    """The publisher in one spelling, else who entered it, else the host of the web address; None without any."""
    if document.publisher and document.publisher.strip():
        return " ".join(document.publisher.casefold().split())
    if document.entered_by:
        return " ".join(document.entered_by.casefold().split())
    host = urlsplit(document.url or "").hostname
    return host.removeprefix(_WORLD_WIDE) if host else None


def voices(keys: Mapping[str, str], documents: Mapping[str, Document]) -> dict[str, str]:
    """Each document with the source that it is the voice of.

    A copy is the voice of the publisher whose story it copies, and all that one publisher prints is one voice. A
    document that names nobody is a source of its own.
    """
    return {
        document_id: publisher_of(documents[key]) or key
        if (key := keys.get(document_id, document_id)) in documents
        else key
        for document_id in documents
    }
