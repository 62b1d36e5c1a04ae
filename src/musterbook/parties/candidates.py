"""Runs of capitalised words that may be people, with the title, the apposition and the verb around them."""

import re
from dataclasses import dataclass

from musterbook.lexicons.names import name_parts
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence
from musterbook.parties.scan import NAME_TAGS, Located, is_title_case

SYLLABLE = re.compile("[^\\W\\d_A-Z]{2,6}")
"""The second half of a hyphened Korean or Chinese given name."""
MARKUP = "\\*_"
"""Signs of marked-up text that cling to words."""
TITLE_REACH = 14
"""Tokens to the left of a name that a title may fill."""


@dataclass(slots=True)
class Candidate:
    """A run of capitalised words that may be a person's name, with what stands around it."""

    sentence: int
    first: int
    end: int
    start: int
    stop: int
    name: str
    role: str = ""
    heads: frozenset[str] = frozenset()
    country: str | None = None
    body: str | None = None
    honoured: bool = False
    speaks: bool = False
    title_case: bool = False
    addressed: bool = False
    former: bool = False

    @property
    def full(self) -> bool:
        """Whether a first name stands before the surname."""
        return bool(name_parts(self.name)[0])


def candidates_in(s: Sentence, covered: dict[int, Located]) -> list[Candidate]:
    """Every run of capitals in the sentence that no table covers; `covered` holds the mentions by token."""
    found: list[Candidate] = []
    title_case: bool | None = None
    i, size = 0, len(s.words)
    while i < size:
        if s.tags[i] not in NAME_TAGS or i in covered or not _is_name_word(s, i):
            i += 1
            continue
        end = _name_end(s, i, covered)
        if title_case is None:
            title_case = is_title_case(s)
        candidate = Candidate(
            sentence=s.index,
            first=i,
            end=end,
            start=s.starts[i],
            stop=s.ends[end - 1],
            name=_text(s, i, end),
            title_case=title_case,
        )
        if len(name_parts(candidate.name)[1]) < 2 or _is_followed_by_group(s, end):
            i = end
            continue
        _read_left(candidate, s, covered)
        _read_right(candidate, s, covered)
        found.append(candidate)
        i = end
    return found


def _is_followed_by_group(s: Sentence, end: int) -> bool:
    """Whether the run of capitals goes on into the name of an organisation or a plan ("Famine Review Committee")."""
    if end >= len(s.words) or not s.words[end][0].isupper() or s.starts[end] != s.ends[end - 1] + 1:
        return False
    words = titles()
    follows = s.lower[end]
    return any(follows in words[key] for key in ("group_words", "event_words", "firm_words"))


def _is_name_word(s: Sentence, i: int) -> bool:
    word = s.words[i]
    return word[0].isupper() and (len(word) > 1 or word.isalpha()) and s.lower[i] not in titles().not_name


def _name_end(s: Sentence, first: int, covered: dict[int, Located]) -> int:
    """One past the last token of the name that begins at `first`: hyphens, particles, initials and suffixes inside."""
    words = titles()
    i, size = first + 1, len(s.words)
    while i < size:
        if i in covered:
            break
        joined = s.starts[i] == s.ends[i - 1]
        if s.words[i] == "-" and joined and (_is_capital_half(s, i + 1) or _is_syllable(s, i + 1, first)):
            i += 2
        elif _is_name_word(s, i) and (s.tags[i] in NAME_TAGS or s.words[i].endswith(".")):
            i += 1
        elif s.lower[i] in words["inner"] and i + 1 < size and _goes_on(s, i + 1):
            i += 2 if s.words[i + 1] != "-" else 1
        elif s.lower[i] in words["suffixes"] or _comma_suffix(s, i):
            i += 1 if s.lower[i] in words["suffixes"] else 2
            break
        elif s.lower[i] in words["particles"] and _particle_end(s, i) is not None:
            i = _particle_end(s, i) or i + 1
        else:
            break
    return i


def _is_capital_half(s: Sentence, i: int) -> bool:
    return i < len(s.words) and s.words[i][0].isupper() and s.starts[i] == s.ends[i - 1]


def _is_syllable(s: Sentence, i: int, first: int) -> bool:
    """Whether `i` is the lower-case half of a given name ("Kim Yu-jin", "Hye-won Paik"), beside another name word."""
    if i >= len(s.words) or s.starts[i] != s.ends[i - 1] or not SYLLABLE.fullmatch(s.words[i]):
        return False
    behind = i + 1 < len(s.words) and s.tags[i + 1] in NAME_TAGS and _is_name_word(s, i + 1)
    return (i - first > 2 or behind) and s.lower[i] not in titles()["joined"]


def _goes_on(s: Sentence, i: int) -> bool:
    """Whether a name goes on at `i` after a word that is also a title ("Hassan Sheikh Mohamud")."""
    return s.words[i] == "-" or (s.tags[i] in NAME_TAGS and _is_name_word(s, i))


def _comma_suffix(s: Sentence, i: int) -> bool:
    return s.words[i] == "," and i + 1 < len(s.words) and s.lower[i + 1] in titles()["suffixes"]


def _particle_end(s: Sentence, i: int) -> int | None:
    """One past the capitalised word that particles from `i` on lead to ("von der Leyen", "al-Bashir")."""
    particles = titles()["particles"]
    while i < len(s.words) and (s.lower[i] in particles or s.words[i] == "-"):
        i += 1
    return i + 1 if i < len(s.words) and s.words[i][0].isupper() and s.tags[i] in NAME_TAGS else None


