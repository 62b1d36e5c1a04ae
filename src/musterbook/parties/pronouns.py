"""Who "he", "it", "they" and "both countries" are: by the subjects read so far, never between equals."""

from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Party, Sentence
from musterbook.parties.scene import THINGS, Scene

PERSON_REACH, THING_REACH, PAIR_REACH = 4, 2, 4
"""Sentences back in which a person, a thing, a pair of states may have been named."""
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})


def one_person(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """He or she: the last person who was a subject; beside a verb of saying, the last who spoke."""
    is_subject = s.deps[head] in SUBJECT_DEPS
    inside = {i.mention.party.id: i.mention.party for i in scene.before(s.index, head, 0) if i.mention.how != "demonym"}
    here = [party for party in inside.values() if party.kind == "person"]
    if not is_subject and len(here) == 1:
        return (here[0],)
    speaking = is_subject and s.lower[s.heads[head]] in titles()["speaks"]
    nearest: Party | None = None
    for subject in scene.subjects_before(s.index, head, PERSON_REACH):
        people = [p for p in subject.parties if p.kind == "person"]
        if len(people) != 1:
            continue
        if subject.speaks or not speaking:
            return (people[0],)
        nearest = nearest or people[0]
    if nearest is not None:
        return (nearest,)
    named = {item.mention.party.id: item.mention.party for item in scene.before(s.index, head, 1)}
    people = [party for party in named.values() if party.kind == "person"]
    return (people[0],) if len(people) == 1 else ()


def one_thing(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """It and its: the last subject that is a state, a body or a mission; another thing in between ends the search.

    As an object "it" mostly repeats something that was done or said, so only subjects and owners are answered.
    """
    if s.deps[head] not in SUBJECT_DEPS and s.deps[head] != "poss":
        return ()
    for subject in scene.subjects_before(s.index, head, THING_REACH):
        if subject.pronoun and not subject.parties:
            continue
        if len(subject.parties) == 1 and subject.parties[0].kind in THINGS:
            return subject.parties
        if subject.parties and all(p.kind == "person" for p in subject.parties):
            continue
        return ()
    return ()


def several(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """They and their: the last subject in the plural, a body, or a government."""
    if s.deps[head] not in SUBJECT_DEPS and s.deps[head] != "poss":
        return ()
    for subject in scene.subjects_before(s.index, head, THING_REACH):
        if subject.plural or len(subject.parties) > 1:
            return subject.parties
        if subject.parties and (subject.parties[0].via or subject.parties[0].kind in ("body", "armed_group")):
            return subject.parties
        if not subject.pronoun:
            return ()
    return ()


def pair(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """The last two states that a sentence coordinates, else the only two that it names; nearest sentence first."""
    for index in range(s.index, s.index - PAIR_REACH - 1, -1):
        sentence = scene.sentences.get(index)
        if sentence is None:
            continue
        states: dict[str, Party] = {}
        joined: list[tuple[Party, Party]] = []
        for item in scene.starts.get(index, ()):
            party = item.mention.party
            if (index == s.index and item.first >= head) or party.kind != "state" or item.mention.how == "demonym":
                continue
            states[party.id] = party
            up = scene.at(index, sentence.heads[item.end - 1])
            if sentence.deps[item.end - 1] == "conj" and up is not None and up.mention.party.kind == "state":
                joined.append((up.mention.party, party))
        if joined:
            chain = {p.id for two in joined for p in two}
            return joined[-1] if len(chain) == 2 else ()
        if len(states) == 2:
            return tuple(states.values())
        if len(states) > 2:
            return ()
    return ()


def kind_of(word: str) -> str | None:
    """Which question a pronoun asks: "singular", "ours", "person", "thing", "plural", "reflexive" or none."""
    words = descriptors()
    for kind in ("first_singular", "first_plural", "reflexive", "person", "thing", "plural"):
        if word in words[kind]:
            return kind
    return None
