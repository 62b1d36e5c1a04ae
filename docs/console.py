"""Keep the printed output in the documentation true: run every console block and write, or compare, what it prints.

    python docs/console.py [--check] [FILE ...]      default: README.md and every page of docs/

A block that starts with three backticks and the word `console` holds commands behind `$ ` (continued behind `> `), each
followed by what it prints. The blocks of one page run in order in one fresh folder, which is thrown away afterwards.
A comment in the line before a block changes how it is treated:

    <!-- lines: 12 -->       keep the first 12 lines that each command prints, then a line with three dots
    <!-- exit: 3 -->         the commands of the block end with this code instead of 0
    <!-- in: repository -->  the commands run in the repository itself, which they must leave as it is
"""

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GENERATED = frozenset({"reference-cli.md"})
"""Pages that another program writes; their blocks show commands without output."""

COLUMNS = 100
TIMEOUT_SECONDS = 120
CUT = "..."
PROMPT, CONTINUATION = "$ ", "> "

_BLOCK = re.compile(r"(?P<comments>(?:^<!--[^\n]*-->\n)*)^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
_DIRECTIVE = re.compile(r"<!-- (?P<name>lines|exit|in): (?P<value>\w+) -->")


class DocumentationError(Exception):
    """A command of the documentation did not end as the page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """How a block is treated: `lines` kept of each output (None for all), the exit code that is expected, and where."""

    lines: int | None = None
    exit: int = 0
    in_repository: bool = False


def pages(root: Path = ROOT) -> list[Path]:
    """The pages whose blocks are run, in order of their names."""
    return [root / "README.md", *sorted(page for page in (root / "docs").glob("*.md") if page.name not in GENERATED)]


def refreshed(page: str) -> str:
    """The text of a page with the output of every block as it is now.

    Raises DocumentationError for a command that ends with another code than the page says.
    """
    with tempfile.TemporaryDirectory(prefix="console-") as folder:
        environment = _environment(Path(folder))
        return _BLOCK.sub(lambda block: _run_block(block, folder, environment), page)


def commands(body: str) -> Iterator[str]:
    """The commands of a block as they are typed, with their continuation lines."""
    command: list[str] = []
    is_typing = False
    for line in body.splitlines():
        if line.startswith(PROMPT):
            if command:
                yield "\n".join(command)
            command = [line.removeprefix(PROMPT)]
            is_typing = True
        elif command and is_typing and f"{line} ".startswith(CONTINUATION):
            command.append(line[len(CONTINUATION) :])
        else:
            is_typing = False
    if command:
        yield "\n".join(command)


def links(page: str) -> list[str]:
    """The targets of a page's links and pictures that lie in this repository, without their anchors."""
    return [target for target in _LINK.findall(page) if "://" not in target and not target.startswith("mailto:")]


def _run_block(block: re.Match[str], folder: str, environment: Mapping[str, str]) -> str:
    directives = _directives(block["comments"])
    shown = []
    for command in commands(block["body"]):
        first, *more = command.split("\n")
        typed = [PROMPT + first, *((CONTINUATION + line).rstrip() for line in more)]
        shown.append("\n".join([*typed, *_printed(command, folder, environment, directives)]))
    return f"{block['comments']}```console\n" + "\n".join(shown) + "\n```"


def _printed(command: str, folder: str, environment: Mapping[str, str], directives: Directives) -> list[str]:
    """What a command prints on both streams, line by line, without space at the end of a line."""
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT if directives.in_repository else folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    text = done.stdout.decode("utf-8")
    if done.returncode != directives.exit:
        raise DocumentationError(f"`{command}` ended with {done.returncode}, not {directives.exit}:\n{text}")
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    if directives.lines is not None and len(lines) > directives.lines:
        return [*lines[: directives.lines], CUT]
    return lines


def _directives(comments: str) -> Directives:
    given = {found["name"]: found["value"] for found in _DIRECTIVE.finditer(comments)}
    return Directives(
        lines=int(given["lines"]) if "lines" in given else None,
        exit=int(given.get("exit", 0)),
        in_repository=given.get("in") == "repository",
    )


def _environment(folder: Path) -> dict[str, str]:
    """The reader's own settings must not show: only what commands need, one width, no colours."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder),
        "COLUMNS": str(COLUMNS),
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def check(paths: Sequence[Path]) -> list[str]:
    """Differences between what the pages print and what the commands print now; empty where there are none."""
    faults: list[str] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        old = [path.read_text("utf-8") for path in paths]
        for path, before, after in zip(paths, old, pool.map(refreshed, old), strict=True):
            lines = difflib.unified_diff(
                before.splitlines(), after.splitlines(), f"{path.name} as printed", f"{path.name} as run", lineterm=""
            )
            faults.extend(lines)
    return faults


def refresh(paths: Sequence[Path]) -> list[Path]:
    """Write the output of every block into its page; the pages that changed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        old = [path.read_text("utf-8") for path in paths]
        new = list(pool.map(refreshed, old))
    changed = [path for path, before, after in zip(paths, old, new, strict=True) if before != after]
    for path, before, after in zip(paths, old, new, strict=True):
        if before != after:
            path.write_text(after, "utf-8")
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh or check the pages; 1 where a page does not hold or a command fails."""
    parser = argparse.ArgumentParser(description="Run the console blocks of the documentation.")
    parser.add_argument("pages", nargs="*", type=Path, help="pages to run; by default README.md and docs/*.md")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args(arguments)
    chosen = options.pages or pages()
    try:
        if options.check:
            faults = check(chosen)
            print("\n".join(faults) if faults else f"{len(chosen)} pages print what they say")
            return 1 if faults else 0
        for path in refresh(chosen):
            print(f"refreshed {path.name}")
    except DocumentationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
