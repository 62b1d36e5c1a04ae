"""When two claims meet: many pairs that must not dispute, and the few that must."""

from pathlib import Path

import pytest

from musterbook.accounts.verdicts import verdict

from .ledgers import book, pages

CASES = [
    tuple(line.strip() for line in block.splitlines())
    for block in (Path(__file__).parents[1] / "cases" / "accounts" / "verdicts.txt")
    .read_text("utf-8")
    .split("\n\n")[1:]
]


@pytest.mark.parametrize(("expected", "first", "second"), CASES)
def test_verdict(expected: str, first: str, second: str) -> None:
    (a, b), _ = book(f"{first}\n{second}")
    rulings = [verdict(a, b), verdict(b, a)]
    assert [f"{each.verdict} {each.rule}" for each in rulings] == [expected] * 2


def test_copies_never_dispute() -> None:
    (a, b), _ = book("2024-03-01 | KE pledge 1,000 police\n2024-03-06 | KE pledge 2,000 police")
    assert verdict(a, b, copies=True).verdict == "agrees"


def test_a_dispute_names_all_sentences_of_both_sides_once() -> None:
    page = pages("""
        2024-03-01 | KE pledge 1,000 police
        2024-03-02 | KE pledge 1,000 people
        2024-03-06 | KE pledge 2,000 police
    """)
    (dispute,) = page.disputes
    assert (len(dispute.left), len(dispute.right)) == (2, 1)
    assert "1,000" in dispute.explanation and "2,000" in dispute.explanation and dispute.settle
    assert page.accounts[0].disputes == (dispute.id,)


def test_a_plan_due_before_its_announcement_is_disputed() -> None:
    page = pages("""
        2024-09-26 | KE allocated ? police | due 2024-01-01/2024-02-01 | doc speech
        2024-09-26 | allocated 2,500 people | due ../2025-02-01 | doc speech
        2024-09-26 | KE allocated 600 police | due 2024-11-01/2024-12-01
    """)
    (dispute,) = page.disputes
    assert dispute.rule == "plan-before-announcement"
    assert len(dispute.left) == 1 and len(dispute.right) == 2


def test_an_undated_document_is_not_older_than_what_it_reports() -> None:
    page = pages("""
        undated | KE allocated ? police | due 2024-01-01/2024-02-01 | doc speech
        undated | Ariel-Henry visit | on 2024-03-01/2024-04-01 | doc speech | place KE
    """)
    assert [each.rule for each in page.disputes] == ["plan-before-announcement"]


def test_an_old_plan_retold_with_its_day_is_no_dispute() -> None:
    page = pages("2024-09-26 | KE pledge 1,000 police | on 2023-07-29 | due ../2024-02-01")
    assert not page.disputes


def test_an_arrival_before_the_authorisation_of_the_same_text_is_disputed() -> None:
    page = pages("""
        2024-07-01 | KE arrived 200 police | on 2023-06-25 | doc report
        2024-07-01 | un-security-council mandate_adopted | on 2023-10-02 | doc report
    """)
    assert [each.rule for each in page.disputes] == ["arrival-before-authorisation"]
