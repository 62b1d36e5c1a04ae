"""Whom a noun phrase means: names, institutions beside a state, titles without a name, pronouns."""

from dataclasses import replace

from musterbook.lexicons.missions import missions
from musterbook.lexicons.parties import party_name
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Party, Sentence
from musterbook.parties import pronouns
from musterbook.parties.descriptions import described, mission_of, mission_or_body, organ_of, the_government
from musterbook.parties.scan import Located
from musterbook.parties.scene import Scene, Subject

OWNING = frozenset({"compound", "amod", "nmod", "poss"})
INSIDE = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "predet", "quantmod", "advmod"})
ADJECTIVE = "JJ"
DEPTH = 5
"""How far a chain of phrases is followed ("the head of the ministry of the country")."""
INSTITUTION_REACH = 6
"""Sentences back in which an institution without its state may have been named with it."""
TITLE_REACH = 12
"""Sentences back in which the holder of a title without a name may have been named."""


class Resolver:
    """Answers for one document; it reads the scene and adds only the subjects, once, in reading order."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = descriptors()
        self.titles = titles()
        self._read = False

    def resolve(self, s: Sentence, head: int, speaker: Party | None = None) -> tuple[Party, ...]:
        """Whom the phrase with this head means; empty when unknown."""
        if not self._read:
            self._read = True
            for sentence in self.scene.sentences.values():
                self._read_subjects(sentence)
        return self._resolve(s, head, speaker, 0)

    def _read_subjects(self, s: Sentence) -> None:
        for i, dep in enumerate(s.deps):
            if dep not in pronouns.SUBJECT_DEPS or s.tags[i] in ("WDT", "WP", "EX"):
                continue
            heads = [i]
            for head in heads:
                heads.extend(c for c in s.children[head] if s.deps[c] == "conj")
            parties: dict[str, Party] = {}
            for head in heads:
                for party in self._resolve(s, head, None, 0):
                    parties.setdefault(party.id, party)
            self.scene.subjects.append(
                Subject(
                    sentence=s.index,
                    token=i,
                    parties=tuple(parties.values()),
                    speaks=s.lower[s.heads[i]] in self.titles["speaks"],
                    plural=len(heads) > 1 or s.tags[i] in ("NNS", "NNPS"),
                    pronoun=s.tags[i] == "PRP",
                )
            )

    def _resolve(self, s: Sentence, head: int, speaker: Party | None, depth: int) -> tuple[Party, ...]:
        if depth > DEPTH:
            return ()
        item = self.scene.at(s.index, head)
        if item is not None:
            return self._named(s, head, item)
        tag, word = s.tags[head], s.lower[head]
        if tag in ("WDT", "WP", "WP$") or (word in self.words["relative"] and s.deps[head] in pronouns.SUBJECT_DEPS):
            return self._relative(s, head, speaker, depth)
        if tag in ("PRP", "PRP$"):
            return self._pronoun(s, head, speaker, depth)
        return self._phrase(s, head, speaker, depth)

    def _named(self, s: Sentence, head: int, item: Located) -> tuple[Party, ...]:
        """A name covers the head: itself; a demonym only as "the Kenyans", a people, not as "40 Kenyans"."""
        party = item.mention.party
        if item.mention.how != "demonym":
            return (party,)
        before = item.first - 1
        is_definite = before >= 0 and s.lower[before] in self.words["definite"]
        is_attributive = s.deps[head] in OWNING or s.tags[head] == ADJECTIVE
        return (party,) if is_definite or is_attributive else ()

    def _relative(self, s: Sentence, head: int, speaker: Party | None, depth: int) -> tuple[Party, ...]:
        verb = s.heads[head]
        for _ in range(DEPTH):
            if s.deps[verb] == "relcl":
                return self._resolve(s, s.heads[verb], speaker, depth + 1)
            if s.heads[verb] == verb:
                break
            verb = s.heads[verb]
        return ()

    def _pronoun(self, s: Sentence, head: int, speaker: Party | None, depth: int) -> tuple[Party, ...]:
        kind = pronouns.kind_of(s.lower[head])
        if kind == "first_singular":
            speaker = speaker or self.scene.voice
            return (speaker,) if speaker is not None else ()
        if kind == "first_plural":
            return self._voice(speaker)
        if kind == "reflexive":
            for child in s.children[s.heads[head]]:
                if s.deps[child] in pronouns.SUBJECT_DEPS:
                    return self._resolve(s, child, speaker, depth + 1)
            return ()
        if kind == "person":
            return pronouns.one_person(self.scene, s, head)
        if kind == "thing":
            return pronouns.one_thing(self.scene, s, head)
        return pronouns.several(self.scene, s, head) if kind == "plural" else ()

    def _voice(self, speaker: Party | None) -> tuple[Party, ...]:
        """We: the state or body of the speaker, else the speaker; without one, of who speaks the whole text."""
        speaker = speaker or self.scene.voice
        if speaker is None:
            return ()
        spoken = self.scene.official_of(speaker)
        return (self.state_or_body(spoken),) if spoken is not None else (speaker,)

    def state_or_body(self, party_id: str) -> Party:
        """The party of an id of the tables."""
        is_state = len(party_id) == 2 and party_id.isupper()
        kind = "state" if is_state else "body"
        return Party(id=party_id, name=party_name(party_id), kind=kind, country=party_id if is_state else None)

    def _phrase(self, s: Sentence, head: int, speaker: Party | None, depth: int) -> tuple[Party, ...]:
        """A common noun: an institution with an owner, or a description without one."""
        word = s.lower[head]
        person = self._person_inside(s, head)
        if person is not None:
            return (person,)
        if any(s.lower[c] in self.words["both"] or s.lower[c] in self.words["neither"] for c in s.children[head]):
            return pronouns.pair(self.scene, s, head) if word in self.words["states"] | self.words["state"] else ()
        if word in self.words["both"] | self.words["neither"] and s.deps[head] in pronouns.SUBJECT_DEPS:
            return pronouns.pair(self.scene, s, head)
        owner = self._owner(s, head, speaker, depth)
        if word in self.words["armed"]:
            again = mission_or_body(self.scene, s, head) if owner is None and self._is_definite(s, head) else ()
            return again if again and again[0].kind == "armed_group" else self._armed(word, owner)
        if owner is not None:
            owned = self._owned(s, head, word, owner)
            return self._with_others(s, head, owned) if len(owned) == 1 and owned[0].via else owned
        if word in self.words["state"]:
            found = described(self.scene, s, head, speaker)
            return (self.state_or_body(found),) if found else ()
        if not self._is_definite(s, head):
            return ()
        holder = self._holder(s, head)
        if holder:
            return holder
        if word in self.words["government"]:
            found = the_government(self.scene, s, head, speaker)
            return (replace(self.state_or_body(found), via=word),) if found else ()
        found_again = mission_or_body(self.scene, s, head) or self._repeated(s, head, word)
        return found_again or self._own_institution(s, head, word)

    def _own_institution(self, s: Sentence, head: int, word: str) -> tuple[Party, ...]:
        """ "The Department", "the President" in a government's own release: that government's."""
        if self.scene.issuer is None or word not in self.words["issuing"] or s.tags[head] in ("NNS", "NNPS"):
            return ()
        return (replace(self.state_or_body(self.scene.issuer), via=self._institution(s, head)),)

    def _repeated(self, s: Sentence, head: int, word: str) -> tuple[Party, ...]:
        """ "The ministry", "the army" again: the last state or body that acted through an institution of that word."""
        if word not in self.words["official"] and word not in self.words["force"]:
            return ()
        for subject in self.scene.subjects_before(s.index, head, INSTITUTION_REACH):
            for party in subject.parties:
                if party.via is not None and word in party.via.lower().split():
                    return (party,)
        return ()

    def _person_inside(self, s: Sentence, head: int) -> Party | None:
        """A name beside an office that the parser made the head ("police chief X", "the minister, X,")."""
        if s.lower[head] not in self.titles["heads"]:
            return None
        for child in s.children[head]:
            item = self.scene.at(s.index, child)
            if (
                item is not None
                and item.mention.party.kind == "person"
                and s.deps[child] in ("appos", "compound", "nmod")
            ):
                return item.mention.party
        item = self.scene.at(s.index, head + 1)
        return item.mention.party if item is not None and item.mention.party.kind == "person" else None

    def _owner(self, s: Sentence, head: int, speaker: Party | None, depth: int) -> Party | None:
        """The state, body or person that the phrase belongs to: "Kenya's", "Kenyan", "of Kenya", "his"."""
        children = s.children[head]
        left = [c for c in children if c < head and s.deps[c] in OWNING]
        for child in left:
            item = self.scene.at(s.index, child)
            if item is not None and item.mention.party.kind != "place" and not _is_hyphened(s, item):
                return item.mention.party
        for child in left:
            found = self._resolve(s, child, speaker, depth + 1) if s.deps[child] == "poss" else ()
            if len(found) == 1:
                return found[0]
        for child in children:
            if s.deps[child] == "prep" and s.lower[child] in self.words["of"]:
                owner = self._owner_after(s, child, speaker, depth)
                if owner is not None:
                    return owner
            elif s.deps[child] == "prep" and s.lower[child] in self.words["in"]:
                seated = self._seated(s, child)
                if seated is not None and s.lower[head] in self.words["government"]:
                    return seated
        nested = next((c for c in left if s.deps[c] in ("compound", "nmod")), None)
        if nested is not None and depth < DEPTH:
            return self._owner(s, nested, speaker, depth + 1)
        return self._beside(s, head)

    def _seated(self, s: Sentence, preposition: int) -> Party | None:
        """ "The government in Montevideo": the state whose capital stands behind "in"."""
        for inner in s.children[preposition]:
            item = self.scene.at(s.index, inner)
            if item is not None and item.mention.how == "capital":
                return item.mention.party
        return None

    def _owner_after(self, s: Sentence, preposition: int, speaker: Party | None, depth: int) -> Party | None:
        """The owner behind "of": a name, or the owner of what stands there ("ministry of the Kenyan interior")."""
        for inner in s.children[preposition]:
            if s.deps[inner] != "pobj":
                continue
            item = self.scene.at(s.index, inner)
            if item is not None and item.mention.how != "demonym":
                return item.mention.party
            owner = self._owner(s, inner, speaker, depth + 1) if depth < DEPTH else None
            if owner is not None:
                return owner
        return None

    def _beside(self, s: Sentence, head: int) -> Party | None:
        """A name flat to the left, where the parser hung it elsewhere: "Kenya National Police Service"."""
        i = head - 1
        while (
            i >= 0
            and s.tags[i] in ("NNP", "NNPS", "NN", "JJ", "POS", "HYPH", "NNS")
            and s.heads[i] in range(i, head + 1)
        ):
            item = self.scene.at(s.index, i)
            if item is not None and _is_hyphened(s, item):
                return None
            if item is not None:
                return item.mention.party if item.mention.party.kind in ("state", "body", "mission") else None
            i -= 1
        return None

    def _armed(self, word: str, owner: Party | None) -> tuple[Party, ...]:
        name = word
        country = owner.country if owner is not None else None
        if owner is not None and owner.kind == "armed_group":
            return (owner,)
        return (Party(id=name, name=name, kind="armed_group", country=country),)

    def _owned(self, s: Sentence, head: int, word: str, owner: Party) -> tuple[Party, ...]:
        """An institution, people in uniform or an office that belongs to `owner`."""
        acting = word in self.words["official"] or word in self.words["force"] or word in self.words["government"]
        if owner.kind == "person":
            state = self.scene.official_of(owner) or owner.country
            owner_is_official = self.scene.official_of(owner) is not None
            if state is None:
                return ()
            if word in self.words["state"]:
                return (self.state_or_body(state),)
            if word in self.words["mission"] and state in missions():
                return (replace(self.state_or_body(state), kind="mission"),)
            acting = word in self.words["government"] or word in self.words["force"]
            return (replace(self.state_or_body(state), via=word),) if acting and owner_is_official else ()
        if owner.kind == "state" and word in self.words["state"]:
            return (replace(owner, via=None),)
        holder = self._holder(s, head, owner)
        if holder:
            return holder
        if not acting or owner.kind not in ("state", "body", "mission", "armed_group"):
            return ()
        if word in self.words["people"] and word not in self.words["force"]:
            return ()
        if owner.kind == "body" and self._is_definite(s, head):
            is_mission = word in self.words["mission"]
            organ = mission_of(self.scene, owner) if is_mission else organ_of(self.scene, s, head, owner)
            if organ is not None:
                return (organ,)
        return (replace(owner, via=self._institution(s, head)),)

    def _with_others(self, s: Sentence, head: int, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """ "Guatemalan and Salvadoran soldiers": every state of a coordination of adjectives before the noun."""
        joining = self.titles["and"] | {","}
        parties: dict[str, Party] = {}
        i, was_joined = head - 1, True
        while i >= 0:
            item = self.scene.at(s.index, i)
            if item is None:
                if parties and s.lower[i] not in joining:
                    break
                was_joined = was_joined or s.lower[i] in joining
                if not parties and s.tags[i] not in ("JJ", "NN", "NNP", "NNS", "VBN"):
                    break
                i -= 1
                continue
            if item.mention.how != "demonym" or not was_joined:
                break
            party = item.mention.party
            parties.setdefault(party.id, replace(party, via=found[0].via))
            i, was_joined = item.first - 1, False
        return tuple(reversed(parties.values())) if len(parties) > 1 else found

    def _institution(self, s: Sentence, head: int) -> str:
        """The institution's own words: the head noun with what is compounded into it, without its owner."""
        low = head
        while low > 0 and self.scene.at(s.index, low - 1) is None and s.heads[low - 1] in range(low - 1, head + 1):
            kept = s.deps[low - 1] in ("compound", "nmod") or s.lower[low - 1] in self.titles["portfolios"]
            if not kept and not (s.deps[low - 1] == "amod" and s.words[low - 1][0].isupper()):
                break
            low -= 1
        high = head + 1
        if high + 1 < len(s.words) and s.lower[high] in self.words["of"] and s.words[high + 1][0].isupper():
            end = high + 1
            while end < len(s.words) and s.words[end][0].isupper() and self.scene.at(s.index, end) is None:
                end += 1
            high = end if end > high + 1 else high
        return " ".join(s.words[low:high])

    def _is_definite(self, s: Sentence, head: int) -> bool:
        determiner = next((s.lower[c] for c in s.children[head] if s.deps[c] in ("det", "poss")), None)
        if determiner is None:
            return s.words[head][0].isupper()
        return determiner in self.words["demonstrative"]

    def _holder(self, s: Sentence, head: int, owner: Party | None = None) -> tuple[Party, ...]:
        """The last person named with the office that the phrase repeats; in a release the issuer's own is meant."""
        phrase = next(
            (p for p in (" ".join(s.lower[max(0, head - n) : head + 1]) for n in (2, 1, 0)) if p in self.titles.solo),
            None,
        )
        if phrase is None:
            return ()
        heads = self.titles.solo[phrase]
        is_plural = s.tags[head] in ("NNS", "NNPS")
        found: list[Party] = []
        for item in self.scene.before(s.index, head, TITLE_REACH):
            party = item.mention.party
            if party.kind != "person" or is_plural:
                continue
            person = self.scene.people.get(party.id)
            if person is None or not person.heads & heads:
                continue
            if owner is not None and owner.id not in (person.country, person.body):
                continue
            if owner is not None or self.scene.issuer in (None, person.country):
                return (party,)
            found.append(party)
        own = self._own_institution(s, head, s.lower[head]) if owner is None else ()
        return own or tuple(found[:1])


def _is_hyphened(s: Sentence, item: Located) -> bool:
    """Whether a name is the first part of a compound adjective ("UN-backed"): it owns nothing then."""
    end = item.end
    if s.ends[end - 1] > item.mention.end:
        return True
    return end < len(s.words) and s.words[end] == "-" and s.starts[end] == s.ends[end - 1]
