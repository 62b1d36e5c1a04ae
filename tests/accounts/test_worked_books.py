"""Small books for rules of METHOD section 5 that need several things at once, told as a reader would tell them."""

import pytest

from musterbook.model import Resource, Stage, Verdict

from .ledgers import account, between, exactly, pages


def test_ten_countries_together_pledge_more_than_the_ceiling() -> None:
    """The total is checked against the members and is no row; the ceiling is the mission's and nobody's pledge."""
    page = pages("""
        2023-10-02 | strength_target <2,500 people | mission haiti-mss
        2023-07-30 | KE pledge 1,000 police        | mission haiti-mss
        2024-03-01 | BJ pledge 2,000 people        | mission haiti-mss
        2023-08-02 | BS pledge 150 people          | mission haiti-mss
        2024-10-12 | pledge =3,100 people          | mission haiti-mss
        """, mission="haiti-mss")  # fmt: skip
    assert page.target.amount == between(None, 2500)
    assert [each.party for each in page.accounts] == ["BJ", "BS", "KE"]
    (stated,) = page.assertions
    assert (stated.check, stated.asserted, stated.posted) == ("contradiction", exactly(3100), exactly(3150))
    assert stated.residual == exactly(-50)
    assert not page.disputes, "a sum of pledges above what the mission may have is no contradiction"


PROMISE = """
    2023-07-30 | KE pledge 1,000 police
    2024-02-28 | KE pledge 1,000 police
"""


def test_a_pledge_that_nobody_renewed_for_a_year() -> None:
    assert not account(PROMISE, as_of="2025-02-27").not_renewed
    old = account(PROMISE, as_of="2025-03-01")
    assert old.not_renewed and old.outstanding == exactly(1000), "it stands, and says how old it is"
    assert str(old.last_affirmed) == "2024-02-28"


@pytest.mark.parametrize(
    "renewed",
    [
        "2024-09-01 | KE pledge 1,000 police",
        "2024-09-01 | KE arrived 200 police | on 2024-08-31",
        "2024-09-01 | KE allocated 600 police",
    ],
)
def test_a_pledge_said_again_or_kept_in_part_is_renewed(renewed: str) -> None:
    assert not account(f"{PROMISE}    {renewed}", as_of="2025-03-01").not_renewed


def test_a_pledge_that_was_kept_or_withdrawn_need_not_be_renewed() -> None:
    kept = PROMISE + "    2024-03-01 | KE arrived 1,000 police | on 2024-02-29"
    gone = PROMISE + "    2024-03-01 | KE ended ? police"
    for ledger in (kept, gone):
        assert not account(ledger, as_of="2026-01-01").not_renewed


MANDATE = "2023-07-30 | KE pledge 1,000 police | conditional | if subject to a UN mandate | mission haiti-mss"
ADOPTED = "2023-10-03 | un-security-council mandate_adopted | on 2023-10-02 | place HT | mission haiti-mss"


def conditions(ledger: str, **days: str) -> list[tuple[str, str, str]]:
    found = account(ledger, **days, mission="haiti-mss").conditions if "mission haiti-mss" in ledger else ()
    return [(each.words, each.state, str(each.since or "")) for each in found]


def test_a_condition_is_open_until_the_milestone_that_it_names() -> None:
    ledger = f"{MANDATE}\n{ADOPTED}"
    assert conditions(ledger, as_of="2023-10-01") == [("subject to a UN mandate", "open", "")]
    assert conditions(ledger, as_of="2023-10-03") == [("subject to a UN mandate", "met", "2023-10-02")]


def test_a_condition_is_not_met_by_what_came_before_it_or_by_another_milestone() -> None:
    before = ADOPTED.replace("2023-10-0", "2022-10-0")
    other = ADOPTED.replace("mandate_adopted", "mandate_sought")
    for milestone in (before, other, ADOPTED + " | denied"):
        assert [state for _, state, _ in conditions(f"{MANDATE}\n{milestone}")] == ["open"]


def test_a_parliament_gives_its_consent_only_for_its_own_state() -> None:
    promise = MANDATE.replace("a UN mandate", "the approval of parliament")
    for party, state in (("KE", "met"), ("JM", "open")):
        approved = f"2023-11-16 | {party} approval | on 2023-11-16 | mission haiti-mss"
        assert [each for _, each, _ in conditions(f"{promise}\n{approved}")] == [state]


