"""A row that a person entered is read back as a whole claim."""

from datetime import date
from decimal import Decimal

import pytest

from musterbook.claims.desk import RULE, row_claims, row_findings
from musterbook.documents.desk import desk_document
from musterbook.errors import UsageError
from musterbook.model import (
    Certainty,
    Claim,
    Document,
    Event,
    Family,
    Force,
    Measure,
    Period,
    Polarity,
    QuantityKind,
    Resource,
    Stage,
    check_evidence,
    document_id,
)


def entry(**row: str) -> Document:
    return desk_document(row, "Ada Keeper", name="desk")


def claim_of(**row: str) -> Claim:
    document = entry(**row)
    (claim,) = row_claims(document)
    check_evidence(claim, document.text)
    assert row_findings(document) == ()
    return claim


def test_every_slot_is_carried() -> None:
    document = entry(
        stage="pledge",
        party="KE",
        by_whom="HT",
        recipient="HT",
        mission="haiti-mss",
        resource="personnel",
        force="police",
        item="riot gear",
        quantity="at least 1,000",
        unit="person",
        kind="increment",
        object="a second contingent",
        place="HT",
        valid="2023-10",
        due="2024-01-01/2024-01-31",
        reported="2023-10-02",
        polarity="denied",
        certainty="possible",
        condition="if the court allows it",
        speaker="Ben Clerk",
        words="We stand ready",
    )
    (claim,) = row_claims(document)
    assert claim.family is Family.COMMITMENT
    assert claim.stage is Stage.PLEDGE
    assert (claim.party, claim.by, claim.recipient, claim.mission) == (("KE",), ("HT",), "HT", "haiti-mss")
    assert (claim.resource, claim.force, claim.item) == (Resource.PERSONNEL, Force.POLICE, "riot gear")
    assert (claim.object, claim.place, claim.speaker) == ("a second contingent", "HT", "Ben Clerk")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.unit) == (Decimal(1000), None, "person")
    assert claim.quantity.kind is QuantityKind.INCREMENT
    assert document.text[claim.quantity.start : claim.quantity.end] == claim.quantity.text == "at least 1,000"
    assert claim.valid == Period(start=date(2023, 10, 1), end=date(2023, 11, 1))
    assert claim.due == Period(start=date(2024, 1, 1), end=date(2024, 2, 1))
    assert claim.reported == Period(start=date(2023, 10, 2), end=date(2023, 10, 3))
    assert (claim.polarity, claim.certainty) == (Polarity.DENIED, Certainty.POSSIBLE)
    assert (claim.condition, claim.words, claim.direct) == ("if the court allows it", "We stand ready", False)
    assert claim.rule == RULE
    assert claim.evidence == document.text


def test_what_is_not_said_stays_unknown() -> None:
    claim = claim_of(event="visit", party="KE")
    assert claim.family is Family.MILESTONE
    assert claim.valid == claim.due == claim.reported == Period()
    assert claim.quantity is claim.resource is claim.force is claim.place is claim.speaker is None
    assert (claim.polarity, claim.certainty) == (Polarity.AFFIRMED, Certainty.STATED)


QUANTITIES = [
    # quantity, other fields, low, high, unit, kind, resource, force, item
    ("1,000 police officers", {}, 1000, 1000, "person", "unknown", "personnel", "police", None),
    ("300", {"unit": "police officers"}, 300, 300, "person", "unknown", "personnel", "police", None),
    ("up to 200 soldiers", {}, None, 200, "person", "ceiling", "personnel", "military", None),
    ("2024", {"resource": "personnel"}, 2024, 2024, "person", "unknown", "personnel", "unspecified", None),
    ("about 50", {"force": "civilian"}, 50, 50, "person", "unknown", "personnel", "civilian", None),
    ("$10 million", {}, 10_000_000, 10_000_000, "USD", "unknown", "money", None, None),
    ("2.5 million", {"unit": "eur"}, 2_500_000, 2_500_000, "EUR", "unknown", "money", None, None),
    ("another 12 helicopters", {}, 12, 12, "helicopter", "increment", "equipment", None, "helicopters"),
    ("12", {"item": "trucks"}, 12, 12, "truck", "unknown", "equipment", None, "trucks"),
    ("500 tents", {"item": "winter tents"}, 500, 500, "tent", "unknown", "goods", None, "winter tents"),
    ("between 5 and 10", {"unit": "vehicles"}, 5, 10, "vehicle", "unknown", "equipment", None, None),
]


@pytest.mark.parametrize(("quantity", "more", "low", "high", "unit", "kind", "resource", "force", "item"), QUANTITIES)
def test_quantities_of_commitments(quantity, more, low, high, unit, kind, resource, force, item) -> None:
    claim = claim_of(stage="pledge", party="KE", quantity=quantity, **more)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high) == (low, high)
    assert (claim.quantity.unit, claim.quantity.kind) == (unit, kind)
    assert (claim.resource, claim.force, claim.item) == (resource, force, item)
    assert claim.evidence[claim.quantity.start : claim.quantity.end] == claim.quantity.text
    assert claim.quantity.text in quantity


