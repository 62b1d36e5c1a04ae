"""The commands over the whole program: from a text to tables, shapes, reports and back through the desk."""

import io
import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from musterbook.views.cli import COMMANDS, main

ARTICLE = """---
title: Kenya promises police for Haiti
date: 2031-03-02
publisher: The Amber Gazette
---
Kenya has pledged 1,000 police officers to the Multinational Security Support mission in Haiti.
A first contingent of 200 Kenyan police officers arrived in Port-au-Prince on 1 March 2031.
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    (tmp_path / "gazette.md").write_text(ARTICLE, "utf-8")
    where = str(tmp_path / "a.book")
    assert main(["read", "gazette.md", "--book", where]) == 0
    return where


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    shape: dict[str, Any] = json.loads(capsys.readouterr().out)
    return shape


def test_a_text_becomes_a_balance(book: str, capsys: pytest.CaptureFixture[str]):
    balance = _json(capsys, "balance", "--book", book)
    assert balance["mission"] == "haiti-mss" and balance["as_of"] == "2031-03-02"
    kenya = next(a for a in balance["accounts"] if a["party"] == "KE" and a["resource"] == "personnel")
    assert kenya["pledged"] == {"low": 1000, "high": 1000}
    assert kenya["arrived"] == {"low": 200, "high": 200}
    assert kenya["outstanding"] == {"low": 800, "high": 800}


def test_reading_twice_changes_nothing(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["export", "claims", "--book", book]) == 0
    first = capsys.readouterr().out
    assert main(["read", "gazette.md", "--book", book]) == 0
    assert "0 read, 1 unchanged" in capsys.readouterr().out
    assert main(["export", "claims", "--book", book]) == 0
    assert capsys.readouterr().out == first and first


def test_input_that_cannot_be_read_is_a_finding_and_exit_code_3(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    capsys.readouterr()
    assert main(["read", "empty.txt", "--book", book]) == 3
    told = capsys.readouterr().out
    assert "empty.txt: empty:" in told and told.count("empty.txt") == 1
    findings = _json(capsys, "documents", "--book", book)["findings"]
    assert [one["code"] for one in findings] == ["empty"]


def test_an_entry_counts_and_a_restricted_one_never_leaves(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    fields = ["--stage", "pledge", "--resource", "personnel", "--force", "police", "--mission", "haiti-mss"]
    entry = ["enter", "--book", book, "--by", "A. Desk", *fields, "--reported", "2031-03-01"]
    assert main([*entry, "--party", "JM", "--quantity", "200"]) == 0
    assert main([*entry, "--party", "BZ", "--quantity", "77", "--restricted"]) == 0
    parties = {a["party"] for a in _json(capsys, "balance", "--book", book)["accounts"]}
    assert "JM" in parties and "BZ" not in parties
    assert main(["export", "claims", "--book", book]) == 0
    assert main(["sitrep", "--book", book]) == 0
    assert main(["timeline", "--book", book]) == 0
    left = capsys.readouterr().out
    assert "Jamaica" in left and "JM" in left
    for line in left.splitlines():
        assert "BZ" not in line and "Belize" not in line and " 77" not in line
    assert main(["balance", "--book", book]) == 0
    table = capsys.readouterr().out
    assert "1 restricted claim" in table and "Belize" in table


def test_the_entry_that_the_help_shows_is_taken(book: str, capsys: pytest.CaptureFixture[str]):
    (example,) = (one for command in COMMANDS for one in command.examples if one.startswith("enter --by"))
    assert main([*shlex.split(example), "--book", book]) == 0
    (kenya,) = (a for a in _json(capsys, "balance", "--book", book)["accounts"] if a["party"] == "KE")
    assert (kenya["unit"], kenya["not_posted"]) == ("person", 0)
    numbers = ["enter", "--book", book, "--by", "A. Desk", "--stage", "arrived", "--party", "BZ", "--quantity", "20"]
    assert main([*numbers, "--unit", "officers"]) == main([*numbers, "--resource", "personnel"]) == 0


def test_a_wrong_entry_is_wrong_use(book: str, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["enter", "--book", book, "--by", "A. Desk", "--stage", "landed", "--party", "KE"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("musterbook: ") and "landed" in told and told.count("\n") == 1


def test_a_book_that_is_not_there_is_not_made_by_looking(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    missing = tmp_path / "no.book"
    assert main(["balance", "--book", str(missing)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not missing.exists()


def test_a_dossier_is_written(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["dossier", "--book", book, "--out", "haiti.html"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("written: haiti.html") and told.count("\n") == 1
    assert (tmp_path / "haiti.html").read_text("utf-8").lower().startswith("<!doctype html>")


def test_reading_again_with_the_same_release_changes_nothing(book: str, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "claims", "--book", book]) == 0
    first = capsys.readouterr().out
    assert main(["reread", "--book", book]) == 0
    assert (
        capsys.readouterr().out
        == "documents: 1 read again, 0 read otherwise; claims: 0 came, 0 went, 0 put otherwise\n"
    )
    assert main(["reread", "gazette.md", "--book", book]) == 0
    assert main(["reread", "none.md", "--book", book]) == 2 and "no document 'none.md'" in capsys.readouterr().err
    assert main(["export", "claims", "--book", book]) == 0
    assert capsys.readouterr().out == first
