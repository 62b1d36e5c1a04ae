"""Words whose speaker stands beside them without a verb: turns of a transcript, and a name on the line below."""

import re
from collections.abc import Iterator

from musterbook.claims.earlier import people_in
from musterbook.claims.named import as_printed
from musterbook.claims.scene import Scene, Voice
from musterbook.claims.speakers import Said
from musterbook.lexicons.frames import speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

L = speech()
T = titles()
LABEL = re.compile(r"^(?P<label>[^\W\d_][^:\n\"“”„«»]{0,60}):[ \t]+(?=\S)", re.MULTILINE)
LONGEST_LABEL = 6
"""Words of a name or an office before the colon of a turn."""
FEWEST_TURNS = 2
"""One line with a colon is a heading; two or more are a conversation."""
SIGNATURE = re.compile(r"(?:\n\s*[-–—―]+|[ \t]+[-–—―]+|:)\s*(?P<name>\S[^\n]{0,160})")
"""A line that opens with a dash, under the words, or a dash or a colon right behind them: who said them."""
BRACKETED = re.compile(r"[ \t]*\((?P<name>[^\W\d_][^()\n]{1,60})\)[ \t]*(?=\n|$)")
"""Whoever signs in brackets behind the words, up to the end of the line."""


def turns(scene: Scene) -> Iterator[Voice]:
    """What each speaker of a transcript says ("Mr. Smith: ..."); questions of unnamed people have no speaker."""
    lines = [(m, _party(scene, m.start("label"), m.end("label"))) for m in LABEL.finditer(scene.text)]
    answers = any(m["label"].lower() in L.answering for m, _ in lines)
    guest = _interviewed(scene, lines[0][0].start()) if answers else None
    lines = [(m, guest if party is None and m["label"].lower() in L.answering else party) for m, party in lines]
    found = [(m, party) for m, party in lines if party is not None or m["label"].lower() in L.asking]
    if len(found) < FEWEST_TURNS or not any(party for _, party in found):
        return
    starts = [m.start() for m, _ in found]
    for place, (m, party) in enumerate(found):
        limit = starts[place + 1] if place + 1 < len(starts) else len(scene.text)
        line_end = scene.text.find("\n", m.end())
        end = min(limit, len(scene.text) if line_end < 0 else line_end)
        while end > m.end() and scene.text[end - 1].isspace():
            end -= 1
        if end > m.end():
            yield Voice(start=m.end(), end=end, speaker=party, direct=True)


def _interviewed(scene: Scene, start: int) -> Party | None:
    """The one person whom the text names before its first question and answer: who is interviewed."""
    named: dict[str, Party] = {}
    for s in scene.parsed.sentences:
        if s.start < start:
            for party in people_in(scene, s, [k for k in range(len(s.words)) if s.starts[k] < start]):
                named.setdefault(party.id, party)
    return next(iter(named.values())) if len(named) == 1 else None


def labelled(scene: Scene, start: int) -> Said | None:
    """Who stands before a colon at the head of the line ("The Spokesman: "It is so."")."""
    line_start = scene.text.rfind("\n", 0, start) + 1
    m = LABEL.match(scene.text, line_start)
    if m is None or m.end() != start:
        return None
    party = _party(scene, m.start("label"), m.end("label"))
    return Said(speaker=party) if party is not None else None


def _party(scene: Scene, start: int, end: int) -> Party | None:
    """The person whose name or office the label is."""
    label = scene.text[start:end]
    words = label.lower().split()
    if len(words) > LONGEST_LABEL:
        return None
    named = [m.party for m in scene.cast.within(start, end) if m.party.kind == "person"]
    if named:
        return named[0]
    titled = [w for w in words if w in T["heads"]]
    honoured = words[0] in T["honorifics"] and len(words) > 1
    rest = label.split(None, 1)[1] if honoured else label
    if honoured and rest[:1].isupper():
        return Party(id=rest, name=rest, kind="person", role=None)
    if titled and all(w in T.title or w in T["the"] | T["of"] | T["and"] for w in words):
        return Party(id=label, name=label, kind="person", role=None)
    return None


def signed(scene: Scene, start: int, end: int) -> Party | None:
    """Whose name stands under the words, behind a dash."""
    m = SIGNATURE.match(scene.text, end) or BRACKETED.match(scene.text, end)
    if m is None or scene.text.rfind("\n", 0, start) + 1 != start - _indent(scene.text, start):
        return None
    low, high = m.start("name"), m.end("name")
    named = [x.party for x in scene.cast.within(low, high) if x.party.kind == "person"]
    if named:
        return named[0]
    if m.re is BRACKETED:
        words = m["name"].split(",")[0].strip()
        return Party(id=words, name=words, kind="person")
    for s in scene.parsed.sentences:
        if s.start <= low < s.end:
            return _first_name(scene, s, low)
    return None


def _indent(text: str, start: int) -> int:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return len(line) if not line.strip(" \t>*-") else 0


def _first_name(scene: Scene, s: Sentence, low: int) -> Party | None:
    tokens = [k for k in range(len(s.words)) if s.starts[k] >= low and s.pos[k] == "PROPN"]
    head = next((k for k in tokens if s.heads[k] not in tokens or s.deps[k] != "compound"), None)
    return as_printed(scene, s, head) if head is not None else None
