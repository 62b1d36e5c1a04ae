"""Claims and judgements become the pages of the book: undertakings, accounts, series, timeline, disputes."""

from musterbook.accounts.derive import derive
from musterbook.accounts.judging import check_correction

__all__ = ["check_correction", "derive"]
