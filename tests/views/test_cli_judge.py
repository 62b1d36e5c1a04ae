"""A person accepts, rejects and corrects from the command line, takes documents out, and nothing is lost by it."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from musterbook.views.cli import main

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
    monkeypatch.setenv("MUSTERBOOK_BOOK", str(tmp_path / "a.book"))
    assert main(["read", "gazette.md"]) == 0
    return str(tmp_path / "a.book")


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    printed = capsys.readouterr()
    return printed.err if code else printed.out


def claim(capsys: pytest.CaptureFixture[str], stage: str) -> dict[str, Any]:
    rows = [json.loads(line) for line in run(capsys, "export", "claims").splitlines()]
    return next(row for row in rows if row["stage"] == stage and row["quantity"])


def kenya(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    shape = json.loads(run(capsys, "balance", "--json"))
    return next((one for one in shape["accounts"] if one["party"] == "KE"), {})


def test_a_rejection_moves_the_balance_and_undo_moves_it_back(book: str, capsys: pytest.CaptureFixture[str]):
    arrival = claim(capsys, "arrived")["id"]
    run(capsys, "judge", arrival[:8], "reject", "--by", "A. Desk", "--reason", "a rumour")
    assert kenya(capsys)["arrived"] is None
    assert claim(capsys, "arrived")["standing"] == "rejected"
    run(capsys, "judge", arrival, "undo", "--by", "A. Desk")
    assert kenya(capsys)["arrived"] == {"low": 200, "high": 200}


def test_a_correction_changes_one_field_and_is_shown_as_one(book: str, capsys: pytest.CaptureFixture[str]):
    pledge = claim(capsys, "pledge")["id"]
    run(capsys, "judge", pledge, "correct", "quantity=1,200", "kind=stock", "--by", "A. Desk")
    shown = claim(capsys, "pledge")
    assert (shown["quantity"]["low"], shown["quantity"]["kind"], shown["standing"]) == (1200, "stock", "corrected")
    assert shown["evidence"] == "Kenya has pledged 1,000 police officers to the Multinational Security Support mission"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("{id}", "accept"), "--by NAME"),
        (("{id}", "maybe", "--by", "A"), "'maybe' is no verdict"),
        (("{id}", "correct", "--by", "A"), "names a field"),
        (("{id}", "correct", "quantity=many", "--by", "A"), "'many' is no number"),
        (("{id}", "correct", "colour=red", "--by", "A"), "unknown field"),
        (("{id}", "same", "--by", "A"), "name the other"),
        (("{id}", "same", "{id}", "--by", "A"), "with itself"),
        (("{id}", "reject", "{id}", "--by", "A"), "of one claim"),
        (("ffffffffff", "accept", "--by", "A"), "there is no claim"),
        ((), "name a claim and a verdict"),
        (("--from", "none.csv"), "cannot read none.csv"),
    ],
)
def test_a_decision_that_makes_no_sense_is_one_line_and_no_row(
    book: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
):
    pledge = claim(capsys, "pledge")["id"]
    before = run(capsys, "export", "claims")
    error = run(capsys, "judge", *(word.format(id=pledge) for word in words), code=2)
    assert message in error and error.count("\n") == 1
    assert run(capsys, "export", "claims") == before


def test_a_review_sheet_goes_out_and_comes_back(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    rows = list(csv.DictReader(io.StringIO(run(capsys, "export", "review.csv"))))
    assert {row["standing"] for row in rows} == {"machine"}
    assert all(row["grade"] in row["proof"] and " of " in row["proof"] for row in rows if row["grade"])
    for row in rows:
        if row["kind"] == "pledge" and row["figure"]:
            row |= {"verdict": "correct", "field": "quantity", "value": "1,100", "reason": "the gazette erred"}
        if row["kind"] == "arrived":
            row["verdict"] = "Accept"
    with Path("filled.csv").open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        sheet.writeheader()
        sheet.writerows(rows)
    assert "2 judgements" in run(capsys, "judge", "--from", "filled.csv", "--by", "A. Desk")
    assert kenya(capsys)["pledged"] == {"low": 1100, "high": 1100}
    assert claim(capsys, "arrived")["standing"] == "accepted"


def test_one_bad_row_of_a_sheet_writes_nothing(book: str, capsys: pytest.CaptureFixture[str]):
    pledge = claim(capsys, "pledge")["id"]
    Path("bad.csv").write_text(f"claim,verdict\n{pledge},reject\n{pledge},perhaps\n", "utf-8")
    assert "row 3" in run(capsys, "judge", "--from", "bad.csv", "--by", "A", code=2)
    assert claim(capsys, "pledge")["standing"] == "machine"
    Path("other.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "no review sheet" in run(capsys, "judge", "--from", "other.csv", "--by", "A", code=2)


def test_a_withdrawn_document_leaves_the_balance_and_is_named_with_its_reason(
    book: str, capsys: pytest.CaptureFixture[str]
):
    before = run(capsys, "export", "claims")
    run(capsys, "withdraw", "gazette.md", "--reason", "retracted by the paper", "--by", "A. Desk")
    assert run(capsys, "export", "claims") == "" and kenya(capsys) == {}
    assert "gazette.md: withdrawn by A. Desk (retracted by the paper)" in run(capsys, "documents")
    assert "0 read, 1 unchanged" in run(capsys, "read", "gazette.md")
    assert json.loads(run(capsys, "documents", "--json"))["withdrawn"][0]["reason"] == "retracted by the paper"
    assert "already withdrawn" in run(capsys, "withdraw", "gazette.md", "--reason", "x", "--by", "A", code=2)
    run(capsys, "withdraw", "gazette.md", "--reason", "the paper stands by it", "--by", "A. Desk", "--undo")
    assert run(capsys, "export", "claims") == before


def test_an_erased_document_is_not_read_again(book: str, capsys: pytest.CaptureFixture[str]):
    run(capsys, "erase", "gazette.md", "--reason", "court order", "--by", "A. Desk", "--yes")
    assert run(capsys, "export", "claims") == ""
    capsys.readouterr()
    assert main(["read", "gazette.md"]) == 3
    assert "was erased on" in capsys.readouterr().out
    shape = json.loads(run(capsys, "documents", "--json"))
    assert [one["reason"] for one in shape["erased"]] == ["court order"]
    assert shape["documents"] == []
