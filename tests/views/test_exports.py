"""What is written for other programs: every format says the same, describes itself, and holds nothing restricted."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from musterbook import flow
from musterbook.book.sqlviews import VIEWS
from musterbook.errors import NotFoundError, UsageError
from musterbook.lexicons.exports import export_words
from musterbook.model import Reading
from musterbook.views.annotations import AROUND
from musterbook.views.cli import main
from musterbook.views.data_dictionary import dictionary
from musterbook.views.export_rows import ROWS, for_others
from musterbook.views.exports import BINARY, EXPORTS, TAGGED, package_files
from musterbook.views.pages import shareable

ROOT = Path(__file__).parents[2]
HXL_CORE = """
access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis currency
date description event frequency geo group impact indicator inneed item loc meta modality need operations org output
population reached region respondee sector service severity status subsector targeted value
"""
"""The hashtags of HXL 1.1 (https://hxlstandard.org/standard/1-1final/dictionary/)."""


@pytest.fixture
def asked(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Commands run against the reading built by hand; what they asked the flow for is noted here."""
    noted: dict[str, Any] = {}

    class Opened:
        def __enter__(self) -> None:
            return None

        def __exit__(self, *_: object) -> None:
            return None

    def read(_: object, **slots: object) -> Reading:
        noted.update(slots)
        return reading

    monkeypatch.setattr(flow, "open_book", lambda *_, **__: Opened())
    monkeypatch.setattr(flow, "reading", read)
    return noted


def read_csv(lines: Iterator[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


@pytest.mark.parametrize("table", ROWS)
def test_a_row_has_the_columns_that_are_described_and_no_other(reading: Reading, table: str):
    rows = list(ROWS[table](for_others(reading)))
    assert rows and all(tuple(row) == export_words().tables[table].names for row in rows)
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "date": str}
    for column in export_words().tables[table].columns:
        values = [row[column.name] for row in rows if row[column.name] is not None]
        assert all(isinstance(value, kinds[column.type]) for value in values), column.name


def test_the_rows_of_claims_are_those_of_the_lines(reading: Reading):
    rows = read_csv(EXPORTS["claims", "csv"](reading))
    lines = [json.loads(line) for line in EXPORTS["claims", "jsonl"](reading)]
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    for row, line in zip(rows, lines, strict=True):
        assert (row["doc"], row["evidence"], row["party"]) == (line["doc"], line["evidence"], line["party"] or "")
        assert row["quantity_low"] == str((line["quantity"] or {}).get("low", "") or "")
        assert row["valid_start"] == (line["valid"][0] or "") and row["sample"] == "true"


def test_accounts_show_both_bounds_of_every_stage(reading: Reading):
    rows = {(row["party"], row["unit"]): row for row in read_csv(EXPORTS["accounts", "csv"](reading))}
    norland = rows["Norland", "person"]
    assert (norland["pledged_low"], norland["pledged_high"]) == ("1000", "1000")
    assert (norland["arrived_low"], norland["outstanding_high"], norland["offered_low"]) == ("382", "618", "")
    assert norland["mission"] == "amber-support" and norland["as_of"] == "2031-09-26"
    assert len(norland["claims"].split("|")) == 5 and norland["arithmetic"].startswith("arrived 382 =")
    assert (rows["Sudmark", "person"]["present_low"], rows["Sudmark", "person"]["present_high"]) == ("20", "")
    assert rows["Sudmark", "person"]["expired"] == "true" and rows["Estova", "truck"]["dispatched_low"] == "12"
    assert ("Westmark", "person") not in rows, "it rests on a restricted document"
    lines = [json.loads(line) for line in EXPORTS["accounts", "jsonl"](reading)]
    assert [line["id"] for line in lines] == [row["id"] for row in read_csv(EXPORTS["accounts", "csv"](reading))]
    assert lines[1]["pledged"] == {"low": 1000, "high": 1000} and lines[1]["mission"] == "amber-support"


def test_one_mission_alone(reading: Reading):
    alone = for_others(reading, "support-Lakeland")
    assert [row["party"] for row in ROWS["accounts"](alone)] == ["Estova"]
    assert [row["name"] for row in ROWS["documents"](alone)] == ["lakeland.txt"]
    assert {row["mission"] for row in ROWS["claims"](alone)} == {"support-Lakeland"}
    with pytest.raises(NotFoundError):
        for_others(reading, "elsewhere")


@pytest.mark.parametrize("key", TAGGED)
def test_a_row_of_tags_stands_under_the_header(reading: Reading, key: tuple[str, str]):
    header, tags, *rows = csv.reader("".join(TAGGED[key](reading)).splitlines())
    assert len(header) == len(tags) and all(tag.startswith("#") for tag in tags)
    assert {tag[1:].partition("+")[0] for tag in tags} <= set(HXL_CORE.split())
    assert [header, *rows] == list(csv.reader("".join(EXPORTS[key](reading)).splitlines()))


@pytest.mark.parametrize("table", export_words().tables)
def test_tags_are_those_of_the_standard_and_fit_their_type(table: str):
    for column in export_words().tables[table].columns:
        tag = column.hxl[1:].partition("+")[0]
        assert tag in HXL_CORE.split() and (tag == "date") == (column.type == "date"), column.name


@pytest.mark.parametrize("table", ["claims", "accounts", "plans"])
def test_parquet_holds_the_same_rows_with_their_types(reading: Reading, table: str, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra tables is not installed")
    read = parquet.read_table(io.BytesIO(BINARY[table, "parquet"](reading)))
    rows = list(ROWS[table](for_others(reading)))
    assert read.column_names == list(export_words().tables[table].names)
    for row, found in zip(rows, read.to_pylist(), strict=True):
        shown = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}
        assert shown == row
    assert read.schema.field("party").metadata[b"hxl"].startswith(b"#org")
    assert BINARY[table, "parquet"](reading) == BINARY[table, "parquet"](reading)


def test_a_missing_pyarrow_is_one_line_that_says_what_to_install(
    asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", "claims.parquet", "--out", str(tmp_path / "c.parquet")]) == UsageError.exit_code
    told = capsys.readouterr().err
    assert "pip install 'musterbook[tables]'" in told and told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_package_describes_every_column_of_every_file(asked: dict[str, Any], tmp_path: Path):
    folder = tmp_path / "new" / "package"
    assert main(["export", "package", "--out", str(folder)]) == 0 and asked["leaving"] is True
    assert sorted(one.name for one in folder.iterdir()) == [
        "accounts.csv", "claims.csv", "datapackage.json", "documents.csv", "plans.csv",
    ]  # fmt: skip
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert described["sample"] is True and described["title"].startswith("SAMPLE") and "licenses" not in described
    for resource in described["resources"]:
        data = (folder / resource["path"]).read_bytes()
        header = next(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["bytes"] == len(data) and resource["schema"]["missingValues"] == [""]
    ids = {row["id"] for row in csv.DictReader((folder / "documents.csv").open(encoding="utf-8", newline=""))}
    rows = list(csv.DictReader((folder / "claims.csv").open(encoding="utf-8", newline="")))
    assert {row["document_id"] for row in rows} <= ids and len({row["id"] for row in rows}) == len(rows)
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert main(["export", "package", "--out", str(blocked)]) == 2


def test_a_package_holds_no_text_of_a_document(reading: Reading):
    files = package_files(reading)
    assert 'Estova will send troops. "We shall' not in files["documents.csv"]
    assert "text" not in next(csv.reader([files["documents.csv"].splitlines()[0]]))


def test_an_annotation_points_to_the_words_and_says_what_they_claim(reading: Reading):
    page = json.loads("".join(EXPORTS["annotations", "jsonld"](reading)))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert len(page["items"]) == len(shareable(reading).claims)
    texts = {document.url or f"urn:musterbook:document:{one}": document for one, document in reading.documents.items()}
    for item in page["items"]:
        claim = reading.claims[item["id"].removeprefix("urn:musterbook:claim:")]
        place, quote = item["target"]["selector"]
        text = texts[item["target"]["source"]].text
        assert quote["exact"] == text[place["start"] : place["end"]] == claim.evidence
        before, after = quote.get("prefix", ""), quote.get("suffix", "")
        assert max(len(before), len(after)) <= AROUND and f"{before}{claim.evidence}{after}" in text
        assert (item["type"], item["motivation"]) == ("Annotation", "describing")
        assert item["body"]["muster:family"] == claim.family and None not in item["body"].values()
    told = next(item["body"] for item in page["items"] if item["body"].get("muster:measure") == "killed")
    assert {"muster:quantity", "muster:valid", "muster:reported"} <= told.keys()
    assert set(told["muster:valid"]) <= {"muster:start", "muster:end"}


def test_nothing_restricted_leaves_in_any_format(reading: Reading):
    secret = next(one for one in reading.documents.values() if one.rights == "restricted")
    written = ["".join(export(reading)) for export in (*EXPORTS.values(), *TAGGED.values())]
    written += package_files(reading).values()
    for text in written:
        assert secret.id not in text and secret.name not in text and "quantity: 75" not in text


def test_the_options_reach_the_reading(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]):
    assert main(["export", "accounts.csv", "--hxl", "--mission", "Amber Support Mission", "--as-of", "2031-01-02"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["mission"].startswith("#activity") and {row["mission"] for row in rows[1:]} == {"amber-support"}
    assert asked["valid"].isoformat() == "2031-01-02"
    assert main(["export", "accounts", "--mission", "elsewhere"]) == 2


def test_every_column_of_a_view_is_described():
    for name, columns in VIEWS.items():
        assert set(columns) <= set(export_words().views[name].names), name
    assert set(VIEWS) == set(export_words().views)


def test_the_dictionary_is_the_one_in_the_documentation():
    page = ROOT / "docs" / "data-dictionary.md"
    assert page.read_text("utf-8") == dictionary(), (
        "run `python -m musterbook.views.data_dictionary > docs/data-dictionary.md`"
    )


def test_accounts_say_who_supports_a_figure_and_why_it_stands(reading: Reading):
    rows = {row["id"]: row for row in ROWS["accounts"](for_others(reading))}
    stated = [(row["pledged_sources"], row["pledged_policy"]) for row in rows.values() if row["pledged_policy"]]
    shapes = {shape["id"]: shape["basis"] for shape in map(json.loads, EXPORTS["accounts", "jsonl"](reading))}
    assert all(shapes[one].get("pledged", {}).get("policy") == row["pledged_policy"] for one, row in rows.items())
    assert all(count and policy for count, policy in stated)


def test_plans_say_what_is_due_overdue_and_every_slip(reading: Reading):
    shared = for_others(reading)
    rows = list(ROWS["plans"](shared))
    plans = [plan for pages in shared.missions for plan in pages.plans]
    assert {row["claim"] for row in rows} == {plan.claim_id for plan in plans}
    assert [row["overdue"] for row in rows if row["overdue"]] == [True] * sum(plan.overdue for plan in plans)
    slipped = {plan.claim_id: len(plan.slipped_from) for plan in plans}
    assert all(len((row["slipped_from"] or "").split("|")) == max(1, slipped[row["claim"]]) for row in rows)
    counted = {row["id"]: (row["plans_due"], row["plans_overdue"]) for row in ROWS["accounts"](shared)}
    for pages in shared.missions:
        for account in pages.accounts:
            late = sum(plan.overdue for plan in account.plans)
            assert counted[account.id] == (len(account.plans) - late, late)
