"""A reading built by hand: two missions in a country that does not exist, with every case that a view must tell."""

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from musterbook.model import (
    Account,
    Amount,
    Assertion,
    Certainty,
    Claim,
    Condition,
    Dispute,
    Document,
    Event,
    Family,
    Finding,
    Force,
    Mandate,
    Measure,
    Mission,
    MissionPages,
    Period,
    Plan,
    Polarity,
    Quantity,
    QuantityKind,
    Reading,
    Resource,
    Series,
    SeriesPoint,
    Span,
    Stage,
    Target,
    TimelineEntry,
    Undertaking,
    Verdict,
    document_id,
)

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "MUSTERBOOK_WRITE_SNAPSHOTS"
AS_OF = date(2031, 9, 26)
MISSION = "amber-support"
OTHER = "support-Lakeland"

GAZETTE = """Norland promises police to Port Amber

Norland has promised 1,000 police officers for the Amber Support Mission. The Council authorised up to 2,500 people \
on 1 March 2031 for twelve months. Estova will send troops. "We shall be there before the rains," said Foreign \
Minister Ana Marek. Sudmark offered about 150 soldiers if its parliament agrees.
"""
HERALD = """About 382 Norland officers are now in Port Amber. The remaining 618 are to arrive by the end of August. \
A court in Norland barred any further departure on 10 September 2031. Norland flew in 200 officers on 25 June 2031 \
and 182 more on 16 July 2031. The Red Hand gang killed 40 people in the old harbour on 3 September, the harbour \
council said. Elections are set for 15 November 2031.
"""
BULLETIN = """The mission says that 410 officers have arrived. Between January and June 2,400 people were killed. \
More than 600,000 people are displaced. Sudmark denied that it had offered soldiers. The mission needs USD 300 \
million. Norland paid USD 10 million into the fund. The United Donors Group pledged USD 100 million in all.
"""
LAKELAND = "Estova gave 12 trucks to Lakeland.\n"
SECRET = "family: commitment\nstage: pledge\nparty: Estova\nquantity: 75\n"

_ZERO = Decimal(0)


def amount(low: int | None, high: int | None = -1) -> Amount:
    """An amount; one number stands for both bounds."""
    top = low if high == -1 else high
    return Amount(low=None if low is None else Decimal(low), high=None if top is None else Decimal(top))


def quantity(low: int | None, high: int | None = -1, **slots: object) -> Quantity:
    """A quantity of persons unless a unit is given."""
    bounds = amount(low, high)
    return Quantity(**{"low": bounds.low, "high": bounds.high, "unit": "person", **slots})


def day(year: int, month: int, number: int) -> Period:
    """A single day as a period."""
    start = date(year, month, number)
    return Period(start=start, end=date.fromordinal(start.toordinal() + 1))


def document(name: str, text: str, published: Period, **slots: object) -> Document:
    """A sample document."""
    fields = {
        "published": published,
        "published_how": "stated by the source" if published.known else "unknown",
        "labels": ("sample",),
    }
    return Document(id=document_id(name, text), name=name, text=text, source_text=text, **{**fields, **slots})


class Scribe:
    """Writes claims down: finds the evidence in the text."""

    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}

    def __call__(self, source: Document, evidence: str, family: Family, **slots: object) -> str:
        start = source.text.index(evidence)
        claim = Claim(
            document_id=source.id,
            family=family,
            evidence=evidence,
            span=Span(document_id=source.id, start=start, end=start + len(evidence)),
            rule="by-hand",
            reported=source.published,
            **{"mission": MISSION, **slots},
        )
        self.claims[claim.id] = claim
        return claim.id


