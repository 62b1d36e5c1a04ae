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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a user may set, with units in the names."""

    language: str = "en"
    max_document_bytes: int = 20_000_000
    max_sentence_words: int = 200
    batch_words: int = 4_000
    workers: int = 0
    stock_expires_after_days: int = 90
    sitrep_horizon_days: int = 90
    lock_timeout_seconds: float = 30.0


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
    return replace(settings, **changes)  # type: ignore[arg-type]
