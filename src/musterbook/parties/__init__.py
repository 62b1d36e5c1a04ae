"""Names to parties: states, demonyms, capitals, bodies, people within the document."""
