"""Each clever algorithm of the accounts against the slow, obvious one that it stands for."""

from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musterbook.accounts import derive, pairs, policy, prepare
from musterbook.accounts.amounts import Figures, same_figure
from musterbook.accounts.clocks import turns
from musterbook.accounts.pairs import SHOWN, disputed
from musterbook.accounts.policy import Value, matching
from musterbook.accounts.rows import CONTEMPORARY_DAYS, DEEDS, FLOWS, Row, days_between, last_day
from musterbook.accounts.shelves import Shelves
from musterbook.accounts.tellings import Telling, Tellings, _slots_meet
from musterbook.accounts.timeline import _is_told, _key, _narrow_first
from musterbook.accounts.verdicts import UNIQUE, verdict
from musterbook.model import Certainty, Family, Polarity, Quantity, QuantityKind
from musterbook.settings import Settings

from .ledgers import book

days = st.dates(date(2024, 1, 1), date(2024, 5, 1)).map(date.isoformat)
spans = st.one_of(days, st.tuples(days, days).map(lambda two: "/".join(sorted(two))), days.map(lambda day: f"{day}/.."))
said = st.sampled_from(
    [
        f"{giver} {stage} {figure} police"
        for giver in ("KE", "JM", "KE JM")
        for stage in ("pledge", "arrived", "ended")
        for figure in ("200", "~210", "+200", "=400", "@400", "<150", ">600", "?")
    ]
    + [f"displaced {figure} people" for figure in ("300,000", "~310,000", ">500,000")]
    + [f"killed {figure} people" for figure in ("70", "90", "=70")]
    + [f"Conille {event} | object {what}" for event in ("appointment", "meeting") for what in ("premier", "minister")]
    + [
        f"un-security-council {event} | object {what}"
        for event in ("mandate_adopted", "mandate_renewed")
        for what in ("resolution 2699", "resolution 2751", "the force")
    ]
    + ["KE meeting", "visit | object Port-au-Prince"]
)
options = st.lists(
    st.one_of(
        spans.map(lambda span: f"on {span}"),
        days.map(lambda day: f"due ../{day}"),
        st.sampled_from(["denied", "possible", "doc first", "doc second", "by William Ruto", "place KE"]),
    ),
    max_size=3,
)
lines = st.builds(
    lambda day, what, extra: " | ".join([day, what, *extra]), st.one_of(days, days, st.just("undated")), said, options
)
ledgers = st.lists(lines, min_size=2, max_size=25, unique=True).map("\n".join)
some = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_of(ledger: str) -> list[Row]:
    claims, _ = book(ledger)
    unique = {each.id: replace(each, id=each.id, mission="support-ht") for each in claims}
    rows = [Row(claim=each, claims=(one,), source=each.document_id[:1], name="x") for one, each in unique.items()]
    return sorted(rows, key=lambda row: row.order)


@some
@given(ledgers, st.booleans())
def test_pairs_are_those_of_all_against_all(ledger: str, many_subjects: bool) -> None:
    rows = rows_of(ledger)
    few, pairs.FEW = pairs.FEW, 0 if many_subjects else 64
    try:
        found = {(ruling, first.claim.id, second.claim.id) for ruling, first, second in disputed(rows)}
    finally:
        pairs.FEW = few
    assert {(ruling, *sorted(two)) for ruling, *two in found} == {(r, *sorted(two)) for r, *two in _all_pairs(rows)}


def _all_pairs(rows: list[Row]) -> set[tuple]:
    """A verdict on every two rows that share a topic, of opposite polarity or close in time."""
    found = set()
    for first, second in combinations([row for row in rows if row.claim.certainty is not Certainty.POSSIBLE], 2):
        a, b = first.claim, second.claim
        if a.family is Family.COMMITMENT and not set(a.party) & set(b.party):
            continue
        flows = a.measure in FLOWS
        if flows and a.valid.start != b.valid.start:
            continue
        if a.polarity is b.polarity:
            telling = [
                row.quantity is not None or (row.claim.event in UNIQUE and row.claim.object) for row in (first, second)
            ]
            figures = [(row.quantity.low, row.quantity.high) if row.quantity else None for row in (first, second)]
            if a.polarity is Polarity.DENIED or not all(telling) or (figures[0] == figures[1] and figures[0]):
                continue
            gap = days_between(first.when, second.when)
            if not flows and gap is not None and abs(gap) > (2 * 62 if a.event else CONTEMPORARY_DAYS):
                continue
        copies = first.source == second.source and a.document_id != b.document_id
        ruling = verdict(a, b, copies=copies)
        if ruling.verdict in SHOWN:
            found.add((ruling, a.id, b.id))
    return found


@some
@given(ledgers)
def test_groups_of_the_timeline_are_those_of_every_row_against_every_row(ledger: str) -> None:
    rows = [row for row in sorted(rows_of(ledger), key=_narrow_first) if _is_told(row)]
    for key in {_key(row) for row in rows}:
        quick, slow = Tellings(), []
        for row in (each for each in rows if _key(each) == key):
            quick.add(row)
            told = next((group for group in slow if _is_same(group, row)), None)
            slow.append([row]) if told is None else told.append(row)
        assert [group.rows for group in quick.groups] == slow


