"""The method's worked cases as small account books: what a reader expects, line by line."""

from musterbook.model import Force, Resource, Stage, Verdict

from .ledgers import account, between, exactly, pages

ARRIVAL = "2024-06-26 | KE arrived 200 police | on 2024-06-25"


def test_arrivals_draw_down_the_pledge() -> None:
    kenya = account("""
        2023-07-30 | KE pledge 1,000 police
        2024-09-27 | KE arrived 382 police
    """)
    assert kenya.amounts[Stage.PLEDGE] == exactly(1000)
    assert kenya.amounts[Stage.ARRIVED] == exactly(382)
    assert kenya.outstanding == exactly(618)
    assert kenya.provisional


def test_two_flights_are_added_and_told_twice_they_count_once() -> None:
    kenya = account("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-06-28 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-07-19 | KE arrived +200 police
    """)
    assert kenya.amounts[Stage.ARRIVED] == exactly(400)
    assert len(kenya.claims[Stage.ARRIVED]) == 4


def test_a_total_is_the_start_to_which_later_movements_are_added() -> None:
    kenya = account("""
        2024-09-27 | KE arrived =400 police
        2025-01-19 | KE arrived +217 police
    """)
    assert kenya.amounts[Stage.ARRIVED] == exactly(617)


def test_a_contingent_told_late_may_repeat_the_flights_that_brought_it() -> None:
    kenya = account("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-09-27 | KE arrived +382 police
    """)
    assert kenya.amounts[Stage.ARRIVED] == between(400, 782)


def test_a_month_over_two_flights_agrees_with_their_sum() -> None:
    page = pages("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-06-30 | KE arrived +200 police | on 2024-06-29
        2024-07-03 | KE arrived 400 police | on 2024-06-01/2024-07-01
    """)
    (stated,) = page.assertions
    assert (stated.check, stated.posted, stated.residual) == ("agrees", exactly(400), None)
    assert page.accounts[0].amounts[Stage.ARRIVED] == exactly(400)


def test_a_month_that_claims_more_than_was_posted_in_it_leaves_a_residual() -> None:
    page = pages("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-07-20 | KE arrived 400 police | on 2024-06-01/2024-07-01
    """)
    (stated,) = page.assertions
    assert (stated.check, stated.posted, stated.residual) == ("residual", exactly(200), exactly(200))
    assert page.accounts[0].amounts[Stage.ARRIVED] == between(400, 600)


def test_more_than_600_agrees_with_617() -> None:
    page = pages("""
        2024-07-17 | KE arrived 400 police | on 2024-07-16
        2025-01-19 | KE arrived +217 police | on 2025-01-18
        2025-01-20 | KE arrived >600 police
    """)
    (stated,) = page.assertions
    assert (stated.check, stated.posted, stated.verdict) == ("agrees", exactly(617), Verdict.AGREES)
    assert page.accounts[0].amounts[Stage.ARRIVED] == exactly(617)
    assert not page.disputes


def test_a_total_below_the_postings_is_a_contradiction_and_changes_nothing() -> None:
    page = pages("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-09-27 | KE arrived =382 police
    """)
    (stated,) = page.assertions
    assert (stated.check, stated.residual) == ("contradiction", exactly(-18))
    assert page.accounts[0].amounts[Stage.ARRIVED] == exactly(400)


def test_each_total_is_checked_at_its_own_date() -> None:
    page = pages("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-06-27 | KE arrived =200 police
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-07-18 | KE arrived =400 police
    """)
    assert [each.check for each in page.assertions] == ["agrees", "agrees"]


def test_without_postings_the_stated_total_is_the_amount() -> None:
    assert account("2024-09-27 | KE arrived =382 police").amounts[Stage.ARRIVED] == exactly(382)


def test_a_total_above_the_postings_makes_an_interval() -> None:
    kenya = account("""
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-09-27 | KE arrived =382 police
    """)
    assert kenya.amounts[Stage.ARRIVED] == between(200, 382)


def test_an_arrival_without_pledge_opens_its_own_undertaking() -> None:
    jamaica = account("2024-09-13 | JM arrived 24 people | on 2024-09-12", "JM")
    assert jamaica.amounts[Stage.ARRIVED] == jamaica.amounts[Stage.PLEDGE] == exactly(24)
    assert jamaica.outstanding is None


def test_a_ceiling_for_the_mission_is_a_target_and_nobodys_pledge() -> None:
    page = pages("""
        2024-05-20 | strength_target <2,500 person
        2023-07-30 | KE pledge 1,000 police
    """)
    assert page.target.amount == between(None, 2500)
    assert [each.amounts[Stage.PLEDGE] for each in page.accounts] == [exactly(1000)]


