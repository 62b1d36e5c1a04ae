"""Series, timeline, plans, mandates and targets."""

from datetime import date

import pytest

from musterbook.accounts.mandates import duration, last_day_named
from musterbook.model import Event, Stage

from .ledgers import account, between, exactly, pages, read


def test_figures_keep_their_windows_and_are_never_added() -> None:
    page = pages("""
        2024-04-20 | killed 1,660 people | on 2024-01-01/2024-04-01 | by un
        2024-04-22 | killed 1,660 people | on 2024-01-01/2024-04-01
        2024-07-31 | killed 945 people | on 2024-04-01/2024-07-01
        2024-07-31 | killed 90 people | on 2024-04-01/2024-07-01 | place SD
        2024-07-02 | displaced 578,074 people
    """)
    assert [each.id for each in page.series] == ["support-ht/displaced/HT/person", "support-ht/killed/HT/person"]
    killed = page.series[1]
    assert [(each.amount, each.sources, each.speaker) for each in killed.points] == [
        (exactly(1660), 2, "un"),
        (exactly(945), 1, None),
    ]


def test_a_milestone_is_told_once_with_all_who_tell_it() -> None:
    page = pages("""
        2021-07-08 | assassination | object Jovenel Moïse | on 2021-07-07
        2023-08-01 | assassination | object Jovenel Moise | on 2021-07-01/2021-08-01
        2024-04-26 | resignation | object Ariel Henry
        2024-04-27 | resignation | object Ariel Henry
        2024-04-27 | resignation | object Garry Conille
        2024-04-28 | resignation | object Ariel Henry | denied
    """)
    told = [(each.event, each.object, each.sources, each.polarity, each.latest) for each in page.timeline]
    assert [each[:4] for each in told] == [
        (Event.ASSASSINATION, "Jovenel Moïse", 2, "affirmed"),
        (Event.RESIGNATION, "Ariel Henry", 2, "affirmed"),
        (Event.RESIGNATION, "Garry Conille", 1, "affirmed"),
        (Event.RESIGNATION, "Ariel Henry", 1, "denied"),
    ]
    assert told[0][4] is None and told[1][4] == date(2024, 4, 26)


def test_deeds_stand_in_the_timeline_at_their_day_or_bound() -> None:
    page = pages("""
        2023-07-30 | KE pledge 1,000 police
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-06-28 | KE arrived 200 police | on 2024-06-25
        2024-09-27 | KE arrived 382 police
        2024-09-27 | KE arrived @383 police
    """)
    assert [(each.event, each.when.start, each.latest, each.sources) for each in page.timeline] == [
        (Stage.PLEDGE, None, date(2023, 7, 30), 1),
        (Stage.ARRIVED, date(2024, 6, 25), None, 2),
        (Stage.ARRIVED, None, date(2024, 9, 27), 1),
    ]


PLANS = """
    2024-09-26 | KE allocated 600 police | due 2024-10-01/2024-11-01
    2024-10-12 | KE allocated 600 police | due 2024-11-01/2024-12-01 | by William Ruto
"""


def test_plans_slip_and_fall_overdue() -> None:
    first, second = pages(PLANS + "2024-12-06 | KE interest ? police").plans
    assert first.overdue and second.overdue
    assert second.slipped_from == (first.due,) and second.said_by == "William Ruto"
    assert not any(each.overdue for each in pages(PLANS).plans if each.due.end == date(2024, 12, 1))


def test_an_arrival_of_that_amount_fulfils_a_plan() -> None:
    kenya = account(PLANS + "2025-01-19 | KE arrived +600 police | on 2025-01-18")
    assert not any(plan.overdue for plan in kenya.plans)
    part = account(PLANS + "2025-01-19 | KE arrived +217 police | on 2025-01-18")
    assert all(plan.overdue for plan in part.plans)


def test_so_many_in_place_do_not_fulfil_a_plan() -> None:
    page = pages("""
        2024-10-12 | KE allocated +600 police | due 2024-11-01/2024-12-01
        2025-01-20 | KE arrived #600 police
        2025-01-21 | KE arrived @600 police
    """)
    assert [plan.overdue for plan in page.plans] == [True]


def test_a_planned_election_is_a_plan_until_it_is_held() -> None:
    ledger = """
        2024-09-26 | KE pledge ? police
        2024-09-26 | election_set | due 2026-02-01/2026-03-01
        2026-04-01 | KE interest ? police
    """
    (plan,) = pages(ledger).plans
    assert plan.overdue
    assert not pages(ledger + "2026-04-01 | election_held | on 2026-02-15").plans[0].overdue
    assert not pages(ledger, as_of="2025-01-01").plans[0].overdue


