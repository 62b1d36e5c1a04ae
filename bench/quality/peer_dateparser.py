"""Answers of dateparser, as JSON lines; run by bench/quality/run.py in an environment of its own."""

import json
import sys
import time
from datetime import datetime, timedelta

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


def main() -> None:
    read = {"periods": periods}[sys.argv[1]]
    read("Two men met on 5 May 2020 and paid $5.", "2020-06-01")
    for line in sys.stdin:
        row = json.loads(line)
        start = time.perf_counter()
        try:
            found = read(row["text"], row["said_on"])
        except Exception:
            found = []
        print(json.dumps({"found": found, "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
