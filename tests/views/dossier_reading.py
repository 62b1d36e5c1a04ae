"""An invented mission with everything that a dossier must show, built by hand to test the page without the reader."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from musterbook.model import (
    Account,
    Amount,
    Assertion,
    Certainty,
    Claim,
    Dispute,
    Document,
    Event,
    Family,
    Finding,
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
    Verdict,
    document_id,
)

MISSION = "lake-district-mission"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
SECRET = "The ferry carries nine sealed crates on Sunday."

TEXTS = {
    "gazette-1.txt": (
        "The Valley Gazette",
        date(2023, 3, 14),
        "https://gazette.example/2023/03/14/council",
        "Council votes for lake force\n\n"
        "The Assembly of Nine voted on Tuesday to send a force to the Lake District. "
        "Resolution 41 allows up to 2,500 people for twelve months. "
        "They are to guard the harbour road and to train the district police.\n"
        "Ostmark pledged 1,000 police officers. Freiland promised between 150 and 200 soldiers. "
        "Kestria said it would send officers but gave no number.\n"
        "“We will not leave our neighbours alone,” said Ada Brenn, the foreign minister of Ostmark.",
    ),
    "herald-2.txt": (
        "Harbour Herald",
        date(2023, 6, 2),
        "http://herald.example/pledges?id=2&page=1",
        "Corvania offered at least 300 gendarmes, its defence ministry said. "
        "Dunmere has pledged up to 250 police, subject to a vote in its parliament. "
        "Elbonia announced $40 million for the trust fund and later paid $12.5 million into it.\n"
        "Since January more than 600 people have been killed in the district, according to the Lake Monitor. "
        "Neither Kestria nor its navy has offered ships.",
    ),
    "gazette-3.txt": (
        "The Valley Gazette",
        date(2023, 9, 20),
        None,
        "A first group of 200 Ostmark officers landed at Port Elm on 18 September. "
        "Their commander said that 400 more would follow in November. "
        "The district court of Dunmere halted the sending of police on Monday. "
        "The Lake Monitor counted 617 dead and 410 injured between January and June.",
    ),
    "wire-4.txt": (
        "Northern Wire",
        date(2024, 1, 8),
        "https://wire.example/a/4",
        "Ostmark has sent 382 of its promised 1,000 officers so far, the mission said. "
        "The other officers are now due in March. "
        "Twenty-five Freiland engineers arrived on 4 January with two ambulances. "
        "About 92,000 people are displaced in the district. "
        "Between July and December, 540 people were killed, the district health office said.",
    ),
    "herald-5.txt": (
        "Harbour Herald",
        date(2024, 1, 11),
        "javascript:alert(3)",
        "Port Elm: only 300 Ostmark officers are in the country, a harbour official told the Herald. "
        "The mission now has 430 people in all. "
        "The Reed Men burned the customs house at Port Elm on Saturday, residents said. "
        f"A leaflet read {HOSTILE} and nobody claimed it. "
        "Between October and December the fighting killed 350 to 420 people, the Lake Monitor said.",
    ),
    "notes-6.txt": (
        None,
        None,
        None,
        "Five governments together have promised about 1,900 officers. "
        "Elbonia lent two patrol boats. "
        "Some 118,000 people had fled their homes by then.",
    ),
    "wire-copy-7.txt": (
        "Evening Post",
        date(2024, 1, 9),
        "https://post.example/7",
        "Ostmark has sent 382 of its promised 1,000 officers so far, the mission said. "
        "The other officers are now due in March.",
    ),
    "desk-8": (None, date(2024, 1, 10), None, SECRET),
}

TITLES = {
    "gazette-1.txt": "Council votes for lake force",
    "herald-2.txt": "Who gives what to the lake force",
    "gazette-3.txt": "First Ostmark officers land at Port Elm",
    "wire-4.txt": "Lake force grows slowly",
    "herald-5.txt": "A harbour counts heads",
    "wire-copy-7.txt": "Lake force grows slowly, says the mission",
}


def amount(low: int | str | None, high: int | str | None = None, *, open_top: bool = False) -> Amount:
    """An exact amount for one bound, an interval for two."""
    top = None if open_top else (high if high is not None else low)
    return Amount(low=None if low is None else Decimal(low), high=None if top is None else Decimal(top))


def days(start: str | None, end: str | None = None) -> Period:
    """A period from ISO days."""
    return Period(start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None)


def one_day(day: date) -> Period:
    """The period of one day."""
    return Period(start=day, end=date.fromordinal(day.toordinal() + 1))


def documents() -> dict[str, Document]:
    """The documents by name."""
    found = {}
    for name, (publisher, day, url, text) in TEXTS.items():
        found[name] = Document(
            id=document_id(name, text),
            name=name,
            text=text,
            source_text=text,
            title=TITLES.get(name),
            url=url,
            publisher=publisher,
            published=one_day(day) if day else Period(),
            published_how="metadata" if day else "unknown",
            rights="restricted" if name == "desk-8" else "unknown",
            kind="desk" if name == "desk-8" else "article",
            entered_by="A. Clerk" if name == "desk-8" else None,
            labels=("sample",),
        )
    return found


class Desk:
    """Makes claims from words that stand in the documents."""

    def __init__(self) -> None:
        self.documents = documents()
        self.claims: dict[str, Claim] = {}

    def claim(self, name: str, stretch: str, /, family: Family, number: str | None = None, **slots: object) -> str:
        """The id of a new claim on a `stretch` of the document `name`; `number` is its figure as printed."""
        document = self.documents[name]
        start = document.text.index(stretch)
        if number:
            at = document.text.index(number, start)
            slots["quantity"] = Quantity(
                low=Decimal(1), high=None, unit="person", text=number, start=at, end=at + len(number)
            )
        made = Claim(
            document_id=document.id,
            family=family,
            evidence=stretch,
            span=Span(document_id=document.id, start=start, end=start + len(stretch)),
            rule="test",
            reported=document.published,
            mission=MISSION,
            **slots,  # type: ignore[arg-type]
        )
        self.claims[made.id] = made
        return made.id


def reading() -> Reading:
    """The invented mission as of 1 February 2024."""
    desk = Desk()
    c = _claims(desk)
    pages = MissionPages(
        mission=Mission(
            id=MISSION,
            name="Lake District Support Mission",
            names=("Lake District Support Mission", "LDSM", "the lake force"),
            host="Lake District",
            lead="Ostmark",
        ),
        mandates=(
            Mandate(
                body="Assembly of Nine",
                instrument="Resolution 41",
                period=days("2023-03-14", "2024-03-14"),
                tasks="guard the harbour road; train the district police",
                ceiling=Amount(low=None, high=Decimal(2500)),
                claims=(c["mandate"], c["target"]),
            ),
        ),
        target=Target(amount=Amount(low=None, high=Decimal(2500)), unit="person", claims=(c["target"],)),
        undertakings=(),
        accounts=_accounts(c),
        assertions=(
            Assertion(
                about="Five governments together, pledged",
                asserted=amount(1900),
                posted=amount(1300, 1750),
                residual=amount(150, 600),
                verdict=Verdict.DISPUTES,
                claim_ids=(c["together"],),
                explanation="The entries reach 1,750 at most",
            ),
        ),
        series=_series(c),
        timeline=_timeline(c),
        plans=(_plan(c), _plan_undated(c)),
        disputes=(
            Dispute(
                id="x1",
                verdict=Verdict.DISPUTES,
                rule="stated-amounts-apart",
                about="Ostmark, police present in January 2024",
                left=(c["ost382"], c["ost382copy"]),
                right=(c["ost300"],),
                explanation="382 and 300 do not overlap, and the reports are three days apart",
                settle="a roll call of the mission for a day in that week",
            ),
        ),
        quotes=(c["quote"], c["quote2"]),
        umbrellas=(),
        not_posted=(c["boats"],),
    )
    return Reading(
        as_of=date(2024, 2, 1),
        known=date(2024, 2, 1),
        recorded=None,
        horizon=date(2024, 1, 11),
        missions=(pages,),
        claims=desk.claims,
        documents={document.id: document for document in desk.documents.values()},
        findings=(
            Finding(source="scan-9.pdf", code="empty", message="no text was found in the file"),
            Finding(source="desk-8", code="note", message="nine crates", document_id=desk.documents["desk-8"].id),
        ),
        copies={desk.documents["wire-copy-7.txt"].id: desk.documents["wire-4.txt"].id},
    )


def _claims(desk: Desk) -> Mapping[str, str]:
    give, state, act = Family.COMMITMENT, Family.SITUATION, Family.MILESTONE
    claim = desk.claim
    monitor = "Lake Monitor"
    return {
        "mandate": claim(
            "gazette-1.txt", "The Assembly of Nine voted on Tuesday to send a force", act, event=Event.MANDATE_ADOPTED
        ),
        "target": claim(
            "gazette-1.txt", "allows up to 2,500 people", state, "up to 2,500", measure=Measure.STRENGTH_TARGET
        ),
        "ost": claim("gazette-1.txt", "Ostmark pledged 1,000 police officers", give, "1,000", stage=Stage.PLEDGE),
        "frei": claim(
            "gazette-1.txt", "Freiland promised between 150 and 200 soldiers", give, "150 and 200", stage=Stage.PLEDGE
        ),
        "kes": claim("gazette-1.txt", "Kestria said it would send officers", give, stage=Stage.PLEDGE),
        "quote": claim(
            "gazette-1.txt",
            "“We will not leave our neighbours alone,” said Ada Brenn",
            Family.QUOTE,
            speaker="Ada Brenn",
            speaker_role="foreign minister",
            speaker_party="Ostmark",
            words="We will not leave our neighbours alone,",
            direct=True,
        ),
        "cor": claim(
            "herald-2.txt", "Corvania offered at least 300 gendarmes", give, "at least 300", stage=Stage.OFFER
        ),
        "dun": claim(
            "herald-2.txt",
            "Dunmere has pledged up to 250 police",
            give,
            "up to 250",
            stage=Stage.PLEDGE,
            certainty=Certainty.CONDITIONAL,
        ),
        "elb": claim("herald-2.txt", "Elbonia announced $40 million", give, "$40 million", stage=Stage.PLEDGE),
        "elbpaid": claim(
            "herald-2.txt", "later paid $12.5 million into it", give, "$12.5 million", stage=Stage.DISPATCHED
        ),
        "k600": claim(
            "herald-2.txt",
            "more than 600 people have been killed in the district",
            state,
            "more than 600",
            measure=Measure.KILLED,
            speaker=monitor,
        ),
        "noships": claim(
            "herald-2.txt",
            "Neither Kestria nor its navy has offered ships",
            give,
            stage=Stage.OFFER,
            polarity=Polarity.DENIED,
        ),
        "ost200": claim(
            "gazette-3.txt", "A first group of 200 Ostmark officers landed", give, "200", stage=Stage.ARRIVED
        ),
        "ostplan": claim("gazette-3.txt", "400 more would follow in November", give, "400", stage=Stage.ALLOCATED),
        "court": claim(
            "gazette-3.txt", "The district court of Dunmere halted the sending of police", act, event=Event.BLOCKED
        ),
        "k617": claim("gazette-3.txt", "617 dead", state, "617", measure=Measure.KILLED, speaker=monitor),
        "i410": claim("gazette-3.txt", "410 injured", state, "410", measure=Measure.INJURED, speaker=monitor),
        "ost382": claim(
            "wire-4.txt", "Ostmark has sent 382 of its promised 1,000 officers", give, "382", stage=Stage.ARRIVED
        ),
        "ostlater": claim("wire-4.txt", "The other officers are now due in March", give, stage=Stage.ALLOCATED),
        "frei25": claim(
            "wire-4.txt",
            "Twenty-five Freiland engineers arrived on 4 January",
            give,
            "Twenty-five",
            stage=Stage.ARRIVED,
        ),
        "d92": claim(
            "wire-4.txt", "About 92,000 people are displaced", state, "About 92,000", measure=Measure.DISPLACED
        ),
        "k540": claim(
            "wire-4.txt",
            "540 people were killed",
            state,
            "540",
            measure=Measure.KILLED,
            speaker="district health office",
        ),
        "ost300": claim(
            "herald-5.txt", "only 300 Ostmark officers are in the country", give, "300", stage=Stage.ARRIVED
        ),
        "all430": claim(
            "herald-5.txt", "The mission now has 430 people", state, "430", measure=Measure.STRENGTH_PRESENT
        ),
        "burned": claim(
            "herald-5.txt",
            "The Reed Men burned the customs house",
            act,
            event=Event.ATTACK,
            party=("Reed Men",),
            speaker="residents",
        ),
        "quote2": claim(
            "herald-5.txt",
            f"A leaflet read {HOSTILE}",
            Family.QUOTE,
            words=f"the lake is ours {HOSTILE}",
            direct=False,
        ),
        "k385": claim(
            "herald-5.txt",
            "the fighting killed 350 to 420 people",
            state,
            "350 to 420",
            measure=Measure.KILLED,
            speaker=monitor,
        ),
        "together": claim(
            "notes-6.txt",
            "Five governments together have promised about 1,900 officers",
            give,
            "about 1,900",
            stage=Stage.PLEDGE,
            resource=Resource.PERSONNEL,
        ),
        "boats": claim("notes-6.txt", "Elbonia lent two patrol boats", give, "two", stage=Stage.ARRIVED),
        "d118": claim("notes-6.txt", "118,000 people had fled", state, "118,000", measure=Measure.DISPLACED),
        "ost382copy": claim(
            "wire-copy-7.txt", "Ostmark has sent 382 of its promised 1,000 officers", give, "382", stage=Stage.ARRIVED
        ),
        "secret": claim("desk-8", "The ferry carries nine sealed crates", act, event=Event.VISIT),
    }


def _plan(c: Mapping[str, str]) -> Plan:
    return Plan(
        party="Ostmark",
        resource=Resource.PERSONNEL,
        amount=amount(400),
        unit="person",
        due=days("2024-03-01", "2024-04-01"),
        said_by="the mission",
        reported=days("2024-01-08", "2024-01-09"),
        claim_id=c["ostlater"],
        slipped_from=(days("2023-11-01", "2023-12-01"),),
    )


def _plan_undated(c: Mapping[str, str]) -> Plan:
    return Plan(
        party="Kestria",
        resource=Resource.PERSONNEL,
        amount=None,
        unit="person",
        due=days(None, "2024-01-01"),
        said_by=None,
        reported=days("2023-03-14", "2023-03-15"),
        claim_id=c["kes"],
        overdue=True,
    )


def account(
    party: str, amounts: Mapping[Stage, Amount], claims: Mapping[Stage, tuple[str, ...]], **more: object
) -> Account:
    """An account of persons, unless `more` says otherwise."""
    values: dict[str, object] = {
        "id": f"{party}-{more.get('resource', 'personnel')}",
        "mission": MISSION,
        "party": party,
        "resource": Resource.PERSONNEL,
        "item": None,
        "unit": "person",
        "amounts": amounts,
        "claims": claims,
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
        **more,
    }
    return Account(**values)  # type: ignore[arg-type]


def _accounts(c: Mapping[str, str]) -> tuple[Account, ...]:
    pledge, arrived = Stage.PLEDGE, Stage.ARRIVED
    return (
        account(
            "Ostmark",
            {pledge: amount(1000), Stage.DISPATCHED: amount(382), arrived: amount(382)},
            {
                pledge: (c["ost"],),
                Stage.DISPATCHED: (c["ost382"],),
                arrived: (c["ost200"], c["ost382"], c["ost382copy"]),
            },
            outstanding=amount(618),
            present=amount(300, 382),
            present_claims=(c["ost382"], c["ost300"]),
            last_reported=date(2024, 1, 11),
            last_affirmed=date(2024, 1, 8),
            plans=(_plan(c),),
            arithmetic=(
                "pledged 1,000 on 14 Mar 2023",
                "arrived 200 on 18 Sep 2023; 382 in all by 8 Jan 2024",
                "1,000 − 382 = 618",
            ),
            disputes=("x1",),
        ),
        account(
            "Freiland",
            {pledge: amount(150, 200), arrived: amount(25)},
            {pledge: (c["frei"],), arrived: (c["frei25"],)},
            outstanding=amount(125, 175),
            present=amount(25),
            present_claims=(c["frei25"],),
            last_reported=date(2023, 9, 4),
            expired=True,
            arithmetic=("150–200 − 25 = 125–175",),
        ),
        account("Kestria", {}, {pledge: (c["kes"],)}, uncounted=(pledge,), plans=(_plan_undated(c),)),
        account("Corvania", {Stage.OFFER: amount(300, open_top=True)}, {Stage.OFFER: (c["cor"],)}),
        account(
            "Dunmere",
            {pledge: Amount(low=None, high=Decimal(250))},
            {pledge: (c["dun"],)},
            blocked=(c["court"],),
            outstanding=amount(0, 250),
        ),
        account(
            "Elbonia",
            {pledge: amount(40_000_000), Stage.DISPATCHED: amount(12_500_000)},
            {pledge: (c["elb"],), Stage.DISPATCHED: (c["elbpaid"],)},
            resource=Resource.MONEY,
            unit="USD",
            outstanding=amount(40_000_000),
        ),
        account(
            "Elbonia",
            {arrived: amount(2)},
            {arrived: (c["boats"],)},
            resource=Resource.EQUIPMENT,
            item="patrol boat",
            unit="boat",
            not_posted=(c["boats"],),
        ),
    )


def _point(value: Amount, window: Period, claims: tuple[str, ...], **more: object) -> SeriesPoint:
    values: dict[str, object] = {
        "amount": value,
        "kind": "cumulative",
        "window": window,
        "reported": days("2024-01-08", "2024-01-09"),
        "speaker": None,
        "claim_ids": claims,
        **more,
    }
    return SeriesPoint(**values)  # type: ignore[arg-type]


def _series(c: Mapping[str, str]) -> tuple[Series, ...]:
    monitor, stock = "Lake Monitor", QuantityKind.STOCK
    early = days("2023-09-20", "2023-09-21")
    return (
        Series(
            id="killed",
            measure=Measure.KILLED,
            place="Lake District",
            unit="person",
            points=(
                _point(
                    amount(600, open_top=True),
                    days("2023-01-01"),
                    (c["k600"],),
                    speaker=monitor,
                    reported=days("2023-06-02", "2023-06-03"),
                ),
                _point(amount(617), days("2023-01-01", "2023-07-01"), (c["k617"],), speaker=monitor, reported=early),
                _point(amount(540), days("2023-07-01", "2024-01-01"), (c["k540"],), speaker="district health office"),
                _point(amount(350, 420), days("2023-10-01", "2024-01-01"), (c["k385"],), speaker=monitor),
            ),
        ),
        Series(
            id="displaced",
            measure=Measure.DISPLACED,
            place="Lake District",
            unit="person",
            points=(
                _point(amount(92000), days("2024-01-08", "2024-01-09"), (c["d92"],), kind=stock),
                _point(amount(118000), Period(), (c["d118"],), kind=stock, reported=Period()),
            ),
        ),
        Series(
            id="injured",
            measure=Measure.INJURED,
            place="Lake District",
            unit="person",
            points=(
                _point(amount(410), days("2023-01-01", "2023-07-01"), (c["i410"],), speaker=monitor, reported=early),
            ),
        ),
        Series(
            id="present",
            measure=Measure.STRENGTH_PRESENT,
            place=None,
            unit="person",
            points=(
                _point(
                    amount(430),
                    days("2024-01-11", "2024-01-12"),
                    (c["all430"],),
                    kind=stock,
                    reported=days("2024-01-11", "2024-01-12"),
                ),
            ),
        ),
    )


def _entry(
    id_: str, when: Period, event: Event | Stage, summary: str, claims: tuple[str, ...], **more: object
) -> TimelineEntry:
    values: dict[str, object] = {
        "id": id_,
        "when": when,
        "latest": None,
        "event": event,
        "summary": summary,
        "party": None,
        "object": None,
        "place": None,
        "polarity": Polarity.AFFIRMED,
        "planned": False,
        "claim_ids": claims,
        **more,
    }
    return TimelineEntry(**values)  # type: ignore[arg-type]


def _timeline(c: Mapping[str, str]) -> tuple[TimelineEntry, ...]:
    return (
        _entry(
            "t1",
            days("2023-03-14", "2023-03-15"),
            Event.MANDATE_ADOPTED,
            "Assembly of Nine: Resolution 41",
            (c["mandate"],),
        ),
        _entry("t2", days("2023-03-14", "2023-03-15"), Stage.PLEDGE, "Ostmark: 1,000 police officers", (c["ost"],)),
        _entry(
            "t3",
            Period(),
            Stage.OFFER,
            "Kestria: ships",
            (c["noships"],),
            polarity=Polarity.DENIED,
            latest=date(2023, 6, 2),
        ),
        _entry(
            "t4", days("2023-09-18", "2023-09-19"), Stage.ARRIVED, "Ostmark: 200 officers, Port Elm", (c["ost200"],)
        ),
        _entry(
            "t5",
            Period(),
            Event.BLOCKED,
            "Dunmere: the sending of police halted by a court",
            (c["court"],),
            latest=date(2023, 9, 20),
        ),
        _entry(
            "t6",
            Period(),
            Stage.ARRIVED,
            "Ostmark: 382 officers so far",
            (c["ost382"], c["ost382copy"]),
            latest=date(2024, 1, 8),
        ),
        _entry(
            "t7",
            days("2024-03-01", "2024-04-01"),
            Stage.ALLOCATED,
            "Ostmark: the other officers",
            (c["ostlater"],),
            planned=True,
        ),
        _entry(
            "t8",
            days("2024-01-06", "2024-01-07"),
            Event.ATTACK,
            "Reed Men: the customs house at Port Elm burned",
            (c["burned"],),
            party="Reed Men",
            place="Port Elm",
        ),
        _entry("t9", Period(), Stage.ARRIVED, "Elbonia: two patrol boats", (c["boats"],)),
        _entry("t10", days("2024-01-08", "2024-01-09"), Event.VISIT, "nine sealed crates", (c["secret"],)),
    )
