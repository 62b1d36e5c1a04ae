"""One tree of errors, each with an exit code for the shell and a status for the web.

Doubt about the data is a `Finding` (a value); these exceptions are for misuse and for what stops a command.
"""


class MusterbookError(Exception):
    """Base of every error that a command reports in one line."""

    exit_code = 1
    http_status = 500


class UsageError(MusterbookError):
    """The caller asked for something that cannot be done; the message says what to do instead."""

    exit_code = 2
    http_status = 400


class NotFoundError(UsageError):
    """A named document, claim, mission or book does not exist."""

    http_status = 404


class AmbiguousNameError(UsageError):
    """A name fits several rows; the message lists the candidates."""

    http_status = 409


class BookError(MusterbookError):
    """The book cannot be opened, is no book, or comes from a newer release."""

    exit_code = 4


class BookLockedError(BookError):
    """Another process holds the book's write lock longer than the time-out."""

    exit_code = 5
    http_status = 503


class EvidenceError(MusterbookError):
    """A claim does not show its words: `text[start:end]` differs from its evidence."""

    exit_code = 6


class AdditionError(MusterbookError):
    """Two amounts of different kinds, units or windows were to be added."""

    exit_code = 1


class LexiconError(MusterbookError):
    """A lexicon file breaks its own rules; the message names file and entry."""

    exit_code = 7


FINDINGS_EXIT_CODE = 3
"""The run is complete, but some input became a finding instead of a document."""