def test_a_giver_who_names_a_ceiling_pledges_from_nothing_to_it() -> None:
    bahamas = account("2023-08-02 | BS pledge <150 people", "BS")
    assert bahamas.amounts[Stage.PLEDGE] == bahamas.outstanding == between(0, 150)


def test_what_several_countries_pledge_together_is_an_assertion() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2024-03-01 | BJ pledge 2,000 people
        2024-10-07 | KE BJ pledge =3,100 people
        2024-10-08 | pledge =3,100 people
    """)
    assert [each.party for each in page.accounts] == ["BJ", "KE"]
    assert [(each.asserted, each.posted, each.residual) for each in page.assertions] == [
        (exactly(3100), exactly(3000), exactly(100))
    ] * 2


def test_a_frame_sum_stays_out_while_its_parts_are_added() -> None:
    page = pages("""
        2024-03-12 | US pledge 300,000,000 USD | umbrella
        2024-06-21 | US dispatched 60,000,000 USD | doc release
        2024-06-21 | US dispatched 109,000,000 USD | doc release
    """)
    (money,) = page.accounts
    assert money.amounts[Stage.DISPATCHED] == money.amounts[Stage.PLEDGE] == exactly(169_000_000)
    assert money.outstanding is None
    assert len(page.umbrellas) == 1
    assert [each.umbrella for each in page.undertakings] == [False, True]


def test_undated_sums_of_two_documents_may_repeat_each_other() -> None:
    money = account(
        """
        2024-04-27 | CA dispatched 6,000,000 USD
        2024-08-01 | CA dispatched 9,000,000 USD
        """,
        "CA",
        "USD",
    )
    assert money.amounts[Stage.DISPATCHED] == between(9_000_000, 15_000_000)


def test_a_sum_in_two_currencies_is_one_undertaking_in_the_first() -> None:
    page = pages("2024-06-12 | GB pledge 31,500,000 GBP | doc a | also 50,000,000 USD")
    (account_,) = page.accounts
    assert (account_.unit, account_.amounts[Stage.PLEDGE]) == ("GBP", exactly(31_500_000))
    assert len(account_.not_posted) == 1


def test_a_cumulative_sum_is_a_stated_total() -> None:
    page = pages("""
        2024-06-21 | US dispatched 60,000,000 USD | on 2024-06-20
        2024-12-01 | US dispatched =600,000,000 USD
    """)
    assert page.accounts[0].amounts[Stage.DISPATCHED] == between(60_000_000, 600_000_000)
    assert page.assertions[0].residual == exactly(540_000_000)


def test_a_dispatch_counts_below_and_arrivals_count_as_dispatched() -> None:
    kenya = account("""
        2024-06-24 | KE dispatched 400 police
        2024-06-26 | KE arrived 200 police | on 2024-06-25
    """)
    assert kenya.amounts[Stage.DISPATCHED] == kenya.amounts[Stage.PLEDGE] == exactly(400)
    assert kenya.amounts[Stage.ARRIVED] == exactly(200)


def test_police_and_soldiers_never_join_but_both_count() -> None:
    jamaica = account(
        """
        2023-08-05 | JM pledge 170 soldiers
        2023-08-05 | JM pledge 30 police
        2023-09-01 | JM pledge 200 people
        """,
        "JM",
    )
    assert jamaica.amounts[Stage.PLEDGE] == exactly(200)


def test_one_figure_told_of_two_forces_by_nobody_together_counts_once() -> None:
    kenya = account("""
        2023-07-30 | KE pledge 1,000 police
        2023-09-30 | KE pledge 1,000 soldiers
    """)
    assert kenya.amounts[Stage.PLEDGE] == exactly(1000)


def test_unspecified_joins_the_only_force() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2023-08-30 | KE pledge 1,000 people
    """)
    (undertaking,) = page.undertakings
    assert undertaking.force is Force.POLICE
    assert undertaking.last_affirmed is not None and undertaking.last_affirmed.isoformat() == "2023-08-30"


def test_a_higher_amount_revises_a_lower_one_revises_down() -> None:
    bahamas = pages("""
        2023-08-02 | BS pledge 100 people
        2023-10-02 | BS pledge 150 people
    """).undertakings
    assert [each.amounts[Stage.PLEDGE] for each in bahamas] == [exactly(150)]
    assert not bahamas[0].revised_down
    (down,) = pages("""
        2023-08-02 | BS pledge 150 people
        2024-05-24 | BS pledge 5 people
    """).undertakings
    assert (down.amounts[Stage.PLEDGE], down.revised_down) == (exactly(5), True)


def test_one_odd_figure_does_not_outweigh_many() -> None:
    page = pages("""
        2024-02-28 | KE pledge 1,000 police
        2024-03-01 | KE pledge 1,000 police
        2024-03-06 | KE pledge 2,000 police
    """)
    assert page.accounts[0].amounts[Stage.PLEDGE] == exactly(1000)
    assert {each.rule for each in page.disputes} == {"intervals-apart"}


