"""Fact sheets: figures in a list stand at the stage that its header names.

"The new package includes:" is followed by items without a verb; each figure is a claim of its own with its noun as
evidence, and an item without a figure is one claim. The giver stands in the header, else it is the party for which the
document speaks. A list has marks or numbers before its items, or is the paragraph of lines that follows the header.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.abroad import at_home, reaches_abroad
from musterbook.claims.deeds import stage_of
from musterbook.claims.drafts import Draft
from musterbook.claims.figures import figure_tokens
from musterbook.claims.giving import actors_of, context_giver
from musterbook.claims.moved import deed_at
from musterbook.claims.scene import Scene
from musterbook.claims.sum_links import names_parts
from musterbook.claims.sums import is_part_of
from musterbook.claims.things import COUNTED_APART, classify, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Force, Party, Polarity, Quantity, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()

REACH = 2
"""Sentences before a header "This includes:" in which the claim may stand whose parts follow."""

UNCOUNTED = frozenset({Resource.EQUIPMENT, Resource.GOODS, Resource.TRAINING})
"""What an item without a figure may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A line that ends in a colon and says at which stage its list stands; `parts` where the whole was told before."""

    sentence: Sentence
    verb: int
    stage: Stage
    party: tuple[Party, ...]
    planned: bool
    by: tuple[Party, ...] = ()
    recipient: str | None = None
    parts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Tokens `low` to before `high` of a sentence that stand between two marks of a list."""

    sentence: Sentence
    low: int
    high: int


