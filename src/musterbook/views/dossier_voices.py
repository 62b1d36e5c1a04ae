"""The voices in a dossier: mandates, disputes side by side, quotations by speaker, and stated totals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import Amount, Assertion, Claim, Dispute, Mandate, Verdict
from musterbook.views import figures, standing, telling
from musterbook.views.dossier_desk import Cell, Desk
from musterbook.views.dossier_sources import Evidence, References, marked
from musterbook.views.dossier_words import inert, upper_first, with_days
from musterbook.views.sources import is_accusation, quotes, remarks

MAX_SENTENCES_A_SIDE = 3
"""Sentences printed on one side of a dispute; the rest are references."""

MAX_QUOTES_SHOWN = 4
"""Quotations of one speaker that stand open; further ones are in a fold."""

MAX_WORDS_CHARACTERS = 600
"""A quotation longer than this is cut; the whole stays with its publisher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateCard:
    """One authorisation as it is printed."""

    body: str
    instrument: str
    period: str
    tasks: str
    ceiling: Cell
    refs: References


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBy:
    """A quoted sentence on one side of a dispute with its source; `according` names who accuses or speaks."""

    evidence: Evidence
    sources: str
    refs: References
    according: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCard:
    """Two sides, the rule, and what would settle it."""

    anchor: str
    verdict: str
    about: str
    left: tuple[SaidBy, ...]
    right: tuple[SaidBy, ...]
    more: tuple[References, References]
    rule: str
    explanation: str
    settle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Somebody's words; `is_direct` is False for reported speech, which gets no quotation marks.

    `remarks` is the speaker's stance, what the words are about and to whom they were said.
    """

    words: str
    is_direct: bool
    remarks: str
    source: str
    refs: References


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker with role and party, and what was quoted: a few open, more in a fold."""

    name: str
    role: str
    shown: tuple[Quotation, ...]
    folded: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionRow:
    """A stated total beside what was entered."""

    about: str
    date: str
    unit: str
    stated: Cell
    posted: str
    residual: str
    verdict: str
    explanation: str
    is_conflict: bool


def mandates(desk: Desk) -> tuple[MandateCard, ...]:
    """The mandates in the order of the pages."""
    return tuple(_mandate(desk, mandate) for mandate in desk.pages.mandates)


def _mandate(desk: Desk, mandate: Mandate) -> MandateCard:
    say = dossier_words().say
    return MandateCard(
        body=figures.party(mandate.body) if mandate.body else say("mandates", "unnamed"),
        instrument=inert(mandate.instrument or say("mandates", "no_instrument")),
        period=", ".join(
            part for part in (figures.period(mandate.period), standing.time_left(mandate, desk.reading.as_of)) if part
        ),
        tasks=inert(mandate.tasks or ""),
        ceiling=Cell(text=figures.with_unit(mandate.ceiling, desk.pages.target.unit) if mandate.ceiling else ""),
        refs=desk.sources.references(mandate.claims),
    )


def dispute_anchor(desk: Desk, dispute_id: str) -> str:
    """The place on the page of a dispute; empty where it is not shown."""
    numbers = {dispute.id: i for i, dispute in enumerate(desk.pages.disputes, 1)}
    return f"dispute-{numbers[dispute_id]}" if dispute_id in numbers else ""


def disputes(desk: Desk) -> tuple[DisputeCard, ...]:
    """The disputes in the order of the pages."""
    return tuple(_dispute(desk, dispute, f"dispute-{i}") for i, dispute in enumerate(desk.pages.disputes, 1))


def _dispute(desk: Desk, dispute: Dispute, anchor: str) -> DisputeCard:
    left, more_left = _side(desk, dispute.left)
    right, more_right = _side(desk, dispute.right)
    return DisputeCard(
        anchor=anchor,
        verdict=display().verdicts[dispute.verdict],
        about=upper_first(telling.dispute_title(desk.reading, dispute)),
        left=left,
        right=right,
        more=(more_left, more_right),
        rule=inert(dispute.rule),
        explanation=with_days(inert(dispute.explanation)),
        settle=inert(dispute.settle),
    )


