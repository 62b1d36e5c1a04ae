"""Somebody who speaks for a state or a body and has no name: the words of the text, beside whose voice it is."""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

L = speech()
T = titles()
LONGEST_PHRASE = 9
"""Tokens of the words for a speaker without a name."""
HUMAN = T["heads"] | L.roles


def with_words(scene: Scene, s: Sentence, head: int, party: Party) -> Party:
    """The party with the words for its unnamed speaker as role ("a Kenyan officer"); an institution stays itself.

    METHOD section 1: the speaker is whom the document makes say it, so an officer is not the whole state.
    """
    if party.kind == "person" or s.pos[head] not in ("NOUN", "PROPN") or not is_human(s.lower[head]):
        return party
    if any(m.start <= s.starts[head] < m.end for m in scene.mentions_in(s, head, head + 1)):
        return party
    low, high = syntax.phrase(s, head)
    return replace(party, role=scene.text[s.starts[low] : s.ends[described(s, head, high) - 1]])


def is_human(word: str) -> bool:
    """Whether a noun, in the singular or the plural, is a person in an office, in a service or in a trade."""
    one = word.removesuffix("s")
    return word in HUMAN or one in HUMAN or (one.endswith(L.human_endings) and one not in L.not_human)


def described(s: Sentence, head: int, high: int) -> int:
    """The end of a phrase with what tells the speaker apart: "an official in the ministry", "sources close to him"."""
    end = high
    for c in s.children[head]:
        tells = (s.deps[c] == "prep" and s.lower[c] in L.describing) or (s.deps[c] == "amod" and c > head)
        low, after = s.subtree(c)
        if tells and low == end and after - head <= LONGEST_PHRASE:
            end = next((k for k in range(low, after) if s.words[k] == "," or s.deps[k] in ("relcl", "acl")), after)
    return end


def office_of(scene: Scene, s: Sentence, head: int) -> Party | None:
    """The state or body whose office speaks without a name ("its coordinator", "the bloc's commissioner")."""
    owner = syntax.child(s, head, "poss")
    if owner is None or s.lower[head] not in T["officials"]:
        return None
    owners = [p for p in scene.resolve(s, owner) if p.kind in ("state", "body", "mission")]
    low, high = syntax.phrase(s, head)
    return replace(owners[0], role=scene.text[s.starts[low] : s.ends[high - 1]]) if len(owners) == 1 else None
