"""The reference of the command line, made from the commands themselves: `python -m musterbook.views.cli_reference`.

A test compares it with `docs/reference-cli.md`, so that the page cannot fall behind.
"""

import re
import sys
from collections.abc import Iterator

import typer
from typer.cli import get_docs_for_click
from typer.core import TyperGroup

from musterbook.errors import FINDINGS_EXIT_CODE, MusterbookError
from musterbook.views.cli import INTERRUPTED_EXIT_CODE, PROGRAM, UNEXPECTED_EXIT_CODE, make_app

_EXAMPLES = re.compile(r"\x08\nExamples:\n((?:  .+\n?)+)")
_USAGE_EXIT_CODE = 2


def reference() -> str:
    """The page in Markdown: every command with its options and examples, then every exit code."""
    group = typer.main.get_command(make_app())
    assert isinstance(group, TyperGroup)
    context = typer.Context(group, info_name=PROGRAM)
    page = get_docs_for_click(obj=group, ctx=context, name=PROGRAM, title="Command line")
    page = _EXAMPLES.sub(_example_block, page)
    page = re.sub(r"\n{3,}", "\n\n", page).strip()
    return f"{page}\n\n{_exit_codes()}"


def _example_block(found: re.Match[str]) -> str:
    lines = "\n".join(f"$ {line.strip()}" for line in found[1].splitlines())
    return f"**Examples**:\n\n```console\n{lines}\n```\n"


def _exit_codes() -> str:
    codes: dict[int, list[str]] = {
        0: ["Done."],
        FINDINGS_EXIT_CODE: ["Done, but some input became a finding instead of a document."],
        UNEXPECTED_EXIT_CODE: ["A fault of the program itself; `--debug` shows where."],
        INTERRUPTED_EXIT_CODE: ["Interrupted; what was reported as read is in the book."],
        _USAGE_EXIT_CODE: ["Wrong use: an unknown option, a date that is none."],
    }
    for error in _tree(MusterbookError):
        codes.setdefault(error.exit_code, []).append((error.__doc__ or "").strip().splitlines()[0])
    rows = "\n".join(f"| {code} | {' '.join(dict.fromkeys(codes[code]))} |" for code in sorted(codes))
    return f"## Exit codes\n\n| code | meaning |\n| ---: | --- |\n{rows}\n"


def _tree(error: type[MusterbookError]) -> Iterator[type[MusterbookError]]:
    for child in error.__subclasses__():
        yield child
        yield from _tree(child)


if __name__ == "__main__":
    sys.stdout.write(reference())
