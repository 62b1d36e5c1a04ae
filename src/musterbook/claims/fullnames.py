"""A name in part, completed: "says Juma", "Mr Holm said", "Sister Hedvig" of whoever the text names in full once."""

from dataclasses import replace

from musterbook.claims.earlier import people_in
from musterbook.claims.scene import Scene
from musterbook.lexicons.titles import titles
from musterbook.model import Party

T = titles()


def completed(scene: Scene, party: Party) -> Party:
    """The party with the one longer name of the text that holds its name as first or last word; else as it is.

    Titles and forms of address before a part of a name are left out.
    """
    if party.kind != "person":
        return party
    words = party.id.split()
    while len(words) > 1 and words[0].lower() in T.title | T["honorifics"]:
        words = words[1:]
    if len(words) != 1 or not words[0][:1].isupper():
        return party
    longer: dict[str, Party] = {}
    for s in scene.parsed.sentences:
        places = [k for k in range(len(s.words)) if s.words[k] == words[0]]
        for other in people_in(scene, s, places):
            parts = [part for part in other.id.split() if part.lower() not in T["suffixes"]]
            if len(parts) > 1 and words[0] in (parts[0], parts[-1]):
                longer.setdefault(other.id, other)
    if len(longer) == 1:
        whole = next(iter(longer.values()))
        return replace(whole, role=whole.role or party.role, country=whole.country or party.country)
    short = words[0]
    return replace(party, id=short, name=short) if short != party.id and party.role is None else party
