"""Descriptions without a name: "the Caribbean nation", "the country", "the government", "the mission"."""

from musterbook.lexicons.missions import missions
from musterbook.lexicons.parties import party_name, party_table
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Party, Sentence
from musterbook.parties.pronouns import SUBJECT_DEPS, one_person
from musterbook.parties.scene import Scene

NEAR, BODY_REACH = 3, 10
"""Sentences back in which a government or a country, and a body or a mission, may have been named."""
WORDS_OF_REGION = 3
MODIFIERS = ("amod", "compound", "nummod", "nmod")


def described(scene: Scene, s: Sentence, head: int, speaker: Party | None) -> str | None:
    """The state that "the country" or "the Caribbean nation" repeats."""
    words = descriptors()
    determiner = next((c for c in s.children[head] if s.deps[c] in ("det", "poss") and c < head), None)
    if determiner is None or s.lower[determiner] not in words["demonstrative"]:
        return None
    if s.deps[determiner] == "poss" and s.lower[determiner] in words["person"] | words["thing"] | words["plural"]:
        return None
    region = _region(s, head)
    if region is not None:
        return _of_region(scene, s, head, region, s.lower[determiner] in words["near"])
    if any(c < head and s.deps[c] in MODIFIERS for c in s.children[head]):
        return None
    if speaker is not None and s.lower[determiner] in words["first_plural"] | words["first_singular"]:
        return scene.official_of(speaker)
    return _the_country(scene, s, head)


def _region(s: Sentence, head: int) -> str | None:
    regions = descriptors().regions
    for i in range(max(0, head - WORDS_OF_REGION), head):
        for n in (3, 2, 1):
            phrase = " ".join(s.lower[i : min(i + n, head)]).replace(" - ", "-")
            if phrase in regions:
                return regions[phrase]
    return None


def _of_region(scene: Scene, s: Sentence, head: int, region: str, near: bool) -> str | None:
    """The host where it lies there and "this" does not point nearer; else the nearest country before that does.

    Where host and giver both lie there and the phrase is a subject, the giver is meant if it acted last.
    """
    table = party_table().regions
    both = all(region in table.get(state or "", ()) for state in (scene.host, scene.giver))
    if both and not near and s.deps[head] in SUBJECT_DEPS:
        last = next(iter(scene.subjects_before(s.index, head, NEAR)), None)
        spoken = scene.official_of(last.parties[0]) if last is not None and len(last.parties) == 1 else None
        return spoken if spoken == scene.giver else scene.host
    if not near and scene.host is not None and region in table.get(scene.host, ()):
        return scene.host
    for item in scene.before(s.index, head, len(scene.sentences)):
        country = item.mention.party.country
        if country is not None and item.mention.party.kind in ("state", "place") and region in table.get(country, ()):
            return country
    return None


def _the_country(scene: Scene, s: Sentence, head: int) -> str | None:
    """A bare "the country": what the clause says of it decides between the place and the state that acts."""
    words = descriptors()
    verb = s.heads[head]
    dep = s.deps[head]
    if dep in SUBJECT_DEPS:
        return _reported_country(scene, s, head) or _subject_state(scene, s, head) or scene.host
    if dep in ("dobj", "pobj") and s.lower[verb] in words["away"]:
        return _subject_state(scene, s, head)
    if scene.host is not None:
        return scene.host
    named = {
        item.mention.party.country
        for item in scene.before(s.index, head, 1)
        if item.mention.party.kind in ("state", "place") and item.mention.party.country is not None
    }
    named = named - {_subject_state(scene, s, head), scene.giver} or named
    return named.pop() if len(named) == 1 else None


