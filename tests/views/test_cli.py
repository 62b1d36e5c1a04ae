import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from musterbook import flow
from musterbook.errors import BookError, NotFoundError
from musterbook.model import Family, Finding, Reading
from musterbook.views import cli_read
from musterbook.views.cli import COMMANDS, main
from musterbook.views.cli_reference import reference

ROOT = Path(__file__).parents[2]


@pytest.fixture
def asked(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Commands run against the reading built by hand; what they asked the flow for is noted here."""
    noted: dict[str, Any] = {}

    @contextmanager
    def open_book(where: str, *_: object, **__: object) -> Iterator[None]:
        noted["book"] = where
        yield None

    def read(_: object, **slots: object) -> Reading:
        noted.update(slots)
        return reading

    monkeypatch.setattr(flow, "open_book", open_book)
    monkeypatch.setattr(flow, "reading", read)
    monkeypatch.delenv("MUSTERBOOK_BOOK", raising=False)
    return noted


@pytest.mark.parametrize("name", ["balance", "timeline", "situation", "quotes", "disputes", "documents"])
def test_each_page_prints_a_table_and_json(asked: dict[str, Any], name: str, capsys: pytest.CaptureFixture[str]):
    assert main([name]) == 0
    table = capsys.readouterr()
    assert "SAMPLE" in table.out and not table.err and asked["leaving"] is False
    assert main([name, "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["as_of"] == "2031-09-26" and shape["sample"] is True and asked["leaving"] is True


def test_days_and_instants_reach_the_reading(asked: dict[str, Any]):
    arguments = ["--book", "x.book", "--as-of", "2031-01-02", "--known", "today", "--recorded", "2031-01-02T03:04:05"]
    assert main(["balance", *arguments]) == 0
    assert asked["book"] == "x.book" and asked["valid"] == date(2031, 1, 2)
    assert asked["known"] == datetime.now().astimezone().date()
    assert asked["recorded"] == datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_the_book_is_named_by_the_environment_or_stands_in_the_folder(
    asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    assert main(["balance"]) == 0
    assert asked["book"] == "musterbook.book"
    monkeypatch.setenv("MUSTERBOOK_BOOK", "other.book")
    assert main(["balance"]) == 0
    assert asked["book"] == "other.book"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["balance", "--as-of", "tomorrow"], "'tomorrow' is no day"),
        (["balance", "--recorded", "noon"], "'noon' is no instant"),
        (["balance", "--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
        (["export", "pages"], "'pages' is not known; choose claims or accounts"),
        (["export", "claims.xml"], "claims is exported as jsonl or csv or parquet, not as xml"),
        (["export", "claims.csv", "--format", "jsonl"], "not as jsonl"),
        (["export", "claims.parquet"], "claims.parquet needs --out FILE"),
        (["export", "package"], "package.csv needs --out FOLDER"),
        (["export", "claims", "--hxl"], "only claims.csv, accounts.csv, plans.csv have a row of HXL tags"),
        (["sitrep", "--format", "pdf"], "'pdf' is not known; choose md or html"),
        (["dossier"], "--out"),
        (["read"], "SOURCE"),
        (["enter", "--stage", "arrived"], "--by NAME"),
        (["enter", "--from", "rows.csv", "--stage", "arrived"], "leave out --stage"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    asked: dict[str, Any], arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("musterbook: ") and printed.err.count("\n") == 1
    assert words in printed.err


def test_an_unknown_mission_is_wrong_use(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]):
    assert main(["balance", "--mission", "elsewhere"]) == 2
    assert "missions: amber-support, support-Lakeland" in capsys.readouterr().err


@pytest.mark.parametrize(("error", "code"), [(BookError("it is no book"), 4), (NotFoundError("no such book"), 2)])
def test_errors_are_one_line_with_their_exit_code(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def open_book(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(flow, "open_book", open_book)
    assert main(["balance"]) == code
    assert capsys.readouterr().err == f"musterbook: {error}\n"


def test_an_unexpected_error_is_one_line_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def open_book(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no\nway")

    monkeypatch.setattr(flow, "open_book", open_book)
    assert main(["balance"]) == 70
    told = capsys.readouterr().err
    assert told == "musterbook: unexpected ZeroDivisionError: no way; run again with --debug to see where\n"
    assert main(["balance", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_without_a_command_and_for_every_command_there_is_help(capsys: pytest.CaptureFixture[str]):
    for command in COMMANDS:
        assert main([command.name, "--help"]) == 0
        shown = capsys.readouterr().out
        assert "Examples:" in shown and f"musterbook {command.examples[0].split()[0]}" in shown
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("musterbook ")


def test_what_the_help_of_read_names_is_read(capsys: pytest.CaptureFixture[str]):
    assert main(["read", "--help"]) == 0
    shown = capsys.readouterr().out.casefold()
    assert not [word for word in ("pdf", "warc", "feed") if word in shown]


def test_the_reference_is_the_one_in_the_documentation():
    page = ROOT / "docs" / "reference-cli.md"
    assert page.read_text("utf-8") == reference(), (
        "run `python -m musterbook.views.cli_reference > docs/reference-cli.md`"
    )


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_report_is_written_whole_into_its_file(asked: dict[str, Any], form: str, tmp_path: Path):
    out = tmp_path / f"report.{form}"
    assert main(["sitrep", "--format", form, "--out", str(out)]) == 0
    assert "Amber Support Mission" in out.read_text("utf-8") and asked["leaving"] is True
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


def test_a_file_that_cannot_be_written_is_wrong_use(
    asked: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["export", "claims", "--out", str(tmp_path / "no" / "such" / "claims.jsonl")]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_claims_are_exported_one_a_line(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]):
    assert main(["export", "claims", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"herald.html", "gazette.txt"} <= {row["doc"] for row in rows}


def _report(findings: int) -> flow.ReadReport:
    found = tuple(Finding(source=f"{number}.txt", code="empty", message="it is empty") for number in range(findings))
    families = {Family.COMMITMENT: 2, Family.QUOTE: 1}
    return flow.ReadReport(read=3, unchanged=1, claims=3, findings=found, families=families)


def test_reading_tells_what_it_did_and_at_most_twenty_findings(
    asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(flow, "read_into", lambda *_, **__: _report(0))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert main(["read", "folder"]) == 0
    told = capsys.readouterr()
    assert told.out == "documents: 3 read, 1 unchanged; 3 claims (2 commitments, 1 quote); no findings\n"
    assert told.err == ""
    monkeypatch.setattr(flow, "read_into", lambda *_, **__: _report(25))
    assert main(["read", "folder"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + cli_read.MAX_FINDINGS_SHOWN + 1
    assert lines[1] == "0.txt: empty: it is empty"
    assert lines[-1] == "and 5 more, see `musterbook documents`"


def test_an_entry_is_handed_over_as_a_row(asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    rows: list[tuple[dict[str, str], str]] = []

    def enter(_: object, row: dict[str, str], by: str, __: object) -> flow.ReadReport:
        rows.append((row, by))
        return _report(0)

    monkeypatch.setattr(flow, "enter", enter)
    arguments = ["--stage", "arrived", "--party", "KE", "--party", "JM", "--quantity", "20", "--restricted"]
    assert main(["enter", "--by", "A. Desk", *arguments]) == 0
    assert rows == [({"stage": "arrived", "party": "KE; JM", "quantity": "20", "restricted": "true"}, "A. Desk")]


def test_output_is_utf8_whatever_the_locale_says(asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii"))
    assert main(["balance"]) == 0
    sys.stdout.flush()
    assert "≤2,118 still missing" in out.getvalue().decode("utf-8")


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m musterbook --help | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
