"""A very long document is read in sections, and what they say stands where it stands in the whole."""

from itertools import pairwise

import pytest

from musterbook import documents, intake
from musterbook.model import Document, check_evidence, document_id
from musterbook.sentences import sections
from musterbook.settings import Settings

SETTINGS = Settings()


@pytest.mark.parametrize("text", ["", "a", "word " * 500, "x" * 3_000, "A line.\n\n" * 300, "a. b. " * 400])
def test_sections_are_the_text(text: str) -> None:
    found = list(sections(text, 1_000))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= 1_000 for start, end in found)
    assert all(before[1] == after[0] for before, after in pairwise(found))


def test_a_section_ends_with_a_paragraph() -> None:
    text = "One sentence. And another.\n\n" * 100
    assert all(text[start:end].endswith("\n\n") for start, end in list(sections(text, 1_000))[:-1])


def test_claims_of_sections_show_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [item for item in documents.read(["sample:haiti-mss"], SETTINGS) if isinstance(item, Document)]
    text = "\n\n".join(article.text for article in found[:6])
    whole = Document(id=document_id("long", text), name="long", text=text, source_text=text)
    limit = max(len(article.text) for article in found[:6]) + 10
    monkeypatch.setattr("musterbook.sentences.SECTION_LETTERS", limit)
    monkeypatch.setattr("musterbook.sentences.sections", lambda text: sections(text, limit))
    claims = intake.understand([whole, *found[:2]], SETTINGS)[0].claims
    assert len(claims) > 20
    assert max(claim.span.start for claim in claims) > limit
    for claim in claims:
        check_evidence(claim, text)
        assert claim.quantity is None or text[claim.quantity.start : claim.quantity.end]