def _text(s: Sentence, first: int, end: int) -> str:
    parts = []
    for i in range(first, end):
        if i > first and s.starts[i] > s.ends[i - 1]:
            parts.append(" ")
        parts.append(s.words[i].strip(MARKUP))
    return "".join(parts)


def _read_left(c: Candidate, s: Sentence, covered: dict[int, Located]) -> None:
    """The title before the name: portfolio words, the office, and the state or body that it belongs to."""
    words = titles()
    connecting = words["of"] | words["and"] | words["the"] | words["possessive"]
    i = c.first - 1
    low = c.first
    while i >= 0 and c.first - i <= TITLE_REACH:
        word = s.lower[i]
        if i in covered:
            item = covered[i]
            if s.lower[item.end] in words["and"]:
                break
            if not _is_field(s, item.first):
                _belongs(c, item.mention.party)
            low = item.first
            i = item.first - 1
            continue
        if word in words["honorifics"] and word not in words["heads"]:
            c.honoured = True
            low = i
        elif word in words.title:
            low = i
        elif word not in connecting:
            if i == 0 or s.starts[i] != s.ends[i - 1] or not (word == "-" or (word == "." and _is_title(s, i - 1))):
                break
            low = i
        i -= 1
    beside = s.lower[c.first - 1] if c.first else ""
    is_office = beside in words["officials"] and beside not in words["modifiers"]
    c.addressed = (is_office or beside in words["honorifics"]) and s.deps[c.first] != "compound"
    while low < c.first and (s.lower[low] in connecting or s.words[low] == "-"):
        low += 1
    _take_title(c, s, low, c.first)
    if not c.heads:
        c.country = c.body = None


def _is_title(s: Sentence, i: int) -> bool:
    return s.lower[i] in titles().title


def _is_field(s: Sentence, first: int) -> bool:
    """Whether a place in a title is what the office is about ("envoy for Haiti"), not whose office it is."""
    before = first - 1
    if before >= 0 and s.lower[before] in titles()["the"]:
        before -= 1
    return before >= 0 and s.lower[before] in titles()["field"]


def _belongs(c: Candidate, party: Party) -> None:
    if party.kind == "state":
        c.country = c.country or party.id
    elif party.kind in ("body", "mission"):
        c.body = c.body or party.id


def _take_title(c: Candidate, s: Sentence, low: int, high: int) -> None:
    words = titles()
    heads = frozenset(s.lower[i] for i in range(low, high) if s.lower[i] in words["heads"])
    if not heads:
        return
    pairs = {" ".join(s.lower[i : i + 2]) for i in range(low, high - 1)}
    c.heads = c.heads | heads | (pairs & words["heads"])
    c.former = c.former or any(s.lower[i] in words["former"] for i in range(low, high))
    while low < high and not s.words[low][0].isalpha():
        low += 1
    if not c.role:
        c.role = _text(s, low, high)


def _read_right(c: Candidate, s: Sentence, covered: dict[int, Located]) -> None:
    """What follows the name: "of Niger", an apposition, "as the new prime minister", a verb of saying."""
    words = titles()
    head = _head_of(s, c.first, c.end)
    if c.heads and c.country is None and c.end + 1 < len(s.words) and s.lower[c.end] in words["of_owner"]:
        item = covered.get(c.end + 1) or covered.get(c.end + 2 if s.lower[c.end + 1] in words["the"] else -1)
        if item is not None and item.mention.party.kind == "state" and s.heads[c.end] == head:
            c.country = item.mention.party.id
    for child in s.children[head]:
        if s.deps[child] == "appos" and child >= c.end:
            _read_phrase(c, s, child, covered)
        if s.deps[child] == "prep" and s.lower[child] in words["as"] and child >= c.end:
            for inner in s.children[child]:
                if s.deps[inner] == "pobj":
                    _read_phrase(c, s, inner, covered)
    up = s.heads[head]
    if s.deps[head] == "appos" and up != head:
        _read_phrase(c, s, up, covered)
        if not c.heads and s.deps[up] == "pobj":
            _read_phrase(c, s, s.heads[s.heads[up]], covered)
    if s.deps[head] in ("nsubj", "nsubjpass") and s.lower[up] in words["speaks"]:
        c.speaks = True
    if c.end < len(s.words) and s.lower[c.end] in words["as"] and not c.heads:
        for i in range(c.end + 1, min(c.end + 6, len(s.words))):
            if s.lower[i] in words["heads"]:
                _take_title(c, s, c.end + 1, i + 1)
                break


def _read_phrase(c: Candidate, s: Sentence, head: int, covered: dict[int, Located]) -> None:
    """Office, state and body from a noun phrase beside the name, where its head is an office."""
    words = titles()
    if s.lower[head] not in words["heads"] or c.first <= head < c.end:
        return
    low, high = s.subtree(head)
    if low <= c.first < high:
        low, high = (low, c.first) if head < c.first else (c.end, high)
    if s.words[high - 1] == ",":
        high -= 1
    stop = next(
        (i for i in range(head + 1, high) if s.deps[i] in ("relcl", "appos", "conj") or s.words[i] == ","), high
    )
    _take_title(c, s, low, stop)
    for i in range(low, stop):
        item = covered.get(i)
        if item is not None and not _is_field(s, item.first):
            _belongs(c, item.mention.party)


def _head_of(s: Sentence, first: int, end: int) -> int:
    """The token of the span whose head lies outside it."""
    for i in range(end - 1, first - 1, -1):
        if not first <= s.heads[i] < end or s.heads[i] == i:
            return i
    return end - 1