def test_what_was_first_promised_is_retold_without_revising() -> None:
    kenya = account("""
        2023-07-30 | KE pledge 1,000 police
        2024-05-01 | KE pledge 1,500 police
        2024-06-01 | KE pledge 1,500 police
        2024-09-27 | KE pledge 1,000 police
    """)
    assert kenya.amounts[Stage.PLEDGE] == exactly(1500)


def test_another_600_is_a_linked_top_up_told_again_without_cue() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2024-10-12 | KE pledge +600 police
        2024-10-14 | KE pledge 600 police
    """)
    assert page.accounts[0].amounts[Stage.PLEDGE] == exactly(1600)
    base, top_up = page.undertakings
    assert top_up.top_up_of == base.id


def test_a_lower_sum_of_money_is_part_of_the_larger_or_besides_it() -> None:
    money = account(
        """
        2024-03-12 | US pledge 300,000,000 USD
        2024-06-26 | US pledge 60,000,000 USD
        """,
        "US",
        "USD",
    )
    assert money.amounts[Stage.PLEDGE] == between(300_000_000, 360_000_000)


def test_promises_without_number_attach_or_stay_uncounted() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2024-01-30 | KE pledge ? police
        2023-09-01 | AG pledge ? people
    """)
    antigua, kenya = page.accounts
    assert antigua.uncounted == (Stage.PLEDGE,) and not antigua.amounts and antigua.outstanding is None
    assert kenya.last_affirmed is not None and kenya.last_affirmed.isoformat() == "2024-01-30"
    assert not kenya.uncounted


def test_denied_and_possible_claims_raise_nothing() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2023-08-30 | KE pledge 1,000 police | denied
        2023-08-30 | KE pledge 5,000 police | possible
        2023-08-30 | CA offer ? people | denied
    """)
    (kenya,) = page.accounts
    assert kenya.amounts[Stage.PLEDGE] == exactly(1000)
    assert kenya.amounts[Stage.INTEREST] == exactly(5000)
    assert len(page.not_posted) == 2


def test_a_condition_is_kept_with_the_undertaking() -> None:
    page = pages("2023-07-30 | KE pledge 1,000 police | conditional | if a mandate")
    assert page.undertakings[0].condition == "a mandate"
    assert page.accounts[0].amounts[Stage.PLEDGE] == exactly(1000)


def test_a_promise_withdrawn_before_anyone_left_is_nothing() -> None:
    barbados = account(
        """
        2024-02-29 | BB pledge 600 people
        2025-01-10 | BB ended ? people
        """,
        "BB",
    )
    assert barbados.amounts[Stage.PLEDGE] == exactly(0)
    assert barbados.outstanding == exactly(0)


def test_a_promise_made_again_after_it_was_withdrawn_is_a_new_undertaking() -> None:
    page = pages("""
        2024-02-29 | BB pledge 600 people
        2025-01-10 | BB ended ? people
        2025-03-10 | BB pledge 20 people
    """)
    assert page.accounts[0].amounts[Stage.PLEDGE] == exactly(20)
    assert [each.stage for each in page.undertakings] == [Stage.PLEDGE, Stage.ENDED]


def test_a_withdrawn_contingent_leaves_the_theatre_and_not_the_pledge() -> None:
    kenya = account("""
        2023-07-30 | KE pledge 1,000 police
        2024-07-17 | KE arrived 400 police | on 2024-07-16
        2024-09-01 | KE ended 17 police | on 2024-08-31
    """)
    assert kenya.present == exactly(383)
    assert kenya.outstanding == exactly(600)


def test_strength_is_the_last_stated_stock_and_it_expires() -> None:
    ledger = """
        2024-07-17 | KE arrived 400 police | on 2024-07-16
        2024-09-27 | KE arrived @383 police
        2024-10-20 | KE arrived +10 police | on 2024-10-18
    """
    assert account(ledger).present == exactly(393)
    late = account(ledger, as_of="2025-03-01")
    assert late.expired and late.last_reported is not None and late.last_reported.isoformat() == "2024-10-18"
    assert not account(ledger).expired


def test_a_strength_is_stated_only_where_somebody_states_it() -> None:
    moved = """
        2024-09-12 | JM arrived +24 soldiers | on 2024-09-12
        2025-04-17 | JM ended +24 soldiers | on 2025-04-16
    """
    counted = "2024-09-27 | JM arrived @24 soldiers"
    assert account(moved, "JM", as_of="2025-09-30").present == exactly(0)
    assert not account(moved, "JM", as_of="2025-09-30").present_stated
    assert account(counted, "JM", as_of="2024-10-30").present_stated


def test_money_has_no_strength() -> None:
    assert account("2024-06-21 | US arrived 60 USD", "US", "USD").present is None


def test_equipment_is_kept_by_item() -> None:
    page = pages("""
        2024-05-04 | US pledge 80 Humvee
        2024-05-04 | US pledge 35 MaxxPro
    """)
    assert [(each.resource, each.item) for each in page.accounts] == [
        (Resource.EQUIPMENT, "humvee"),
        (Resource.EQUIPMENT, "maxxpro"),
    ]


def test_a_block_qualifies_the_account_until_it_is_lifted() -> None:
    ledger = """
        2023-07-30 | KE pledge 1,000 police
        2023-10-10 | KE blocked | place KE | mission support-ht
        2024-03-02 | KE unblocked | place KE | mission support-ht
    """
    held = account(ledger, as_of="2023-12-01")
    assert len(held.blocked) == len(held.blocked_words) == 1
    assert held.amounts[Stage.PLEDGE] == exactly(1000)
    assert not account(ledger).blocked
    went_on = ledger.replace("2024-03-02 | KE unblocked | place KE | mission support-ht", ARRIVAL)
    assert not account(went_on).blocked


BLOCKS = """
    2023-07-30 | KE pledge 1,000 police
    2023-07-30 | KE pledge 5,000,000 USD
    2023-08-05 | US pledge 100,000,000 USD
    2023-08-05 | US pledge 40 trucks
    2023-10-10 | KE blocked | place HT | mission support-ht | object the deployment
    2023-10-11 | US blocked | place KE | mission support-ht | object $13.3 million of its contribution
