"""Which of the machine's claims may move a balance."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from musterbook.accounts import derive
from musterbook.errors import UsageError
from musterbook.lexicons import proved
from musterbook.lexicons.proved import lower_bound, proved_grades, proved_rules, stem
from musterbook.model import Grade, Judgement, Stage
from musterbook.settings import Settings, load_settings

from .ledgers import book, exactly

STRICT = Settings(posting="proved")
LEDGER = """
    2023-07-30 | KE pledge 1,000 police
    2024-06-26 | KE arrived 200 police | on 2024-06-25
"""


@pytest.fixture
def good_pledges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proved, "proofs", lambda: {"good.pledge": (58, 60), "weak.arrive": (15, 35)})
    monkeypatch.setattr(proved, "grade_proofs", lambda: {"sure": (180, 200), "fair": (140, 200)})
    proved_rules.cache_clear()
    proved_grades.cache_clear()
    yield
    proved_rules.cache_clear()
    proved_grades.cache_clear()


def rules(claims):
    names = {Stage.PLEDGE: "good.pledge.headline-free", Stage.ARRIVED: "weak.arrive"}
    return [replace(claim, id=claim.id, rule=names[claim.stage]) for claim in claims]


def test_a_rule_that_has_not_proved_itself_is_listed_and_not_posted(good_pledges: None) -> None:
    claims, documents = book(LEDGER)
    (kenya,) = derive(rules(claims), documents, settings=STRICT).missions[0].accounts
    assert kenya.amounts[Stage.PLEDGE] == exactly(1000)
    assert Stage.ARRIVED not in kenya.amounts
    assert kenya.not_posted == (claims[1].id,)


def test_a_claim_of_a_grade_that_has_proved_itself_is_posted_whatever_its_rule(good_pledges: None) -> None:
    claims, documents = book(LEDGER)
    for grade, posted in ((Grade.SURE, True), (Grade.FAIR, False), (Grade.UNSURE, False)):
        graded = [replace(claim, grade=grade) for claim in rules(claims)]
        (kenya,) = derive(graded, documents, settings=STRICT).missions[0].accounts
        assert (Stage.ARRIVED in kenya.amounts) is posted
        assert kenya.amounts[Stage.PLEDGE] == exactly(1000)


def test_what_a_person_accepted_is_posted(good_pledges: None) -> None:
    claims, documents = book(LEDGER)
    yes = Judgement(
        claim_id=claims[1].id, verdict="accept", by="A", reason="", recorded_at=datetime(2024, 7, 1, tzinfo=UTC)
    )
    (kenya,) = derive(rules(claims), documents, judgements=[yes], settings=STRICT).missions[0].accounts
    assert kenya.amounts[Stage.ARRIVED] == exactly(200)
    assert kenya.not_posted == ()


def test_by_default_everything_is_posted_and_called_provisional(good_pledges: None) -> None:
    claims, documents = book(LEDGER)
    (kenya,) = derive(rules(claims), documents, settings=Settings()).missions[0].accounts
    assert kenya.amounts[Stage.ARRIVED] == exactly(200)
    assert kenya.provisional


def test_the_lower_bound_is_wilsons() -> None:
    assert lower_bound(0, 0) == 0
    assert lower_bound(30, 30) == pytest.approx(0.8865, abs=1e-4)
    assert lower_bound(81, 90) == pytest.approx(0.8214, abs=1e-3)
    assert lower_bound(29, 30) < 0.85 < lower_bound(30, 30)


def test_few_cases_prove_nothing(good_pledges: None) -> None:
    assert proved_rules(30, 0.85) == {"good.pledge"}
    assert proved_rules(61, 0.85) == frozenset()
    assert stem("commitment.give.headline") == "commitment.give"


def test_the_shipped_proofs_name_rules_and_counts() -> None:
    shipped = proved.proofs()
    assert shipped and all(0 <= right <= cases for right, cases in shipped.values())
    assert all(rule == stem(rule) for rule in shipped)
    assert set(proved.grade_proofs()) <= set(Grade)


def test_an_unknown_way_of_posting_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("MUSTERBOOK_POSTING", "hopeful")
    with pytest.raises(UsageError, match="provisional or proved"):
        load_settings(tmp_path)


def test_an_account_counts_what_nobody_reviewed_and_what_no_proof_stands_behind(good_pledges: None) -> None:
    claims, documents = book(LEDGER)
    yes = Judgement(
        claim_id=claims[0].id, verdict="accept", by="A", reason="", recorded_at=datetime(2024, 7, 1, tzinfo=UTC)
    )
    for judgements, unreviewed in (((), 2), ((yes,), 1)):
        reading = derive(rules(claims), documents, judgements=judgements, settings=Settings())
        (kenya,) = reading.missions[0].accounts
        assert (kenya.posted, kenya.unreviewed, kenya.unproved) == (2, unreviewed, 1)
        assert kenya.provisional and reading.posting == "provisional"
    strict = derive(rules(claims), documents, settings=STRICT)
    assert strict.posting == "proved"
    assert [(each.posted, each.unproved) for each in strict.missions[0].accounts] == [(1, 0)]
