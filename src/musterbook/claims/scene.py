"""One document as the rules see it: its sentences, and what stands where (figures, dates, names, quotations)."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.periods import periods
from musterbook.claims.quantities import quantities
from musterbook.claims.same_day import with_same_days
from musterbook.lexicons.commitments import commitments, mission_nouns
from musterbook.lexicons.frames import Word, grammar
from musterbook.model import Document, Mention, Parsed, Party, Period, Quantity, Sentence, TimeExpression
from musterbook.model.cast import Cast

UNTIL_TOKENS = 2
"""Tokens before a date among which the word stands that makes it an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A stretch that the document makes somebody say; `direct` for words between marks or behind a name and a colon.

    `verb` is the lower-case verb of speech and `told` whom it names as listener: an id, else the words of the text.
    `quoted` is False where the stretch tells who says it without being anybody's words ("announced a grant").
    """

    start: int
    end: int
    speaker: Party | None
    direct: bool
    verb: str | None = None
    told: str | None = None
    quoted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A parsed document with everything that rules look up by offset. `voices` are filled by `attribution`."""

    parsed: Parsed
    cast: Cast
    quantities: tuple[Quantity, ...]
    periods: tuple[TimeExpression, ...]
    voices: tuple[Voice, ...] = ()
    in_mission: bool = False
    """Whether the document is about a mission: it names one, or has a host and speaks of a mission or a force."""
    quantity_starts: tuple[int, ...] = ()
    period_starts: tuple[int, ...] = ()
    """Where each figure and each time expression begins: rules ask for them by offset thousands of times."""

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.parsed.document

    @property
    def text(self) -> str:
        """Its frozen text."""
        return self.parsed.document.text

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Figures that begin inside `text[start:end]`."""
        low = bisect_left(self.quantity_starts, start)
        high = bisect_left(self.quantity_starts, end)
        return self.quantities[low:high]

    def periods_in(self, start: int, end: int) -> tuple[TimeExpression, ...]:
        """Time expressions that begin inside `text[start:end]`."""
        low = bisect_left(self.period_starts, start)
        high = bisect_left(self.period_starts, end)
        return self.periods[low:high]

    def voice_at(self, start: int) -> Voice | None:
        """The narrowest voice around an offset; words between marks win over reported speech."""
        around = [v for v in self.voices if v.start <= start < v.end]
        return min(around, key=lambda v: (not v.direct, v.end - v.start)) if around else None

    def speaker_at(self, start: int) -> Party | None:
        """Who says what stands at an offset, where somebody does."""
        voice = self.voice_at(start)
        return voice.speaker if voice else None

    def resolve(self, s: Sentence, head: int) -> tuple[Party, ...]:
        """Whom the phrase headed by a token means, first persons through the voice around it.

        "X told Y that it would send 150": the pronoun of a reported clause is who is made to say it.
        """
        voice = self.voice_at(s.starts[head])
        speaker = voice.speaker if voice is not None else None
        reported = voice is not None and not voice.direct and s.lower[head] in grammar()["itself"]
        if reported and speaker is not None and speaker.kind in ("state", "body"):
            return (self._named_first(s, head) if _told_behind(s, head) else ()) or (speaker,)
        return self.cast.resolve(s, head, speaker=speaker)

    def _named_first(self, s: Sentence, head: int) -> tuple[Party, ...]:
        """Who acts before a pronoun: "Fiji has frozen $3 million that it had promised, the bank said"."""
        for i in range(head - 1, -1, -1):
            if s.deps[i] in syntax.SUBJECTS and s.tags[i] in ("NNP", "NNPS"):
                return tuple(p for p in self.cast.resolve(s, i) if p.kind in ("state", "body"))
        return ()

    def mentions_in(self, s: Sentence, low: int, high: int) -> tuple[Mention, ...]:
        """Names inside tokens `low` to before `high`."""
        return self.cast.within(s.starts[low], s.ends[high - 1]) if high > low else ()


def make_scene(parsed: Parsed, cast: Cast) -> Scene:
    """A scene without voices yet: figures and dates are read once over the whole text."""
    text = parsed.document.text
    sentences = parsed.sentences

    def tense_at(offset: int) -> str | None:
        index = bisect_left(sentences, offset + 1, key=lambda s: s.start) - 1
        return clause_tense(sentences[index], offset) if index >= 0 else None

    said_on = parsed.document.published
    nouns = mission_nouns()
    spoken_of = cast.host is not None and any(word in nouns for s in sentences for word in s.lower)
    counted = tuple(_without_verb(sentences, q) for q in quantities(text))
    named = periods(text, said_on=said_on if said_on.known else None, tense_at=tense_at)
    dated = tuple(with_same_days(text, named))
    return Scene(
        parsed=parsed,
        cast=cast,
        quantities=counted,
        quantity_starts=tuple([q.start for q in counted]),
        in_mission=cast.mission is not None or spoken_of,
        periods=dated,
        period_starts=tuple([p.start_char for p in dated]),
    )


def _without_verb(sentences: Sequence[Sentence], q: Quantity) -> Quantity:
    """ "A team of 70 runs the clinic": what looks like a plural and is the verb of its clause is not counted."""
    if not q.noun or " " in q.noun or not q.noun.islower() or not q.text.endswith(q.noun):
        return q
    index = bisect_left(sentences, q.start + 1, key=lambda s: s.start) - 1
    s = sentences[index] if index >= 0 else None
    last = bisect_left(s.starts, q.end) - 1 if s is not None else 0
    if s is None or last < 1 or s.tags[last] != "VBZ" or s.pos[last] != "VERB" or s.ends[last] != q.end:
        return q
    end = s.ends[last - 1]
    return replace(q, unit="", noun="", end=end, text=q.text[: end - q.start])


def _told_behind(s: Sentence, head: int) -> bool:
    """Whether the verb of saying stands behind its clause, so that whoever acts in the clause is named first."""
    return any(s.deps[i] == "ccomp" and s.heads[i] > head and s.heads[i] > i for i in syntax.ancestors(s, head))


def clause_tense(s: Sentence, offset: int) -> str | None:
    """The tense of the verb whose clause holds an offset: what decides between the past and the coming Thursday."""
    token = bisect_left(s.starts, offset + 1) - 1
    if token < 0 or offset >= s.end:
        return None
    for i in (token, *syntax.ancestors(s, token)):
        if s.pos[i] in ("VERB", "AUX"):
            ahead = _awaited(s, i) or (s.lower[i] in commitments().prolonging and _runs_until(s, token))
            kind = syntax.FUTURE if ahead else syntax.tense(s, i)
            if kind in (syntax.PAST, syntax.FUTURE, syntax.PRESENT):
                return kind
            if kind == syntax.PROGRESSIVE:
                continue
    return None


def _runs_until(s: Sentence, token: int) -> bool:
    """ "was extended until 31 December": what is prolonged runs to a day to come."""
    return any(w in grammar()["until"] for w in s.lower[max(token - UNTIL_TOKENS, 0) : token + 1])


def _awaited(s: Sentence, v: int) -> bool:
    """ "are expected on Monday", "is due on Friday": a present that speaks of what is to come."""
    words = commitments()
    if s.lower[v] in words.expected and syntax.is_passive(s, v):
        return syntax.tense(s, v) == syntax.PRESENT
    due = any(s.lower[c] in words.due for c in syntax.children(s, v, "acomp"))
    return due and s.lower[v] in grammar()["present_be"]


def _opens_bound(s: Sentence, k: int) -> bool:
    """Whether token `k` begins a bound of two words ("offered up to 300"), and so is no particle of the verb."""
    return s.deps[k] == "quantmod" and s.deps[k + 1 : k + 2] == ("quantmod",)


def _of_object(s: Sentence, i: int) -> list[int]:
    """Adjectives behind the object of token `i`, where parsers hang them ("made 5 million euros available")."""
    objects = [o for o in s.children[i] if s.deps[o] == "dobj"]
    return [k for o in objects for k in s.children[o] if k > o and s.pos[k] == "ADJ"]


def match(s: Sentence, i: int, words: Sequence[Word]) -> tuple[Word, int] | None:
    """The first word whose particles follow token `i`, near it or as its dependents, and the last token matched."""
    for word in words:
        last = i
        for particle in word.rest:
            if particle not in s.lower:
                break
            window = range(last + 1, min(last + 4, len(s.lower)))
            found = next((k for k in window if s.lower[k] == particle and not _opens_bound(s, k)), None)
            if found is None and last == i:
                found = next((k for k in s.children[i] if k > i and s.lower[k] == particle), None)
            if found is None and last == i:
                found = next((k for k in _of_object(s, i) if s.lower[k] == particle), None)
            if found is None:
                break
            last = found
        else:
            return word, last
    return None


def match_before(s: Sentence, i: int, words: Sequence[Word]) -> tuple[Word, int] | None:
    """The first phrase whose leading words stand directly before token `i`, and its first token."""
    for word in words:
        n = len(word.rest)
        if n <= i and s.lower[i - n : i] == word.rest:
            return word, i - n
    return None


def hull(first: Period, second: Period) -> Period:
    """The shortest period that holds both."""
    start = None if first.start is None or second.start is None else min(first.start, second.start)
    end = None if first.end is None or second.end is None else max(first.end, second.end)
    return Period(start=start, end=end)
