"""Names to parties: states, bodies, missions and people of one document, and whom each noun phrase means."""

from musterbook.parties.cast import DocumentCast, cast

__all__ = ["DocumentCast", "cast"]
