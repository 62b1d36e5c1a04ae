"""What the sample corpus is expected to say: the evidence holds, and the balance rests on it."""

import re
import tomllib
from datetime import date
from math import inf
from typing import Any

import pytest

from musterbook.model import Certainty, Event, Family, Measure, Polarity, Stage
from tests.samples.offsets import BALANCE, ROOT, corpus, locate, rows

DOCUMENTS, _ = corpus()
ROWS = rows()
VOCABULARY = {
    "family": {str(item) for item in Family},
    "stage": {str(item) for item in Stage},
    "measure": {str(item) for item in Measure},
    "event": {str(item) for item in Event},
    "polarity": {str(item) for item in Polarity},
    "certainty": {str(item) for item in Certainty},
}
OF_FAMILY = {"commitment": "stage", "situation": "measure", "milestone": "event"}
INTERVALS = ("offered", "pledged", "committed", "arrived", "ended", "present")
DAYS: list[dict[str, Any]] = tomllib.loads(BALANCE.read_text("utf-8"))["balance"]
IDS = [str(day["as_of"]) for day in DAYS]


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_there_is_enough_of_it() -> None:
    required = [row for row in ROWS if not row.get("optional")]
    assert len(required) >= 150
    assert len({row["doc"] for row in required}) >= 20


def test_evidence_is_exact() -> None:
    wrong = [row for row in ROWS if DOCUMENTS[row["doc"]].text[row["start"] : row["end"]] != row["evidence"]]
    assert wrong == []
    assert all(locate(row, DOCUMENTS[row["doc"]].text) == (row["start"], row["end"]) for row in ROWS)


def test_evidence_is_a_clause_on_one_line() -> None:
    assert [row["evidence"] for row in ROWS if "\n" in row["evidence"] or len(row["evidence"]) > 200] == []


def test_rows_keep_to_the_vocabulary() -> None:
    for row in ROWS:
        key = OF_FAMILY[row["family"]]
        for name in (key, "family", "polarity", "certainty"):
            assert set(_all(row[name])) <= VOCABULARY[name], row


def test_days_are_half_open_intervals() -> None:
    for row in ROWS:
        for name in ("valid", "due"):
            start, end = (date.fromisoformat(day) if day else None for day in row.get(name, (None, None)))
            assert start is None or end is None or start < end, row


def test_what_is_off_the_mission_is_never_required() -> None:
    off = [row for row in ROWS if row.get("off_mission")]
    assert len({row["doc"] for row in off}) >= 4
    assert all(row["optional"] and "mission" not in row for row in off)


def test_a_number_in_a_row_is_a_number_in_its_evidence() -> None:
    figures = re.compile(r"\d")
    words = re.compile(
        r"\b(?:one|two|three|four|five|six|eight|ten|sixteen|twenty|hundreds?|thousands?|dozens|million|neither)\b",
        re.IGNORECASE,
    )
    for row in ROWS:
        quantity = row.get("quantity")
        if quantity and (quantity["low"] or quantity["high"]):
            assert figures.search(row["evidence"]) or words.search(row["evidence"]) or quantity["low"] == 1, row


def _figures(party: str | None) -> set[float]:
    """All figures that the expected claims give for a party, or for anybody; losses are given for the mission."""
    found: set[float] = {1}
    for row in ROWS:
        if party is None or party in _all(row["party"]) or row.get("measure") == "killed":
            for quantity in [row.get("quantity"), *_all(row.get("alt_quantity"))]:
                if quantity:
                    found |= {quantity["low"], quantity["high"]} - {None}
    return found


def _assert_supported(bounds: list[float], how: list[str] | None, figures: set[float]) -> None:
    assert len(bounds) == 2
    assert bounds[0] <= bounds[1]
    sums = how or [str(bound) for bound in bounds]
    for bound, words in zip(bounds, sums, strict=True):
        if bound not in (0, inf):
            terms = [int(term.replace(" ", "")) for term in re.findall(r"[+-]? ?\d+", words)]
            assert sum(terms) == bound
            assert {abs(term) for term in terms} <= figures, (bound, terms)


def test_the_days_rise_and_are_enough() -> None:
    days = [day["as_of"] for day in DAYS]
    assert len(days) >= 12
    assert days == sorted(set(days))
    assert date(2022, 10, 1) <= days[0] <= days[-1] <= date(2025, 9, 30)


@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_the_mission_as_a_whole_rests_on_the_claims(day: dict[str, Any]) -> None:
    figures = _figures(None)
    for key in ("target", "present", "fund"):
        if key in day:
            _assert_supported(day[key], day.get("how", {}).get(key), figures)
    low, high = day["present"]
    assert low <= day.get("best", {}).get("present", low) <= high


@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_every_party_rests_on_its_claims(day: dict[str, Any]) -> None:
    for party, account in day.get("parties", {}).items():
        assert set(account) <= {*INTERVALS, "blocked", "withdrawn", "best", "how", "note"}
        assert any(party in _all(row["party"]) for row in ROWS)
        for key in INTERVALS:
            value = account.get(key)
            if value is None or value == "uncounted":
                continue
            _assert_supported(value, account.get("how", {}).get(key), _figures(party))
            best = account.get("best", {}).get(key)
            assert best is None or value[0] <= best <= value[1]


@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_nobody_is_present_who_has_not_arrived(day: dict[str, Any]) -> None:
    for account in day.get("parties", {}).values():
        assert account["present"][1] <= account["arrived"][1]
    highest = sum(account["present"][1] for account in day.get("parties", {}).values())
    # The UN's 430 counts staff who belong to no contingent.
    assert day["present"][0] <= highest
    assert day["present"][1] <= max(highest, 1000) or day["present"][1] - highest <= 10


def test_the_manifest_names_what_lies_in_the_folder() -> None:
    manifest = tomllib.loads((ROOT / "sample.toml").read_text("utf-8"))
    assert manifest["labels"] == ["sample"]
    assert manifest["mission"] == "haiti-mss"
    assert (ROOT / manifest["articles"]).is_dir()
    assert (ROOT / manifest["expected"]).is_dir()
    for key in ("title", "description", "licence", "facts_checked"):
        assert manifest[key].strip()