def _side(desk: Desk, claim_ids: Sequence[str]) -> tuple[tuple[SaidBy, ...], References]:
    """The first sentences of one side, the same sentence in several documents once, and references to the rest."""
    sentences: dict[str, list[Claim]] = defaultdict(list)
    for one in sorted((one for one in claim_ids if one in desk.sources.numbers), key=desk.sources.numbers.__getitem__):
        sentences[desk.sources.by_number[desk.sources.numbers[one]].text].append(desk.reading.claims[one])
    groups = list(sentences.values())
    rest = [claim.id for claims in groups[MAX_SENTENCES_A_SIDE:] for claim in claims]
    return tuple(_said(desk, claims) for claims in groups[:MAX_SENTENCES_A_SIDE]), desk.sources.references(rest)


def _said(desk: Desk, claims: Sequence[Claim]) -> SaidBy:
    sources = dict.fromkeys(desk.sources.by_document[claim.document_id] for claim in claims)
    names = dict.fromkeys(figures.party(claim.speaker) for claim in claims if claim.speaker)
    accused = any(is_accusation(claim) for claim in claims)
    if accused and not names:
        names = dict.fromkeys(source.label for source in sources)
    said = dossier_words().say("disputes", "reported" if accused else "according", speaker="; ".join(names))
    version = dossier_words().sections["sources"]["version"]
    return SaidBy(
        evidence=_own_marks(desk, claims),
        sources="; ".join(version.format(publisher=source.label, date=source.date) for source in sources),
        refs=desk.sources.references(claim.id for claim in claims),
        according=said if names else "",
    )


def _own_marks(desk: Desk, claims: Sequence[Claim]) -> Evidence:
    """The sentence with the marks of this side's claims alone, other claims in it being no part of the dispute."""
    number = desk.sources.numbers[claims[0].id]
    here = [claim for claim in claims if desk.sources.numbers[claim.id] == number]
    return marked(desk.reading.documents[here[0].document_id], here, number)


def speakers(desk: Desk) -> tuple[Speaker, ...]:
    """Speakers, the most quoted first; quotations without a named speaker last."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in quotes(desk.reading, desk.pages.quotes):
        groups[claim.speaker or ""].append(claim)
    ranked = sorted(groups, key=lambda name: (not name, -len(groups[name]), figures.party(name)))
    return tuple(_speaker(desk, name, groups[name]) for name in ranked)


def _speaker(desk: Desk, name: str, claims: Sequence[Claim]) -> Speaker:
    roles = dict.fromkeys(inert(claim.speaker_role) for claim in claims if claim.speaker_role)
    parties = dict.fromkeys(figures.party(claim.speaker_party) for claim in claims if claim.speaker_party)
    quoted = tuple(_quotation(desk, claim) for claim in claims)
    return Speaker(
        name=figures.party(name) if name else dossier_words().say("quotes", "unnamed"),
        role=", ".join([*roles, *(one for one in parties if one != figures.party(name))]),
        shown=quoted[:MAX_QUOTES_SHOWN],
        folded=quoted[MAX_QUOTES_SHOWN:],
    )


def _quotation(desk: Desk, claim: Claim) -> Quotation:
    source = desk.sources.by_document[claim.document_id]
    words = figures.shorten(claim.words or claim.evidence, MAX_WORDS_CHARACTERS)
    return Quotation(
        words=words.strip('"“”'),
        is_direct=bool(claim.direct),
        remarks=inert(remarks(claim)),
        source=dossier_words().say("sources", "version", publisher=source.label, date=source.date),
        refs=desk.sources.references([claim.id]),
    )


def assertions(desk: Desk) -> tuple[AssertionRow, ...]:
    """Stated totals in the order of the pages."""
    return tuple(_assertion(desk, assertion) for assertion in desk.pages.assertions)


def _assertion(desk: Desk, assertion: Assertion) -> AssertionRow:
    nothing = dossier_words().say("assertions", "nothing")
    unit = telling.assertion_unit(desk.reading, assertion)

    def shown(amount: Amount | None) -> str:
        return figures.amount(amount, unit=unit) if amount else nothing

    return AssertionRow(
        about=upper_first(telling.assertion_title(desk.reading, assertion)),
        date=figures.period(telling.assertion_date(desk.reading, assertion)),
        unit=unit if figures.is_currency(unit) else "",
        stated=desk.cell(assertion.asserted, unit, assertion.claim_ids),
        posted=shown(assertion.posted),
        residual=figures.amount(assertion.residual, unit=unit),
        verdict=dossier_words()
        .sections["assertion_verdicts"]
        .get(assertion.verdict, display().verdicts[assertion.verdict]),
        explanation=with_days(inert(assertion.explanation)),
        is_conflict=assertion.verdict in (Verdict.DISPUTES, Verdict.DENIES),
    )
