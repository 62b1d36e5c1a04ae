"""Claims and judgements become the pages of the book: undertakings, accounts, series, timeline, disputes."""

from musterbook.accounts.derive import derive

__all__ = ["derive"]
