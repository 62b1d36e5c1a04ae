"""What is cut must hold every word, and no piece may be longer than a sentence can be."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.sentences.cut import LETTERS_A_WORD, pieces

WORDS = 20
LIMIT = WORDS * LETTERS_A_WORD


def test_lines_are_never_joined() -> None:
    found = list(pieces("A headline\n\nPORT SALUT, July 3 - The ship came.\nIt left again.", 200))
    assert [(p.words, p.line, p.paragraph, p.is_headline) for p in found] == [
        ("A headline", 0, 0, True),
        ("PORT SALUT, July 3 - ", 2, 1, False),
        ("The ship came.", 2, 1, False),
        ("It left again.", 3, 1, False),
    ]


def test_a_line_of_short_sentences_stays_whole() -> None:
    line = "The ship came in. " * 12
    assert [p.words for p in pieces(line, WORDS)] == [line]


@pytest.mark.parametrize("mark", ["", ",", ";"])
def test_a_run_on_line_is_cut(mark: str) -> None:
    line = f"the ship came in at noon{mark} and " * 200
    found = list(pieces(line, WORDS))
    assert "".join(p.words for p in found) == line
    assert max(len(p.words) for p in found) <= LIMIT
    if mark:
        assert all(p.words.rstrip().endswith(mark) for p in found[:-1])


def test_a_word_without_an_end_is_cut() -> None:
    assert max(len(p.words) for p in pieces("a" * 10_000, WORDS)) <= LIMIT


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .,;!?\n\"'\t", max_size=900))
def test_nothing_is_lost(text: str) -> None:
    found = list(pieces(text, 3))
    assert all(text[p.start : p.start + len(p.words)] == p.words for p in found)
    assert all(a.start + len(a.words) <= b.start for a, b in pairwise(found))
    kept = {i for p in found for i in range(p.start, p.start + len(p.words))}
    assert all(letter.isspace() for i, letter in enumerate(text) if i not in kept)
