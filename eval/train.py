"""Learn the weights of `musterbook.claims.grades` from the labels of the tuning half, and nothing else.

Two logistic regressions. The second reader learns what a figure is from its surroundings, for every figure of the
tuning texts, read by a rule or not. The scorecard learns which of the claims that the rules read there are right in
full; for each mission it sees the second reader as it was learned on the others, as it will be on texts that nobody has
seen. Floors of the grades are set on scores that were learned without the mission of the claim. Same texts and labels,
same file, byte for byte.

    python eval/train.py              prints how well it does on missions left out, one at a time
    python eval/train.py --write      also writes src/musterbook/lexicons/en/grades.json and a table of docs/quality.md
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import corpus
import numpy as np
import quality
from scoring import Label, as_list, score
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from musterbook import parties, sentences
from musterbook.claims.extract import read_in, scene_of
from musterbook.claims.grades import signs
from musterbook.claims.scene import Scene
from musterbook.claims.surroundings import surroundings
from musterbook.lexicons.grades import NOTHING
from musterbook.model import Claim, Document, Family, Grade, Quantity

FILE = Path(__file__).resolve().parents[1] / "src" / "musterbook" / "lexicons" / "en" / "grades.json"
LEAST = 3
"""Texts hold a feature at least so often, or it is left out."""

READER_C, CARD_C = 0.2, 0.1
"""How freely the weights may grow: the inverse of the regularisation."""

SHARES = {Grade.SURE: 0.4, Grade.FAIR: 0.8}
"""The share of the claims of the tuning half, by scores learned without their mission, that a floor lets through."""

TOLERANCE = 1e-3
DIGITS = 2
NOT_LEARNED = frozenset({"percent", "state"})
"""Units of figures that are seldom anybody's claim."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its surroundings, and what the labels say that it is; `sure` unless readers could differ."""

    start: int
    features: Mapping[str, float]
    value: str
    sure: bool


@dataclass(slots=True)
class Text:
    """One labelled text as it is learned from; `right` has an entry for each of the claims."""

    mission: str
    scene: Scene
    claims: list[Claim]
    right: list[bool]
    figures: list[Figure] = field(default_factory=list)
    chances: dict[int, Mapping[str, float]] = field(default_factory=dict)

    def rows(self) -> list[tuple[dict[str, float], bool]]:
        """What the scorecard sees of every claim, and whether it is right."""
        out = []
        for claim, right in zip(self.claims, self.right, strict=True):
            chances = self.chances.get(claim.quantity.start, {}) if claim.quantity is not None else {}
            out.append((signs(self.scene, claim, self.claims, chances), right))
        return out


@dataclass(frozen=True, slots=True)
class Learned:
    """A fitted regression: its classes and, for each feature that was kept, one weight a class (or one in all)."""

    classes: list[str]
    bias: list[float]
    weights: dict[str, list[float]]

    def scores(self, rows: Sequence[Mapping[str, float]]) -> Any:
        """The scores of all rows: an array of rows by classes."""
        empty = [0.0] * len(self.bias)
        return np.array(
            [
                [b + sum(self.weights.get(k, empty)[i] * v for k, v in row.items()) for i, b in enumerate(self.bias)]
                for row in rows
            ]
        )


def texts() -> list[Text]:
    """The labelled texts of the tuning half, read by the rules and scored."""
    found = []
    for path in sorted((corpus.GOLD / "tuning").glob("*.toml")):
        mission = tomllib.loads(path.read_text("utf-8"))["mission"]
        entries = list(corpus.texts("tuning", mission))
        plain = [sentences.in_ordinary_case(document, corpus.SETTINGS) for document, _ in entries]
        for (document, labels), parsed in zip(entries, sentences.parse_many(plain, corpus.SETTINGS), strict=True):
            scene = scene_of(parsed, parties.cast(parsed)) if parsed.sentences else None
            if scene is not None:
                found.append(_text(mission, scene, document, labels))
    return found


def _text(mission: str, scene: Scene, document: Document, labels: Sequence[Label]) -> Text:
    claims = read_in(scene)
    outcomes = score([(document.name, claims, labels)]).outcomes
    wrong = {id(outcome.claim) for outcome in outcomes if outcome.claim is not None}
    kept = [claim for claim in claims if claim.family is not Family.QUOTE]
    text = Text(mission, scene, kept, [id(claim) not in wrong for claim in kept])
    for q in scene.quantities:
        features = dict.fromkeys(surroundings(scene, q), 1.0)
        if features and q.unit not in NOT_LEARNED:
            text.figures.append(_figure(q, features, labels))
    return text


def _figure(q: Quantity, features: Mapping[str, float], labels: Sequence[Label]) -> Figure:
    """What the narrowest label around a figure that has its amount says of it."""
    around = [label for label in labels if label["start"] <= q.start < label["end"] and _is_of(q, label)]
    if not around:
        return Figure(q.start, features, NOTHING, True)
    label = min(around, key=lambda label: label["end"] - label["start"])
    if label["family"] == Family.MILESTONE:
        return Figure(q.start, features, NOTHING, False)
    value = str(as_list(label.get("stage") or label.get("measure"))[0])
    denied = label["family"] == Family.COMMITMENT and label.get("polarity") == "denied"
    return Figure(q.start, features, NOTHING if denied else value, not label.get("optional"))


