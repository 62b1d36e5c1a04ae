"""A whole mission as an account book with the disagreements of its press, and what stood on eleven days.

The figures are public ones of a mission to Haiti; each line is a report with the day of its publication.
"""

import pytest

from musterbook.model import Amount, Stage

from .ledgers import between, exactly, pages

HAITI = """
    2023-07-30 | KE pledge 1,000 police | on 2023-07-29
    2023-08-02 | BS pledge 150 people
    2023-08-05 | JM pledge 200 people
    2023-08-05 | AG pledge ? people
    2023-10-03 | un-security-council mandate_adopted | on 2023-10-02 | object resolution 2699
    2023-10-10 | KE blocked | place KE | on 2023-10-09
    2023-10-13 | US pledge 200 USD
    2023-11-16 | KE committed 1,000 police | on 2023-11-16
    2024-03-02 | KE unblocked | place KE | on 2024-03-01
    2024-02-27 | BJ pledge 2,000 people
    2024-02-29 | BJ pledge 1,500 people
    2024-03-01 | BJ pledge 1,500 people
    2024-03-12 | US pledge 300 USD
    2024-03-15 | BZ pledge 50 people
    2024-04-28 | strength_target <2,500 people
    2024-06-26 | KE arrived 200 police | on 2024-06-25
    2024-06-27 | KE arrived 200 police | on 2024-06-25
    2024-06-27 | KE arrived 400 police | on 2024-06-25
    2024-07-08 | KE arrived 200 police | on 2024-06-25
    2024-07-17 | KE arrived +200 police | on 2024-07-16
    2024-07-18 | KE arrived +200 police | on 2024-07-16
    2024-09-13 | JM arrived 24 people | on 2024-09-12
    2024-09-13 | BZ arrived 2 people | on 2024-09-12
    2024-09-14 | GT pledge 150 people
    2024-09-14 | SV pledge 78 people
    2024-09-26 | KE arrived 382 police
    2024-09-27 | KE arrived @383 police
    2024-09-27 | JM arrived 25 people
    2024-10-12 | KE allocated 600 police | due 2024-11-01/2024-12-01
    2024-10-19 | BS arrived 6 people | on 2024-10-18
    2024-12-06 | KE ended ? police | denied
    2025-01-04 | GT arrived 75 people | on 2025-01-03
    2025-01-04 | SV arrived 8 people | on 2025-01-03
    2025-01-05 | GT arrived +75 people | on 2025-01-04
    2025-01-10 | BB ended ? people
    2025-01-18 | KE arrived 217 police | on 2025-01-18
    2025-02-05 | SV arrived 70 people | on 2025-02-04
    2025-02-06 | KE arrived 144 police | on 2025-02-06
    2025-02-07 | KE arrived @744 police
"""

BALANCE = [
    # day, giver, pledged, arrived, present
    ("2023-07-31", "KE", exactly(1000), None, None),
    ("2023-10-15", "KE", exactly(1000), None, None),
    ("2024-03-15", "BJ", exactly(1500), None, None),
    ("2024-06-30", "KE", exactly(1000), between(200, 400), between(200, 400)),
    ("2024-07-31", "KE", exactly(1000), between(400, 600), between(400, 600)),
    ("2024-09-30", "JM", exactly(200), between(24, 25), between(24, 25)),
    ("2024-09-30", "KE", exactly(1000), between(400, 600), exactly(383)),
    ("2024-10-31", "BS", exactly(150), exactly(6), exactly(6)),
    ("2025-01-31", "GT", exactly(150), exactly(150), exactly(150)),
    ("2025-01-31", "KE", exactly(1000), between(617, 817), exactly(600)),
    ("2025-02-28", "SV", exactly(78), exactly(78), exactly(78)),
    ("2025-02-28", "KE", exactly(1000), between(761, 961), exactly(744)),
]


@pytest.mark.parametrize(("day", "giver", "pledged", "arrived", "present"), BALANCE)
def test_balance(day: str, giver: str, pledged: Amount, arrived: Amount | None, present: Amount | None) -> None:
    page = pages(HAITI, as_of=day, known=day)
    (account,) = [each for each in page.accounts if each.party == giver]
    assert account.amounts.get(Stage.PLEDGE) == pledged
    assert account.amounts.get(Stage.ARRIVED) == arrived
    assert account.present == present


def test_the_first_flight_is_disputed_and_both_sides_are_shown() -> None:
    page = pages(HAITI)
    (dispute,) = [each for each in page.disputes if "arrived" in each.about and each.rule == "intervals-apart"]
    assert (len(dispute.left), len(dispute.right)) == (3, 1)


def test_kenya_is_held_up_only_while_the_court_holds_it() -> None:
    held = {day: [each.party for each in pages(HAITI, as_of=day, known=day).accounts if each.blocked] for day in DAYS}
    assert held == {"2023-10-15": ["KE"], "2024-02-01": ["KE"], "2024-04-30": []}


DAYS = ("2023-10-15", "2024-02-01", "2024-04-30")


def test_money_follows_the_latest_sum() -> None:
    (money,) = [each for each in pages(HAITI).accounts if each.unit == "USD"]
    assert money.amounts[Stage.PLEDGE] == exactly(300)


def test_the_plan_of_600_falls_overdue_until_they_have_come() -> None:
    assert [each.overdue for each in pages(HAITI, as_of="2024-12-31", known="2024-12-31").plans] == [True]
    assert [each.overdue for each in pages(HAITI, as_of="2024-11-15", known="2024-11-15").plans] == [False]
