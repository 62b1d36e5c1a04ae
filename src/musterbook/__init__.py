"""Musterbook keeps the sourced book of an international mission from the news about it."""
