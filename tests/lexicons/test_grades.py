"""The two learned scores: what they make of known, unknown and opposite signs."""

import math
from importlib.resources import files

import pytest

from musterbook.lexicons.grades import NOTHING, Scorecard, SecondReader, scorecard, second_reader
from musterbook.model import Grade, Measure, Stage

READER = SecondReader(values=("arrived", NOTHING), bias=(0.0, 0.0), weights={"verb=landed": (2.0, -1.0)})
CARD = Scorecard(bias=0.0, weights={"good": 2.0, "bad": -3.0}, floors=((Grade.SURE, 0.8), (Grade.FAIR, 0.4)))


def test_chances_sum_to_one_and_follow_the_weights() -> None:
    chances = READER.chances(["verb=landed"])
    assert math.isclose(sum(chances.values()), 1)
    assert chances["arrived"] == pytest.approx(1 / (1 + math.exp(-3)))


def test_what_was_never_seen_says_nothing_and_what_is_said_twice_counts_once() -> None:
    assert READER.chances(["verb=levitated"]) == READER.chances([])
    assert READER.chances(["verb=landed", "verb=landed"]) == READER.chances(["verb=landed"])


def test_grades_follow_their_floors() -> None:
    assert CARD.grade({"good": 1.0}) is Grade.SURE
    assert CARD.grade({}) is Grade.FAIR
    assert CARD.grade({"bad": 1.0}) is Grade.UNSURE
    assert CARD.chance({"good": 0.5}) < CARD.chance({"good": 1.0})


def test_the_shipped_weights_are_small_and_speak_of_known_values() -> None:
    assert set(second_reader().values) - {NOTHING} <= {*Stage, *Measure}
    assert all(len(row) == len(second_reader().values) for row in second_reader().weights.values())
    assert [grade for grade, _ in scorecard().floors] == [Grade.SURE, Grade.FAIR]
    assert (files("musterbook.lexicons") / "en" / "grades.json").stat().st_size < 1_000_000  # type: ignore[attr-defined]