@pytest.fixture(scope="session")
def same_as_snapshot() -> Callable[[str, str], None]:
    """Compares output with a file; MUSTERBOOK_WRITE_SNAPSHOTS=1 writes it anew, to be read before it is kept."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / name
        if os.environ.get(WRITE):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no snapshot {name}; write it with {WRITE}=1"
        assert text == path.read_text("utf-8"), f"{name} differs; write it anew with {WRITE}=1 and read the difference"

    return compare


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    """The documents by a short name."""
    gazette = {"publisher": "Amber Gazette", "title": "Norland promises police to Port Amber"}
    return {
        "gazette": document(
            "gazette.txt", GAZETTE, day(2031, 3, 2), url="https://example.org/gazette/1?a=1&b=2", **gazette
        ),
        "herald": document("herald.html", HERALD, day(2031, 9, 12), publisher="The Harbour Herald"),
        "bulletin": document(
            "bulletin-3.md", BULLETIN, day(2031, 9, 26), publisher="Amber Support Mission", url="javascript:alert(1)"
        ),
        "lakeland": document("lakeland.txt", LAKELAND, Period()),
        "secret": document(
            "desk#1", SECRET, day(2031, 9, 20), rights="restricted", kind="desk", entered_by="A. Desk", labels=()
        ),
    }


@pytest.fixture(scope="session")
def reading(documents: dict[str, Document]) -> Reading:
    """The whole reading; `test_pages` takes the restricted entry out of it again."""
    scribe = Scribe()
    pages = _amber(scribe, documents)
    lakeland = _lakeland(scribe, documents["lakeland"])
    return Reading(
        as_of=AS_OF,
        known=AS_OF,
        recorded=None,
        horizon=AS_OF,
        missions=(lakeland, pages),
        claims=scribe.claims,
        documents={one.id: one for one in documents.values()},
        findings=(
            Finding(source="broken.pdf", code="unreadable", message="it ends in the middle"),
            Finding(
                source="lakeland.txt", code="undated", message="no date found", document_id=documents["lakeland"].id
            ),
        ),
    )


def _personnel(**slots: object) -> dict[str, object]:
    return {"resource": Resource.PERSONNEL, **slots}


def _account(party: str, **slots: object) -> Account:
    resource = slots.get("resource", Resource.PERSONNEL)
    unit = slots.get("unit", "person")
    fields: dict[str, object] = {
        "id": f"{MISSION}/{party}/{resource}/{unit}",
        "mission": MISSION,
        "party": party,
        "resource": resource,
        "item": None,
        "unit": unit,
        "amounts": {},
        "outstanding": None,
        "present": None,
        "uncounted": (),
        "last_reported": None,
        "expired": False,
        "blocked": (),
        "plans": (),
        "last_affirmed": None,
        "provisional": True,
        "not_posted": (),
        "arithmetic": (),
        "claims": {},
    }
    return Account(**{**fields, **slots})


def _amber(scribe: Scribe, documents: dict[str, Document]) -> MissionPages:
    gazette, herald, bulletin = documents["gazette"], documents["herald"], documents["bulletin"]
    commitment, situation, milestone = Family.COMMITMENT, Family.SITUATION, Family.MILESTONE
    police = _personnel(force=Force.POLICE, recipient="Port Amber")
    pledge = scribe(
        gazette,
        "Norland has promised 1,000 police officers",
        commitment,
        stage=Stage.PLEDGE,
        party=("Norland",),
        quantity=quantity(1000, text="1,000"),
        **police,
    )
    target = scribe(
        gazette,
        "The Council authorised up to 2,500 people",
        situation,
        measure=Measure.STRENGTH_TARGET,
        quantity=quantity(None, 2500, kind=QuantityKind.CEILING, text="up to 2,500"),
    )
    mandate = scribe(
        gazette,
        "The Council authorised up to 2,500 people on 1 March 2031",
        milestone,
        event=Event.MANDATE_ADOPTED,
        party=("The Council",),
        valid=day(2031, 3, 1),
    )
    estova = scribe(
        gazette, "Estova will send troops", commitment, stage=Stage.PLEDGE, party=("Estova",), **_personnel()
    )
    quote = scribe(
        gazette,
        '"We shall be there before the rains,"',
        Family.QUOTE,
        speaker="Ana Marek",
        speaker_role="Foreign Minister",
        words="We shall be there before the rains,",
        direct=True,
    )
    offer = scribe(
        gazette,
        "Sudmark offered about 150 soldiers if its parliament agrees",
        commitment,
        stage=Stage.OFFER,
        party=("Sudmark",),
        certainty=Certainty.CONDITIONAL,
        condition="if its parliament agrees",
        quantity=quantity(150, approx=True, text="about 150"),
        **_personnel(force=Force.MILITARY),
    )
    present = scribe(
        herald,
        "About 382 Norland officers are now in Port Amber",
        commitment,
        stage=Stage.ARRIVED,
        party=("Norland",),
        quantity=quantity(382, approx=True, kind=QuantityKind.STOCK, text="About 382"),
        **police,
    )
    remaining = scribe(
        herald,
        "The remaining 618 are to arrive by the end of August",
        commitment,
        stage=Stage.ALLOCATED,
        party=("Norland",),
        due=Period(end=date(2031, 9, 1)),
        quantity=quantity(618, kind=QuantityKind.OUTSTANDING, text="618"),
        **police,
    )
    blocked = scribe(
        herald,
        "A court in Norland barred any further departure on 10 September 2031",
        milestone,
        event=Event.BLOCKED,
        party=("Norland",),
        valid=day(2031, 9, 10),
    )
    flight = scribe(
        herald,
        "Norland flew in 200 officers on 25 June 2031",
        commitment,
        stage=Stage.ARRIVED,
        party=("Norland",),
        quantity=quantity(200, kind=QuantityKind.INCREMENT, text="200"),
        valid=day(2031, 6, 25),
        **police,
    )
    second = scribe(
        herald,
        "182 more on 16 July 2031",
        commitment,
        stage=Stage.ARRIVED,
        party=("Norland",),
        quantity=quantity(182, kind=QuantityKind.INCREMENT, text="182"),
        valid=day(2031, 7, 16),
        **police,
    )
    killed = scribe(
        herald,
        "The Red Hand gang killed 40 people in the old harbour on 3 September",
        situation,
        measure=Measure.KILLED,
        party=("Red Hand",),
        place="Port Amber",
        quantity=quantity(40, text="40"),
        valid=day(2031, 9, 3),
        speaker="harbour council",
    )
    attack = scribe(
        herald,
        "The Red Hand gang killed 40 people in the old harbour",
        milestone,
        event=Event.ATTACK,
        party=("Red Hand",),
        place="Port Amber",
        object="the old harbour",
        valid=day(2031, 9, 3),
        speaker="harbour council",
    )
    election = scribe(
        herald,
        "Elections are set for 15 November 2031",
        milestone,
        event=Event.ELECTION_SET,
        place="Port Amber",
        due=day(2031, 11, 15),
    )
    stated = scribe(
        bulletin,
        "410 officers have arrived",
        situation,
        measure=Measure.STRENGTH_PRESENT,
        quantity=quantity(410, kind=QuantityKind.CUMULATIVE, text="410"),
        speaker="Amber Support Mission",
    )
    half_year = scribe(
        bulletin,
        "Between January and June 2,400 people were killed",
        situation,
        measure=Measure.KILLED,
        place="Port Amber",
        quantity=quantity(2400, kind=QuantityKind.CUMULATIVE, text="2,400"),
        valid=Period(start=date(2031, 1, 1), end=date(2031, 7, 1)),
    )
    displaced = scribe(
        bulletin,
        "More than 600,000 people are displaced",
        situation,
        measure=Measure.DISPLACED,
        place="Port Amber",
        quantity=quantity(600_000, None, kind=QuantityKind.STOCK, text="More than 600,000"),
    )
    denial = scribe(
        bulletin,
        "Sudmark denied that it had offered soldiers",
        commitment,
        stage=Stage.OFFER,
        party=("Sudmark",),
        polarity=Polarity.DENIED,
        **_personnel(force=Force.MILITARY),
    )
    needs = scribe(
        bulletin,
        "The mission needs USD 300 million",
        situation,
        measure=Measure.FUNDING_TARGET,
        quantity=quantity(300_000_000, unit="USD", text="USD 300 million"),
    )
    paid = scribe(
        bulletin,
        "Norland paid USD 10 million into the fund",
        commitment,
        stage=Stage.DISPATCHED,
        party=("Norland",),
        resource=Resource.MONEY,
        quantity=quantity(10_000_000, unit="USD", text="USD 10 million"),
    )
    umbrella = scribe(
        bulletin,
        "The United Donors Group pledged USD 100 million in all",
        commitment,
        stage=Stage.PLEDGE,
        party=("United Donors Group",),
        resource=Resource.MONEY,
        umbrella=True,
        quantity=quantity(100_000_000, unit="USD", text="USD 100 million"),
    )
    secret = scribe(
        documents["secret"],
        "quantity: 75",
        commitment,
        stage=Stage.PLEDGE,
        party=("Estova",),
        quantity=quantity(75, text="75"),
        **_personnel(),
    )
    overdue = Plan(
        party="Norland",
        resource=Resource.PERSONNEL,
        amount=amount(618),
        unit="person",
        due=Period(end=date(2031, 9, 1)),
        said_by=None,
        reported=herald.published,
        claim_id=remaining,
        overdue=True,
        slipped_from=(Period(start=date(2031, 6, 1), end=date(2031, 7, 1)),),
    )
    vote = Plan(
        party=None,
        resource=None,
        amount=None,
        unit="",
        due=day(2031, 11, 15),
        said_by=None,
        reported=herald.published,
        claim_id=election,
    )
    norland = _account(
        "Norland",
        amounts={Stage.PLEDGE: amount(1000), Stage.ARRIVED: amount(382)},
        outstanding=amount(618),
        present=amount(382),
        last_reported=herald.published.start,
        blocked=(blocked,),
        plans=(overdue,),
        last_affirmed=gazette.published.start,
        arithmetic=(
            "arrived 382 = 200 (25 Jun 2031) + 182 (16 Jul 2031)",
            "outstanding 618 = pledge 1000 - arrived 382",
        ),
        claims={Stage.PLEDGE: (pledge,), Stage.ARRIVED: (flight, second, present), Stage.ALLOCATED: (remaining,)},
        present_claims=(present,),
        disputes=("arrivals",),
    )
    accounts = (
        _account("Estova", uncounted=(Stage.PLEDGE,), claims={Stage.PLEDGE: (estova,)}, not_posted=(secret,)),
        norland,
        _account(
            "Norland",
            resource=Resource.MONEY,
            unit="USD",
            amounts={Stage.DISPATCHED: amount(10_000_000)},
            claims={Stage.DISPATCHED: (paid,)},
        ),
        _account(
            "Sudmark",
            conditions=(
                Condition(words="if its parliament agrees", state="open", since=None, claims=(offer,), milestones=()),
            ),
            amounts={Stage.OFFER: amount(150)},
            claims={Stage.OFFER: (offer,)},
            last_reported=gazette.published.start,
            present=amount(20, None),
            expired=True,
            present_claims=(offer,),
        ),
        _account(
            "Westmark",
            amounts={Stage.PLEDGE: amount(75)},
            outstanding=amount(75),
            claims={Stage.PLEDGE: (secret,)},
        ),
    )
    return MissionPages(
        mission=Mission(
            id=MISSION, name="Amber Support Mission", names=("Amber Support Mission", "ASM"), host="Port Amber"
        ),
        mandates=(
            Mandate(
                body="The Council",
                instrument="decision 12",
                period=Period(start=date(2031, 3, 1), end=date(2031, 12, 1)),
                tasks="protect the harbour and the roads",
                ceiling=amount(0, 2500),
                claims=(mandate,),
            ),
        ),
        target=Target(amount=amount(0, 2500), unit="person", claims=(target,), since=date(2031, 3, 2)),
        undertakings=(
            Undertaking(
                id="u-sudmark",
                mission=MISSION,
                party="Sudmark",
                resource=Resource.PERSONNEL,
                force=Force.MILITARY,
                item=None,
                unit="person",
                stage=Stage.OFFER,
                amounts={Stage.OFFER: amount(150)},
                claims={Stage.OFFER: (offer,)},
                first_reported=gazette.published,
                last_affirmed=gazette.published.start,
                condition="if its parliament agrees",
            ),
        ),
        accounts=accounts,
        assertions=(
            Assertion(
                about="officers arrived",
                asserted=amount(410),
                posted=amount(382),
                residual=amount(28),
                verdict=Verdict.DISPUTES,
                claim_ids=(stated,),
                explanation="410 are stated on 26 Sep 2031, 382 are posted.",
            ),
        ),
        series=(
            _series(
                Measure.KILLED, (half_year, amount(2400), "cumulative"), (killed, amount(40), "unknown"), scribe=scribe
            ),
            _series(Measure.DISPLACED, (displaced, amount(600_000, None), "stock"), scribe=scribe),
            _series(Measure.STRENGTH_PRESENT, (stated, amount(410), "cumulative"), scribe=scribe),
            _series(Measure.FUNDING_TARGET, (needs, amount(300_000_000), "unknown"), unit="USD", scribe=scribe),
        ),
        timeline=(
            _entry(scribe, mandate),
            _entry(scribe, flight),
            _entry(scribe, second),
            _entry(scribe, attack),
            _entry(scribe, blocked),
            _entry(scribe, paid, latest=bulletin.published.start),
            _entry(scribe, denial, latest=bulletin.published.start),
            _entry(scribe, election, planned=True),
        ),
        plans=(overdue, vote),
        disputes=(
            Dispute(
                id="arrivals",
                verdict=Verdict.DISPUTES,
                rule="disjoint-amounts",
                about="officers arrived, Norland",
                left=(present,),
                right=(stated,),
                explanation="Both figures are for September 2031 and do not overlap.",
                settle="The mission's list of arrivals.",
            ),
            Dispute(
                id="offer",
                verdict=Verdict.DENIES,
                rule="opposite-polarity",
                about="soldiers offered, Sudmark",
                left=(offer,),
                right=(denial,),
                explanation="One says that it is so, the other that it is not.",
                settle="A statement of Sudmark's government.",
            ),
        ),
        quotes=(quote,),
        umbrellas=(umbrella,),
        not_posted=(secret,),
    )


def _series(measure: Measure, *points: tuple[str, Amount, str], scribe: Scribe, unit: str = "person") -> Series:
    return Series(
        id=str(measure),
        measure=measure,
        place="Port Amber",
        unit=unit,
        points=tuple(
            SeriesPoint(
                amount=figure,
                kind=kind,
                window=scribe.claims[claim].valid,
                reported=scribe.claims[claim].reported,
                speaker=scribe.claims[claim].speaker,
                claim_ids=(claim,),
            )
            for claim, figure, kind in points
        ),
    )


def _entry(scribe: Scribe, claim_id: str, *, latest: date | None = None, planned: bool = False) -> TimelineEntry:
    claim = scribe.claims[claim_id]
    act = claim.event or claim.stage
    assert act is not None
    return TimelineEntry(
        id=f"{act}/{claim_id}",
        when=claim.due if planned else claim.valid,
        latest=latest,
        event=act,
        summary=claim.evidence,
        party=",".join(claim.party) or None,
        object=claim.object or (claim.quantity.text if claim.quantity else None),
        place=claim.place,
        polarity=claim.polarity,
        planned=planned,
        claim_ids=(claim_id,),
    )


def _lakeland(scribe: Scribe, source: Document) -> MissionPages:
    trucks = scribe(
        source,
        "Estova gave 12 trucks to Lakeland",
        Family.COMMITMENT,
        mission=OTHER,
        stage=Stage.DISPATCHED,
        party=("Estova",),
        resource=Resource.EQUIPMENT,
        item="truck",
        quantity=quantity(12, unit="truck", text="12"),
    )
    account = _account(
        "Estova",
        mission=OTHER,
        resource=Resource.EQUIPMENT,
        item="truck",
        unit="truck",
        amounts={Stage.DISPATCHED: amount(12)},
        claims={Stage.DISPATCHED: (trucks,)},
    )
    return MissionPages(
        mission=Mission(id=OTHER, name=OTHER, names=(), host="Lakeland"),
        mandates=(),
        target=Target(amount=None, unit="person", claims=()),
        undertakings=(),
        accounts=(account,),
        assertions=(),
        series=(),
        timeline=(_entry(scribe, trucks),),
        plans=(),
        disputes=(),
        quotes=(),
        umbrellas=(),
        not_posted=(),
    )
