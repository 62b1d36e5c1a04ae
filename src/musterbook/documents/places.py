"""From the arguments of a command to the files behind them: files, folders, patterns, samples, standard input.

Order is by name, so that the same folder is read in the same order everywhere.
"""

import glob
import os
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from musterbook.documents.inputs import Input, problem, unreadable
from musterbook.errors import UsageError
from musterbook.model import Finding
from musterbook.settings import FILE_NAME

STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "stdin"
SAMPLE_PREFIX = "sample:"
ARTICLES = "articles"
SAMPLE_MARKER = "sample.toml"
SAMPLE_LABEL = "sample"
_SKIPPED_NAMES = frozenset({FILE_NAME, SAMPLE_MARKER})


def check_exists(source: str) -> None:
    """Raise UsageError, in one line, for an argument that leads to nothing."""
    if source == STANDARD_INPUT:
        return
    if source.startswith(SAMPLE_PREFIX):
        sample_folder(source.removeprefix(SAMPLE_PREFIX))
    elif not os.path.lexists(source):
        if not glob.has_magic(source):
            raise UsageError(f"there is no file or folder {source!r}")
        if not _matches(source):
            raise UsageError(f"the pattern {source!r} matches nothing")


def inputs_of(source: str) -> Iterator[Input | Finding]:
    """The files behind an argument that is neither a sample nor standard input, sorted, each with its name."""
    path = Path(source)
    if _is_folder(path):
        yield from folder_inputs(path)
    elif os.path.lexists(source):
        yield Input(name=_storable_name(path.name), path=path)
    else:
        base = _fixed_part(source)
        for match in _matches(source):
            name = _storable_name(match.relative_to(base).as_posix())
            if _is_folder(match):
                yield from _walk(match, prefix=f"{name}/")
            else:
                yield Input(name=name, path=match)


def folder_inputs(folder: Path) -> Iterator[Input | Finding]:
    """The files of a folder and of those in it; a folder without any is a finding."""
    found = False
    for item in _walk(folder, prefix=""):
        found = True
        yield item
    if not found:
        yield problem(_storable_name(folder.name or str(folder)), "empty", "the folder holds no files. Put some in it.")


def sample_folder(name: str) -> AbstractContextManager[Path]:
    """The folder of a sample that comes with the program. Raises UsageError that lists them for an unknown name."""
    samples = resources.files("musterbook") / "samples"
    known = sorted(entry.name for entry in samples.iterdir() if _is_sample(entry)) if samples.is_dir() else []
    if name not in known:
        raise UsageError(f"there is no sample {name!r}; known: {', '.join(known) or 'none'}")
    folder = samples / name
    # What else lies beside the articles (what a test expects, say) is no source.
    folder = folder / ARTICLES if (folder / ARTICLES).is_dir() else folder
    return nullcontext(folder) if isinstance(folder, Path) else resources.as_file(folder)


def marked_as_sample(path: Path | None) -> bool:
    """Whether a `sample.toml` beside a file labels it; plain text has no place to say so itself.

    The articles of a sample that comes with the program have theirs one folder above; anywhere else a marker in
    another folder says nothing. A marker that is no TOML labels nothing: what is not surely a sample is read as any
    other document.
    """
    for marker in (folder / SAMPLE_MARKER for folder in _marked_folders(path)):
        try:
            labels = tomllib.loads(marker.read_text("utf-8")).get("labels") if marker.is_file() else None
        except (OSError, ValueError):
            continue
        if isinstance(labels, list) and SAMPLE_LABEL in labels:
            return True
    return False


def _marked_folders(path: Path | None) -> tuple[Path, ...]:
    """The folders whose marker holds for a file."""
    if path is None:
        return ()
    folder, *above = path.absolute().parents
    samples = resources.files("musterbook") / "samples"
    packaged = folder.name == ARTICLES and isinstance(samples, Path) and folder.parent.parent == samples.absolute()
    return (folder, *above[:1]) if packaged else (folder,)


def _is_sample(entry: Traversable) -> bool:
    return entry.is_dir() and not entry.name.startswith((".", "_"))


def _walk(folder: Path, prefix: str) -> Iterator[Input | Finding]:
    """Depth first and by name, without hidden files; a link to a folder that is read anyway is a finding."""
    root = os.path.realpath(folder)
    entered: set[str] = set()
    waiting = [(prefix, folder)]
    while waiting:
        name, path = waiting.pop()
        shown = _storable_name(name.rstrip("/") or path.name or str(path))
        if not _is_folder(path):
            yield Input(name=shown, path=path)
            continue
        real = os.path.realpath(path)
        if real in entered or (path.is_symlink() and Path(real).is_relative_to(root) and entered):
            yield problem(shown, "unreadable", "this link leads to a folder that is read anyway. Remove the link.")
            continue
        entered.add(real)
        try:
            children = sorted((child.name for child in path.iterdir()), reverse=True)
        except OSError as error:
            yield unreadable(shown, error)
            continue
        for child in children:
            if not child.startswith(".") and child not in _SKIPPED_NAMES:
                below = path / child
                waiting.append((f"{name}{child}/" if _is_folder(below) else f"{name}{child}", below))


def _matches(pattern: str) -> list[Path]:
    """What a pattern finds, by name. With ** the folders are left to their files, which it finds too."""
    # Path.glob takes no absolute pattern and finds hidden files.
    found = map(Path, sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207
    return [path for path in found if "**" not in pattern or not _is_folder(path)]


def _fixed_part(pattern: str) -> Path:
    """The folders in front of the first wildcard; names of documents are relative to them."""
    parts = Path(pattern).parts
    wild = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:wild])


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; False also where the system does not let us ask."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _storable_name(name: str) -> str:
    """A file name as text; bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
