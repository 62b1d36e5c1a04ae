"""Claims to the book's pages: undertakings, accounts, series, timeline, disputes. Pure functions."""
