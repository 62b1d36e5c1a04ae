"""Who can be named: states with their demonyms, capitals and seats, bodies, agencies of states, armed groups."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from musterbook.errors import LexiconError
from musterbook.lexicons.missions import missions
from musterbook.model import Party

STATE, BODY, AGENCY, ARMED_GROUP, PLACE, MISSION = "state", "body", "agency", "armed_group", "place", "mission"
KINDS = frozenset({BODY, AGENCY, ARMED_GROUP})
ACRONYM_LENGTH = 3
"""Acronyms up to this length have several meanings in the world: they count only beside their country or full name."""
CAPITALS_LENGTH = 4
"""Names from this length on are also matched in capitals; shorter ones would read as acronyms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePattern:
    """One printed form and what it names.

    `party` is None for a form that names nobody (`cue` then says what it tells) and for one that several states share
    (`choices`, with `party` as the default where there is one). `common` forms are also first names or common words;
    `unless` are cues against it; `shy` forms need their country or full name elsewhere in the document; `later` forms
    need the full name before them; `word` marks acronyms that are words when all is in capitals; `rivals` are the
    other shy meanings of the same form.
    """

    surface: str
    how: str
    party: Party | None = None
    mission: str | None = None
    cue: str | None = None
    choices: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    common: bool = False
    shy: bool = False
    later: bool = False
    word: bool = False
    rivals: tuple["NamePattern", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTable:
    """The tables as loaded: display names, regions, repeating nouns, parents, agencies by name, printed forms.

    `domains` (last label of an address -> state) and `government_labels` tell whose address one is.
    """

    names: Mapping[str, str]
    regions: Mapping[str, frozenset[str]]
    short: Mapping[str, frozenset[str]]
    parents: Mapping[str, str]
    agencies: Mapping[str, str]
    surfaces: Mapping[str, NamePattern]
    domains: Mapping[str, str]
    government_labels: frozenset[str]


def party_name(party_id: str) -> str:
    """The display name of a party id; an id that no table knows (a person, a firm) is its own name."""
    return party_table().names.get(party_id, party_id)


@cache
def bodies_under(slug: str) -> frozenset[str]:
    """A body and all that belong to it, by their ids."""
    found, before = {slug}, 0
    while len(found) > before:
        before = len(found)
        found |= {body for body, parent in party_table().parents.items() if parent in found}
    return frozenset(found)


def fold(text: str) -> str:
    """`text` without accents: "Moïse" and "Moise" are spelled alike."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def party_table() -> PartyTable:
    """Countries, bodies and missions in one table. Raises LexiconError where the files break their own rules."""
    countries = _load("countries.toml")
    raw = _load("bodies.toml")
    bodies: dict[str, Any] = raw["bodies"]
    states: dict[str, Any] = countries["states"]
    _check(states, bodies)
    forms = _Forms()
    for phrase in countries["not_names"]:
        forms.add(NamePattern(surface=phrase, how="name", cue="not-name"))
    for phrase in countries["us_states"]:
        forms.add(NamePattern(surface=phrase, how="name", cue="us-state"))
    for word, entry in countries["ambiguous"].items():
        forms.add(_ambiguous(word, entry, states))
    for code, entry in states.items():
        for pattern in _state_patterns(code, entry, (countries["plural"], tuple(countries["no_plural"]))):
            forms.add(pattern)
    for slug, entry in bodies.items():
        for pattern in _body_patterns(slug, entry, states):
            forms.add(pattern)
    for entry in raw["institutes"].values():
        for pattern in _institute_patterns(entry, states):
            forms.add(pattern)
    for slug, mission in missions().items():
        party = Party(id=slug, name=mission.name, kind=MISSION, country=mission.host)
        for name in (mission.name, *mission.names):
            shy = _is_acronym(name) and len(name) <= ACRONYM_LENGTH and mission.host is not None
            forms.add(NamePattern(surface=name, how=_how(name), party=party, mission=slug, shy=shy))
    names = {code: entry["name"] for code, entry in states.items()}
    names |= {slug: entry["name"] for slug, entry in bodies.items()}
    names |= {slug: mission.name for slug, mission in missions().items()}
    return PartyTable(
        names=names,
        regions={code: frozenset(entry["regions"]) for code, entry in states.items()},
        short={slug: frozenset(entry.get("short", ())) for slug, entry in bodies.items()},
        parents={slug: entry["of"] for slug, entry in bodies.items() if "of" in entry},
        agencies={entry["name"]: slug for slug, entry in bodies.items() if entry.get("kind") == AGENCY},
        surfaces=forms.patterns,
        domains=countries["domains"],
        government_labels=frozenset(countries["government_labels"]),
    )


class _Forms:
    """Printed forms, each once: the first entry keeps a form, so that a state's name beats a town's."""

    def __init__(self) -> None:
        self.patterns: dict[str, NamePattern] = {}

    def add(self, pattern: NamePattern) -> None:
        for surface in _spellings(pattern.surface, pattern.how):
            first = self.patterns.setdefault(surface, pattern)
            if first is not pattern and first.shy and pattern.shy:
                self.patterns[surface] = replace(first, rivals=(*first.rivals, pattern))


def _spellings(surface: str, how: str) -> Iterator[str]:
    """The form as given, with the other apostrophe, without accents, and in capitals where it is no acronym."""
    spellings = dict.fromkeys((surface, surface.replace("'", "’"), fold(surface)))
    yield from spellings
    if not _is_acronym(surface) and len(surface) >= CAPITALS_LENGTH:
        yield from (spelling.upper() for spelling in spellings)


def _state_patterns(code: str, entry: Mapping[str, Any], plural: tuple[str, tuple[str, ...]]) -> Iterator[NamePattern]:
    state = Party(id=code, name=entry["name"], kind=STATE, country=code)
    common, unless = bool(entry.get("common")), tuple(entry.get("unless", ()))
    for name in (entry["name"], *entry.get("names", ())):
        is_bare = name == entry["name"]
        yield NamePattern(
            surface=name,
            how=_how(name),
            party=state,
            common=common and is_bare,
            unless=unless if is_bare else (),
            word=_is_acronym(name),
        )
    for demonym in entry.get("demonyms", ()):
        yield NamePattern(surface=demonym, how="demonym", party=state)
        if not demonym.endswith(plural[1]):
            yield NamePattern(surface=demonym + plural[0], how="demonym", party=state)
    for how, key in (("capital", "capitals"), ("seat", "seats")):
        for name in entry.get(key, ()):
            party = Party(id=code, name=entry["name"], kind=STATE, country=code, via=name)
            yield NamePattern(surface=name, how=how, party=party)
    for name in entry.get("places", ()):
        yield NamePattern(surface=name, how="place", party=Party(id=name, name=name, kind=PLACE, country=code))


def _body_patterns(slug: str, entry: Mapping[str, Any], states: Mapping[str, Any]) -> Iterator[NamePattern]:
    kind, country = entry.get("kind", BODY), entry.get("country")
    if kind == AGENCY:
        state = str(country)
        party = Party(id=state, name=states[state]["name"], kind=STATE, country=state, via=entry["name"])
    else:
        party = Party(id=slug, name=entry["name"], kind=kind, country=country)
    for name in (entry["name"], *entry.get("names", ())):
        is_acronym = _is_acronym(name)
        is_short = name.isalpha() and len(name) <= ACRONYM_LENGTH
        shy = bool(entry.get("shy")) or (is_acronym and is_short and country not in (None, "US"))
        word = is_acronym and bool(entry.get("word"))
        yield NamePattern(surface=name, how=_how(name), party=party, shy=shy, word=word)
    for name in entry.get("shared", ()):
        yield NamePattern(surface=name, how=_how(name), party=party, shy=True)
    for name in entry.get("later", ()):
        yield NamePattern(surface=name, how="name", party=party, later=True)


def _institute_patterns(entry: Mapping[str, Any], states: Mapping[str, Any]) -> Iterator[NamePattern]:
    """Agencies that many states have under names of one build ("Export-Import Bank of X", "X Exim Bank")."""
    for code in entry.get("states", states):
        state = states[code]
        name = state["name"]
        first = entry["forms"][0].format(word=entry["words"][0], state=name, demonym=name)
        party = Party(id=code, name=name, kind=STATE, country=code, via=first)
        for word in entry["words"]:
            for form in entry["forms"]:
                for demonym in state.get("demonyms", ()) if "{demonym}" in form else ("",):
                    surface = form.format(word=word, state=name, demonym=demonym)
                    yield NamePattern(surface=surface, how="name", party=party)
        for word in entry.get("shy", ()):
            yield NamePattern(surface=word, how="name", party=party, shy=True)


def _ambiguous(word: str, entry: Mapping[str, Any], states: Mapping[str, Any]) -> NamePattern:
    codes: list[str] = entry["ids"]
    if any(code not in states for code in codes):
        raise LexiconError(f"countries.toml: {word!r} names an unknown state among {codes}")
    default: str | None = entry.get("default")
    party = None
    if default is not None:
        party = Party(id=default, name=states[default]["name"], kind=STATE, country=default)
    is_name = any(states[code]["name"].endswith(word) for code in codes)
    return NamePattern(surface=word, how="name" if is_name else "demonym", party=party, choices=tuple(codes))


def _how(name: str) -> str:
    return "acronym" if _is_acronym(name) else "name"


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "").replace("&", "")
    return letters.isalnum() and letters.upper() == letters


def _check(states: Mapping[str, Any], bodies: Mapping[str, Any]) -> None:
    for code, entry in states.items():
        if len(code) != 2 or not code.isupper() or "name" not in entry or "regions" not in entry:
            raise LexiconError(f"countries.toml: {code!r} needs a two-letter code, a name and regions")
    for slug, entry in bodies.items():
        kind, country = entry.get("kind", BODY), entry.get("country")
        if kind not in KINDS:
            raise LexiconError(f"bodies.toml: {slug!r} has unknown kind {kind!r}")
        if (kind == AGENCY and country is None) or (country is not None and country not in states):
            raise LexiconError(f"bodies.toml: {slug!r} names unknown state {country!r}")
        if entry.get("of", slug) not in bodies:
            raise LexiconError(f"bodies.toml: {slug!r} belongs to unknown body {entry['of']!r}")
    for slug, mission in missions().items():
        if mission.host is not None and mission.host not in states:
            raise LexiconError(f"missions.toml: {slug!r} has unknown host {mission.host!r}")
        for role in (mission.lead, mission.body):
            if role is not None and role not in states and role not in bodies:
                raise LexiconError(f"missions.toml: {slug!r} names unknown party {role!r}")


def _load(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(resources.files("musterbook.lexicons").joinpath(name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name} is not valid TOML: {error}") from error
