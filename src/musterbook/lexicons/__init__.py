"""Words are data: every word of a language lives in a TOML file here, loaded and checked once."""
