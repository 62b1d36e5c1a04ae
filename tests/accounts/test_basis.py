"""Why a figure stands: who supports it, by which policy it was chosen, and the reason that is shown."""

import pytest

from musterbook.lexicons.policies import policy_words
from musterbook.model import Basis, Policy, Stage

from .ledgers import account, between, exactly, pages


def pledged(ledger: str) -> Basis:
    return account(ledger).bases[Stage.PLEDGE]


def test_three_articles_of_one_paper_are_one_source() -> None:
    ledger = """
        2024-02-28 | KE pledge 1,000 police | in Daily
        2024-03-01 | KE pledge 1,000 police | in Daily
        2024-03-02 | KE pledge 1,000 police | in The  daily
        2024-03-03 | KE pledge 1,000 police | in daily
    """
    assert pledged(ledger).sources == 2
    assert pledged(ledger).policy is Policy.ONLY


def test_documents_that_name_no_publisher_are_sources_of_their_own() -> None:
    assert pledged("2024-02-28 | KE pledge 1,000 police\n2024-03-01 | KE pledge 1,000 police").sources == 2


def test_two_papers_outweigh_one_that_says_it_three_times() -> None:
    ledger = """
        2024-03-01 | KE pledge 2,000 police | in Daily
        2024-03-02 | KE pledge 2,000 police | in Daily
        2024-03-03 | KE pledge 2,000 police | in Daily
        2024-03-01 | KE pledge 1,000 police | in Herald
        2024-03-02 | KE pledge 1,000 police | in Post
    """
    basis = pledged(ledger)
    assert account(ledger).amounts[Stage.PLEDGE] == exactly(1000)
    assert (basis.policy, basis.sources, basis.others) == (Policy.SUPPORT, 2, (exactly(2000),))
    assert basis.reason == "told by 2 independent sources; 2,000 by 1 independent source"


def test_the_giver_answers_for_a_pledge_whoever_else_says_otherwise() -> None:
    basis = pledged("""
        2024-03-01 | KE pledge 2,000 police | in Daily
        2024-03-02 | KE pledge 2,000 police | in Post
        2024-03-03 | KE pledge 1,000 police | in Herald | by William Ruto | of KE
    """)
    assert basis.policy is Policy.ACCOUNTABLE
    assert basis.reason == "William Ruto says so and answers for it; others say 2,000"


def test_the_host_answers_for_an_arrival() -> None:
    ledger = """
        2024-06-26 | KE arrived =400 police | in Daily | mission haiti-mss
        2024-06-26 | KE arrived =400 police | in Post | mission haiti-mss
        2024-06-27 | KE arrived =200 police | in Herald | by the interior minister | of HT | mission haiti-mss
    """
    (kenya,) = pages(ledger, mission="haiti-mss").accounts
    assert kenya.amounts[Stage.ARRIVED] == exactly(200)
    assert kenya.bases[Stage.ARRIVED].policy is Policy.ACCOUNTABLE


def test_of_as_many_sources_the_one_that_says_it_more_often() -> None:
    basis = pledged("""
        2024-03-01 | KE pledge 1,000 police | in Daily
        2024-03-02 | KE pledge 1,000 police | in Daily
        2024-03-03 | KE pledge 2,000 police | in Post
    """)
    assert (basis.policy, basis.reason) == (
        Policy.RETOLD,
        "told 2 times, 2,000 once, each by 1 independent source",
    )


def test_of_as_much_support_the_later_statement() -> None:
    basis = pledged("2024-03-01 | KE pledge 1,000 police | in Daily\n2024-03-03 | KE pledge 2,000 police | in Post")
    assert basis.policy is Policy.LATEST
    assert basis.reason == "stated last, up to 2024-03-03; 1,000 up to 2024-03-01"


def test_a_revision_months_later_stands_as_the_latest_statement() -> None:
    basis = pledged("2023-07-30 | KE pledge 1,000 police | in Daily\n2024-03-03 | KE pledge 2,000 police | in Post")
    assert (basis.policy, basis.others) == (Policy.LATEST, (exactly(1000),))


