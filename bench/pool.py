"""The texts that speed is measured on: the sample on the topic, and a pool about anything else.

The pool is the project's own writing: sentences of `off_topic.toml`, put together by a fixed seed. Where the external
articles of `../shared/bench` are at hand they can be taken instead.
"""

import json
import os
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from musterbook import documents
from musterbook.model import Document, document_id
from musterbook.settings import Settings

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")  # before numpy is there: one thread for each process, on both sides

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
NEWS = SHARED / "bench" / "dates_meantime.jsonl"
RELEASES = SHARED / "releases"
SLOT = re.compile(r"\{(\w+)\}")
SEED = 20250101
ARTICLES = 96
PARAGRAPH = 2
"""Sentences in a paragraph."""


def made(name: str, text: str) -> Document:
    return Document(id=document_id(name, text), name=name, text=text, source_text=text)


def off_topic(count: int = ARTICLES) -> list[Document]:
    """So many different articles about something else, the same ones every time."""
    data = tomllib.loads((HERE / "off_topic.toml").read_text("utf-8"))
    chance = random.Random(SEED)
    found: dict[str, Document] = {}
    while len(found) < count:
        topic = data["topic"][len(found) % len(data["topic"])]
        text = _article(topic, data["slots"], chance)
        found.setdefault(text, made(f"other-{len(found):04}", text))
    return list(found.values())


def _article(topic: dict[str, list[str]], slots: dict[str, list[str]], chance: random.Random) -> str:
    kept = sorted(chance.sample(range(len(topic["say"])), chance.randint(7, len(topic["say"]))))
    said = [topic["say"][i] for i in kept]
    paragraphs = [" ".join(said[i : i + PARAGRAPH]) for i in range(0, len(said), PARAGRAPH)]
    text = "\n\n".join([str(topic["title"]), *paragraphs])
    return SLOT.sub(lambda found: chance.choice(slots[found.group(1)]), text)


def news() -> list[Document]:
    """Real articles that are mostly about business, where the shared folder is there; else none."""
    if not NEWS.exists():
        return []
    rows = (json.loads(line) for line in NEWS.read_text("utf-8").splitlines())
    return [made(f"news-{row['id']}", row["text"]) for row in rows]


def words_in(folder: Path) -> int:
    """The words of the articles of a folder."""
    found = documents.read([str(folder)], Settings())
    return sum(len(item.text.split()) for item in found if isinstance(item, Document))


def on_topic() -> list[Document]:
    """The sample that comes with the package."""
    return [item for item in documents.read(["sample:haiti-mss"], Settings()) if isinstance(item, Document)]


def repeated(texts: list[Document], count: int) -> Iterator[Document]:
    """So many documents from a pool, each with an id of its own."""
    for i in range(count):
        text = texts[i % len(texts)].text
        yield made(f"{texts[i % len(texts)].name}-{i}", text)


def mixed(others: list[Document], count: int, every: int = 100) -> list[Document]:
    """A stream in which one document in a hundred is about a mission."""
    missions = on_topic()
    found = list(repeated(others, count))
    for at in range(every // 2, count, every):
        found[at] = made(f"mission-{at}", missions[(at // every) % len(missions)].text)
    return found
