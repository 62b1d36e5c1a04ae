"""Parsed sentences to claims: one file a family; quantities, periods, attribution and modality beside them."""

from musterbook.claims.dating import date_document
from musterbook.claims.desk import row_claims, row_findings
from musterbook.claims.extract import extract
from musterbook.claims.periods import periods
from musterbook.claims.printed import as_printed
from musterbook.claims.quantities import quantities

__all__ = ["as_printed", "date_document", "extract", "periods", "quantities", "row_claims", "row_findings"]
