"""People of one document: titled names and speakers, then the surname alone; spellings of one name joined."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from musterbook.lexicons.leaders import Leader, leaders, leaders_by_first_name
from musterbook.lexicons.names import SURNAME_LENGTH, best_spelling, compatible, edits, name_parts, same_person
from musterbook.lexicons.parties import fold, party_table
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Mention, Party, Sentence
from musterbook.parties.candidates import Candidate, candidates_in
from musterbook.parties.scan import NAME_TAGS, Located


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
        candidates.extend(candidates_in(sentence, covered.get(sentence.index, {})))
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


def _clusters(candidates: Sequence[Candidate], named: set[str]) -> list[Person]:
    """One Person for each name; full names first, so that surnames find them wherever they stand."""
    people: list[Person] = []
    by_surname: dict[str, list[Person]] = {}
    full = [c for c in candidates if c.full and not (c.title_case and not c.heads)]
    full.sort(key=lambda c: (c.title_case, not c.heads))
    for c in full:
        person = _matching(c, people, by_surname)
        if person is None:
            evident = c.heads or c.honoured or c.speaks or known_leader(c.name, frozenset()) is not None
            if _is_group(c) or not evident:
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
        elif person.country is None and leader.of in party_table().regions and person.heads & words["state_heads"]:
            # "At the Assembly, President X": the body stands beside the title and has no president of that name.
            person.country, person.body = leader.of, None


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


def leader_as_person(leader: Leader) -> Person:
    """A leader whom only the title of the document names."""
    is_state = leader.of in party_table().regions
    country, body = (leader.of, None) if is_state else (None, leader.of)
    return Person(name=leader.name, country=country, body=body, heads=leader.office, official=True)


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
