"""Reading against spaCy's own full pipeline over the same text: on the topic, in a mixed stream, and what it holds.

    python bench/speed.py [--rounds N] [--mixed N] [--large] [--few]

Machines are noisy: both sides alternate in one run and the ratio is the result; the absolute figures only say where it
was measured. `--large` also reads a document of 20 MB for the memory, which takes minutes; `--few` leaves out the whole
commands, of which the one over the releases takes minutes too.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pool
import spacy

from musterbook import claims, intake, parties, sentences
from musterbook.model import Document
from musterbook.sentences.model import MODELS
from musterbook.settings import Settings
from musterbook.workers import Workers

SETTINGS = Settings()
LINE_BYTES = 740_000
LARGE_BYTES = 20_000_000
Work = Callable[[list[Document]], object]


def batches(texts: list[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for text in texts:
        batch.append(text)
        if sum(map(sentences.words_of, batch)) >= SETTINGS.batch_words:
            yield batch
            batch = []
    if batch:
        yield batch


def read_here(texts: list[Document]) -> int:
    return sum(len(each.claims) for batch in batches(texts) for each in intake.understand(batch, SETTINGS))


def lost(document: Document) -> intake.Understood:
    return intake.Understood(document=document)


def read_by_two(texts: list[Document]) -> int:
    crew = Workers(partial(intake.understand, settings=SETTINGS), lost, 2, partial(intake.load, SETTINGS))
    return sum(len(each.claims) for answer in crew.answers(batches(texts)) for each in answer)


def full_pipeline(processes: int) -> Work:
    nlp = spacy.load(next(name for name in MODELS["en"] if spacy.util.is_package(name)))

    def run(texts: list[Document]) -> int:
        found = nlp.pipe((text.text for text in texts), batch_size=4, n_process=processes)
        return sum(len(doc.ents) for doc in found)

    return run


def seconds(work: Work, texts: list[Document]) -> float:
    start = time.perf_counter()
    work(texts)
    return time.perf_counter() - start


def compare(title: str, ours: Work, theirs: Work, texts: list[Document], rounds: int) -> None:
    words = sum(len(text.text.split()) for text in texts)
    times = [(seconds(ours, texts), seconds(theirs, texts)) for _ in range(rounds)]
    mine, full = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(their / our for our, their in times)
    print(
        f"{title:44} {len(texts):5} documents {words:7} words  musterbook {words / mine:8.0f} words/s  "
        f"spaCy full {words / full:6.0f} words/s  ratio {ratio:5.2f}"
    )


def shares(title: str, texts: list[Document]) -> None:
    """The share of each stage, in processor time of this process."""
    spent = {"gate and parse": 0.0, "cast": 0.0, "claims": 0.0}
    for batch in batches(texts):
        clock = time.process_time()
        parsed = list(sentences.parse_many(batch, SETTINGS))
        spent["gate and parse"] += time.process_time() - clock
        for each in parsed:
            if not each.sentences:
                continue
            clock = time.process_time()
            who = parties.cast(each)
            spent["cast"] += time.process_time() - clock
            clock = time.process_time()
            list(claims.extract(each, who))
            spent["claims"] += time.process_time() - clock
    total = sum(spent.values())
    told = ", ".join(f"{stage} {time_ / total:.0%}" for stage, time_ in spent.items())
    print(f"{title:44} {told}")


def peak_mb() -> int:
    """The most memory that this process held; the system's own count would begin with that of the one that began it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def command(title: str, source: str, words: int) -> None:
    """The whole command, from its start to the book in its file, with one process and with two."""
    told = []
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            given = [source, "--workers", str(processes), "--book", str(Path(folder, "x.book"))]
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "musterbook", "read", *given], check=True, stdout=subprocess.DEVNULL)
            told.append(f"{processes}: {time.perf_counter() - start:6.1f} s")
    print(f"whole command, {title:29} {words:7} words  processes {'  '.join(told)}", flush=True)


def held(kind: str) -> None:
    """In a process of its own: read one document and print how much memory that took at most."""
    source = "\n\n".join(text.text for text in pool.on_topic())
    if kind == "line":
        words = source.replace("\n", " ").replace(".", "").split()
        text = " ".join(words * 20)[:LINE_BYTES]
    elif kind == "large":
        others = "\n\n".join(text.text for text in pool.off_topic())
        block = f"{source}\n\n{others}\n\n"
        text = (block * (LARGE_BYTES // len(block) + 1))[:LARGE_BYTES]
    else:
        text = source
    start = time.perf_counter()
    found = intake.understand([pool.made(kind, text)], SETTINGS)[0].claims
    print(f"{len(text):9} letters {time.perf_counter() - start:6.1f} s {len(found):7} claims  peak {peak_mb()} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mixed", type=int, default=400, help="documents in the mixed stream")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--few", action="store_true", help="without the whole commands")
    parser.add_argument("--held", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.held:
        held(given.held)
        return
    missions = pool.on_topic()
    one = full_pipeline(1)
    read_here(missions[:2])
    one(missions[:2])
    compare("on the topic, one process", read_here, one, missions, given.rounds)
    many = list(pool.repeated(missions, 4 * len(missions)))
    compare("on the topic, two processes (with starting)", read_by_two, full_pipeline(2), many, 1)
    for title, others in (("own articles", pool.off_topic()), ("news", pool.news())):
        if others:
            stream = pool.mixed(others, given.mixed)
            compare(f"1 in 100 on a mission, {title}, one process", read_here, one, stream, 1)
            compare(f"1 in 100 on a mission, {title}, two", read_by_two, full_pipeline(2), stream, 1)
            shares(f"shares, {title}", stream)
    shares("shares, on the topic", missions)
    if not given.few:
        command("the sample", "sample:haiti-mss", sum(len(text.text.split()) for text in missions))
        if pool.RELEASES.exists():
            command("releases", str(pool.RELEASES), pool.words_in(pool.RELEASES))
    for kind in ("sample", "line", *(["large"] if given.large else [])):
        print(f"memory of a worker, {kind}: ", end="", flush=True)
        subprocess.run([sys.executable, __file__, "--held", kind], check=True)


if __name__ == "__main__":
    main()
