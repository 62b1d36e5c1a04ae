"""Whether two names mean one: letter by letter, or as two spellings of a person's full name."""

from musterbook.lexicons.names import same_person


def same_name(first: str, second: str) -> bool:
    """Whether two names of parties or objects are one; two people who share a surname are not."""
    return first.casefold() == second.casefold() or same_person(first, second)
