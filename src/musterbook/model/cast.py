"""The cast of a document as the rules see it: who is named where, and whom a noun phrase means."""

from typing import Protocol

from musterbook.model.documents import Mention, MissionName, Party, Sentence


class Cast(Protocol):
    """Everybody whom one document names, and answers to "who is this noun phrase?".

    Claims receive it as an argument and never import the package that builds it. All offsets are code points of the
    document's text. Every answer may be empty: the cast does not choose between two equally good parties.
    """

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every named party, sorted by start; mentions do not overlap."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the document, each list of names in them as one coordination."""

    @property
    def missions(self) -> tuple[MissionName, ...]:
        """Every named mission, sorted by start."""

    @property
    def mission(self) -> str | None:
        """The mission that the document is mainly about, by its id in the mission table."""

    @property
    def host(self) -> str | None:
        """The country that the document is about as recipient or as place of the mission."""

    @property
    def giver(self) -> str | None:
        """The country whose government the document mostly shows as acting."""

    @property
    def voice(self) -> Party | None:
        """Who speaks the whole text in the first person ("Remarks by President X"); None for a reported text."""

    @property
    def issuer(self) -> str | None:
        """The state whose own release the document is; None for a newspaper."""

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie inside `text[start:end]`."""

    def resolve(self, sentence: Sentence, head: int, *, speaker: Party | None = None) -> tuple[Party, ...]:
        """Whom the noun phrase with head token `head` means; several only for a collective word.

        `speaker` is who says the sentence, for "I", "we" and "our". Empty when nobody is known.
        """

    def countries_in(self, sentence: Sentence) -> tuple[str, ...]:
        """The ISO 3166 ids of the states that the sentence names, in order, each once; people do not count."""

    def official_of(self, party: Party) -> str | None:
        """The id of the state, else of the body, for which `party` speaks; its own id where it is one itself."""