def lists_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of all items in lists whose header names a stage and whose giver is known; `told`: the claims so far."""
    taken = {d.quantity.start for d in told if d.quantity is not None}
    header: Header | None = None
    paragraph = line = -1
    inside = False
    for s in scene.parsed.sentences:
        if s.line != line:
            goes_on = _marked(s) or (header is not None and _unmarked(scene, s, header, paragraph))
            if inside and not goes_on:
                header, inside = None, False
            inside = inside or (header is not None and goes_on)
            line = s.line
            paragraph = s.paragraph if inside and paragraph < 0 else paragraph
        if inside and header is not None:
            for item in _items(s):
                yield from _item(scene, item, header, taken)
        elif s.words[-1] == ":":
            header, paragraph = _header(scene, s, told), -1
        else:
            header = None


def _marked(s: Sentence) -> bool:
    """Whether a bullet or a number opens the line."""
    return s.words[0] in L.bullets or _is_number(s, 0)


def _is_number(s: Sentence, i: int) -> bool:
    """ "1." before an item."""
    bare = s.words[i].rstrip(".)")
    if not bare.isdigit() or len(bare) > 2 or i + 1 >= len(s.words):
        return False
    return bare != s.words[i] or s.words[i + 1] in (".", ")")


def _unmarked(scene: Scene, s: Sentence, header: Header, paragraph: int) -> bool:
    """A line of the paragraph behind the header, whose marks the document's format has lost: it opens with a figure
    or is no clause of its own.
    """
    follows = s.paragraph == header.sentence.paragraph + 1 if paragraph < 0 else s.paragraph == paragraph
    figures = scene.quantities_in(s.start, s.end)
    opens = bool(figures) and not _verb_before(s, 0, figure_tokens(s, figures[0])[0])
    verbless = not any(s.pos[i] == "VERB" and s.tags[i] in ("VBD", "VBZ", "VBP", "VB") for i in range(len(s.words)))
    return follows and (opens or verbless) and not s.is_headline


def _header(scene: Scene, s: Sentence, told: Sequence[Draft]) -> Header | None:
    if at_home(scene) and not any(
        reaches_abroad(scene, x) for x in scene.parsed.sentences[max(s.index - 1, 0) : s.index + 1]
    ):
        return None
    found = _by_verb(scene, s) or _by_claim(s, [d for d in told if d.sentence.index == s.index])
    party = context_giver(scene)
    if found is None and party and any(word in L.packages for word in s.lower):
        return Header(sentence=s, verb=0, stage=Stage.ALLOCATED, party=party, planned=True)
    return found or _by_claim(s, told)


def _by_verb(scene: Scene, s: Sentence) -> Header | None:
    for v in range(len(s.words)):
        found = deed_at(s, v) if s.pos[v] == "VERB" else None
        pairs = L.stance_verbs.get(s.lower[v]) if s.pos[v] == "VERB" else None
        staged: tuple[Stage, bool] | None = None
        if found is not None and found[0].bare:
            result = stage_of(scene, s, v, found[0].done, found[0].plan)
            staged = (result[0], result[1]) if result else None
        elif pairs and pairs[0][1].stage in (Stage.PLEDGE, Stage.OFFER):
            committed = s.tags[v] == "VBN" and s.deps[v] in ("acl", "amod")
            staged = (Stage.COMMITTED if committed else pairs[0][1].stage, not committed)
        if staged is None:
            continue
        actors = actors_of(scene, s, syntax.subject(s, v))
        party = next((a.party for a in actors if a.party), ()) or context_giver(scene)
        return Header(sentence=s, verb=v, stage=staged[0], party=party, planned=staged[1]) if party else None
    return None


def _by_claim(s: Sentence, told: Sequence[Draft]) -> Header | None:
    """A header that tells a claim ("the request for $3 million covers:"), or that names parts of the one before."""
    near = [d for d in told if 0 <= s.index - d.sentence.index <= REACH and is_part_of(d)]
    own = [d for d in near if d.sentence.index == s.index]
    if not own and not any(names_parts(s, v) for v in range(len(s.words))):
        return None
    for d in reversed(own or near):
        if d.stage is not None and d.polarity is Polarity.AFFIRMED:
            return Header(
                sentence=s,
                verb=0,
                stage=d.stage,
                party=d.party,
                planned=d.planned,
                by=d.by,
                recipient=d.recipient,
                parts=d.quantity is not None and is_money(d.quantity),
            )
    return None


def _items(s: Sentence) -> Iterator[Item]:
    """The stretches of a line between its marks and semicolons."""
    low = 0
    for i in range(len(s.words) + 1):
        if i == len(s.words) or s.words[i] == ";":
            first = _skip_mark(s, low, i)
            if first < i:
                yield Item(sentence=s, low=first, high=i)
            low = i + 1


def _skip_mark(s: Sentence, low: int, high: int) -> int:
    while low < high and (s.words[low] in L.bullets or s.pos[low] in ("PUNCT", "CCONJ") or _is_number(s, low)):
        low += 2 if _is_number(s, low) and s.words[low][-1].isdigit() else 1
    return low


def _verb_before(s: Sentence, low: int, high: int) -> bool:
    """Whether a verb stands between: the figure then belongs to a clause of its own."""
    return any(s.pos[i] in ("VERB", "AUX") and s.deps[i] not in ("amod", "compound") for i in range(low, high))


def _item(scene: Scene, item: Item, header: Header, taken: set[int]) -> Iterator[Draft]:
    s = item.sentence
    figures = scene.quantities_in(s.starts[item.low], s.ends[item.high - 1])
    for q in figures:
        found = listed(s, q)
        if found is None or q.start in taken or _verb_before(s, item.low, figure_tokens(s, q)[0]):
            continue
        resource, noun, quantity = found
        if header.parts and is_money(quantity) and quantity.kind is QuantityKind.UNKNOWN:
            quantity = replace(quantity, kind=QuantityKind.SUBSET)
        end = _sum_end(item, q) if is_money(quantity) else q.end
        yield _draft(scene, s, header, (q.start, end), (resource, noun, quantity))
    if not figures:
        uncounted = _uncounted(s, item)
        if uncounted is not None:
            resource, noun = uncounted
            end = item.high
            while end - 1 > item.low and s.pos[end - 1] in ("PUNCT", "CCONJ"):
                end -= 1
            yield _draft(scene, s, header, (s.starts[item.low], s.ends[end - 1]), (resource, noun, None))


def _sum_end(item: Item, q: Quantity) -> int:
    """The end of what an item says of its sum, up to its first comma or next figure."""
    s = item.sentence
    high = figure_tokens(s, q)[1]
    while high < item.high and s.words[high] not in (",", "(", "–", "—") and s.pos[high] not in ("NUM", "SYM"):
        high += 1
    while s.pos[high - 1] in ("PUNCT", "CCONJ", "ADP", "DET"):
        high -= 1
    return max(s.ends[high - 1], q.end)


def _uncounted(s: Sentence, item: Item) -> tuple[Resource, str] | None:
    """What an item without a figure names ("body armor, helmets and other tactical gear"): its first noun phrases."""
    last = None
    for i in range(item.low, item.high):
        clause = s.pos[i] == "VERB" and s.tags[i] != "VBG" and s.deps[i] not in ("amod", "compound")
        if s.pos[i] in ("ADP", "AUX", "SCONJ", "PART") or clause:
            break
        if s.pos[i] in ("NOUN", "PROPN"):
            last = i
    found = classify(s, last) if last is not None else None
    if found is None or last is None or found[0].resource not in UNCOUNTED or found[0].only_with_quantity:
        return None
    return found[0].resource, " ".join(s.words[found[1] : last + 1])


def _draft(
    scene: Scene,
    s: Sentence,
    header: Header,
    where: tuple[int, int],
    what: tuple[Resource, str | None, Quantity | None],
) -> Draft:
    resource, noun, quantity = what
    return Draft(
        rule="commitment.list",
        family=Family.COMMITMENT,
        stage=header.stage,
        sentence=s,
        verb=0,
        start=where[0],
        end=where[1],
        party=header.party,
        by=header.by,
        recipient=header.recipient or scene.cast.host,
        resource=resource,
        force=Force.UNSPECIFIED if resource is Resource.PERSONNEL else None,
        item=noun,
        quantity=quantity,
        planned=False,
    )


def listed(s: Sentence, q: Quantity) -> tuple[Resource, str | None, Quantity] | None:
    """Resource, item and figure of a listed quantity; None where its noun is no resource."""
    last = next((i for i in range(len(s.words) - 1, -1, -1) if s.starts[i] < q.end), 0)
    found = classify(s, last)
    if is_money(q):
        return Resource.MONEY, None, q
    if found is not None and found[0].resource is Resource.PERSONNEL:
        return Resource.PERSONNEL, None, replace(q, unit="person")
    if q.unit in ("", "person") and found is None and _counts_team(s, last):
        return Resource.PERSONNEL, None, replace(q, unit="person")
    if q.unit in COUNTED_APART and found is None:
        return None
    if found is None or found[0].resource in (Resource.EQUIPMENT, Resource.GOODS):
        return (found[0].resource if found else Resource.EQUIPMENT), q.noun or q.unit, q
    return None


def _counts_team(s: Sentence, last: int) -> bool:
    """ "a medical team of 34": the noun of the people stands before the number."""
    if last < 2 or s.lower[last - 1] not in G["of"]:
        return False
    found = classify(s, last - 2)
    return found is not None and found[0].resource is Resource.PERSONNEL
