"""Case file of direct quotations: which words are quoted, and who is made to say them."""

import tomllib
from pathlib import Path

import pytest

from musterbook import flow
from musterbook.model import Claim, Document, Family, Period, document_id

FILE = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "en" / "quotes.toml").read_text("utf-8"))
CASES, ACTS = FILE["case"], FILE["act"]


def _speaker(claim: Claim) -> str:
    return claim.speaker or claim.speaker_role or "-"


def _quotes(text: str) -> list[Claim]:
    document = Document(id=document_id("case", text), name="case", text=text, source_text=text, published=Period())
    return [claim for claim in flow.extract(document) if claim.family is Family.QUOTE]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, object]) -> None:
    found = [(_speaker(claim), claim.words or "") for claim in _quotes(str(case["say"])) if claim.direct]
    wanted = [tuple(line.split(": ", 1)) for line in case["quotes"]]  # type: ignore[attr-defined]
    assert [speaker for speaker, _ in found] == [speaker for speaker, _ in wanted]
    assert all(words.startswith(begin) for (_, words), (_, begin) in zip(found, wanted, strict=True))


@pytest.mark.parametrize("case", ACTS, ids=lambda case: case["why"])
def test_what_is_said(case: dict[str, object]) -> None:
    found = [
        (_speaker(claim), str(claim.stance or "-"), ", ".join(claim.about) or "-", claim.told or "-")
        for claim in _quotes(str(case["say"]))
    ]
    assert found == [tuple(line.split(" | ")) for line in case["said"]]  # type: ignore[attr-defined]
