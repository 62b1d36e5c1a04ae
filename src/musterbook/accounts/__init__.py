"""Claims and judgements become the pages of the book: undertakings, accounts, series, timeline, disputes."""

from musterbook.accounts.derive import Prepared, derive, prepare
from musterbook.accounts.judging import check_correction

__all__ = ["Prepared", "check_correction", "derive", "prepare"]
