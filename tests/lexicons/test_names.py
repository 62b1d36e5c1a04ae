"""Names of people across documents: spellings of one name join, other people stay apart."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.lexicons.names import edits, merge_people, name_parts, same_person


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("José Peña", "Jose Pena"),
        ("Antony J. Blinken", "Tony Blinken"),
        ("Joseph R. Biden, Jr.", "Joe Biden"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("W. Ruto", "William Ruto"),
        ("Dr Alfred Mutua", "Alfred Mutua"),
        ("Alix Didier Fils-Aimé", "Alix Didier Fils-Aime"),
    ],
)
def test_spellings_of_one_person(a: str, b: str) -> None:
    assert same_person(a, b) and same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Joe Biden", "Hunter Biden"),
        ("Paul Biya", "Franck Biya"),
        ("Idriss Déby", "Mahamat Déby"),
        ("Anna Lee", "Anna Lim"),
        ("Ruto", "William Ruto"),
        ("John Mahama", "John Musila"),
        ("Emine Erdogan", "Recep Tayyip Erdogan"),
    ],
)
def test_other_people(a: str, b: str) -> None:
    assert not same_person(a, b)


def test_the_fullest_spelling_is_kept_whatever_the_order() -> None:
    names = ["Jovenel Mose", "Jovenel Moise", "Jovenel Moïse", "Joe Biden"]
    for order in permutations(names):
        merged = merge_people(order)
        assert {merged[n] for n in names[:3]} == {"Jovenel Moïse"}
        assert merged["Joe Biden"] == "Joe Biden"


def test_a_spelling_between_two_people_joins_neither() -> None:
    merged = merge_people(["A. Weber", "Anna Weber", "Albert Weber"])
    assert merged["A. Weber"] == "A. Weber"
    assert merged["Anna Weber"] == "Anna Weber"
    assert merged["Albert Weber"] == "Albert Weber"


def test_parts() -> None:
    assert name_parts("Ferdinand Marcos Jr.") == (("ferdinand",), "marcos")
    assert name_parts("") == ((), "")


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_is_a_symmetric_distance(a: str, b: str) -> None:
    assert edits(a, b, 6) == edits(b, a, 6)
    assert (edits(a, b) == 0) == (a == b)


@given(st.lists(st.text("abéR. -'", min_size=1, max_size=12), max_size=8))
def test_merging_any_names_keeps_them_all(names: list[str]) -> None:
    merged = merge_people(names)
    assert set(merged) == set(names)
    assert all(value in merged for value in merged.values())
