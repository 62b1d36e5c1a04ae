"""Numbers for sources: by document in a terminal, by evidence sentence in a report."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from musterbook.lexicons.display import display
from musterbook.lexicons.missions import missions
from musterbook.model import RESTRICTED as RESTRICTED
from musterbook.model import Claim, Document, Event, Family, Measure, Reading
from musterbook.views import figures
from musterbook.views.excerpts import excerpt

_LABEL_LENGTH = 48
_BETWEEN = re.compile(r"([(),;] ?| \+ )")
"""What stands between the days and the names of a line of arithmetic."""
_ACCUSING_EVENTS = frozenset({Event.ATTACK, Event.ASSASSINATION, Event.COUP})
_ACCUSING_MEASURES = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.KIDNAPPED})


def label(document: Document) -> str:
    """A short label of a document: publisher (else title, else name) and the day of publication."""
    if document.rights == RESTRICTED:
        return display().phrases["restricted"]
    when = figures.period(document.published) if document.published.known else display().dates["unknown"]
    named = document.publisher or document.title
    if document.entered_by:
        named = display().say("desk_entry", name=document.entered_by)
    who = figures.shorten(named, _LABEL_LENGTH) if named else figures.printable(document.name)
    return f"{who}, {when}"


def is_accusation(claim: Claim) -> bool:
    """Whether the claim says that somebody did harm; then its speaker is printed with it (METHOD section 8)."""
    return bool(claim.party) and (claim.event in _ACCUSING_EVENTS or claim.measure in _ACCUSING_MEASURES)


def speaker(claim: Claim, document: Document | None) -> str:
    """Who says it: the speaker that the document names, else the document's publisher, title or name."""
    if claim.speaker:
        return figures.party(claim.speaker)
    if document is None or document.rights == RESTRICTED:
        return display().phrases["restricted"]
    return figures.printable(document.publisher or document.title or document.name)


def remarks(claim: Claim) -> str:
    """Of a quotation: where the speaker stands, what it is about and to whom it was said, as far as the text tells."""
    lexicon = display()
    stance = lexicon.stances[claim.stance] if claim.stance else ""
    about = lexicon.say("quote_about", about=", ".join(map(_topic, claim.about))) if claim.about else ""
    told = lexicon.say("quote_told", told=figures.party(claim.told)) if claim.told else ""
    return ", ".join(part for part in (" ".join(filter(None, (stance, about))), told) if part)


def _topic(topic: str) -> str:
    mission = missions().get(topic)
    return figures.printable(mission.name) if mission is not None else figures.party(topic)


def told_by(claim: Claim, document: Document | None) -> str:
    """Who says it; of an accusation, that it is reported by them."""
    who = speaker(claim, document)
    return display().say("reported_by", speakers=who) if is_accusation(claim) else who


def accusers(reading: Reading, claim_ids: Iterable[str]) -> tuple[str, ...]:
    """Who reports the accusations among these claims, each once, in order; empty where nobody is accused."""
    claims = (reading.claims[one] for one in claim_ids if one in reading.claims)
    return tuple(
        dict.fromkeys(
            speaker(claim, reading.documents.get(claim.document_id)) for claim in claims if is_accusation(claim)
        )
    )


def quotes(reading: Reading, claim_ids: Iterable[str] | None = None) -> list[Claim]:
    """The quotations in view, in order of document and place; all of them without `claim_ids`."""
    ids = reading.claims if claim_ids is None else claim_ids
    found = [reading.claims[one] for one in ids if one in reading.claims]
    return sorted((c for c in found if c.family is Family.QUOTE), key=lambda claim: by_place(reading, claim))


def by_place(reading: Reading, claim: Claim) -> tuple[str, int, int, str]:
    """A sorting key: the document's name, then the place in it."""
    document = reading.documents.get(claim.document_id)
    return (document.name if document else "", claim.span.start, claim.span.end, claim.id)


