"""Sums by giver without a verb between: "Donors: Norway $9.4m, Ireland EUR 5m", "Canada ($10 million) contributed".

A name directly followed by a sum is a pair. Pairs in a row are read where a header before a colon or on the line above
says that givers are listed, and at which stage; a pair in brackets also where its name is the subject of a deed. A sum
without a currency has that of its row. Fines, budgets and lists of who receives give nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.deeds import stage_of
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_tokens
from musterbook.claims.moved import deed_at
from musterbook.claims.scene import Scene
from musterbook.claims.things import is_money
from musterbook.lexicons.aid import aid
from musterbook.model import Family, Mention, Quantity, QuantityKind, Resource, Sentence, Stage

L = aid()
LONGEST_GAP = 8
"""Characters between a name and its sum: a bracket, a comma, a bound of one short word."""

LEADERS = " .…·_\t"
"""Characters that lead the eye from a name to its sum in a table."""

SMALLEST = 1_000
LONGEST_LEADERS = 80
FEWEST = 2
"""Pairs that make a list under a header on the line above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A giver and the sum directly behind its name, in the sentence that holds them."""

    sentence: Sentence
    mention: Mention
    quantity: Quantity


def donors_in(scene: Scene, read: set[int]) -> Iterator[Draft]:
    """Drafts of every list of sums by giver; figures that begin at an offset in `read` are told already."""
    for row in _rows(scene):
        found = _header(scene, row)
        for pair in _in_money(scene, row):
            if pair.quantity.start in read:
                continue
            staged = found or _deed(scene, pair)
            if staged is not None:
                yield _draft(scene, pair, *staged)


def _rows(scene: Scene) -> Iterator[list[Pair]]:
    """Pairs of one sentence or of neighbouring lines."""
    row: list[Pair] = []
    for pair in _pairs(scene):
        if row and not _follows(row[-1].sentence, pair):
            yield row
            row = []
        row.append(pair)
    if row:
        yield row


def _follows(before: Sentence, pair: Pair) -> bool:
    """Whether a pair goes on with a row: in its sentence, or on the next line where no words head it."""
    s = pair.sentence
    opens = set(_before(s, pair.mention)) <= L.donors_leads
    return s.index == before.index or (s.line == before.line + 1 and opens)


def _before(s: Sentence, m: Mention) -> list[str]:
    """The words of a sentence before a name."""
    return [w for w, end in zip(s.lower, s.ends, strict=True) if end <= m.start]


def _in_money(scene: Scene, row: list[Pair]) -> Iterator[Pair]:
    """The pairs with a currency of their own; a bare sum has the one currency of its row, stated before it."""
    units = {p.quantity.unit for p in row if is_money(p.quantity)}
    first = next((p.quantity.start for p in row if is_money(p.quantity)), None)
    for pair in row:
        if is_money(pair.quantity):
            yield pair
        elif len(units) == 1 and first is not None and first < pair.quantity.start:
            yield replace(pair, quantity=replace(pair.quantity, unit=next(iter(units))))


def _pairs(scene: Scene) -> Iterator[Pair]:
    for s in scene.parsed.sentences:
        for m in scene.cast.within(s.start, s.end):
            if m.party.kind not in ("state", "body") or m.how == "demonym":
                continue
            gap = LONGEST_GAP + _leaders(scene.text, m.end)
            q = next(iter(scene.quantities_in(m.end, min(m.end + gap, s.end))), None)
            between = scene.text[m.end : q.start].strip(LEADERS) if q is not None else ""
            if q is None or (between and between.lower() not in L.donors_gaps):
                continue
            bound = q.high if q.low is None else q.low
            if (is_money(q) or q.unit == "") and bound is not None and bound >= SMALLEST:
                yield Pair(sentence=s, mention=m, quantity=q)


def _leaders(text: str, end: int) -> int:
    """How many of them follow a name."""
    rest = text[end : end + LONGEST_LEADERS]
    return len(rest) - len(rest.lstrip(LEADERS))


def _header(scene: Scene, row: list[Pair]) -> tuple[Stage, QuantityKind] | None:
    """The stage that the words before a row name, where nothing but a mark stands between them and its first name."""
    s, first = row[0].sentence, row[0].mention
    own = _before(s, first)
    if own and own[-1] not in L.donors_leads:
        return None
    if not set(own) <= L.donors_leads:
        return _named(own)
    above = [x for x in scene.parsed.sentences if x.line < s.line]
    words = [w for x in above if x.line == above[-1].line for w in x.lower]
    return _named(words) if len(row) >= FEWEST else None


def _named(words: list[str]) -> tuple[Stage, QuantityKind] | None:
    """The stage of a header's words; None where they say nothing of givers or speak of other sums."""
    if any(w in L.donors_traps for w in words):
        return None
    if any(w in L.donors_owed for w in words):
        return Stage.PLEDGE, QuantityKind.OUTSTANDING
    if any(w in L.donors_pledged for w in words):
        return Stage.PLEDGE, QuantityKind.UNKNOWN
    return (Stage.DISPATCHED, QuantityKind.UNKNOWN) if any(w in L.donors_paid for w in words) else None


def _deed(scene: Scene, pair: Pair) -> tuple[Stage, QuantityKind] | None:
    """ "Canada (CAD 10 million) and Luxembourg contributed": a sum in brackets behind the subject of a deed."""
    s = pair.sentence
    low = figure_tokens(s, pair.quantity)[0]
    token = next((i for i in range(len(s.words)) if s.ends[i] >= pair.mention.end), 0)
    if s.words[token + 1 : token + 2] != ("(",) or low <= token:
        return None
    for v in range(low, len(s.words)):
        found = deed_at(s, v) if s.pos[v] == "VERB" else None
        subject = syntax.subject(s, v)
        if found is None or subject is None or token not in syntax.conjuncts(s, subject):
            continue
        if in_condition(s, v) or denied(s, v, subject) or found[0].done is Stage.ENDED or found[0].reversed:
            return None
        staged = stage_of(scene, s, v, found[0].done, found[0].plan)
        return (staged[0], QuantityKind.UNKNOWN) if staged is not None else None
    return None


def _draft(scene: Scene, pair: Pair, stage: Stage, kind: QuantityKind) -> Draft:
    party = pair.mention.party
    known = pair.quantity.kind is not QuantityKind.UNKNOWN
    return Draft(
        rule="commitment.donors",
        family=Family.COMMITMENT,
        stage=stage,
        sentence=pair.sentence,
        verb=0,
        start=pair.mention.start,
        end=pair.quantity.end,
        party=(party,),
        recipient=scene.cast.host if scene.cast.host != party.id else None,
        resource=Resource.MONEY,
        quantity=pair.quantity if known else replace(pair.quantity, kind=kind),
        planned=stage is Stage.PLEDGE,
    )
