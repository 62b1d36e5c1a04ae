"""What must hold for every book: order leaves no trace, copies add nothing, withdrawing is never having read."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musterbook.accounts import derive
from musterbook.model import Claim, Document, Span, document_id
from musterbook.settings import Settings

from .ledgers import book

days = st.dates(date(2023, 6, 1), date(2025, 3, 1)).map(date.isoformat)
givers = st.sampled_from(["KE", "JM", "US", "KE JM", ""])
values = st.sampled_from(["pledge", "offer", "allocated", "dispatched", "arrived", "ended", "request"])
figures = st.sampled_from(["200", "+200", "=400", "@383", "<150", ">600", "~400", "?", "1,000", "#20"])
units = st.sampled_from(["police", "people", "soldiers", "USD", "Humvee"])
options = st.lists(
    st.one_of(
        st.builds(lambda day: f"on {day}", days),
        st.builds(lambda day: f"due ../{day}", days),
        st.sampled_from(["denied", "possible", "conditional", "umbrella", "mission haiti-mss", "by William Ruto"]),
        st.sampled_from(["doc first", "doc second"]),
    ),
    max_size=2,
)
commitments = st.builds(
    lambda day, giver, value, figure, unit, extra: " | ".join([day, f"{giver} {value} {figure} {unit}", *extra]),
    st.one_of(days, st.just("undated")),
    givers,
    values,
    figures,
    units,
    options,
)
others = st.builds(
    lambda day, what, extra: " | ".join([day, what, *extra]),
    days,
    st.sampled_from(
        [
            "killed 70 people",
            "displaced >500,000 people",
            "strength_target <2,500 people",
            "KE blocked | place KE",
            "un-security-council mandate_adopted",
            "strength_present 400 people",
        ]
    ),
    options,
)
ledgers = st.lists(st.one_of(commitments, commitments, others), min_size=1, max_size=10, unique=True).map("\n".join)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(ledgers, st.randoms(use_true_random=False), st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2025, 6, 1))))
def test_order_leaves_no_trace(ledger: str, random, as_of: date | None) -> None:
    claims, documents = book(ledger)
    first = derive(claims, documents, as_of=as_of, settings=Settings())
    random.shuffle(claims)
    random.shuffle(documents)
    assert derive(claims, documents, as_of=as_of, settings=Settings()) == first
    assert repr(derive(claims, documents, as_of=as_of, settings=Settings())) == repr(first)


@few
@given(ledgers, st.integers(0, 9))
def test_withdrawing_a_document_is_never_having_read_it(ledger: str, which: int) -> None:
    claims, documents = book(ledger)
    gone = documents[which % len(documents)]
    kept = [each for each in documents if each is not gone]
    rest = [each for each in claims if each.document_id != gone.id]
    assert derive(claims, kept, settings=Settings()) == derive(rest, kept, settings=Settings())


@few
@given(ledgers, st.integers(0, 9))
def test_a_copy_changes_no_amount(ledger: str, which: int) -> None:
    claims, documents = book(ledger)
    original = documents[which % len(documents)]
    copy, copied = _copy(original, claims)
    before = derive(claims, documents, settings=Settings())
    after = derive([*claims, *copied], [*documents, copy], settings=Settings())
    assert _amounts(after) == _amounts(before)
    assert after.copies[copy.id] == after.copies[original.id]
    assert [len(page.disputes) for page in after.missions] == [len(page.disputes) for page in before.missions]


@few
@given(ledgers, st.dates(date(2023, 1, 1), date(2025, 6, 1)), st.integers(0, 300))
def test_later_days_see_no_fewer_documents_and_claims(ledger: str, day: date, later: int) -> None:
    claims, documents = book(ledger)
    early = derive(claims, documents, known=day, settings=Settings())
    late = derive(claims, documents, known=day + timedelta(days=later), settings=Settings())
    assert early.documents.keys() <= late.documents.keys()
    assert early.claims.keys() <= late.claims.keys()


@few
@given(ledgers)
def test_what_outstands_is_within_what_was_pledged(ledger: str) -> None:
    claims, documents = book(ledger)
    for page in derive(claims, documents, settings=Settings()).missions:
        for account in page.accounts:
            for amount in (*account.amounts.values(), account.outstanding, account.present):
                if amount and amount.low is not None and amount.high is not None:
                    assert 0 <= amount.low <= amount.high


def _copy(original: Document, claims: list[Claim]) -> tuple[Document, list[Claim]]:
    copy = replace(original, id=document_id("reprint", original.text), name="reprint.txt")
    copied = [
        replace(
            each, id="", document_id=copy.id, span=Span(document_id=copy.id, start=each.span.start, end=each.span.end)
        )
        for each in claims
        if each.document_id == original.id
    ]
    return copy, copied


def _amounts(reading) -> list[object]:
    return [
        (account.id, account.amounts, account.outstanding, account.present, account.uncounted)
        for page in reading.missions
        for account in page.accounts
    ]
