"""Who issued a document: the government or the body whose own release it is, by its publisher or its address."""

from urllib.parse import urlsplit

from musterbook.lexicons.parties import party_name, party_table
from musterbook.lexicons.search import hits
from musterbook.lexicons.titles import descriptors
from musterbook.model import Document, Party

COUNTRY_LABEL_LENGTH = 2
"""Letters of the last label of an address under a national domain ("gov.au")."""


def issuer(document: Document) -> Party | None:
    """The state or body whose release this is; None for a newspaper and wherever it cannot be told."""
    return _by_publisher(document.publisher or "") or _by_address(document.url or "")


def _by_publisher(publisher: str) -> Party | None:
    """ "The White House", "Ministry of Foreign Affairs of Japan": an institution, not a paper with a country's name."""
    words = descriptors()
    lower = publisher.lower().split()
    institution = any(word in words["issuing"] for word in lower)
    for hit in hits(publisher):
        party = hit.pattern.party
        if party is None or party.kind not in ("state", "body"):
            continue
        rest = [
            w for w in (publisher[: hit.start] + publisher[hit.end :]).lower().split() if w not in words["definite"]
        ]
        named = hit.pattern.how == "seat" or party.via is not None or party.kind == "body"
        if (named and not rest) or (institution and party.kind == "state"):
            return Party(id=party.id, name=party_name(party.id), kind=party.kind, country=party.country)
    return None


def _by_address(url: str) -> Party | None:
    """ "www.gov.uk", "mofa.go.jp", "state.gov": addresses that only governments hold."""
    labels = (urlsplit(url).hostname or "").split(".")
    table = party_table()
    code = table.domains.get(labels[-1])
    if (
        code is None
        and len(labels[-1]) == COUNTRY_LABEL_LENGTH
        and labels[-2:-1]
        and labels[-2] in table.government_labels
    ):
        code = table.domains.get(labels[-1], labels[-1].upper())
    if code is None or code not in table.regions:
        return None
    return Party(id=code, name=party_name(code), kind="state", country=code)
