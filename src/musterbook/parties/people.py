"""People of one document: a title with a name, an apposition, then the surname alone; spellings of one name joined."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from musterbook.lexicons.leaders import Leader, leaders, leaders_by_first_name
from musterbook.lexicons.names import SURNAME_LENGTH, best_spelling, compatible, edits, name_parts, same_person
from musterbook.lexicons.parties import fold, party_table
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Mention, Party, Sentence
from musterbook.parties.scan import NAME_TAGS, Located, is_title_case

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


@dataclass(slots=True)
class Person:
    """Everything that the document says about one person."""

    candidates: list[Candidate] = field(default_factory=list)
    name: str = ""
    role: str | None = None
    country: str | None = None
    body: str | None = None
    heads: frozenset[str] = frozenset()
    official: bool = False

    def party(self) -> Party:
        """The person as a party."""
        return Party(id=self.name, name=self.name, kind="person", country=self.country, role=self.role)


def find_people(sentences: Sequence[Sentence], located: Sequence[Located]) -> list[Person]:
    """The people whom the document names with an office or as speakers."""
    covered: dict[int, dict[int, Located]] = {}
    for item in located:
        tokens = covered.setdefault(item.sentence, {})
        for token in range(item.first, item.end):
            tokens[token] = item
    candidates: list[Candidate] = []
    for sentence in sentences:
        candidates.extend(_candidates(sentence, covered.get(sentence.index, {})))
    named = {item.mention.party.country or item.mention.party.id for item in located}
    people = _clusters(candidates, named)
    _link_mistagged(people, sentences, covered)
    for person in people:
        _describe(person)
    return people


def person_mentions(people: Sequence[Person]) -> list[Located]:
    """Every place where one of them is named."""
    mentions = []
    for person in people:
        party = person.party()
        for c in person.candidates:
            how = "title" if c.role else ("name" if c.full else "surname")
            mention = Mention(start=c.start, end=c.stop, party=party, how=how)
            mentions.append(Located(mention, c.sentence, c.first, c.end))
    return mentions


def _candidates(s: Sentence, covered: dict[int, Located]) -> list[Candidate]:
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
        if (
            s.words[i] == "-"
            and joined
            and i + 1 < size
            and s.words[i + 1][0].isupper()
            and s.starts[i + 1] == s.ends[i]
        ):
            i += 2
        elif _is_name_word(s, i) and (s.tags[i] in NAME_TAGS or s.words[i].endswith(".")):
            i += 1
        elif s.lower[i] in words["inner"] and i + 1 < size and s.tags[i + 1] in NAME_TAGS and _is_name_word(s, i + 1):
            i += 2
        elif s.lower[i] in words["suffixes"] or _comma_suffix(s, i):
            i += 1 if s.lower[i] in words["suffixes"] else 2
            break
        elif s.lower[i] in words["particles"] and _particle_end(s, i) is not None:
            i = _particle_end(s, i) or i + 1
        else:
            break
    return i


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
            if word == "-" and s.starts[i] == s.ends[i - 1]:
                low = i
            else:
                break
        i -= 1
    beside = s.lower[c.first - 1] if c.first else ""
    is_office = beside in words["officials"] and beside not in words["modifiers"]
    c.addressed = (is_office or beside in words["honorifics"]) and s.deps[c.first] != "compound"
    while low < c.first and (s.lower[low] in connecting or s.words[low] == "-"):
        low += 1
    _take_title(c, s, low, c.first)
    if not c.heads:
        c.country = c.body = None


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
    if not c.role:
        c.role = _text(s, low, high)


def _read_right(c: Candidate, s: Sentence, covered: dict[int, Located]) -> None:
    """What follows the name: "of Niger", an apposition, "as the new prime minister", a verb of saying."""
    words = titles()
    head = _head_of(s, c.first, c.end)
    if c.heads and c.country is None and c.end + 1 < len(s.words) and s.lower[c.end] in words["of"]:
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


def _clusters(candidates: Sequence[Candidate], named: set[str]) -> list[Person]:
    """One Person for each name; full names first, so that surnames find them wherever they stand."""
    people: list[Person] = []
    by_surname: dict[str, list[Person]] = {}
    full = [c for c in candidates if c.full and not (c.title_case and not c.heads)]
    full.sort(key=lambda c: (c.title_case, not c.heads))
    for c in full:
        person = _matching(c, people, by_surname)
        if person is None:
            if _is_group(c) or not (c.heads or c.honoured or c.speaks):
                continue
            if c.title_case and c.end - c.first != 2:
                continue
            person = Person()
            people.append(person)
            by_surname.setdefault(name_parts(c.name)[1], []).append(person)
        person.candidates.append(c)
    linked = {id(c) for person in people for c in person.candidates}
    for c in candidates:
        if id(c) in linked:
            continue
        person = _by_surname(c, people, by_surname)
        if person is not None:
            person.candidates.append(c)
        elif not c.full and len(c.name) > 2 and not c.name.isupper() and _stands_alone(c, named):
            person = Person(candidates=[c])
            people.append(person)
            by_surname.setdefault(name_parts(c.name)[1], []).append(person)
    return people


def _link_mistagged(
    people: Sequence[Person], sentences: Sequence[Sentence], covered: Mapping[int, Mapping[int, Located]]
) -> None:
    """Add surnames that the tagger took for another word, where no other word of the document is spelled so."""
    surnames: dict[str, Person | None] = {}
    taken = {(c.sentence, i) for p in people for c in p.candidates for i in range(c.first, c.end)}
    for person in people:
        last = name_parts(person.candidates[0].name)[1]
        if len(last) >= SURNAME_LENGTH and last not in titles().not_name:
            surnames[last] = None if last in surnames else person
    if not surnames:
        return
    for s in sentences:
        tokens = covered.get(s.index, {})
        for i, word in enumerate(s.words):
            if not word[0].isupper() or s.tags[i] in NAME_TAGS or i in tokens or (s.index, i) in taken:
                continue
            found = surnames.get(fold(s.lower[i]))
            if found is not None and not any(s.lower[i] in other.words for other in sentences):
                found.candidates.append(Candidate(s.index, i, i + 1, s.starts[i], s.ends[i], word))


def _stands_alone(c: Candidate, named: set[str]) -> bool:
    """Whether a surname that no full name explains is a person: it has an office, or leads a named state and speaks."""
    if c.heads:
        return known_leader(c.name, c.heads) is not None or (c.addressed and not c.title_case)
    leader = known_leader(c.name, frozenset()) if c.speaks else None
    return leader is not None and leader.of in named


def _is_group(c: Candidate) -> bool:
    words = titles()
    lower = c.name.lower().split()
    return any(word in words["group_words"] or word in words["firm_words"] for word in lower)


def _matching(c: Candidate, people: list[Person], by_surname: dict[str, list[Person]]) -> Person | None:
    first, last = name_parts(c.name)
    for person in by_surname.get(last, ()):
        known = name_parts(person.candidates[0].name)[0]
        if not known or compatible(first, known):
            return person
    for person in people:
        known, surname = name_parts(person.candidates[0].name)
        near = surname and edits(last, surname) <= 1 and (len(last) >= SURNAME_LENGTH or first[:1] == known[:1])
        if near and known and compatible(first, known):
            return person
    return None


def _by_surname(c: Candidate, people: list[Person], by_surname: dict[str, list[Person]]) -> Person | None:
    """The one person whose surname this is; with two, the one whose office the title names; else nobody."""
    first, last = name_parts(c.name)
    found = list(by_surname.get(last, ()))
    if first:
        found = [p for p in found if compatible(first, name_parts(p.candidates[0].name)[0] or first)]
        found = found if not c.title_case or found else []
    elif not found and len(last) >= SURNAME_LENGTH and c.heads:
        found = [p for p in people if edits(last, name_parts(p.candidates[0].name)[1]) <= 1]
    if len(found) > 1 and c.heads:
        found = [p for p in found if any(c.heads & other.heads for other in p.candidates)]
    if len(found) > 1 and c.country:
        found = [p for p in found if any(c.country == other.country for other in p.candidates)]
    if len(found) != 1:
        return None
    leader = known_leader(c.name, c.heads) if c.heads and not first else None
    known = name_parts(found[0].candidates[0].name)[0]
    if leader is not None and known and not any(compatible(name_parts(n)[0], known) for n in leader.names):
        return None
    return found[0]


def _describe(person: Person) -> None:
    """Name, office and country from all places where the person stands; what is said most often wins."""
    words, roles = titles(), descriptors()
    full = Counter(c.name for c in person.candidates if c.full and not c.title_case)
    full = full or Counter(c.name for c in person.candidates if c.full)
    person.name = best_spelling(full or Counter(c.name for c in person.candidates))
    titled = [c for c in person.candidates if c.heads]
    current = [c for c in titled if not c.former] or titled
    if current:
        best = max(current, key=lambda c: (bool(c.country or c.body), len(c.role)))
        person.role = best.role
        person.heads = frozenset().union(*(c.heads for c in titled))
    person.country = _most(c.country for c in titled)
    person.body = _most(c.body for c in titled)
    role_words = set((person.role or "").lower().split())
    person.official = bool(person.heads & words["officials"]) and not role_words & roles["armed"]
    leader = known_leader(person.name, person.heads)
    if leader is not None and (person.country or person.body or leader.of) in (leader.of, person.body):
        person.name = leader.name
        person.official = True
        person.heads = person.heads or leader.office
        if person.country is None and person.body is None:
            is_state = leader.of in party_table().regions
            person.country, person.body = (leader.of, None) if is_state else (None, leader.of)


def surname_mentions(
    people: Sequence[Person], located: Sequence[Located], sentences: Mapping[int, Sentence]
) -> list[Located]:
    """`located` where a country that is also a person's surname here ("Jordan said") is read as the person.

    After a preposition of place it stays the country; elsewhere, unless it says something, it is left out as doubtful.
    """
    surnames = {name_parts(p.name)[1]: p for p in people if " " in p.name}
    words = titles()
    result = []
    for item in located:
        mention = item.mention
        person = None
        if item.end - item.first == 1 and mention.how == "name" and mention.party.kind == "state":
            person = surnames.get(fold(mention.party.name).lower())
        if person is None:
            result.append(item)
            continue
        s = sentences[item.sentence]
        before = s.lower[item.first - 1] if item.first else ""
        if before in descriptors()["into"]:
            result.append(item)
        elif s.deps[item.first] in ("nsubj", "nsubjpass") and s.lower[s.heads[item.first]] in words["speaks"]:
            named = Mention(start=mention.start, end=mention.end, party=person.party(), how="surname")
            result.append(Located(named, item.sentence, item.first, item.end))
    return result


def known_leader(name: str, heads: frozenset[str]) -> Leader | None:
    """The one leader of the table with this name: by full name, or by surname where the office fits."""
    first, surname = name_parts(name)
    found = leaders().get(surname, ())
    if first:
        found = found or leaders_by_first_name().get(first[0], ())
        found = tuple(x for x in found if any(same_person(name, spelling) for spelling in x.names))
    elif heads:
        found = tuple(x for x in found if x.office & heads)
    return found[0] if len(found) == 1 else None


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v is not None)
    return counts.most_common(1)[0][0] if counts else None
