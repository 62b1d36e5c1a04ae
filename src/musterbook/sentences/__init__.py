"""Documents to parsed sentences: the cheap screen, and the only place that knows spaCy."""