def _reported_country(scene: Scene, s: Sentence, head: int) -> str | None:
    """ "The minister revealed that the country is ...": an official's own state, in what the official says."""
    verb = s.heads[head]
    if s.deps[verb] != "ccomp":
        return None
    says = s.heads[verb]
    if s.lower[says] not in titles()["speaks"]:
        return None
    for child in s.children[says]:
        if s.deps[child] not in SUBJECT_DEPS:
            continue
        item = scene.at(s.index, child)
        speakers: tuple[Party, ...] = (item.mention.party,) if item is not None else ()
        if s.tags[child] == "PRP":
            speakers = one_person(scene, s, child)
        for party in speakers:
            state = scene.official_of(party) if party.kind == "person" else None
            return state if state in party_table().regions else None
    return None


def _subject_state(scene: Scene, s: Sentence, head: int) -> str | None:
    """The last state that was a subject; a person's own state does not count, nor a pair."""
    for subject in scene.subjects_before(s.index, head, NEAR):
        if len(subject.parties) == 1 and subject.parties[0].kind == "state":
            return subject.parties[0].id
    return None


def the_government(scene: Scene, s: Sentence, head: int, speaker: Party | None) -> str | None:
    """The government named last as a subject, the speaker's own, or the one that acts; as object of help, the other."""
    words = descriptors()
    if speaker is not None and scene.official_of(speaker) in party_table().regions:
        return scene.official_of(speaker)
    verb = s.heads[head]
    helped = s.lower[verb] in words["helped"] or s.lower[s.heads[verb]] in words["helped"]
    if helped and scene.host is not None and scene.host != scene.giver:
        return scene.host
    reported = _reported_country(scene, s, head)
    if reported is not None:
        return reported
    if scene.issuer is not None:
        return scene.issuer
    for subject in scene.subjects_before(s.index, head, NEAR):
        for party in subject.parties:
            state = scene.official_of(party)
            if len(subject.parties) == 1 and state is not None and state in party_table().regions:
                return state
    return _named_lately(scene, s, head) or scene.giver


def _named_lately(scene: Scene, s: Sentence, head: int) -> str | None:
    """The one state beside the host that the sentences before name; nobody where they name several."""
    named = {
        item.mention.party.country for item in scene.before(s.index, head, NEAR) if item.mention.party.kind == "state"
    }
    others = named - {scene.host, None}
    return others.pop() if len(others) == 1 else None


def mission_or_body(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """ "The mission", "the force", "the council": what was named before, else the document's main mission."""
    words, word = descriptors(), s.lower[head]
    if word in words["mission"]:
        for item in scene.before(s.index, head, BODY_REACH):
            if item.mission is not None:
                return (item.mention.party,)
        if scene.mission is not None:
            entry = missions()[scene.mission]
            return (Party(id=entry.id, name=party_name(entry.id), kind="mission", country=entry.host),)
        return ()
    if any(s.deps[c] not in ("det", "punct", "prep", "relcl", "case") for c in s.children[head]):
        return ()
    short = party_table().short
    for item in scene.before(s.index, head, BODY_REACH):
        party = item.mention.party
        if item.mission is not None and word in missions()[item.mission].short:
            return (party,)
        key = next(
            (slug for slug in (party.id, _agency(party)) if slug is not None and word in short.get(slug, ())), None
        )
        if key is not None:
            return (party,)
    return ()


def mission_of(scene: Scene, owner: Party) -> Party | None:
    """ "The UN mission": the document's main mission, where `owner` leads or authorised it."""
    entry = missions().get(scene.mission or "")
    if entry is None or owner.id not in (entry.lead, entry.body):
        return None
    return Party(id=entry.id, name=party_name(entry.id), kind="mission", country=entry.host)


def organ_of(scene: Scene, s: Sentence, head: int, owner: Party) -> Party | None:
    """ "The UN agency": the body named last that belongs to `owner` and is repeated by this noun."""
    table = party_table()
    for item in scene.before(s.index, head, NEAR):
        party = item.mention.party
        if table.parents.get(party.id) == owner.id and s.lower[head] in table.short[party.id]:
            return party
    return None


def _agency(party: Party) -> str | None:
    """The slug of an agency that acts for a state."""
    return party_table().agencies.get(party.via) if party.via is not None else None
