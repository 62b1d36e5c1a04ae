"""Grades: every machine claim has one, and none changes what is read."""

from dataclasses import replace

import pytest

from musterbook import flow, parties, sentences
from musterbook.claims.extract import read_in, scene_of
from musterbook.claims.surroundings import surroundings, word_classes
from musterbook.model import Document, Family, Grade, document_id
from musterbook.settings import Settings

TEXT = """Togo sends engineers to Guyana

Togo sent 120 engineers to Guyana on Monday. "They will build bridges," Minister Ama Kpodo said.
Peru has pledged $4 million for the same bridges; 14 people were killed when one of them fell in May."""


def document(text: str = TEXT) -> Document:
    return Document(id=document_id("grades", text), name="grades", text=text, source_text=text)


def test_every_claim_but_a_quotation_has_a_grade() -> None:
    claims = flow.extract(document())
    assert {claim.family for claim in claims} > {Family.COMMITMENT, Family.QUOTE}
    assert all((claim.grade is None) is (claim.family is Family.QUOTE) for claim in claims)


def test_a_grade_changes_nothing_that_is_read() -> None:
    (parsed,) = sentences.parse_many([document()], Settings())
    scene = scene_of(parsed, parties.cast(parsed))
    assert scene is not None
    assert [replace(claim, grade=None) for claim in flow.extract(document())] == read_in(scene)


def test_the_same_text_has_the_same_grades() -> None:
    assert flow.extract(document()) == flow.extract(document())


@pytest.mark.parametrize(
    ("say", "grade"),
    [
        ("Togo sent 120 engineers to Guyana on Monday.", Grade.SURE),
        ("At least 14 people were killed in the attack on Monday.", Grade.SURE),
    ],
)
def test_what_is_said_plainly_is_sure(say: str, grade: Grade) -> None:
    assert [claim.grade for claim in flow.extract(document(say))][:1] == [grade]


def test_surroundings_name_the_verb_by_word_and_by_class_and_nobody_by_name() -> None:
    (parsed,) = sentences.parse_many([document("Some 120 engineers from Togo landed in Guyana on Monday.")], Settings())
    scene = scene_of(parsed, parties.cast(parsed))
    assert scene is not None
    names = set(surroundings(scene, scene.quantities[0]))
    assert {"verb=landed", "verb-class=motion:arrived", "unit=person", "noun=engineers"} <= names
    assert not any("togo" in name.lower() or "guyana" in name.lower() for name in names)


def test_word_classes_do_not_depend_on_the_order_of_sets() -> None:
    assert all(list(names) == sorted(names) for names in word_classes().values())
