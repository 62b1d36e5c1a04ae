"""Settings: the only reader of the environment and of `musterbook.toml`.

Settings are read once, at the edge, and travel as an argument.
"""

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from musterbook.errors import UsageError

ENVIRONMENT_PREFIX = "MUSTERBOOK_"
FILE_NAME = "musterbook.toml"
POSTINGS = ("provisional", "proved")
"""What may move a balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a user may set, with units in the names.

    `posting` says which of the machine's claims move a balance: "provisional" lets all of them, and every balance says
    that nobody has reviewed it; "proved" only those of rules and grades that are right often enough on missions that
    they were never tuned on, and what a person accepted. `proof_min_cases` and `proof_min_precision` (the lower bound
    of the 95 % interval) say how often.
    """

    language: str = "en"
    max_document_bytes: int = 20_000_000
    max_sentence_words: int = 200
    batch_words: int = 4_000
    workers: int = 0
    stock_expires_after_days: int = 90
    pledge_renewed_within_days: int = 365
    sitrep_horizon_days: int = 90
    lock_timeout_seconds: float = 30.0
    posting: str = "provisional"
    proof_min_cases: int = 30
    proof_min_precision: float = 0.85


def load_settings(directory: Path | None = None) -> Settings:
    """Settings from defaults, then `musterbook.toml` in `directory`, then `MUSTERBOOK_*` variables.

    Raises UsageError for an unknown key or a value of another type.
    """
    settings = Settings()
    path = (directory or Path.cwd()) / FILE_NAME
    if path.is_file():
        try:
            settings = _with_values(settings, tomllib.loads(path.read_text("utf-8")), path.name)
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"{path.name} is not valid TOML: {error}") from error
    names = {field.name for field in fields(Settings)}
    environment = {
        key.removeprefix(ENVIRONMENT_PREFIX).lower(): value
        for key, value in os.environ.items()
        if key.startswith(ENVIRONMENT_PREFIX)
    }
    return _with_values(settings, {k: v for k, v in environment.items() if k in names}, "environment")


def _with_values(settings: Settings, values: dict[str, object], origin: str) -> Settings:
    known = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    changes: dict[str, object] = {}
    for name, value in values.items():
        if name not in known:
            raise UsageError(f"unknown setting {name!r} in {origin}; known: {', '.join(sorted(known))}")
        try:
            changes[name] = known[name](value)
        except (TypeError, ValueError) as error:
            raise UsageError(f"setting {name!r} in {origin} must be a {known[name].__name__}: {value!r}") from error
    if changes.get("posting", POSTINGS[0]) not in POSTINGS:
        raise UsageError(f"setting 'posting' in {origin} must be {' or '.join(POSTINGS)}: {changes['posting']!r}")
    return replace(settings, **changes)  # type: ignore[arg-type]
