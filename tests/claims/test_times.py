"""When claims are true: the date of the clause, of the clause beside it, of the words that tell it, or none."""

from datetime import date

import pytest

from musterbook import flow
from musterbook.model import Document, Family, Period, Stage, document_id

SAID = Period(start=date(2024, 6, 13), end=date(2024, 6, 14))  # a Thursday
TUESDAY, WEDNESDAY = date(2024, 6, 11), date(2024, 6, 12)


def _valid(text: str, stage: Stage) -> list[date | None]:
    document = Document(
        id=document_id("note", text),
        name="note",
        text=text,
        source_text=text,
        published=SAID,
        title="Mission in Liberia",
    )
    found = [c for c in flow.extract(document) if c.family is Family.COMMITMENT and c.stage is stage]
    return [claim.valid.start for claim in found]


@pytest.mark.parametrize(
    ("text", "stage", "days"),
    [
        ("Ghana said on Tuesday that it would send 150 police officers to Liberia.", Stage.PLEDGE, [TUESDAY]),
        ("Ghana will send 150 police officers to Liberia, its minister said on Tuesday.", Stage.PLEDGE, [TUESDAY]),
        ("Ghana has sent the 150 officers that it promised Liberia on Tuesday.", Stage.DISPATCHED, [None]),
        ("Ghana said on Tuesday that 150 officers had arrived in Liberia from Mali.", Stage.ARRIVED, [None]),
        (
            "The 24 Malian soldiers flew home on Wednesday, and a relief team of 21 took their place in Liberia.",
            Stage.ARRIVED,
            [WEDNESDAY],
        ),
        (
            "The minister spoke on Tuesday in Monrovia. On the same day 70 soldiers from Ghana landed in Liberia.",
            Stage.ARRIVED,
            [TUESDAY],
        ),
        (
            "Forty police from Ghana landed in Liberia on Wednesday, a day after 30 soldiers from Togo had arrived.",
            Stage.ARRIVED,
            [WEDNESDAY, TUESDAY],
        ),
        ("On the same day 70 soldiers from Ghana landed in Liberia.", Stage.ARRIVED, [None]),
    ],
)
def test_when_it_is_true(text: str, stage: Stage, days: list[date | None]) -> None:
    assert _valid(text, stage) == days


def test_a_second_figure_of_victims_shares_the_window_of_the_first() -> None:
    text = "From January to March 900 people were killed in Mali and 400 injured, the United Nations mission said."
    document = Document(id=document_id("n", text), name="n", text=text, source_text=text, published=SAID)
    windows = {c.measure: c.valid for c in flow.extract(document) if c.family is Family.SITUATION}
    assert len(set(windows.values())) == 1
    assert set(windows.values()) == {Period(start=date(2024, 1, 1), end=date(2024, 4, 1))}