def _is_same(group: list[Row], row: Row) -> bool:
    if row.claim.family is Family.MILESTONE:
        slots = [_slots_meet(_slots(each), _slots(row)) for each in group]
        fits = all(fit for fit, _ in slots) and any(shared for _, shared in slots)
        return fits and all(_times_fit(each, row) for each in group)
    first = group[0]
    if (first.quantity is None) != (row.quantity is None):
        return False
    if first.quantity and row.quantity and not same_figure(first.quantity, row.quantity):
        return False
    return row.claim.stage not in DEEDS or all(_times_fit(each, row) for each in group)


def _slots(row: Row) -> tuple:
    return (row.claim.event, row.claim.party, row.claim.object, row.claim.place)


def _times_fit(first: Row, second: Row) -> bool:
    a, b = first.claim.valid, second.claim.valid
    if a.known and b.known:
        return a.overlaps(b)
    if a.known or b.known:
        dated, undated = (first, second) if a.known else (second, first)
        gap = days_between(dated.claim.valid.start, undated.reported)
        return first.source == second.source or gap is None or 0 <= gap <= CONTEMPORARY_DAYS
    gap = days_between(first.reported, second.reported)
    return gap is None or abs(gap) <= CONTEMPORARY_DAYS


@some
@given(
    ledgers,
    st.dates(date(2023, 12, 1), date(2024, 6, 1)),
    st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 5, 1))),
)
def test_the_days_from_which_a_row_counts_are_those_on_which_it_does(
    ledger: str, day: date, horizon: date | None
) -> None:
    for row in rows_of(ledger):
        perhaps, surely = turns(row, horizon, not_before=date(2024, 2, 1))
        assert perhaps <= surely
        assert (True if surely <= day else False if perhaps <= day else None) is _happened(row, day, horizon)


def _happened(row: Row, day: date, horizon: date | None) -> bool | None:
    """Whether what the row says was so by a day: True, False for perhaps, None for not yet."""
    valid, bound = row.claim.valid, row.reported
    deed = row.claim.family is Family.COMMITMENT and row.claim.stage in DEEDS
    if bound is not None and bound <= day and not (deed and valid.start and valid.start > day):
        return True
    if valid.start is not None:
        if valid.start > day:
            return None
        return valid.end is None or min(each for each in (last_day(valid), bound) if each is not None) <= day
    if valid.end is not None and valid.end <= day:
        return True
    if bound is None:
        return horizon is None or day >= horizon
    return None if not deed or day < date(2024, 2, 1) else False


figures = st.builds(
    lambda low, spread, unit, kind, approx: Quantity(
        low=low, high=None if spread is None else (low or 0) + spread, unit=unit, kind=kind, approx=approx
    ),
    st.one_of(st.none(), st.decimals(90, 120, places=0)),
    st.one_of(st.none(), st.decimals(0, 10, places=0)),
    st.sampled_from(["person", "USD"]),
    st.sampled_from([QuantityKind.UNKNOWN, QuantityKind.CEILING]),
    st.booleans(),
)


@given(st.lists(figures, max_size=8), st.lists(figures, min_size=1, max_size=5))
def test_a_figure_is_found_where_going_through_all_finds_it(held: list[Quantity], asked: list[Quantity]) -> None:
    shelves: Shelves[int] = Shelves()
    for number, each in enumerate(held):
        shelves.put(number, each)
        for quantity in asked:
            fitting = [place for place, other in enumerate(held[: number + 1]) if same_figure(other, quantity)]
            assert [place for place, _ in shelves.fitting(quantity)] == fitting
    for quantity in asked:
        assert Figures(held).hold(quantity) == any(same_figure(each, quantity) for each in held)


@some
@given(ledgers)
def test_a_value_counts_what_its_rows_say(ledger: str) -> None:
    rows = [row for row in rows_of(ledger) if row.quantity is not None]
    values: list[Value] = []
    for row in rows:
        told = matching(values, row.quantity)
        told[0].add(row) if told else values.append(Value([row]))
    for value in values:
        assert value.sources == {row.source for row in value.rows}
        assert value.first == min((row.when for row in value.rows if row.when), default=None)
        assert value.affirmed == max((row.when for row in value.rows if row.when), default=None)


def test_a_telling_keeps_its_bounds() -> None:
    early, late, far = rows_of("2024-03-01 | KE meeting\n2024-03-10 | KE meeting\n2024-03-14 | KE meeting")
    telling = Telling(early)
    telling.add(late)
    assert not telling.fits(far)


@some
@given(
    st.lists(lines, min_size=2, max_size=60, unique=True).map("\n".join),
    st.lists(st.dates(date(2023, 12, 20), date(2024, 5, 20)), min_size=2, max_size=5),
)
def test_one_state_of_the_book_reads_as_of_any_days_as_if_derived_anew(ledger: str, asked: list[date]) -> None:
    claims, documents = book(ledger)
    least, policy.LEAST_NOTED = policy.LEAST_NOTED, 1
    try:
        prepared = prepare(claims, documents, settings=Settings())
        for day in asked:
            found = prepared.reading(as_of=day, known=None, recorded=None)
            assert repr(found) == repr(derive(claims, documents, as_of=day, settings=Settings()))
    finally:
        policy.LEAST_NOTED = least