def test_with_nothing_to_choose_by_the_larger_figure_and_the_reason_says_so() -> None:
    basis = pledged("2024-03-01 | KE pledge 1,000 police | in Daily\n2024-03-01 | KE pledge 2,000 police | in Post")
    assert (basis.policy, basis.reason) == (Policy.LARGER, "nothing tells it from 1,000 but its size")


def test_movements_are_added_and_a_stage_below_takes_what_stands_above() -> None:
    kenya = account("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25 | in Daily
        2024-07-17 | KE arrived +200 police | on 2024-07-16 | in Post
    """)
    assert (kenya.bases[Stage.ARRIVED].policy, kenya.bases[Stage.ARRIVED].sources) == (Policy.MOVEMENTS, 2)
    assert kenya.bases[Stage.PLEDGE].policy is Policy.ABOVE
    assert kenya.bases[Stage.PLEDGE].reason == "as much is arrived"


def test_an_interval_up_to_a_stated_total_names_the_total() -> None:
    kenya = account("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-09-27 | KE arrived =382 police
    """)
    basis = kenya.bases[Stage.ARRIVED]
    assert (basis.policy, basis.others) == (Policy.TOTAL, (exactly(382),))


def test_police_and_soldiers_are_added() -> None:
    jamaica = account("2023-08-05 | JM pledge 170 soldiers\n2023-08-05 | JM pledge 30 police", "JM")
    assert jamaica.bases[Stage.PLEDGE].policy is Policy.FORCES


def test_the_strength_has_a_basis_too() -> None:
    kenya = account("2024-09-25 | KE arrived @400 police | in Daily\n2024-09-27 | KE arrived @383 police | in Post")
    assert kenya.present_basis is not None
    assert (kenya.present_basis.policy, kenya.present_basis.others) == (Policy.LATEST, (exactly(400),))


def test_the_target_that_more_sources_tell_stands_and_says_why() -> None:
    page = pages("""
        2024-05-20 | strength_target 2,500 person | in Daily
        2024-05-21 | strength_target 2,500 person | in Post
        2024-05-22 | strength_target 1,000 person | in Herald
        2023-07-30 | KE pledge 1,000 police
    """)
    assert page.target.basis is not None
    assert page.target.basis.policy is Policy.SUPPORT


def test_for_victims_the_united_nations_answer() -> None:
    (series,) = pages("""
        2024-04-20 | killed 1,700 people | on 2024-01-01/2024-04-01 | in Daily
        2024-04-21 | killed 1,700 people | on 2024-01-01/2024-04-01 | in Post
        2024-04-28 | killed 1,554 people | on 2024-01-01/2024-04-01 | in Herald | by un-human-rights
        2024-07-28 | killed 1,379 people | on 2024-04-01/2024-07-01 | in Herald
        2024-04-28 | KE pledge 1,000 police
    """).series
    first, other, next_window = sorted(series.points, key=lambda each: -(each.amount.low or 0))
    assert first.headline is None
    assert other.headline is not None
    assert other.headline.policy is Policy.ACCOUNTABLE
    assert next_window.headline is None, "nobody states another figure for that window"


@pytest.mark.parametrize("policy", Policy)
def test_every_policy_has_its_words(policy: Policy) -> None:
    assert policy_words().reasons[policy]


def test_of_two_figures_for_one_day_the_host_is_believed_and_the_other_is_named() -> None:
    ledger = """
        2024-06-26 | KE arrived 200 police | on 2024-06-25 | in Daily | by a minister | of HT | mission haiti-mss
        2024-06-26 | KE arrived 400 police | on 2024-06-25 | in Post | mission haiti-mss
        2024-06-27 | KE arrived 400 police | on 2024-06-25 | in Herald | mission haiti-mss
    """
    (kenya,) = pages(ledger, mission="haiti-mss").accounts
    assert kenya.amounts[Stage.ARRIVED] == between(200, 400)
    assert kenya.bases[Stage.ARRIVED].policy is Policy.TOTAL
    (kenya,) = pages(ledger.replace("400", "150"), mission="haiti-mss").accounts
    assert kenya.amounts[Stage.ARRIVED] == exactly(200)
    assert kenya.bases[Stage.ARRIVED].policy is Policy.ACCOUNTABLE
    assert kenya.bases[Stage.ARRIVED].reason == "a minister says so and answers for it; others say 150"