"""


def test_a_block_holds_up_what_it_is_about_and_whose_it_is() -> None:
    found = pages(BLOCKS, as_of="2023-12-01").accounts
    assert {(each.party, str(each.resource)) for each in found if each.blocked} == {
        ("KE", "personnel"),
        ("US", "money"),
    }
    assert {(each.party, str(each.resource)) for each in found if not each.blocked} == {
        ("KE", "money"),
        ("US", "equipment"),
    }


def test_a_block_without_a_party_holds_up_the_state_where_it_happened() -> None:
    ledger = "2023-07-30 | KE pledge 1,000 police\n2023-10-10 | blocked | place KE | mission support-ht | object them"
    assert account(ledger, as_of="2023-12-01").blocked


def test_a_host_sends_no_people_to_itself() -> None:
    ledger = """
        2023-07-30 | KE pledge 1,000 police | to HT | mission haiti-mss
        2023-10-10 | HT committed 1,000 police | to HT | mission haiti-mss
        2023-10-10 | HT pledge 5,000,000 USD | to HT | mission haiti-mss
    """
    page = pages(ledger, mission="haiti-mss")
    assert [(each.party, str(each.resource)) for each in page.accounts] == [("HT", "money"), ("KE", "personnel")]
    assert len(page.not_posted) == 1


def test_every_number_can_be_recomputed_from_words() -> None:
    kenya = account("""
        2023-07-30 | KE pledge 1,000 police
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
    """)
    assert "arrived 400 = 200 (2024-06-25, report-1.txt) + 200 (2024-07-16, report-2.txt)" in kenya.arithmetic
    assert "outstanding 600 = pledge 1,000 - arrived 400" in kenya.arithmetic


def test_a_relief_of_hats_is_neither_arrival_nor_departure() -> None:
    ledger = """
        2025-09-29 | KE arrived @700 police | mission haiti-mss
        2025-10-03 | KE ended 700 police | on 2025-10-02 | mission haiti-mss
        2025-10-03 | KE arrived 700 police | on 2025-10-02 | mission haiti-gsf
    """
    (before,) = pages(ledger, mission="haiti-mss").accounts
    (after,) = pages(ledger, mission="haiti-gsf").accounts
    assert Stage.ENDED not in before.amounts
    assert after.present == before.present == exactly(700)
    assert not any(entry.event is Stage.ENDED for entry in pages(ledger, mission="haiti-mss").timeline)


def test_soldiers_are_present_beside_the_police() -> None:
    kenya = account("""
        2024-09-30 | KE arrived @4 police | doc list
        2024-09-30 | KE arrived @20 soldiers | doc list
    """)
    assert kenya.present == exactly(24)


def test_a_figure_for_everybody_ends_what_was_said_of_single_forces() -> None:
    kenya = account("""
        2024-09-30 | KE arrived @4 police | doc list
        2024-09-30 | KE arrived @20 soldiers | doc list
        2024-12-30 | KE arrived @22 people
    """)
    assert kenya.present == exactly(22)


def test_one_figure_that_two_texts_give_to_two_forces_is_one_figure() -> None:
    kenya = account("""
        2024-09-30 | KE arrived @20 police | doc first
        2024-10-02 | KE arrived @20 soldiers | doc second
    """)
    assert kenya.present == exactly(20)
