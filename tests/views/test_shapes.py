import json
from collections.abc import Iterator
from typing import Any

from musterbook.model import Reading
from musterbook.views import shapes, shapes_pages
from musterbook.views.exports import EXPORTS
from musterbook.views.pages import shareable

CLAIM_KEYS = [
    "id",
    "doc",
    "family",
    "stage",
    "measure",
    "event",
    "party",
    "by",
    "via",
    "group",
    "recipient",
    "mission",
    "resource",
    "force",
    "item",
    "quantity",
    "object",
    "place",
    "valid",
    "due",
    "polarity",
    "certainty",
    "condition",
    "speaker",
    "words",
    "direct",
    "start",
    "end",
    "evidence",
    "rule",
    "grade",
    "reported",
]
BALANCE_KEYS = [
    "mission",
    "as_of",
    "known",
    "target",
    "accounts",
]
ACCOUNT_KEYS = [
    "party",
    "resource",
    "unit",
    "requested",
    "offered",
    "pledged",
    "committed",
    "dispatched",
    "arrived",
    "ended",
    "outstanding",
    "present",
    "last_reported",
    "expired",
    "blocked",
    "due",
    "overdue",
    "last_affirmed",
    "provisional",
    "not_posted",
    "arithmetic",
    "claims",
    "disputes",
]


def _walk(value: Any) -> Iterator[Any]:
    yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from _walk(child)


def test_a_claim_has_the_keys_that_others_rely_on(reading: Reading):
    claims = shapes.claim_shapes(reading)
    assert len(claims) == len(reading.claims)
    for claim in claims:
        assert claim.keys() >= set(CLAIM_KEYS)


def test_the_evidence_stands_at_its_place_in_the_text(reading: Reading):
    texts = {document.name: document.text for document in reading.documents.values()}
    for claim in shapes.claim_shapes(reading):
        assert texts[claim["doc"]][claim["start"] : claim["end"]] == claim["evidence"]


def test_one_giver_is_a_string_and_numbers_are_numbers(reading: Reading):
    pledge = next(c for c in shapes.claim_shapes(reading) if c["evidence"].startswith("Norland has promised"))
    assert pledge["party"] == "Norland"
    assert pledge["quantity"] == {
        "low": 1000,
        "high": 1000,
        "unit": "person",
        "kind": "unknown",
        "approx": False,
        "text": "1,000",
    }
    assert pledge["reported"] == ["2031-03-02", "2031-03-03"]
    assert pledge["valid"] == [None, None]
    displaced = next(c for c in shapes.claim_shapes(reading) if c["measure"] == "displaced")
    assert displaced["quantity"]["low"] == 600000 and displaced["quantity"]["high"] is None
    assert displaced["party"] is None


def test_a_balance_has_the_keys_that_others_rely_on(reading: Reading):
    balance = shapes.balance(reading)
    assert balance.keys() >= set(BALANCE_KEYS)
    assert balance["mission"] == "amber-support" and balance["other_missions"] == ["support-Lakeland"]
    assert (balance["target"]["low"], balance["target"]["high"]) == (0, 2500)
    assert balance["target"]["claims"]
    for account in balance["accounts"]:
        assert account.keys() >= set(ACCOUNT_KEYS)
    norland = next(a for a in balance["accounts"] if a["party"] == "Norland" and a["resource"] == "personnel")
    assert norland["pledged"] == {"low": 1000, "high": 1000}
    assert norland["outstanding"] == {"low": 618, "high": 618}
    assert norland["offered"] is None
    assert norland["due"] == [] and norland["overdue"][0]["due"] == [None, "2031-09-01"]
    assert isinstance(norland["not_posted"], int) and isinstance(norland["arithmetic"], str)
    assert len(norland["claims"]["arrived"]) == 3


def test_every_shape_is_json_without_other_types(reading: Reading):
    for make in (
        shapes.balance,
        shapes_pages.timeline,
        shapes_pages.situation,
        shapes_pages.quotations,
        shapes_pages.disputes,
        shapes_pages.documents,
    ):
        shape = make(reading)
        assert json.loads(json.dumps(shape)) == shape
        assert all(type(one) in (dict, list, str, int, float, bool, type(None)) for one in _walk(shape))
        assert make(reading) == shape


def test_no_shape_holds_an_ingestion_time(reading: Reading):
    for make in (shapes.balance, shapes_pages.documents):
        assert "recorded" not in json.dumps(make(reading))


def test_documents_of_one_mission_are_those_that_speak_of_it(reading: Reading):
    assert [one["doc"] for one in shapes_pages.documents(reading, "support-Lakeland")["documents"]] == ["lakeland.txt"]


def test_an_export_holds_every_claim_that_may_leave_in_one_order(reading: Reading):
    lines = list(EXPORTS[("claims", "jsonl")](reading))
    rows = [json.loads(line) for line in lines]
    assert len(rows) == len(shareable(reading).claims) == len(reading.claims) - 1
    assert [(row["doc"], row["start"]) for row in rows] == sorted((row["doc"], row["start"]) for row in rows)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert "desk#1" not in "".join(lines)
