"""Contingents by country without a verb: "Troop contributors: Chad 1,449, Egypt 1,072, Togo 930", one line or several.

At least three states of one block are followed directly by a figure; the words before them say that people are counted
(a header that speaks of strength, contributors, police) and at which stage. Victims, medals and sums give nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims.drafts import Draft
from musterbook.claims.roster_stages import stage_named
from musterbook.claims.scene import Scene
from musterbook.claims.things import force_nearby
from musterbook.lexicons.commitments import commitments, resources
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Mention, Quantity, QuantityKind, Resource, Sentence, Stage

L = commitments()
FEWEST = 3
"""States with a figure that make a tally; two may stand side by side by chance."""

LONGEST_GAP = 3
"""Characters between a name and its figure: a space, a colon, a bracket, a dash."""

HEADER_LINES = 2
AHEAD = (Stage.OFFER, Stage.PLEDGE, Stage.ALLOCATED)
"""Stages that a header may name; a list of contingents that says none of them counts who is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A state and the figure directly behind it, in the sentence that holds the name."""

    sentence: Sentence
    mention: Mention
    quantity: Quantity


def tallies_in(scene: Scene, read: set[int]) -> Iterator[Draft]:
    """Drafts of every tally of people; figures that begin at an offset in `read` are told already."""
    if not scene.in_mission:
        return
    block: list[Pair] = []
    for pair in (*_pairs(scene), None):
        near = pair is not None and block and pair.sentence.line - block[-1].sentence.line <= 1
        if block and not near:
            yield from _block(scene, block, read)
            block = []
        if pair is not None:
            block.append(pair)


def _pairs(scene: Scene) -> Iterator[Pair]:
    for s in scene.parsed.sentences:
        for m in scene.cast.within(s.start, s.end):
            if m.party.kind != "state" or m.how == "demonym":
                continue
            gap = scene.text[m.end : m.end + LONGEST_GAP]
            found = scene.quantities_in(m.end, min(m.end + LONGEST_GAP + 1, s.end))
            between = scene.text[m.end : found[0].start].strip() if found else ""
            plain = found and found[0].unit in ("", "person") and (not between or between in L.tally_gaps)
            if plain and gap and found[0].low == found[0].high:
                yield Pair(sentence=s, mention=m, quantity=found[0])


def _block(scene: Scene, block: list[Pair], read: set[int]) -> Iterator[Draft]:
    words = _words_above(scene, block[0])
    if len(block) < FEWEST or not _counts_people(words) or _counts_victims(words):
        return
    named = None if any(w in L.present for w in words) else stage_named(words)
    stage = named if named in AHEAD else Stage.ARRIVED
    for pair in block:
        if pair.quantity.start in read:
            continue
        kind = QuantityKind.STOCK if stage is Stage.ARRIVED else QuantityKind.UNKNOWN
        ahead = _expected(scene, pair)
        force = force_nearby(pair.sentence, 0, len(pair.sentence.words))
        yield Draft(
            rule="commitment.tally",
            family=Family.COMMITMENT,
            stage=Stage.PLEDGE if ahead else stage,
            sentence=pair.sentence,
            verb=0,
            start=pair.mention.start,
            end=pair.quantity.end,
            party=(pair.mention.party,),
            recipient=scene.cast.host,
            resource=Resource.PERSONNEL,
            force=force,
            quantity=replace(pair.quantity, unit="person", kind=QuantityKind.UNKNOWN if ahead else kind),
            planned=ahead,
        )


def _expected(scene: Scene, pair: Pair) -> bool:
    """Whether the word behind the figure says that they are still to come."""
    rest = scene.text[pair.quantity.end : pair.sentence.end].lower().split()
    return bool(rest) and rest[0].strip(",;") in L.expected


def _words_above(scene: Scene, first: Pair) -> list[str]:
    """The words before the first name in its sentence, and those of the lines above that may head the block."""
    own = [w for w, a in zip(first.sentence.lower, first.sentence.starts, strict=True) if a < first.mention.start]
    above = [s for s in scene.parsed.sentences if s.line < first.sentence.line]
    lines = sorted({s.line for s in above})[-HEADER_LINES:]
    return [w for s in above if s.line in lines for w in s.lower] + own + list(first.sentence.lower)


def _counts_people(words: list[str]) -> bool:
    table = resources()
    return any(w in L.present or (w in table and table[w].resource is Resource.PERSONNEL) for w in words)


def _counts_victims(words: list[str]) -> bool:
    frames = situations().measures
    return any(w in f.nouns or w in f.adjectives for w in words for f in frames)
