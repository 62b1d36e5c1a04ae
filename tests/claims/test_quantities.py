"""Quantities: the case file, offsets, and properties that hold for any text."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.claims.quantities import quantities
from musterbook.errors import LexiconError
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.numbers import index
from musterbook.lexicons.units import plural_of, singular_of, units

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "en" / "quantities.toml").read_text("utf-8"))["case"]


def shown(value: Decimal | None) -> str | float:
    return "-" if value is None else float(value)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_case_file(case):
    found = [
        [q.text, shown(q.low), shown(q.high), q.unit, "" if q.kind == "unknown" else str(q.kind), q.approx]
        for q in quantities(case["text"])
    ]
    assert found == case["want"]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("1,000 Kenyan police officers arrived", "police officers"),
        ("800 Stinger anti-aircraft systems", "Stinger anti-aircraft systems"),
        ("400 more troops", "troops"),
        ("a battalion of 850", "battalion"),
        ("a 217-member police contingent left", "police contingent"),
        ("dozens of armed men", "armed men"),
        ("217 left on Saturday", ""),
    ],
)
def test_the_noun_is_kept_as_printed(text, noun):
    assert quantities(text)[0].noun == noun


def test_values_are_plain_decimals():
    assert str(quantities("$2.50 million")[0].low) == "2500000"
    assert str(quantities("half a million people")[0].low) == "500000"


def test_nothing_crosses_a_line():
    found = quantities("It named 40\nofficers said so")
    assert [(q.text, q.unit) for q in found] == [("40", "")]


def test_weight_and_sterling_are_told_apart():
    assert quantities("500 pounds of flour")[0].unit == "pound"
    assert quantities("500 million pounds")[0].unit == "GBP"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–$£%()'\nabkmnotfwehuirds'"), max_size=80))
def test_any_text_gives_ordered_exact_spans(text):
    end = 0
    for q in quantities(text):
        assert end <= q.start < q.end <= len(text)
        assert text[q.start : q.end] == q.text
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
        end = q.end


def test_lexicons_hold_together():
    table = currencies()
    assert table.symbols["$"] == "USD"
    assert table.names[("kenyan", "shillings")] == "KES"
    assert units().nouns["soldiers"] == "person"
    assert plural_of("family") == "families"
    assert singular_of("batteries", {}) == "battery"


def test_an_empty_phrase_is_a_lexicon_error():
    with pytest.raises(LexiconError, match="empty phrase"):
        index({"low": [""]}, last=True)
