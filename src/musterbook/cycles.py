"""Work without Python's search for cycles.

The interpreter looks for cycles each time that the number of objects has grown by a quarter, which goes through every
row of a large book. What the book makes has none: it is freed at once when nobody uses it, looked at or not.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(freeze_from: int | None = None) -> Iterator[None]:
    """No search inside; with `freeze_from` so many new objects or more stay out of later searches as well."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if freeze_from is not None and gc.get_count()[0] > freeze_from:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()
