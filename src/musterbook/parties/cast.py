"""Build the cast of a document: one pass for the tables, one for people, then answers on demand."""

from bisect import bisect_left

from musterbook.lexicons.titles import descriptors
from musterbook.model import Mention, MissionName, Parsed, Party, Sentence
from musterbook.parties.context import main_mission, place_people, roles, voice
from musterbook.parties.issuer import issuer
from musterbook.parties.listed import listed
from musterbook.parties.people import find_people, person_mentions, surname_mentions
from musterbook.parties.phrases import Resolver
from musterbook.parties.scan import Located, table_mentions
from musterbook.parties.scene import Scene

TITLE_LENGTH = 200
"""Code points of a text without a title or a second line that may serve as one."""


class DocumentCast:
    """The cast of one document; see `musterbook.model.Cast` for what each answer means."""

    def __init__(self, scene: Scene, mentions: tuple[Mention, ...], missions: tuple[MissionName, ...]) -> None:
        self._scene = scene
        self.sentences = tuple(scene.sentences.values())
        self._resolver = Resolver(scene)
        self._starts = [mention.start for mention in mentions]
        self.mentions = mentions
        self.missions = missions
        self.mission = scene.mission
        self.host = scene.host
        self.giver = scene.giver
        self.voice = scene.voice
        self.issuer = scene.issuer

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie inside `text[start:end]`."""
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < end:
            if self.mentions[at].end <= end:
                found.append(self.mentions[at])
            at += 1
        return tuple(found)

    def resolve(self, sentence: Sentence, head: int, *, speaker: Party | None = None) -> tuple[Party, ...]:
        """Whom the noun phrase with head token `head` means; empty when nobody is known."""
        return self._resolver.resolve(sentence, head, speaker)

    def countries_in(self, sentence: Sentence) -> tuple[str, ...]:
        """The states that the sentence names (agencies, demonyms and towns included), in order, each once."""
        found: dict[str, None] = {}
        for item in self._scene.starts.get(sentence.index, ()):
            party = item.mention.party
            if party.kind in ("state", "place") and party.country is not None:
                found[party.country] = None
        return tuple(found)

    def official_of(self, party: Party) -> str | None:
        """The id of the state, else of the body, for which `party` speaks; its own id where it is one itself."""
        return self._scene.official_of(party)


def cast(parsed: Parsed) -> DocumentCast:
    """Who is named in a document, and what each noun phrase means."""
    sentences = {sentence.index: sentence for sentence in parsed.sentences}
    text = parsed.document.text
    release = issuer(parsed.document)
    home = release.id if release is not None and release.kind == "state" else None
    table = table_mentions(parsed.sentences, text, home)
    people = find_people(parsed.sentences, table)
    mission = main_mission(table)
    title = parsed.document.title or ""
    speaker = voice(title or text[: text.find("\n") if "\n" in text else TITLE_LENGTH], people)
    if speaker is not None and speaker not in people:
        people.append(speaker)
    host, giver = roles(sentences, table, people, mission=mission, title=title, speaker=speaker, issuer=home)
    place_people(sentences, table, people, giver, home)
    table = surname_mentions(people, table, sentences)
    located = sorted([*table, *person_mentions(people)], key=lambda item: item.mention.start)
    by_sentence: dict[int, list[Located]] = {}
    for item in located:
        by_sentence.setdefault(item.sentence, []).append(item)
    scene = Scene(
        sentences={index: listed(s, by_sentence.get(index, ())) for index, s in sentences.items()},
        located=located,
        people={person.name: person for person in people},
        mission=mission,
        host=host,
        giver=giver,
        voice=speaker.party() if speaker is not None else None if _is_joint(title) else release,
        issuer=home,
    )
    return DocumentCast(scene, tuple(item.mention for item in located), _mission_names(table))


def _is_joint(title: str) -> bool:
    """A joint statement: "we" is nobody alone."""
    return bool(descriptors()["jointly"] & frozenset(title.lower().split()))


def _mission_names(table: list[Located]) -> tuple[MissionName, ...]:
    return tuple(
        MissionName(start=item.mention.start, end=item.mention.end, mission=item.mission)
        for item in table
        if item.mission is not None
    )
