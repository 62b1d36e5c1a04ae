"""The only place that knows SQL: an append-only store of documents, claims and judgements."""
