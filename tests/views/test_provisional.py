"""How far a page is provisional is said on the page and on every row of which a person has seen something."""

from dataclasses import replace

from musterbook.model import Account, Reading
from musterbook.views.provisional import account_detail, account_words, page_words, stamp


def accounts(reading: Reading, *counts: tuple[int, int, int]) -> list[Account]:
    first = next(account for page in reading.missions for account in page.accounts)
    return [
        replace(first, posted=posted, unreviewed=unreviewed, unproved=unproved, provisional=bool(unreviewed))
        for posted, unreviewed, unproved in counts
    ]


def test_nothing_reviewed(reading: Reading):
    found = accounts(reading, (12, 12, 9), (3, 3, 3))
    assert stamp(found) == "provisional"
    assert page_words(reading, found) == (
        "No person has reviewed any of the 15 claims behind these figures. Of the unreviewed, 12 have no proved rule "
        "or grade behind them yet and post all the same (posting = provisional)."
    )
    assert [account_words(each) for each in found] == ["", ""]
    assert account_detail(found[0]).startswith("provisional: 12 of 12 posted claims reviewed by nobody, 9 of them")


def test_nothing_reviewed_and_everything_proved(reading: Reading):
    words = page_words(reading, accounts(reading, (12, 12, 0)))
    assert words == "No person has reviewed any of the 12 claims behind these figures."


def test_some_of_it_reviewed(reading: Reading):
    found = accounts(reading, (12, 10, 9), (3, 0, 0))
    assert stamp(found) == "provisional_part"
    assert page_words(reading, found).startswith("5 of the 15 claims behind these figures are reviewed by a person;")
    assert [account_words(each) for each in found] == ["2 of 12 claims reviewed", "reviewed"]
    assert account_detail(found[1]) == ""


def test_all_of_it_reviewed(reading: Reading):
    found = accounts(reading, (12, 0, 0))
    assert stamp(found) == ""
    assert page_words(reading, found) == "All 12 claims behind these figures are reviewed by a person."


def test_where_only_proved_rules_post(reading: Reading):
    strict = replace(reading, posting="proved")
    assert page_words(strict, accounts(strict, (12, 12, 0))).endswith("post (posting = proved).")


def test_a_page_without_accounts_is_provisional_and_counts_nothing(reading: Reading):
    assert stamp([]) == "provisional" and page_words(reading, []) == ""
