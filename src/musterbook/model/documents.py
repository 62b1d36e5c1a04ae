"""What is read: documents, findings, sentences as arrays, and who is named in them."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from musterbook.model.values import Period

RESTRICTED = "restricted"
"""The value of `Document.rights` of which nothing ever leaves the book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault in the data, shown to the reader; never an exception.

    `code` is a short slug such as "empty", "binary", "encoding", "too-large", "unreadable", "undated".
    """

    source: str
    code: str
    message: str
    document_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source: clean text that never changes again, and what is known about it.

    `name` is what people call it (path relative to the argument of `read`, or the id given in JSON Lines).
    `source_text` is the text as it was read, before cleaning. `published` is the day or interval of publication and
    `published_how` says on what evidence. `labels` may hold "sample". `kind` is "article" or "desk"; a desk entry is
    `entered_by` a person. `rights` is "unknown", "public" (whole text may leave), or "restricted" (nothing of it ever
    leaves in an export, a dossier, a report or a log).
    """

    id: str
    name: str
    text: str
    source_text: str
    media_type: str = "text/plain"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    published: Period = Period()
    published_how: str = "unknown"
    rights: str = "unknown"
    kind: str = "article"
    entered_by: str | None = None
    labels: tuple[str, ...] = ()

    @property
    def is_sample(self) -> bool:
        """Whether the document was written for the project and says so."""
        return "sample" in self.labels


def document_id(name: str, text: str) -> str:
    """The hash of source and text: 32 hexadecimal digits."""
    digest = hashlib.sha256()
    digest.update(name.encode("utf-8"))
    digest.update(b"\0")
    digest.update(text.encode("utf-8"))
    return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One parsed sentence as parallel arrays, one entry a token.

    `starts` and `ends` are code points of the document's text; `heads[i]` is the index of the head within the sentence
    (a root is its own head); `tags` are Penn tags, `pos` universal tags, `deps` CLEAR labels (spaCy's English scheme).
    `line` is the number of its line, `paragraph` of its block of non-blank lines. `memo` holds what was
    worked out about its tokens; a changed copy begins without.
    """

    index: int
    start: int
    end: int
    line: int
    paragraph: int
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    pos: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    is_headline: bool = False
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rehung(self, deps: tuple[str, ...], heads: tuple[int, ...]) -> "Sentence":
        """The same sentence with another tree; a tree has no cycle and one root for each part."""
        children: list[list[int]] = [[] for _ in heads]
        for i, head in enumerate(heads):
            if head != i:
                children[head].append(i)
        return replace(self, deps=deps, heads=heads, children=tuple(tuple(each) for each in children))

    def subtree(self, i: int) -> tuple[int, int]:
        """First and last-plus-one token index of the subtree of token `i` (projective closure)."""
        low, high, stack = i, i, [i]
        while stack:
            for child in self.children[stack.pop()]:
                low, high = min(low, child), max(high, child)
                stack.append(child)
        return low, high + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document and its parsed sentences, in order."""

    document: Document
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who acts: a state (id ISO 3166 alpha-2), a body (a slug), a person or a firm (the full name).

    `kind` is "state", "body", "mission", "person", "firm", "armed_group", "region" or "place"; `country` is the state
    that a person, an agency or a place belongs to; `via` names the agency through which a state acts.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    via: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of the document that names somebody.

    `how` is "name", "title", "surname", "acronym", "demonym", "capital", "seat" or "place".
    """

    start: int
    end: int
    party: Party
    how: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionName:
    """A stretch of the document that names a mission of the mission table by its id."""

    start: int
    end: int
    mission: str
