"""Corrections in words: which figure is taken back, which one holds, and what is no correction at all."""

from pathlib import Path

import pytest

from musterbook import flow
from musterbook.claims.corrections import notices
from musterbook.lexicons.corrections import correction_words
from musterbook.model import Stage
from musterbook.settings import Settings


def pairs(text: str) -> list[tuple[str, str]]:
    return [(wrong.text, right.text if right else "") for notice in notices(text) for wrong, right in notice.pairs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Correction: an earlier version of this article said 400; it is 200.", [("400", "200")]),
        ("An earlier version of this story gave 400 instead of 200.", [("400", "200")]),
        ("An earlier version misstated the sum. It is $6 million, not $60 million.", [("$60 million", "$6 million")]),
        ("Clarification: the camp holds 1,000 people rather than 2,000.", [("2,000", "1,000 people")]),
        ("Correction: our story of 3 May said that 90 nurses had left. It was 70.", [("90 nurses", "70")]),
        ("The ministry clarified that 200 nurses had come, not 400.", [("400", "200 nurses")]),
        ("70 nurses came, not 90 as previously reported.", [("90", "70 nurses")]),
        ("Editor's note: a previous version said 90 nurses came, 30 of them by sea. In fact 70 came, 20 by sea.",
         [("90 nurses", "70"), ("30", "20")]),
        ("Correction: an earlier version of this article wrongly said that 400 had come.", [("400", "")]),
    ],
)  # fmt: skip
def test_what_is_taken_back_and_what_holds(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chad said 200 soldiers would go, not 400.",
        "An earlier report put the toll at 12. The police now say 20 were killed.",
        "The agency previously reported 400 dead and now counts 500.",
        "An earlier version of the draft resolution asked for 1,000 troops; this one asks for 2,500.",
        "An earlier version of the bill had $40 million. It now has $60 million.",
        "The officers joined an earlier contingent of 200, and 400 more will follow.",
        "The correctional service sent 20 officers rather than 40.",
    ],
)
def test_what_is_no_correction(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("This story has been retracted.", True),
        ("This article was later withdrawn because its figures could not be confirmed.", True),
        ("RETRACTION: Peru sends 400", True),
        ("We retract this story.", True),
        ("The agency has retracted this report.", True),
        ("The minister retracted the statement.", False),
        ("Peru has withdrawn the report.", False),
        ("The article was later withdrawn.", False),
        ("The government has withdrawn its offer.", False),
        ("This contingent has been withdrawn.", False),
    ],
)
def test_what_takes_back_a_whole_text(text: str, is_one: bool) -> None:
    assert (correction_words().retraction.search(text) is not None) is is_one


FIRST = "Peru has sent 400 police officers to Haiti, the government in Lima said.\n"
SECOND = """Peru has sent 200 police officers to Haiti, the government in Lima said.

Correction: an earlier version of this article said that Peru had sent 400 police officers to Haiti. It is 200.
"""
NOTE = "Correction: on Tuesday our article said that Peru had sent 400 police officers to Haiti. It had sent 200.\n"


@pytest.mark.parametrize("second", [SECOND, NOTE])
def test_from_the_text_to_the_balance(tmp_path: Path, second: str) -> None:
    """A correction that stands under another name, as an article or as a note alone."""
    head = "---\npublished: {day}\npublisher: Example Daily\ntitle: {title}\n---\n"
    (tmp_path / "first.md").write_text(head.format(day="2024-06-25", title="Officers leave") + FIRST, "utf-8")
    (tmp_path / "second.md").write_text(head.format(day="2024-06-27", title="On our article") + second, "utf-8")
    settings = Settings()
    with flow.open_book(tmp_path / "a.book", settings) as book:
        flow.read_into(book, tmp_path, settings)
        after = flow.reading(book, settings=settings)
        before = flow.reading(book, known=after.known.replace(day=26), settings=settings)
    (peru,) = after.missions[0].accounts
    assert peru.amounts[Stage.DISPATCHED].low == peru.amounts[Stage.DISPATCHED].high == 200
    assert [each.rule for each in after.missions[0].disputes] == ["corrected"]
    assert before.missions[0].accounts[0].amounts[Stage.DISPATCHED].high == 400
