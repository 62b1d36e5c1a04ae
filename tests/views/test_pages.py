import pytest

from musterbook.errors import NotFoundError
from musterbook.model import Reading, Stage
from musterbook.views.pages import choose, restricted_claims, shareable


def test_without_a_name_the_mission_with_most_claims_is_chosen_and_the_others_are_named(reading: Reading):
    chosen = choose(reading)
    assert chosen.pages and chosen.pages.mission.id == "amber-support"
    assert chosen.others == ("support-Lakeland",)


@pytest.mark.parametrize("name", ["amber-support", "Amber Support Mission", "asm"])
def test_a_mission_is_found_by_id_or_name(reading: Reading, name: str):
    chosen = choose(reading, name)
    assert chosen.pages and chosen.pages.mission.id == "amber-support"


def test_an_unknown_mission_is_answered_with_those_that_there_are(reading: Reading):
    with pytest.raises(NotFoundError, match="amber-support, support-Lakeland"):
        choose(reading, "elsewhere")


def test_nothing_that_rests_on_a_restricted_document_is_left_in_what_may_leave(reading: Reading):
    hidden = restricted_claims(reading)
    shared = shareable(reading)
    assert len(hidden) == 1
    assert hidden.isdisjoint(shared.claims)
    assert not [document for document in shared.documents.values() if document.rights == "restricted"]
    pages = choose(shared).pages
    assert pages and hidden.isdisjoint(pages.not_posted)
    assert "Westmark" not in {account.party for account in pages.accounts}
    assert not any(hidden & set(ids) for account in pages.accounts for ids in account.claims.values())
    norland = next(account for account in pages.accounts if account.party == "Norland")
    assert norland.amounts[Stage.PLEDGE].low == 1000


def test_a_reading_without_restricted_documents_passes_unchanged(reading: Reading):
    shared = shareable(reading)
    assert shareable(shared) is shared
