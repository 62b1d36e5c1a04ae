"""The loop of every peer that answers line by line: a row of JSON in, what was found and the time it took out."""

import json
import sys
import time
from collections.abc import Callable, Mapping

Reader = Callable[[str, str | None], list[dict]]


def answer(readers: Mapping[str, Reader]) -> None:
    """Answer standard input with the reader that the first argument names; what a peer cannot take finds nothing."""
    read = readers[sys.argv[1]]
    read("Two men met on 5 May 2020 and paid $5.", "2020-06-01")
    for line in sys.stdin:
        row = json.loads(line)
        start = time.perf_counter()
        try:
            found = read(row["text"], row["said_on"])
        except Exception:
            found = []
        print(json.dumps({"found": found, "seconds": time.perf_counter() - start}))
