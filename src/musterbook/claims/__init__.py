"""Parsed sentences to claims: one file a family; quantities, periods, attribution and modality beside them."""
