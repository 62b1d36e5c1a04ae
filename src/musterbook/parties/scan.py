"""One pass over the text for every form of the tables, and what the surroundings say about each hit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from musterbook.lexicons.parties import party_table
from musterbook.lexicons.search import Hit, hits
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Mention, Party, Sentence

CODE_LETTERS = 3
"""Letters of an ISO 4217 code."""
NAME_TAGS = frozenset({"NNP", "NNPS"})
CONTENT = frozenset({"NOUN", "ADJ", "ADV"})
SMALL_SHARE = 0.15
"""Below this share of small content words among the longer words, capitals tell nothing about names."""
GAP = 3
"""Code points between a state and its agency ("Peru's Congress")."""
CAPITALS_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Located:
    """A mention with its place in the parse: sentence index, first token, last token plus one."""

    mention: Mention
    sentence: int
    first: int
    end: int
    mission: str | None = None


def is_title_case(sentence: Sentence) -> bool:
    """Whether the sentence is a headline in capitals: no verb and next to no noun or adjective begins small."""
    long = small = 0
    for word, pos in zip(sentence.words, sentence.pos, strict=True):
        if len(word) < 3 or not word.isalpha():
            continue
        is_small = word[0].islower()
        if is_small and pos == "VERB":
            return False
        if len(word) > 3:
            long += 1
            small += is_small and pos in CONTENT
    return long > 2 and small < SMALL_SHARE * long


def is_all_capitals(sentence: Sentence) -> bool:
    """Whether the sentence shouts: acronyms and words look alike in it."""
    letters = [word for word in sentence.words if word.isalpha() and len(word) > 1]
    return len(letters) > 2 and sum(word.isupper() for word in letters) > CAPITALS_SHARE * len(letters)


def locate(sentences: Sequence[Sentence], found: Sequence[Hit]) -> list[tuple[Hit, Sentence, int, int]]:
    """Each hit with its sentence and tokens; hits outside sentences or across two are left out."""
    placed = []
    at = 0
    for sentence in sentences:
        while at < len(found) and found[at].start < sentence.start:
            at += 1
        token, starts, ends = 0, sentence.starts, sentence.ends
        while at < len(found) and found[at].start < sentence.end:
            hit = found[at]
            at += 1
            if hit.end > sentence.end:
                continue
            while ends[token] <= hit.start:
                token += 1
            last = token
            while last + 1 < len(starts) and starts[last + 1] < hit.end:
                last += 1
            placed.append((hit, sentence, token, last + 1))
    return placed


def table_mentions(sentences: Sequence[Sentence], text: str, issuer: str | None = None) -> list[Located]:
    """The mentions that the tables find, after the surroundings were asked; in order, none overlapping.

    `issuer` is the state whose release the text is: it need not name itself.
    """
    found = hits(text)
    surroundings = _Surroundings(found, issuer)
    shapes: dict[int, tuple[bool, bool]] = {}
    located: list[Located] = []
    placed = locate(sentences, found)
    taken = {(sentence.index, first) for _, sentence, first, _ in placed}
    for hit, sentence, first, end in placed:
        if hit.pattern.cue is not None:
            continue
        if sentence.index not in shapes:
            shapes[sentence.index] = (is_title_case(sentence), is_all_capitals(sentence))
        title_case, shouting = shapes[sentence.index]
        near = (
            bool(located) and located[-1].mention.party.kind == "state" and hit.start - located[-1].mention.end <= GAP
        )
        party = surroundings.party(hit, shouting, owned=near)
        if party is None or (hit.pattern.common and _is_other_name(sentence, first, end, title_case)):
            continue
        kept = _widen(hit, party, sentence, first, end, title_case=title_case, taken=taken)
        if kept is not None:
            located.append(kept)
    return _inherit(located, sentences)


class _Surroundings:
    """What the whole document says about doubtful forms: states named outright, cues, full names."""

    def __init__(self, found: Sequence[Hit], issuer: str | None) -> None:
        sure = [h.pattern for h in found if not (h.pattern.choices or h.pattern.shy or h.pattern.later)]
        self.cues = Counter(p.cue for p in sure if p.cue is not None)
        self.countries = {p.party.country for p in sure if p.party is not None} | {issuer}
        self.full: set[str | None] = {p.party.via or p.party.id for p in sure if p.party is not None}

    def party(self, hit: Hit, shouting: bool, *, owned: bool) -> Party | None:
        """Whom the form names here; `owned` where a state stands right before it."""
        pattern = hit.pattern
        party = pattern.party
        if any(self.cues[cue] for cue in pattern.unless) or (shouting and pattern.word):
            return None
        if pattern.choices:
            named = [code for code in pattern.choices if code in self.countries]
            if len(named) == 1:
                return Party(id=named[0], name=party_table().names[named[0]], kind="state", country=named[0])
            return party
        if party is None or (pattern.later and party.id not in self.full):
            return None
        if not pattern.shy or (owned and not pattern.rivals):
            return party
        meant = [p.party for p in (pattern, *pattern.rivals) if p.party is not None and self._is_near(p.party)]
        full = [p for p in meant if pattern.rivals and (p.via or p.id) in self.full]
        meant = full or meant
        return meant[0] if len(meant) == 1 else None

    def _is_near(self, party: Party) -> bool:
        """Whether the document names the country or the full name elsewhere."""
        named = party.country is not None and party.country in self.countries
        return named or (party.via or party.id) in self.full


def _is_other_name(s: Sentence, first: int, end: int, title_case: bool) -> bool:
    """Whether a form that is also a first name, a surname or a common word stands for one of these."""
    if s.tags[first] not in NAME_TAGS and not title_case:
        return True
    words = titles()
    if end < len(s.words) and not title_case and s.tags[end] in NAME_TAGS and s.words[end][0].isupper():
        follows = s.lower[end]
        return follows not in words.title and follows not in words["group_words"] and s.deps[first] == "compound"
    before = first - 1
    if before < 0 or title_case or s.tags[before] not in NAME_TAGS or s.ends[before] + 1 != s.starts[first]:
        return False
    return s.words[before][0].isupper() and s.lower[before] not in words.not_name and s.heads[before] == first


def _widen(
    hit: Hit, party: Party, s: Sentence, first: int, end: int, *, title_case: bool, taken: set[tuple[int, int]]
) -> Located | None:
    """The mention as it stands, or the organisation of which the name is a part ("Kenya Airways")."""
    pattern = hit.pattern
    plain = Located(
        Mention(start=hit.start, end=hit.end, party=party, how=pattern.how), s.index, first, end, pattern.mission
    )
    if pattern.how not in ("name", "demonym", "place", "capital", "acronym") or pattern.mission is not None:
        return plain
    last = end
    while (
        last < len(s.words)
        and s.tags[last] in NAME_TAGS
        and s.words[last][0].isupper()
        and (s.index, last) not in taken
        and s.starts[last] == s.ends[last - 1] + 1
    ):
        last += 1
    if last == end or _is_currency(s, end):
        return plain
    words, roles = titles(), descriptors()
    run = s.lower[end:last]
    if run[0] in words.title and run[0] not in words["group_words"]:
        return plain
    firm = next((i for i, word in enumerate(run) if word in words["firm_words"]), None)
    if firm is not None and (not title_case or firm == 0):
        stop = end + firm + 1
        return _organisation(s, first, stop, "firm", party.country)
    if title_case:
        return plain
    if any(word in words.title or word in roles["official"] or word in roles["force"] for word in run):
        return plain
    if run[-1] in words["event_words"]:
        return plain
    if run[-1] in words["group_words"]:
        return _organisation(s, first, last, "body", party.country)
    is_object = first > 0 and s.lower[first - 1] in words["of"]
    is_compound = s.deps[first] == "compound" and s.heads[first] >= end
    if pattern.how == "name" and party.kind == "state" and is_compound and not is_object:
        return None
    return plain


def _is_currency(s: Sentence, i: int) -> bool:
    """ "Sweden SEK 650 million": three capitals before a number are a currency and no part of the name."""
    return len(s.words[i]) == CODE_LETTERS and s.words[i].isupper() and s.tags[i + 1 : i + 2] == ("CD",)


def _organisation(s: Sentence, first: int, end: int, kind: str, country: str | None) -> Located:
    start, stop = s.starts[first], s.ends[end - 1]
    name = " ".join(s.words[first:end])
    party = Party(id=name, name=name, kind=kind, country=country)
    return Located(Mention(start=start, end=stop, party=party, how="name"), s.index, first, end)


def _inherit(located: list[Located], sentences: Sequence[Sentence]) -> list[Located]:
    """An agency beside another state is that state's ("Peru's Congress", "the Congress of Peru"), not the table's."""
    words = titles()
    joining = words["of_owner"] | words["the"]
    by_index = {s.index: s for s in sentences}
    result = list(located)
    for at, item in enumerate(located):
        if item.mention.party.via is None or item.mention.how not in ("name", "acronym"):
            continue
        lower = by_index[item.sentence].lower
        for beside in (at - 1, at + 1):
            other = located[beside] if 0 <= beside < len(located) else None
            if other is None or other.sentence != item.sentence or other.mention.party.kind != "state":
                continue
            gap = lower[other.end : item.first] if beside < at else lower[item.end : other.first]
            before = beside < at and (not gap or (len(gap) == 1 and gap[0] in words["possessive"]))
            after = beside > at and 0 < len(gap) <= 2 and gap[0] in words["of_owner"] and joining.issuperset(gap)
            owner = other.mention.party
            if (before or after) and owner.via is None and owner.id != item.mention.party.id:
                moved = replace(item.mention.party, id=owner.id, name=owner.name, country=owner.id)
                result[at] = replace(item, mention=replace(item.mention, party=moved))
    return result


def mission_counts(located: Iterable[Located]) -> Counter[str]:
    """How often each mission is named."""
    return Counter(item.mission for item in located if item.mission is not None)
