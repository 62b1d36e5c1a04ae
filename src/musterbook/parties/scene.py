"""What is known about one document before anybody asks: mentions by token, people, place, actor, subjects so far."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from musterbook.model import Party, Sentence
from musterbook.parties.people import Person
from musterbook.parties.scan import Located

THINGS = frozenset({"state", "body", "mission", "firm", "armed_group"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that was read: where, whom it means (nobody where unknown), whether it spoke, whether it is plural."""

    sentence: int
    token: int
    parties: tuple[Party, ...]
    speaks: bool
    plural: bool
    pronoun: bool


@dataclass(slots=True)
class Scene:
    """One document's people and parties, and the subjects in reading order."""

    sentences: Mapping[int, Sentence]
    located: Sequence[Located]
    people: Mapping[str, Person]
    mission: str | None
    host: str | None
    giver: str | None
    voice: Party | None = None
    issuer: str | None = None
    subjects: list[Subject] = field(default_factory=list)
    tokens: dict[tuple[int, int], Located] = field(default_factory=dict)
    starts: dict[int, list[Located]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.located:
            self.starts.setdefault(item.sentence, []).append(item)
            for token in range(item.first, item.end):
                self.tokens[item.sentence, token] = item

    def at(self, sentence: int, token: int) -> Located | None:
        """The mention that covers a token."""
        return self.tokens.get((sentence, token))

    def before(self, sentence: int, token: int, reach: int) -> Iterator[Located]:
        """Mentions before a token, nearest first, up to `reach` sentences back."""
        for index in range(sentence, sentence - reach - 1, -1):
            for item in reversed(self.starts.get(index, ())):
                if index < sentence or item.end <= token:
                    yield item

    def subjects_before(self, sentence: int, token: int, reach: int) -> Iterator[Subject]:
        """Subjects before a token, nearest first, up to `reach` sentences back."""
        end = bisect_left(self.subjects, (sentence, token), key=lambda subject: (subject.sentence, subject.token))
        for at in range(end - 1, -1, -1):
            subject = self.subjects[at]
            if subject.sentence < sentence - reach:
                return
            yield subject

    def official_of(self, party: Party) -> str | None:
        """The state, else the body, for which a party speaks."""
        if party.kind != "person":
            return party.id if party.kind in THINGS and party.kind != "firm" else None
        person = self.people.get(party.id)
        if person is None:
            return party.country
        return (person.country or person.body) if person.official else None
