"""Answers of dateparser, as JSON lines; run by bench/quality/run.py in an environment of its own."""

from datetime import datetime, timedelta

from answering import answer
from dateparser.search import search_dates


def periods(text: str, said_on: str | None) -> list[dict]:
    base = datetime.fromisoformat(said_on or "2000-01-01")
    found, at = [], 0
    for words, moment in search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}) or []:
        start = text.find(words, at)
        at = max(at, start)
        day = moment.date()
        row = {"start": start, "end": start + len(words), "timex": day.isoformat(), "first": day.isoformat()}
        found.append(row | {"last": (day + timedelta(days=1)).isoformat()})
    return found


if __name__ == "__main__":
    answer({"periods": periods})
