"""What a document is about: the place, the state that acts, and the states of people whose title names none."""

from collections import Counter
from collections.abc import Mapping, Sequence

from musterbook.lexicons.leaders import offices
from musterbook.lexicons.missions import missions
from musterbook.lexicons.names import name_parts
from musterbook.lexicons.parties import fold
from musterbook.lexicons.search import hits
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Sentence
from musterbook.parties.people import Person, known_leader, leader_as_person
from musterbook.parties.scan import Located, mission_counts

HEADLINE_WEIGHT = 3
HOST_MARGIN = 1.3
"""How much more a place must stand out than the next one; a round-up of several places is about none of them."""
GIVER_POINTS = 3
"""What speaks for the acting state when an official's title names none: more than one subject in the sentence."""
PLACE_WEIGHT = 2
"""Standing as a place counts twice what merely being named at the top does."""
LEAD_SENTENCES = 12
"""Sentences at the top in which merely being named counts for being what the document is about."""
VOICE_REACH = 8
"""Words after "Remarks by" in which the speaker's surname must stand."""
VOICE_WEIGHT = 50
"""Who speaks a whole text acts in it, however often others are named."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PASSIVE = "nsubjpass"
LEFT = frozenset({"compound", "amod", "poss", "nmod", "det"})
STANDING = frozenset({"demonym", "capital", "seat"})


def main_mission(located: Sequence[Located]) -> str | None:
    """The mission named most often; of two named equally often, the one named first."""
    counts = mission_counts(located)
    return counts.most_common(1)[0][0] if counts else None


def title_places(title: str) -> Counter[str]:
    """Points for the countries of a title that stands outside the text: after a preposition of place, or at all."""
    points: Counter[str] = Counter()
    words = descriptors()
    for hit in hits(title):
        party = hit.pattern.party
        if party is not None and party.kind in ("state", "place") and party.country is not None:
            before = title[: hit.start].lower().split()
            points[party.country] += 2 * HEADLINE_WEIGHT if before and before[-1] in words["into"] else 1
    return points


def roles(
    sentences: Mapping[int, Sentence],
    located: Sequence[Located],
    people: Sequence[Person],
    *,
    mission: str | None,
    title: str,
    speaker: Person | None,
    issuer: str | None = None,
) -> tuple[str | None, str | None]:
    """(host, giver): the country that is the place, and the country whose government acts.

    In its own release a government acts, however often the other is the subject.
    """
    where = title_places(title)
    acts: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    if speaker is not None and speaker.country is not None:
        acts[speaker.country] += VOICE_WEIGHT
    if issuer is not None:
        acts[issuer] += VOICE_WEIGHT
    for item in located:
        party = item.mention.party
        if party.kind == "armed_group":
            where[party.country or ""] += PLACE_WEIGHT
        if party.country is None or party.kind not in ("state", "place"):
            continue
        s = sentences[item.sentence]
        weight = HEADLINE_WEIGHT if s.is_headline or s.index == 0 else 1
        points = weight * _as_place(s, item)
        where[party.country] += PLACE_WEIGHT * points + (s.index < LEAD_SENTENCES)
        placed[party.country] += points
        if party.kind == "state":
            acts[party.country] += weight * _as_actor(s, item)
    for person in people:
        if person.official and person.country is not None:
            acts[person.country] += 2 * sum(c.speaks for c in person.candidates)
    entry = missions().get(mission or "")
    del where[""]
    host = entry.host if entry is not None else None
    actor = _leader(acts - placed) or _leader(acts)
    if host is None:
        host = _place(where, acts, actor)
    del acts[host or ""]
    return host, _leader(acts)


def voice(title: str, people: Sequence[Person]) -> Person | None:
    """Who speaks the whole text in the first person ("Remarks by President X"), by its title or first line."""
    words = title.lower().replace(",", " ").split()
    roles_ = descriptors()
    at = next((i for i, word in enumerate(words) if word in roles_["voice"]), None)
    if at is None:
        return None
    by = next((i for i in range(at + 1, min(at + 4, len(words))) if words[i] in roles_["voice_by"]), None)
    if by is None:
        return None
    said = words[by + 1 : by + 1 + VOICE_REACH]
    for word in said:
        surname = fold(word).strip(".’'")
        for person in people:
            if person.official and name_parts(person.name)[1] == surname:
                return person
        leader = known_leader(surname, frozenset(said) & titles()["heads"]) if len(surname) > 1 else None
        if leader is not None and leader.office & frozenset(said):
            return leader_as_person(leader)
    return None


def _place(where: Counter[str], acts: Counter[str], actor: str | None) -> str | None:
    """The country named most as place, other than the one that acts; that one only where all happens at home."""
    others = where.copy()
    del others[actor or ""]
    found = _leader(others, margin=HOST_MARGIN)
    if actor is None:
        return found
    rival = others.most_common(1)
    at_home = where[actor] > acts[actor] and where[actor] >= 2 * (rival[0][1] if rival else 1)
    return actor if at_home else found


def _as_place(s: Sentence, item: Located) -> int:
    """Points for standing as destination, as place, as receiver, or beside what happens there."""
    words = descriptors()
    token, how = item.end - 1, item.mention.how
    before = item.first - 1
    if before >= 0 and s.lower[before] in titles()["the"]:
        before -= 1
    preposition = s.lower[before] if before >= 0 else ""
    if preposition in words["destination"]:
        return 2
    if preposition in words["in"]:
        return 2 if how in ("name", "acronym") else 1
    if how in ("name", "acronym") and s.deps[token] == "dative":
        return 2
    if s.deps[token] in SUBJECTS and _is_in_need(s, token):
        return 2
    if preposition in words["of"] and before > 0 and s.lower[before - 1] in words["people"]:
        return 2
    after = s.lower[item.end] if item.end < len(s.words) else ""
    if how == "demonym":
        return int(after in words["armed"] or after in words["people"] or after in titles()["heads"])
    if after in titles()["possessive"]:
        owned = s.heads[token]
        return int(s.lower[owned] in words["people"] or s.lower[owned] in words["armed"])
    return int(how == "place" and item.first == 0)


def _as_actor(s: Sentence, item: Located) -> int:
    """Points for standing as an active subject, alone or through an institution, or beside uniformed people or a loan
    or grant that is its own.
    """
    words = descriptors()
    token = item.end - 1
    head = token
    if item.mention.how == "demonym" or s.deps[token] in LEFT:
        head = s.heads[token]
        if s.lower[head] in words["lent"]:
            return 1
        if s.lower[head] not in words["force"] and s.lower[head] not in words["official"]:
            return 0
    before = s.heads[token]
    if s.deps[token] == "pobj" and s.lower[before] in words["source"] and s.lower[s.heads[before]] in words["lent"]:
        return 1
    if s.deps[head] not in SUBJECTS:
        return int(head != token)
    if s.deps[head] == PASSIVE or _is_in_need(s, head):
        return 0
    return 2


def _is_in_need(s: Sentence, subject: int) -> bool:
    """Whether the subject asks or lacks, also in what it says of itself ("says it needs")."""
    words = descriptors()
    verb = s.heads[subject]
    if s.lower[verb] in words["asking"]:
        return True
    said = (c for c in s.children[verb] if s.deps[c] == "ccomp" and s.lower[c] in words["asking"])
    return any(s.deps[i] in SUBJECTS and s.lower[i] in words["thing"] for c in said for i in s.children[c])


def _leader(counts: Counter[str], least: int = 2, margin: float = 1) -> str | None:
    """The one with the most points: at least `least`, and more than `margin` times what the next one has."""
    top = counts.most_common(2)
    if not top or top[0][1] < least or (len(top) == 2 and top[0][1] <= margin * top[1][1]):
        return None
    return top[0][0]


def place_people(
    sentences: Mapping[int, Sentence],
    located: Sequence[Located],
    people: Sequence[Person],
    giver: str | None,
    issuer: str | None,
) -> None:
    """Give a state to officials whose title names none: the one that acts beside them most, never between equals.

    In a release the issuer's own officials go without a state, but not those with a title that it does not give.
    A name in a destination phrase says nothing about whose official speaks; the head of state of the place itself is
    known by the capital or the people that stand in the same sentence.
    """
    named: dict[int, list[Located]] = {}
    for item in located:
        if item.mention.party.kind in ("state", "place", "body"):
            named.setdefault(item.sentence, []).append(item)
    for person in people:
        if person.country is not None or person.body is not None or not person.official:
            continue
        score: Counter[str] = Counter()
        of_body = bool(person.heads & titles()["body_heads"])
        for c in person.candidates:
            s = sentences[c.sentence]
            for item in named.get(c.sentence, ()):
                party = item.mention.party
                points = _as_actor(s, item) + (item.mention.how in STANDING)
                if (party.kind == "body") == of_body:
                    score[party.id if of_body else party.country or ""] += points + of_body
        theirs = person.heads & titles()["cabinet_heads"]
        known = issuer is None or not theirs or bool(theirs & offices(issuer))
        if giver is not None and known and not of_body and any(c.speaks for c in person.candidates):
            score[giver] += GIVER_POINTS
        found = _leader(score, least=1)
        if of_body:
            person.body = found
        else:
            person.country = found
