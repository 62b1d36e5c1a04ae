"""Who "he" or "the colonel" is: somebody of whom the text told before, by name or by the words for somebody unnamed.

The cast answers for people with an office; this module for everybody else ("A retired hydrologist blames the dam. "It
was built for goats," he says."), and for whoever the parser or the tables did not take for a person.
"""

from collections.abc import Iterator, Sequence

from musterbook.claims import syntax
from musterbook.claims.named import as_printed, name_in
from musterbook.claims.nameless import is_human
from musterbook.claims.runs import around, longer_name, run_around
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
SUBJECTS = ("nsubj", "nsubjpass")
BACK = 3
"""Sentences before the words in which a pronoun may have its name."""
FAR_BACK = 12
"""Sentences before the words in which a repeated office or trade may have its name."""
SINGULAR = ("NN", "NNP")


def by_pronoun(scene: Scene, s: Sentence, v: int, marked: Sequence[tuple[int, int]]) -> Party | None:
    """ "he says" after somebody whom the cast does not find: the nearest earlier subject that is somebody, else a name.

    What stands between marks (`marked`) is told by somebody, not of the speaker.
    """
    subject = syntax.child(s, v, "nsubj")
    if subject is None or s.lower[subject] not in L.persons:
        return None
    return told_of(scene, s, subject, marked)


def told_of(scene: Scene, s: Sentence, subject: int, marked: Sequence[tuple[int, int]]) -> Party | None:
    """Who was told of last before token `subject`, outside of the marks."""
    for x in reversed([x for x in scene.parsed.sentences if s.index - BACK <= x.index <= s.index]):
        high = subject if x.index == s.index else len(x.words)
        free = [k for k in range(high) if not any(a <= x.starts[k] < b for a, b in marked)]
        named = people_in(scene, x, free)
        found = _subject(scene, x, free) or (named[-1] if named else None)
        if found is not None:
            return found
    return None


def _subject(scene: Scene, s: Sentence, tokens: list[int]) -> Party | None:
    """The subject of a sentence where it is one human being; of several subjects the last."""
    for k in reversed(tokens):
        if s.deps[k] not in SUBJECTS or s.tags[k] not in SINGULAR:
            continue
        found = person_at(scene, s, k)
        if found is not None:
            return found
        if is_human(s.lower[k]) and syntax.child(s, k, "det", "poss", "nummod") is not None:
            is_called = syntax.child(s, s.heads[k], "attr", "oprd")
            return (person_at(scene, s, is_called) if is_called is not None else None) or as_printed(scene, s, k)
        run = run_around(s, k)
        plain = not T.not_name.intersection(s.lower[run[0] : run[1]]) and not scene.mentions_in(s, *run)
        if s.tags[k] == "NNP" and plain:
            return as_printed(scene, s, k)
    if any(s.deps[k] in SUBJECTS for k in tokens):
        return None
    inverted = (k for k in tokens if s.deps[k] in ("dobj", "attr") and s.tags[k] == "NN" and is_human(s.lower[k]))
    return next((as_printed(scene, s, k) for k in inverted if _indefinite(s, k)), None)


def _indefinite(s: Sentence, k: int) -> bool:
    return any(s.lower[c] in G["indefinite"] for c in s.children[k])


def people_in(scene: Scene, s: Sentence, tokens: Sequence[int]) -> list[Party]:
    """Everybody whom a sentence names in these tokens, each once, in order."""
    found: dict[str, Party] = {}
    for k in tokens:
        if s.words[k][0].isupper() and (party := person_at(scene, s, k)) is not None:
            found.setdefault(party.id, party)
    return list(found.values())


def person_at(scene: Scene, s: Sentence, k: int) -> Party | None:
    """The person named at token `k`: of the cast, else a run of two capitals and more that no table knows."""
    known = next((m.party for m in around(scene, s.starts[k], s.ends[k]) if m.party.kind == "person"), None)
    if known is not None:
        return known
    run = longer_name(scene, s, k) if s.words[k][0].isupper() else None
    if run is None or s.tags[k] not in ("NNP", "NNPS") or T.not_name.intersection(s.lower[run[0] : run[1]]) - T.title:
        return None
    return name_in(scene, s, (syntax.phrase(s, k)[0], *run))


def named_before(scene: Scene, s: Sentence, head: int) -> Party | None:
    """ "the colonel said": whoever was told of before with the same word, by name, else as somebody unnamed."""
    if s.tags[head] not in SINGULAR or s.words[head][0].isupper() or not _definite(s, head):
        return None
    if s.lower[head].endswith(L.epithets):
        return last_named(scene, s, head)
    if not is_human(s.lower[head]):
        return None
    low = syntax.phrase(s, head)[0]
    for x in reversed([x for x in scene.parsed.sentences if s.index - FAR_BACK <= x.index <= s.index]):
        limit = low if x.index == s.index else len(x.words)
        for k in reversed([k for k in range(limit) if x.lower[k] == s.lower[head]]):
            found = next(_bearers(scene, x, k), None)
            if found is not None:
                return found
    return last_named(scene, s, head, alone=True) if s.lower[head] not in T["heads"] | T["officials"] else None


def _definite(s: Sentence, head: int) -> bool:
    return any(s.lower[c] in G["definite"] for c in s.children[head] if s.deps[c] == "det")


def last_named(scene: Scene, s: Sentence, head: int, *, alone: bool = False) -> Party | None:
    """Who was named last before token `head`; with `alone` only where the text has named nobody else so far."""
    found: dict[str, Party] = {}
    for x in scene.parsed.sentences:
        if s.index - FAR_BACK <= x.index <= s.index:
            low = syntax.phrase(s, head)[0] if x.index == s.index else len(x.words)
            for party in people_in(scene, x, range(low)):
                found.pop(party.id, None)
                found[party.id] = party
    return None if not found or (alone and len(found) > 1) else list(found.values())[-1]


def native(scene: Scene, s: Sentence, head: int) -> Party | None:
    """ "the Dane said": the one person named lately, by where they come from."""
    if s.tags[head] not in SINGULAR or not _definite(s, head) or s.lower[head].endswith("s"):
        return None
    if not any(m.how == "demonym" for m in scene.mentions_in(s, head, head + 1)):
        return None
    lately = [x for x in scene.parsed.sentences if s.index - BACK <= x.index < s.index]
    named = {p.id: p for x in lately for p in people_in(scene, x, range(len(x.words)))}
    return next(iter(named.values())) if len(named) == 1 else None


def _bearers(scene: Scene, s: Sentence, k: int) -> Iterator[Party]:
    """Who bears the office or trade at token `k`: a name right behind it or in apposition, else "a colonel"."""
    beside = [k + 1] if k + 1 < len(s.words) and s.words[k + 1][0].isupper() else []
    beside += syntax.children(s, k, "appos")
    if s.deps[k] == "appos":
        beside.append(s.heads[k])
    for other in beside:
        if s.words[other][0].isupper() and not (other == k + 1 and run_around(s, other)[0] < k):
            found = person_at(scene, s, other)
            if found is not None:
                yield found
    if _indefinite(s, k):
        told = as_printed(scene, s, k)
        if told is not None:
            yield told