def test_a_condition_of_what_a_court_holds_up_is_blocked() -> None:
    promise = MANDATE.replace("a UN mandate", "the approval of parliament")
    held = "2023-10-10 | KE blocked | place KE | on 2023-10-09 | mission haiti-mss"
    lifted = "2024-03-02 | KE unblocked | place KE | on 2024-03-01 | mission haiti-mss"
    assert conditions(f"{promise}\n{held}") == [("subject to the approval of parliament", "blocked", "2023-10-09")]
    assert [state for _, state, _ in conditions(f"{promise}\n{held}\n{lifted}")] == ["open"]


def test_a_relief_contingent_is_an_arrival_and_a_departure() -> None:
    kenya = account("""
        2024-07-17 | KE arrived 400 police  | on 2024-07-16
        2025-02-07 | KE arrived +100 police | on 2025-02-06
        2025-02-07 | KE ended 100 police    | on 2025-02-06
    """)
    assert kenya.amounts[Stage.ARRIVED] == exactly(500)
    assert kenya.present == exactly(400)


def test_plans_for_parts_of_a_promise_never_make_it_larger() -> None:
    kenya = account("""
        2023-07-30 | KE pledge 1,000 police
        2024-09-27 | KE allocated 600 police  | due 2024-11-01/2024-12-01
        2024-10-12 | KE allocated +600 police | due 2024-11-01/2024-12-01
    """)
    assert kenya.amounts[Stage.PLEDGE] == exactly(1000)
    assert kenya.amounts[Stage.ALLOCATED] == exactly(1000)


def test_what_a_fund_passes_on_is_not_added_to_what_was_paid_into_it() -> None:
    page = pages("""
        2024-06-21 | US dispatched 10,000,000 USD | on 2024-06-20
        2024-08-01 | un dispatched 8,000,000 USD  | on 2024-07-31
    """)
    assert {each.party: each.amounts[Stage.DISPATCHED] for each in page.accounts} == {
        "US": exactly(10_000_000),
        "un": exactly(8_000_000),
    }


def test_so_many_of_a_contingent_are_part_of_it() -> None:
    """600, of whom 217 left on Saturday: the 217 are a movement, the 600 are the size of the promise."""
    kenya = account("""
        2025-01-19 | KE allocated 600 police   | doc story
        2025-01-19 | KE dispatched #217 police | on 2025-01-18 | doc story
    """)
    assert kenya.amounts[Stage.ALLOCATED] == exactly(600)
    assert kenya.amounts[Stage.DISPATCHED] == exactly(217)
    assert not kenya.not_posted


def test_a_part_of_what_itself_moved_or_of_nobody_knows_what_is_no_movement() -> None:
    medics = "2025-01-19 | KE arrived #20 police | on 2025-01-18 | doc story"
    told = account(f"2025-01-19 | KE arrived 217 police | on 2025-01-18 | doc story\n{medics}")
    assert told.amounts[Stage.ARRIVED] == exactly(217) and len(told.not_posted) == 1
    apart = account(f"2025-01-19 | KE pledge 600 police | doc other\n{medics}")
    assert Stage.ARRIVED not in apart.amounts and len(apart.not_posted) == 1


def test_several_givers_who_act_together_get_no_row_each() -> None:
    page = pages("2024-10-07 | CA US pledge 30,000,000 USD")
    assert not page.accounts
    assert [each.asserted for each in page.assertions] == [exactly(30_000_000)]


def test_a_thousand_firm_and_up_to_2500() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2024-03-01 | BJ pledge <1,500 people
    """)
    low, high = page.accounts
    assert (low.amounts[Stage.PLEDGE], high.amounts[Stage.PLEDGE]) == (between(0, 1500), exactly(1000))
    assert low.outstanding == between(0, 1500)


def test_the_same_amount_again_moves_the_day_and_nothing_else() -> None:
    page = pages(PROMISE + "    2024-05-01 | KE pledge 1,000 police")
    (undertaking,) = page.undertakings
    assert str(undertaking.last_affirmed) == "2024-05-01"
    assert undertaking.amounts[Stage.PLEDGE] == exactly(1000)


def test_equipment_goods_and_people_are_never_one_sum() -> None:
    page = pages("""
        2024-05-04 | US pledge 80 Humvee
        2024-05-04 | US pledge 80 people
        2024-05-04 | US pledge 80 USD
    """)
    assert sorted(each.resource for each in page.accounts) == [Resource.EQUIPMENT, Resource.MONEY, Resource.PERSONNEL]


def test_a_total_over_a_window_is_held_against_what_moved_in_it() -> None:
    page = pages("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-09-01 | KE arrived 400 police | on 2024-06-01/2024-08-01
    """)
    (stated,) = page.assertions
    assert (stated.verdict, stated.posted) == (Verdict.AGREES, exactly(400))
