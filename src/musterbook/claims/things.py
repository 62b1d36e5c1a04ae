"""What is given: noun phrases read as people, money, equipment, goods, service or training."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.drafts import figure_in
from musterbook.claims.resource_kinds import classify, is_money, one
from musterbook.claims.scene import Scene
from musterbook.claims.thing_figures import figure_around, one_of, token_after, worth
from musterbook.lexicons.commitments import ResourceClass, commitments, mission_nouns, noun_list, resources
from musterbook.lexicons.frames import grammar
from musterbook.model import Force, Quantity, QuantityKind, Resource, Sentence

__all__ = [
    "COUNTED_APART",
    "GROUP_UNIT",
    "LARGE_SUM",
    "LONGEST_UNIT",
    "MERGED",
    "NEAR_CHARACTERS",
    "PERSON_UNITS",
    "Thing",
    "classify",
    "converted",
    "currency_near",
    "force_nearby",
    "group_of",
    "is_mission_noun",
    "is_money",
    "item_of",
    "one",
    "thing",
    "things",
]

G = grammar()
PERSON_UNITS = frozenset({"person"})
GROUP_UNIT = "state"
COUNTED_APART = frozenset({"", "person", "percent", "state", "household"})
"""Units that are no equipment by themselves."""

LARGE_SUM = 1_000_000
LONGEST_UNIT = 30
"""Code points between a figure and the brackets that convert it."""

MERGED = (Resource.SERVICE, Resource.EQUIPMENT, Resource.GOODS)
"""Resources of which a list without figures is one."""

NEAR_CHARACTERS = 500
"""How far back a sum without a currency may look for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A resource in a sentence: tokens `low` to before `high`, its head, class and figure."""

    head: int
    low: int
    high: int
    resource: Resource
    force: Force | None
    item: str | None
    quantity: Quantity | None
    umbrella: bool = False
    loose: bool = False
    """Named only by a noun such as "people" or "members", which counts as a resource beside a figure alone."""


def thing(scene: Scene, s: Sentence, head: int) -> Thing | None:
    """The resource that the noun phrase of `head` names, looked for at its head and then through "of"."""
    low, high = syntax.phrase(s, head)
    figure = figure_in(scene, s, low, high)
    inner = list(_heads(s, head))
    if len(inner) > 1 and s.lower[head] in noun_list("containers"):
        inner = [*inner[1:], head]
    if figure is not None and not is_money(figure) and figure.start >= s.ends[head] and high > head and len(inner) == 1:
        figure = None
    if figure is not None and one_of(s, head, figure):
        figure = None
    elif figure is None:
        figure = figure_around(scene, s, head, high)
        high = max(high, token_after(s, figure))
    if figure is not None and figure.unit == GROUP_UNIT:
        return None
    if figure is not None and figure.kind is QuantityKind.SHARE:
        figure = None
    for candidate in inner:
        found = classify(s, candidate)
        if found is None:
            continue
        kind, start = found
        if kind.only_with_quantity and kind.resource is Resource.PERSONNEL and is_money(figure):
            continue
        people = kind.resource is Resource.PERSONNEL and scene.in_mission
        if kind.only_with_quantity and figure is None and not people:
            continue
        if is_money(figure) and kind.resource is not Resource.PERSONNEL:
            kind = replace(kind, resource=Resource.MONEY, force=Force.UNSPECIFIED)
        return _thing(scene, s, kind, (head, low, high), (candidate, start), figure)
    if figure is None:
        return None
    about_mission = scene.cast.mission is not None or (scene.cast.host is not None and not _about_things(scene, s))
    if about_mission and _counts_people(scene, s, head, figure):
        crew = ResourceClass(resource=Resource.PERSONNEL, force=Force.UNSPECIFIED, unit="person")
        return _thing(scene, s, crew, (head, low, high), (head, head), figure)
    if figure.unit == "" and _large(figure):
        unit = currency_near(scene, figure)
        if unit is not None:
            money = ResourceClass(resource=Resource.MONEY, force=Force.UNSPECIFIED, unit="money")
            return _thing(scene, s, money, (head, low, high), (head, head), replace(figure, unit=unit))
    if is_money(figure):
        money = ResourceClass(resource=Resource.MONEY, force=Force.UNSPECIFIED, unit="money")
        return _thing(scene, s, money, (head, low, high), (head, head), figure)
    if _is_concrete(figure):
        goods = ResourceClass(resource=Resource.EQUIPMENT, force=Force.UNSPECIFIED, unit="")
        # "dozens of masts" are masts: the word that only counts is not the item.
        noun = next((h for h in inner if s.lower[h] not in noun_list("containers")), head)
        return _thing(scene, s, goods, (head, low, high), (noun, noun), figure)
    return None


def _value(s: Sentence, t: Thing, value: Quantity) -> Thing:
    """What counted things are worth, with the words of the sum."""
    inside = [i for i in range(len(s.words)) if s.ends[i] > value.start and s.starts[i] < value.end]
    low, head = inside[0], inside[-1]
    return replace(t, resource=Resource.MONEY, item=None, quantity=value, low=low, high=head + 1, head=head)


def _about_things(scene: Scene, s: Sentence) -> bool:
    """Whether the text up to this sentence counts equipment or goods and no people: a bare figure then counts those."""
    kinds = {q.unit == "person" for q in scene.quantities_in(0, s.end) if q.unit != "" and not is_money(q)}
    return kinds == {False}


def _large(figure: Quantity) -> bool:
    """A bare figure that only money reaches among contributions ("France 110 million")."""
    return figure.low is not None and figure.low >= LARGE_SUM


def currency_near(scene: Scene, figure: Quantity) -> str | None:
    """The currency of the nearest sum before the figure, else on its line: a list states it once.

    None where a sum in brackets follows the figure and its noun: that converts a currency which no table knows.
    """
    if converted(scene, figure):
        return None
    line_start = max(0, figure.start - NEAR_CHARACTERS)
    line_end = scene.text.find("\n", figure.end)
    line_end = len(scene.text) if line_end < 0 else line_end
    sums = [q for q in scene.quantities_in(line_start, line_end) if is_money(q)]
    before = [q.unit for q in sums if q.start < figure.start]
    return before[-1] if before else sums[0].unit if sums else None


def converted(scene: Scene, figure: Quantity) -> bool:
    """ "12 million talers ($6 million)": the sum in brackets says the same in another currency."""
    behind = scene.quantities_in(figure.end, figure.end + LONGEST_UNIT)
    gap = scene.text[figure.end : behind[0].start] if behind else ""
    return bool(gap) and is_money(behind[0]) and bool(set(gap) & commitments().signing.opens)


def _is_concrete(figure: Quantity) -> bool:
    """A counted noun that no lexicon knows is equipment ("30 handheld detectors"), unless the lexicon excludes it."""
    words = figure.unit.split()
    return figure.unit not in COUNTED_APART and bool(words) and words[-1] not in noun_list("not_things")


def _counts_people(scene: Scene, s: Sentence, head: int, figure: Quantity) -> bool:
    """ "Kenya has pledged 1,000", "24 Jamaicans": people of a mission without a noun of their own."""
    if figure.unit == "" and s.pos[head] == "NUM":
        return not _large(figure)
    named = tuple(m for m in scene.cast.within(s.start, s.ends[head]) if m.end == s.ends[head])
    return (
        figure.unit == "person"
        and bool(named)
        and s.tags[head] in ("NNS", "NNPS")
        and named[0].party.kind == "state"
        and named[0].party.id != scene.cast.host
    )


def _heads(s: Sentence, head: int) -> Iterator[int]:
    yield head
    behind = syntax.child(s, head, "dobj") if s.tags[head] == "VBG" and s.deps[head] == "pobj" else None
    if behind == head + 1:  # "a batch of teaching equipment": the parser reads the first noun as a gerund
        yield behind
    if s.lower[head] in noun_list("containers") or s.pos[head] in ("NUM", "PRON", "DET", "ADJ"):
        for _, o in syntax.preposition(s, head, *G["of"]):
            yield from _heads(s, o)


def _thing(
    scene: Scene,
    s: Sentence,
    kind: ResourceClass,
    bounds: tuple[int, int, int],
    noun: tuple[int, int],
    figure: Quantity | None,
) -> Thing:
    head, low, high = bounds
    candidate, start = noun
    item = None
    if kind.resource in (Resource.EQUIPMENT, Resource.GOODS):
        item = item_of(s, start, candidate)
    if figure is not None and kind.resource in (Resource.SERVICE, Resource.TRAINING):
        figure = None
    if figure is not None and kind.resource is Resource.PERSONNEL and (figure.unit == "" or is_money(figure)):
        figure = None if is_money(figure) else replace(figure, unit="person")
    force = None
    if kind.resource is Resource.PERSONNEL:
        force = kind.force if kind.force is not Force.UNSPECIFIED else force_nearby(s, low, high)
    return Thing(
        head=head,
        low=low,
        high=high,
        resource=kind.resource,
        force=force,
        item=item,
        quantity=figure,
        loose=kind.only_with_quantity and not (scene.cast.host is not None and _is_part(s, head)),
    )


def _is_part(s: Sentence, head: int) -> bool:
    """ "a company of 150", "a first group of 90", "the rest, some 60": part of a force, though named by no office."""
    word = s.lower[head]
    counted = any(s.pos[o] == "NUM" for _, o in syntax.preposition(s, head, *G["of"]))
    ordered = any(s.lower[c] in G["ordinal"] | G["indefinite_next"] for c in s.children[head] if c < head)
    return (
        word in noun_list("left")
        or (counted and word in noun_list("units"))
        or (counted and ordered and word in noun_list("parts"))
    )


def item_of(s: Sentence, start: int, head: int) -> str:
    """The item as printed: its noun with what modifies it; `start` is the first token of the lexicon's phrase."""
    return " ".join(s.words[min(start, _modifiers(s, head)) : head + 1])


