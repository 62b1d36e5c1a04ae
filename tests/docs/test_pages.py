"""What the pages refer to exists: the tests and the code that they name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
PLACE = re.compile(r"`((?:src|tests|docs|eval|bench)/[\w./-]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    for file, name in TEST.findall(page.read_text("utf-8")):
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{page.name} names {file}::{name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_in_the_repository_that_a_page_names_exists(page: Path) -> None:
    for place in PLACE.findall(page.read_text("utf-8")):
        assert (ROOT / place).exists(), f"{page.name} names {place}"
