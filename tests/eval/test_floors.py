"""The scores on the hand-labelled corpus stay above their floors."""

import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "eval"))

import corpus  # noqa: E402
import proving  # noqa: E402
import scoring  # noqa: E402
from tests.samples.offsets import corpus as sample_documents  # noqa: E402
from tests.samples.offsets import rows as sample_labels  # noqa: E402

from musterbook import flow  # noqa: E402

FLOORS = tomllib.loads((ROOT / "eval" / "floors.toml").read_text("utf-8"))


@pytest.mark.parametrize("half", ["tuning", "testing"])
def test_each_half_stays_above_its_floors(half: str) -> None:
    result = corpus.run(half)
    _, _, typed, full = result.ledger().scores()
    assert typed >= FLOORS[half]["typed"]
    assert full >= FLOORS[half]["full"]
    assert result.families["quote"].scores()[3] >= FLOORS[half]["speaker"]
    sure = proving.grade_proofs(result)[0]
    assert sure.rule == "sure"
    assert sure.precision >= FLOORS[half]["sure"]


def test_the_sample_stays_above_its_floors() -> None:
    documents, _ = sample_documents()
    labels: dict[str, list[scoring.Label]] = {name: [] for name in documents}
    for row in sample_labels():
        labels[row["doc"]].append(row)
    result = scoring.score((name, flow.extract(documents[name]), labels[name]) for name in documents)
    _, _, typed, full = result.ledger().scores()
    assert typed >= FLOORS["sample"]["typed"]
    assert full >= FLOORS["sample"]["full"]