def force_nearby(s: Sentence, low: int, high: int) -> Force:
    """The force kind that some word of the phrase shows ("police contingent of 200")."""
    table = resources()
    for i in range(low, high):
        found = table.get(s.lower[i])
        if found is not None and found.resource is Resource.PERSONNEL and found.force is not Force.UNSPECIFIED:
            return found.force
    return Force.UNSPECIFIED


def _modifiers(s: Sentence, head: int) -> int:
    low = head
    for c in s.children[head]:
        if c < low and s.deps[c] in ("compound", "amod", "nmod") and s.pos[c] != "NUM":
            low = c
    return low


def things(scene: Scene, s: Sentence, heads: tuple[int, ...]) -> list[Thing]:
    """The resources among coordinated heads, with the subsets that "including" opens behind them."""
    out: list[Thing] = []
    for head in heads:
        found = thing(scene, s, head)
        if found is not None and _shares_figure(found, out):
            if out[-1].force is not found.force:
                out[-1] = replace(out[-1], force=Force.UNSPECIFIED)
            continue
        if found is None:
            continue
        if out and _purpose_of(s, found, out[-1]):
            continue
        if out and _one_resource(found, out[-1]):
            out[-1] = replace(out[-1], high=max(out[-1].high, found.high))
            continue
        subsets = list(_subsets(scene, s, head)) if found.quantity is not None else []
        out.append(
            replace(
                found,
                umbrella=any(t.quantity and t.quantity.unit == found.quantity.unit for t in subsets if found.quantity),
            )
        )
        out.extend(subsets)
        value = worth(scene, s, head) if found.quantity is not None and not is_money(found.quantity) else None
        if value is not None and found.resource in (Resource.EQUIPMENT, Resource.GOODS):
            out.append(_value(s, found, value))
        out.extend(_listed_inside(scene, s, head, found))
    return out