@dataclass(slots=True)
class DocumentNumbers:
    """Numbers documents in the order in which a page cites them; the legend stands below the page."""

    reading: Reading
    _numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, claim_ids: Iterable[str], *, most: int | None = None) -> str:
        """The numbers of the documents of these claims, "1 3"; restricted ones share a single word in the legend.

        With `most`, no more than that many documents, the first ones, and how many others there are: "1 3 +5".
        """
        claims = [self.reading.claims[one] for one in claim_ids if one in self.reading.claims]
        documents = list(dict.fromkeys(self._key(claim.document_id) for claim in claims))
        shown = sorted(self._numbers.setdefault(key, len(self._numbers) + 1) for key in documents[:most])
        more = [f"+{len(documents) - len(shown)}"] if len(documents) > len(shown) else []
        return " ".join([*(str(one) for one in shown), *more])

    def in_words(self, text: str) -> str:
        """A line of arithmetic with each document that it names by its number: "200 (2024-06-25 [3])"."""
        names = Counter(document.name for document in self.reading.documents.values())
        ids = {one.name: one.id for one in self.reading.documents.values() if names[one.name] == 1}
        pieces: list[str] = []
        for piece in _BETWEEN.split(text):
            if piece not in ids or self._key(ids[piece]) == RESTRICTED:
                pieces.append(piece)
                continue
            if pieces and pieces[-1] == ", ":
                pieces[-1] = " "
            pieces.append(f"[{self._numbers.setdefault(ids[piece], len(self._numbers) + 1)}]")
        return "".join(pieces)

    def _key(self, document_id: str) -> str:
        document = self.reading.documents.get(document_id)
        return RESTRICTED if document is not None and document.rights == RESTRICTED else document_id

    def legend(self) -> list[tuple[int, str]]:
        """Number and label of each document cited so far."""
        return [(number, self._label(key)) for key, number in self._numbers.items()]

    def brief_legend(self) -> list[tuple[int, str]]:
        """Number and label of each document cited so far; the name only where two have one label."""
        named = {key: self._label(key) for key in self._numbers}
        short = {key: label(document) for key in named if (document := self.reading.documents.get(key))}
        seen = Counter(short.values())
        return [
            (number, short[key] if seen[short.get(key, "")] == 1 else named[key])
            for key, number in self._numbers.items()
        ]

    def _label(self, key: str) -> str:
        document = self.reading.documents.get(key)
        if document is None:
            return display().phrases["restricted"]
        name = figures.printable(document.name)
        return f"{label(document)} ({name})" if name not in label(document) else label(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """One evidence sentence with the document that prints it; `name` is None where the label is the name."""

    number: int
    sentence: str
    label: str
    title: str | None
    url: str | None
    name: str | None


@dataclass(slots=True)
class SentenceNumbers:
    """Numbers evidence sentences in the order in which a report cites them."""

    reading: Reading
    _notes: dict[tuple[str, str], Footnote] = field(default_factory=dict)

    def cite(self, claim_ids: Iterable[str], *, most: int | None = None) -> tuple[int, ...]:
        """The numbers of the sentences of these claims, rising, each once, the first `most` of them.

        Nothing restricted is ever cited.
        """
        numbers: dict[int, None] = {}
        for one in claim_ids:
            claim = self.reading.claims.get(one)
            document = claim and self.reading.documents.get(claim.document_id)
            if claim and document and document.rights != RESTRICTED and (most is None or len(numbers) < most):
                numbers[self._note(claim, document).number] = None
        return tuple(sorted(numbers))

    def _note(self, claim: Claim, document: Document) -> Footnote:
        name = figures.printable(document.name)
        sentence = figures.printable(excerpt(document, claim.span.start, claim.span.end).evidence)
        return self._notes.setdefault(
            (document.id, sentence),
            Footnote(
                number=len(self._notes) + 1,
                sentence=sentence,
                label=label(document),
                title=document.title and figures.printable(document.title),
                url=safe_url(document.url),
                name=name if name not in label(document) else None,
            ),
        )

    def notes(self) -> list[Footnote]:
        """Every sentence cited so far, by number."""
        return sorted(self._notes.values(), key=lambda note: note.number)


def safe_url(url: str | None) -> str | None:
    """The address where it is a web address; any other scheme is not offered as a link."""
    return url if url and url.casefold().startswith(("http://", "https://")) else None