def test_mandates_with_instrument_end_and_days_left() -> None:
    page = pages(
        """
        2023-10-03 | un-security-council mandate_adopted | on 2023-10-02 | object resolution 2699 | for twelve months
        2024-06-25 | un-security-council mandate_adopted | on 2023-10-01/2023-11-01
        2024-10-01 | un-security-council mandate_renewed | on 2024-09-30 | due ../2025-10-03 | object resolution 2751
        """,
        as_of="2024-10-02",
    )
    first, second = page.mandates
    assert (first.instrument, first.period.start, first.period.end) == (
        "resolution 2699",
        date(2023, 10, 2),
        date(2024, 10, 2),
    )
    assert (first.days_left, len(first.claims)) == (0, 2)
    assert (second.instrument, second.days_left) == ("resolution 2751", 366)


def test_a_mandate_told_by_its_day_and_by_its_instrument_is_one() -> None:
    page = pages(
        """
        2023-10-03 | un-security-council mandate_adopted | object Resolution 2699
        2023-10-14 | un-security-council mandate_adopted | on 2023-10-02 | object the mission | for 12 months
        2024-10-01 | un-security-council mandate_renewed | object the mission | for a year
        2024-10-19 | un-security-council mandate_renewed | on 2024-09 | object its mandate | until 2 October 2025
        2024-10-20 | african-union mandate_adopted | on 2024-09-28 | object communiqué 1101
        """.replace("on 2024-09 ", "on 2024-09-01/2024-10-01 "),
        as_of="2024-10-20",
    )
    told = [(one.body, one.instrument, one.period.start, one.period.end, len(one.claims)) for one in page.mandates]
    assert told == [
        ("un-security-council", "resolution 2699", date(2023, 10, 2), date(2024, 10, 2), 2),
        ("un-security-council", None, date(2024, 9, 1), date(2025, 10, 3), 2),
        ("african-union", "communiqué 1101", date(2024, 9, 28), None, 1),
    ]
    assert page.mandates[1].days_left == 348


@pytest.mark.parametrize(
    ("words", "length", "lasting"),
    [
        ("for twelve months", (12, 0), (12, 0)),
        ("for a year", (12, 0), (12, 0)),
        ("a one-year mandate", (12, 0), None),
        ("a year after the first", None, None),
        ("another six months", (6, 0), (6, 0)),
        ("in 12 months", (12, 0), None),
    ],
)
def test_how_long_words_say_that_a_mandate_lasts(words: str, length: object, lasting: object) -> None:
    assert (duration(words), duration(words, lasting=True)) == (length, lasting)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("renewed last month until 2 October 2025", date(2025, 10, 2)),
        ("extended through October 2, 2025", date(2025, 10, 2)),
        ("until the end of October 2025", None),
        ("until 31 February 2025", None),
    ],
)
def test_until_when_words_say_that_a_mandate_lasts(words: str, day: date | None) -> None:
    assert last_day_named(words) == day


def test_the_latest_target_stands() -> None:
    ledger = """
        2024-05-20 | strength_target <2,500 people
        2025-10-01 | strength_target 5,550 people
        2025-10-01 | funding_target 600,000,000 USD
    """
    page = pages(ledger)
    assert page.target.amount == exactly(5550)
    assert page.funding_target is not None and page.funding_target.amount == exactly(600_000_000)
    assert pages(ledger, as_of="2025-01-01").target.amount == between(None, 2500)


def test_a_total_stated_for_a_later_day_is_not_checked_yet() -> None:
    ledger = """
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-18 | KE arrived =400 police | on 2024-07-17
    """
    assert len(pages(ledger).assertions) == 1
    assert pages(ledger, as_of="2024-07-01").assertions == ()


def test_the_strength_of_the_mission_is_checked_against_the_accounts() -> None:
    (stated,) = pages("""
        2024-09-10 | KE arrived @383 police
        2024-09-13 | JM arrived 24 people | on 2024-09-12
        2024-09-30 | strength_present 410 people
    """).assertions
    assert (stated.check, stated.asserted, stated.posted, stated.residual) == (
        "residual",
        exactly(410),
        exactly(407),
        exactly(3),
    )


def test_a_government_that_asks_its_parliament_stays_outside() -> None:
    page = pages("""
        2021-06-25 | US pledge 100 USD
        2021-06-25 | US request 3,300 USD | from US
        2021-06-25 | US request 500 USD | from HT
    """)
    (money,) = page.accounts
    assert money.amounts[Stage.REQUEST] == exactly(500)


def test_every_claim_id_on_the_pages_is_in_the_reading() -> None:
    reading = read(PLANS + "2024-06-26 | KE JM arrived 200 police | on 2024-06-25")
    for page in reading.missions:
        named = {each for entry in page.timeline for each in entry.claim_ids} | set(page.not_posted)
        named |= {each for account_ in page.accounts for staged in account_.claims.values() for each in staged}
        assert named and named <= reading.claims.keys()