@pytest.mark.parametrize(
    ("measure", "quantity", "unit"),
    [
        ("strength_target", "up to 2,500", "person"),
        ("killed", "1999", "person"),
        ("displaced", "some 300,000", "person"),
        ("territory", "80", "percent"),
        ("territory", "80%", "percent"),
        ("funding_target", "€7m", "EUR"),
    ],
)
def test_quantities_of_situations(measure: str, quantity: str, unit: str) -> None:
    claim = claim_of(measure=measure, quantity=quantity, place="HT")
    assert claim.family is Family.SITUATION
    assert claim.measure is Measure(measure)
    assert claim.quantity is not None
    assert claim.quantity.unit == unit
    assert claim.resource is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"quantity": "plenty", "unit": "person"}, "'plenty' is not one number"),
        ({"quantity": "300 or 400 or so", "unit": "person"}, "not one number"),
        ({"quantity": "-5", "unit": "person"}, "not one number"),
        ({"quantity": "1x6", "unit": "person"}, "not one number"),
        ({"quantity": "5"}, "has no unit"),
        ({"quantity": "5 million", "resource": "money"}, "has no unit"),
        ({"quantity": "$5 million", "unit": "EUR"}, "another than the field unit names"),
        ({"quantity": "300 police officers", "unit": "vehicle"}, "another than the field unit names"),
    ],
)
def test_a_quantity_that_cannot_be_used_is_named(row: dict[str, str], says: str) -> None:
    document = entry(stage="pledge", party="KE", **row)
    (claim,) = row_claims(document)
    assert claim.quantity is None
    (finding,) = row_findings(document)
    assert says in finding.message
    assert (finding.source, finding.code, finding.document_id) == (document.name, "bad-row", document.id)
    hidden = entry(stage="pledge", party="KE", restricted="true", **row)
    assert row["quantity"] not in row_findings(hidden)[0].message.removeprefix(hidden.name)


def test_mandates_can_be_entered() -> None:
    claim = claim_of(
        event="mandate_adopted",
        party="un-security-council",
        object="resolution 2699 (2023)",
        mission="haiti-mss",
        valid="2023-10-02/2024-10-01",
    )
    assert claim.event is Event.MANDATE_ADOPTED
    assert claim.object == "resolution 2699 (2023)"
    assert claim.party == ("un-security-council",)
    assert claim.valid == Period(start=date(2023, 10, 2), end=date(2024, 10, 2))


def test_several_parties_act_jointly_and_a_condition_makes_it_conditional() -> None:
    claim = claim_of(stage="offer", party="KE; TD; KE", resource="training", condition="once asked")
    assert claim.party == ("KE", "TD")
    assert claim.certainty is Certainty.CONDITIONAL


@pytest.mark.parametrize(
    ("words", "kept", "direct"), [("“Tents first”", "Tents first", True), ("tents", "tents", False)]
)
def test_quotation_marks_make_words_direct(words: str, kept: str, direct: bool) -> None:
    claim = claim_of(words=words, speaker="Ben Clerk")
    assert claim.family is Family.QUOTE
    assert (claim.words, claim.direct, claim.speaker) == (kept, direct, "Ben Clerk")


def test_other_documents_are_refused() -> None:
    text = "family: commitment\nstage: pledge"
    article = Document(id=document_id("a", text), name="a", text=text, source_text=text)
    with pytest.raises(UsageError, match="no desk entry"):
        row_claims(article)


@pytest.mark.parametrize(
    ("named", "party", "via"),
    [
        ("KE", "KE", None),
        ("Kenya", "KE", None),
        ("kenya", "KE", None),
        ("KENYA", "KE", None),
        ("Nairobi", "KE", "Nairobi"),
        ("un-security-council", "un-security-council", None),
        ("UN Security Council", "un-security-council", None),
        ("WFP", "wfp", None),
        ("Zenda Relief Fund", "Zenda Relief Fund", None),
        ("Ben Clerk", "Ben Clerk", None),
    ],
)
def test_names_become_ids(named: str, party: str, via: str | None) -> None:
    claim = claim_of(stage="offer", party=named, resource="training", recipient=named, by_whom=named)
    assert claim.party == claim.by == (party,)
    assert claim.recipient == party
    assert claim.via == via
    assert named in claim.evidence


@pytest.mark.parametrize("place", ["HT", "Haiti", "Port-au-Prince"])
def test_towns_stand_for_their_state(place: str) -> None:
    assert claim_of(measure="displaced", quantity="900", place=place).place == "HT"


@pytest.mark.parametrize("name", ["haiti-mss", "Multinational security support mission", "MSS"])
def test_missions_have_names(name: str) -> None:
    assert claim_of(event="visit", mission=name).mission == "haiti-mss"
    assert claim_of(event="visit", mission="Ruritania Watch").mission == "Ruritania Watch"


def test_a_name_of_several_states_is_reported() -> None:
    (finding,) = row_findings(entry(stage="offer", party="Kenya; Congo"))
    assert "CD" in finding.message and "CG" in finding.message
    assert row_findings(entry(stage="offer", party="Kenya; CD")) == ()


@pytest.mark.parametrize(
    ("place", "state"), [("HT", "HT"), ("Haiti", "HT"), ("Port-au-Prince", "HT"), ("Nairobi", "KE")]
)
def test_a_place_is_a_state_or_a_town_of_one(place: str, state: str) -> None:
    assert claim_of(event="visit", party="KE", place=place).place == state


@pytest.mark.parametrize(
    "place", ["12 Harbour Road", "the third block behind the market", "Camp 7, gate B", "Ada Keeper"]
)
def test_no_place_is_finer_than_a_town(place: str) -> None:
    (finding,) = row_findings(entry(event="visit", party="KE", place=place))
    assert finding.code == "bad-row" and place in finding.message
    (hidden,) = row_findings(entry(event="visit", party="KE", place=place, restricted="true"))
    assert place not in hidden.message
