"""Who "he", "it", "they" and "both countries" are: by the subjects read so far, never between equals."""

from dataclasses import replace

from musterbook.lexicons.parties import party_name, party_table
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Party, Sentence
from musterbook.parties.scene import THINGS, Scene

PERSON_REACH, THING_REACH, PAIR_REACH = 4, 2, 4
"""Sentences back in which a person, a thing, a pair of states may have been named."""
VERBS = frozenset({"VERB", "AUX"})
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
    asked = _controller(scene, s, head)
    if asked is not None:
        return (asked,)
    for subject in scene.subjects_before(s.index, head, THING_REACH):
        if (subject.pronoun and not subject.parties) or subject.plural:
            continue
        if len(subject.parties) == 1 and subject.parties[0].kind in THINGS:
            return subject.parties
        if subject.parties and all(p.kind == "person" for p in subject.parties):
            continue
        return ()
    return ()


def _controller(scene: Scene, s: Sentence, head: int) -> Party | None:
    """Who is asked or helped to do what the pronoun stands in ("asked the bloc to keep its troops")."""
    verb = s.heads[head]
    while s.pos[verb] not in VERBS and s.heads[verb] != verb:
        verb = s.heads[verb]
    if s.deps[verb] not in ("xcomp", "ccomp"):
        return None
    for child in s.children[s.heads[verb]]:
        item = scene.at(s.index, child) if s.deps[child] == "dobj" and child < verb else None
        if item is not None and item.mention.party.kind in THINGS:
            return item.mention.party
    return None


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
    """Two states: coordinated here or just before, else the only two that acted lately, else the only two named."""
    for index in (s.index, s.index - 1):
        joined = _coordinated(scene, index, head if index == s.index else None)
        if joined:
            return joined if len(joined) == 2 else ()
    acting: dict[str, Party] = {}
    for subject in scene.subjects_before(s.index, head, PAIR_REACH):
        found = [] if subject.pronoun else [_state(scene, p, subject.sentence < s.index) for p in subject.parties]
        for party in reversed(found):
            if party is not None:
                acting.setdefault(party.id, party)
        if len(acting) >= 2:
            return tuple(reversed(acting.values())) if len(acting) == 2 else ()
    for index in (s.index, s.index - 1):
        named = _named_states(scene, index, head if index == s.index else None)
        if len(named) == 2:
            return tuple(named.values())
    return ()


def _state(scene: Scene, party: Party, is_before: bool) -> Party | None:
    """The state that a subject stands for: itself or an official's, but not its people in uniform."""
    if party.kind == "person" and is_before:
        state = scene.official_of(party)
        is_state = state is not None and state in party_table().regions
        return Party(id=state, name=party_name(state), kind="state", country=state) if is_state and state else None
    institution = (party.via or "").lower().split()
    if party.kind != "state" or (institution and institution[-1] in descriptors()["force"]):
        return None
    return replace(party, via=None)


def _named_states(scene: Scene, index: int, end: int | None) -> dict[str, Party]:
    """The states that a sentence names outright, up to token `end`."""
    return {
        item.mention.party.id: item.mention.party
        for item in scene.starts.get(index, ())
        if item.mention.party.kind == "state" and item.mention.how != "demonym" and (end is None or item.first < end)
    }


def _coordinated(scene: Scene, index: int, end: int | None) -> tuple[Party, ...]:
    """All states of the last coordination ("A, B and C") in a sentence, in order."""
    s = scene.sentences.get(index)
    members: dict[str, Party] = {}
    for item in scene.starts.get(index, ()) if s is not None else ():
        party, token = item.mention.party, item.end - 1
        if s is None or party.kind != "state" or item.mention.how == "demonym" or (end is not None and token >= end):
            continue
        up = scene.at(index, s.heads[token]) if s.deps[token] == "conj" else None
        if up is None or up.mention.party.kind != "state":
            continue
        if up.mention.party.id not in members:
            members = {up.mention.party.id: up.mention.party}
        members[party.id] = party
    return tuple(members.values())


def kind_of(word: str) -> str | None:
    """Which question a pronoun asks: "singular", "ours", "person", "thing", "plural", "reflexive" or none."""
    words = descriptors()
    for kind in ("first_singular", "first_plural", "reflexive", "person", "thing", "plural"):
        if word in words[kind]:
            return kind
    return None
