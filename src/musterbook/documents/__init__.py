"""Sources to documents: one file a format; READERS is a literal table."""