def _purpose_of(s: Sentence, t: Thing, before: Thing) -> bool:
    """ "$5 million for food assistance, shelter and health services": what a sum is for is not given beside it."""
    plain = t.resource is Resource.SERVICE and t.quantity is None
    return plain and is_money(before.quantity) and any(w in G["for"] for w in s.lower[before.high : t.low])


def _one_resource(t: Thing, before: Thing) -> bool:
    """ "protection and food assistance", "helicopters and boats": one resource where none has a figure."""
    plain = t.quantity is None and before.quantity is None
    return plain and t.resource is before.resource and t.resource in MERGED


def _listed_inside(scene: Scene, s: Sentence, head: int, first: Thing) -> Iterator[Thing]:
    """ "the sending of a field hospital and 32 medics": further members of what stands behind a noun's "of"."""
    if s.lower[head] not in noun_list("containers") or s.pos[head] == "NUM":
        return
    for _, o in syntax.preposition(s, head, *G["of"]):
        for member in syntax.conjuncts(s, o)[1:]:
            found = thing(scene, s, member)
            counted = found is not None and found.quantity is not None and found.quantity != first.quantity
            if found is not None and counted and not found.loose:
                yield found


def _shares_figure(t: Thing, before: list[Thing]) -> bool:
    """ "24 Jamaican soldiers and police officers": the second noun shares the figure and is no resource of its own."""
    previous = before[-1] if before else None
    if previous is None or previous.quantity is None or t.quantity is not None or t.resource is not previous.resource:
        return False
    return t.resource is Resource.PERSONNEL and t.low - previous.high <= 1


def _subsets(scene: Scene, s: Sentence, head: int) -> Iterator[Thing]:
    for c in s.children[head]:
        if s.lower[c] in G["including"] and s.deps[c] in ("prep", "acl"):
            for o in syntax.children(s, c, "pobj", "dobj"):
                for member in syntax.conjuncts(s, o):
                    found = thing(scene, s, member)
                    if found is not None and found.quantity is not None:
                        yield replace(found, quantity=replace(found.quantity, kind=QuantityKind.SUBSET))


def is_mission_noun(s: Sentence, head: int) -> bool:
    """Whether the head names a mission or its force as a whole."""
    table = mission_nouns()
    return s.lower[head] in table or (head > 0 and " ".join(s.lower[head - 1 : head + 1]) in table)


def group_of(scene: Scene, s: Sentence, head: int) -> Quantity | None:
    """A counted group of unnamed givers: "up to a dozen nations"."""
    low, high = syntax.phrase(s, head)
    found = figure_in(scene, s, low, high)
    return found if found is not None and found.unit == GROUP_UNIT else None
