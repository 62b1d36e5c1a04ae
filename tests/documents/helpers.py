"""What every test of this package needs: read some sources, and take documents and findings apart."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from musterbook.documents import read
from musterbook.model import Document, Finding
from musterbook.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]

    @property
    def document(self) -> Document:
        (document,) = self.documents
        return document

    @property
    def finding(self) -> Finding:
        (finding,) = self.findings
        return finding

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    @property
    def names(self) -> list[str]:
        return [document.name for document in self.documents]


def outcome(*sources: object, stdin: bytes | None = None, settings: Settings | None = None) -> Outcome:
    arguments: Sequence[str] = [str(source) for source in sources]
    stream = None if stdin is None else io.BytesIO(stdin)
    items = list(read(arguments, settings or Settings(), stdin=stream))
    return Outcome(
        documents=tuple(item for item in items if isinstance(item, Document)),
        findings=tuple(item for item in items if isinstance(item, Finding)),
    )
