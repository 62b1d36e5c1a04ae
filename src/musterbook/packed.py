"""Claims of a very long document, kept small until they are written: a hundredth of a megabyte for each hundred."""

import pickle
import zlib
from collections.abc import Collection, Iterable, Iterator

from musterbook.model import Claim

QUICKLY = 1
"""Level of compression: the same slots come again and again, so that the quickest one does."""


class Packed(Collection[Claim]):
    """Claims in the order in which they were added, packed run by run; they are unpacked one run at a time.

    The bytes go no further than from one process of this program to another.
    """

    def __init__(self) -> None:
        self._runs: list[bytes] = []
        self._count = 0

    def add(self, claims: Iterable[Claim]) -> None:
        """Add a run of claims behind the others."""
        run = tuple(claims)
        self._runs.append(zlib.compress(pickle.dumps(run, pickle.HIGHEST_PROTOCOL), QUICKLY))
        self._count += len(run)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Claim]:
        for run in self._runs:
            yield from pickle.loads(zlib.decompress(run))

    def __contains__(self, claim: object) -> bool:
        return any(claim == each for each in self)
