"""The documentation prints what the program prints; and the tool that sees to it does what it says."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _console() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_console", ROOT / "docs" / "console.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


console = _console()


def test_every_page_prints_what_the_program_prints() -> None:
    faults = console.check(console.pages())
    assert not faults, "run `make docs`\n" + "\n".join(faults)


def test_output_is_written_behind_its_command() -> None:
    page = "A page.\n\n```console\n$ echo one\nold\n$ cat <<'END'\n> two\n>\n> END\n```\n\nMore.\n"
    fresh = "A page.\n\n```console\n$ echo one\none\n$ cat <<'END'\n> two\n>\n> END\ntwo\n```\n\nMore.\n"
    assert console.refreshed(page) == fresh
    assert console.refreshed(fresh) == fresh


def test_blocks_of_one_page_share_a_folder_and_pages_do_not() -> None:
    page = "```console\n$ echo kept > note\n```\n\n```console\n$ cat note\n```\n"
    assert "$ cat note\nkept\n" in console.refreshed(page)
    assert "$ ls\n```" in console.refreshed("```console\n$ ls\n```\n")


def test_long_output_is_cut_where_the_page_says_so() -> None:
    page = "<!-- lines: 2 -->\n```console\n$ printf '1\\n2\\n3\\n'\n```\n"
    assert console.refreshed(page).endswith("2\n...\n```\n")
    assert console.refreshed(page).startswith("<!-- lines: 2 -->\n")


def test_a_command_must_end_as_the_page_says() -> None:
    with pytest.raises(console.DocumentationError, match="ended with 3"):
        console.refreshed("```console\n$ exit 3\n```\n")
    assert "$ exit 3" in console.refreshed("<!-- exit: 3 -->\n```console\n$ exit 3\n```\n")


def test_a_block_may_run_in_the_repository() -> None:
    page = "<!-- in: repository -->\n```console\n$ ls LICENSE\n```\n"
    assert console.refreshed(page).endswith("$ ls LICENSE\nLICENSE\n```\n")


def test_a_page_that_does_not_hold_is_shown_as_a_difference(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo new\nold\n```\n", "utf-8")
    assert {"-old", "+new"} <= set(console.check([page]))
    assert console.main(["--check", str(page)]) == 1
    assert console.refresh([page]) == [page]
    assert console.main(["--check", str(page)]) == 0


def test_other_code_is_left_alone() -> None:
    page = "```sh\n$ rm -rf everything\n```\n\n    $ indented\n"
    assert console.refreshed(page) == page


@pytest.mark.parametrize("page", console.pages(), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in console.links(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
