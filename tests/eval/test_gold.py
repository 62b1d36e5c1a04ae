"""Hand-read claims on real articles: floors that may rise and never drop silently.

The articles and the gold live beside the checkout and are not part of the project; without them these tests skip.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from musterbook import flow
from musterbook.settings import Settings
from musterbook.views.shapes import claim_shapes

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_gold = pytest.mark.skipif(
    not (SHARED / "gold" / "seeds.jsonl").is_file(), reason="the gold folder beside the checkout is missing"
)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_gold
def test_the_seeds_keep_their_floor(tmp_path: Path) -> None:
    settings = Settings()
    with flow.open_book(str(tmp_path / "seeds.book"), settings, create=True) as book:
        report = flow.read_into(book, [str(SHARED / "seeds")], settings)
        page = flow.reading(book, settings=settings)
    assert report.read == 5
    predicted = claim_shapes(page)
    score = _scorer()
    gold = [json.loads(line) for line in (SHARED / "gold" / "seeds.jsonl").read_text("utf-8").splitlines()]
    results, _, _ = score.score(predicted, gold)
    _, _, typed, full = score.prf(score.ledger(results))
    assert typed >= 0.85
    assert full >= 0.75