def _is_of(q: Quantity, label: Label) -> bool:
    amounts = [label.get("quantity"), *as_list(label.get("alt_quantity", []))]
    return label["family"] != Family.QUOTE and any(_same(q, amount) for amount in amounts if amount)


def _same(q: Quantity, amount: Mapping[str, Any]) -> bool:
    pairs = [(getattr(q, side), amount.get(side)) for side in ("low", "high")]
    return all((a is None) == (b is None) and (a is None or float(a) == float(b)) for a, b in pairs)


def learn(rows: Sequence[Mapping[str, float]], wanted: Sequence[Any], freedom: float) -> Learned:
    """A regularised logistic regression over the features that are common enough."""
    counts = Counter(name for row in rows for name in row)
    kept = [{name: value for name, value in row.items() if counts[name] >= LEAST} for row in rows]
    names = DictVectorizer()
    table = names.fit_transform(kept)
    model = LogisticRegression(C=freedom, max_iter=500, tol=TOLERANCE).fit(table, list(wanted))
    columns = model.coef_.T.tolist()
    return Learned(
        [str(each) for each in model.classes_],
        [float(each) for each in model.intercept_],
        {name: columns[i] for i, name in enumerate(names.feature_names_)},
    )


def second_reader(found: Iterable[Text]) -> Learned:
    """The second reader, learned on the figures of some texts."""
    figures = [figure for text in found for figure in text.figures if figure.sure]
    return learn([f.features for f in figures], [f.value for f in figures], READER_C)


def scorecard(found: Iterable[Text]) -> Learned:
    """The scorecard, learned on the claims of some texts."""
    rows = [row for text in found for row in text.rows()]
    return learn([row for row, _ in rows], [right for _, right in rows], CARD_C)


def tell(reader: Learned, found: Iterable[Text]) -> None:
    """Let the second reader say what it takes the figures of some texts for."""
    for text in found:
        scores = reader.scores([f.features for f in text.figures]) if text.figures else []
        for figure, row in zip(text.figures, scores, strict=True):
            parts = np.exp(row - np.max(row))
            text.chances[figure.start] = dict(zip(reader.classes, (parts / parts.sum()).tolist(), strict=True))


def left_out(found: Sequence[Text]) -> dict[str, tuple[Any, Any]]:
    """Mission -> (chance of every claim, whether it is right), learned without that mission; both are arrays."""
    missions = sorted({text.mission for text in found})
    for mission in missions:
        reader = second_reader(text for text in found if text.mission != mission)
        tell(reader, [text for text in found if text.mission == mission])
    out = {}
    for mission in missions:
        card = scorecard(text for text in found if text.mission != mission)
        rows = [row for text in found if text.mission == mission for row in text.rows()]
        scores = card.scores([row for row, _ in rows])[:, 0]
        out[mission] = (1 / (1 + np.exp(-scores)), np.array([right for _, right in rows]))
    return out


def floors(results: Mapping[str, tuple[Any, Any]]) -> dict[str, float]:
    """The lowest chance of each grade: what lets its share of the claims through."""
    chances = np.sort(np.concatenate([chances for chances, _ in results.values()]))[::-1]
    return {str(grade): round(float(chances[int(share * len(chances))]), 3) for grade, share in SHARES.items()}


def table(results: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """How often claims of each grade were right, on every mission left out and in all."""
    lowest = floors(results)
    everything = tuple(np.concatenate(parts) for parts in zip(*results.values(), strict=True))
    out = ["| mission left out | right of all | right of sure | right of sure and fair |", "|---|---|---|---|"]
    for mission, (chances, right) in [*results.items(), ("**all**", everything)]:
        shown = [right, *(right[chances >= floor] for floor in lowest.values())]
        cells = [f"{part.sum()} of {len(part)} = {part.sum() / max(1, len(part)):.3f}" for part in shown]
        out.append(f"| {mission} | {' | '.join(cells)} |")
    return out


def written(reader: Learned, card: Learned, lowest: Mapping[str, float]) -> str:
    """The weights as they are shipped: rounded, one feature of a figure a line."""
    rows = {name: [_short(weight) for weight in row] for name, row in sorted(reader.weights.items())}
    parts = {
        "surroundings": {
            "values": reader.classes,
            "bias": [_short(each) for each in reader.bias],
            "weights": {name: row for name, row in rows.items() if any(row)},
        },
        "claims": {
            "floors": dict(lowest),
            "bias": _short(card.bias[0]),
            "weights": {name: _short(row[0]) for name, row in sorted(card.weights.items())},
        },
    }
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"') + "\n"


def _short(weight: float) -> float | int:
    """A weight in two digits, without a fraction that is zero."""
    short = round(weight, DIGITS)
    return int(short) if short == int(short) else short


def main() -> int:
    """Print what is learned on missions left out; write the weights where that was asked for; 0."""
    found = texts()
    results = left_out(found)
    print("\n".join(table(results)))
    if "--write" in sys.argv:
        FILE.write_text(written(second_reader(found), scorecard(found), floors(results)), "utf-8")
        quality.PAGE.write_text(quality.replaced(quality.PAGE.read_text("utf-8"), "left out", table(results)), "utf-8")
        print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
