"""The frame lexicons: which words carry a claim, and with what around them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from musterbook.errors import LexiconError
from musterbook.lexicons.inflection import Inflector
from musterbook.model import Event, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One way to write a trigger: a head form, and the particle words that must follow it ("hand" + "over")."""

    lemma: str
    rest: tuple[str, ...] = ()


WordTable = Mapping[str, tuple[Word, ...]]
"""Lower-case head form -> the words of which it is a form, longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFrame:
    """How one kind of milestone is said; en/milestones.toml explains each field."""

    event: Event
    verbs: WordTable
    nouns: Mapping[str, tuple[Word, ...]]
    objects: frozenset[str]
    object_kinds: frozenset[str]
    prepositions: frozenset[str]
    clause: frozenset[str]
    tail: frozenset[str]
    actors: frozenset[str]
    barred: frozenset[str]
    needs: frozenset[str]
    unless: frozenset[str]
    whose: str = ""
    object_office: bool = False
    pronouns: bool = False
    alone: bool = False
    intransitive: bool = False
    several: bool = False
    active: bool = False
    complement: bool = False
    plan: bool = False
    future: bool = False
    ahead: bool = False
    past: bool = False
    finite: bool = False
    progressive: bool = False
    joint: bool = False
    dated: bool = False
    names: bool = False
    denied: bool = False
    owned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The speech lexicon; en/speech.toml explains each list. Verbs are given in all their forms."""

    verbs: WordTable
    indirect: frozenset[str]
    calling: frozenset[str]
    telling: frozenset[str]
    announcing: WordTable
    listening: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    data: frozenset[str]
    describing: frozenset[str]
    persons: frozenset[str]
    roles: frozenset[str]
    sayings: frozenset[str]
    sayings_of: frozenset[str]
    quoting: frozenset[str]
    epithets: tuple[str, ...]
    answering: frozenset[str]
    human_endings: tuple[str, ...]
    not_human: frozenset[str]
    asking: frozenset[str]
    titling: frozenset[str]
    works: frozenset[str]
    pointing: frozenset[tuple[str, ...]]
    processes: frozenset[str]
    between_names: frozenset[str]
    acts: frozenset[str]
    refusing: frozenset[str]
    accusations: frozenset[str]
    stances: Mapping[Stance, frozenset[str]]
    stance_verbs: Mapping[str, tuple[tuple[Stance, Word], ...]]


def read_toml(language: str, name: str) -> dict[str, Any]:
    """One lexicon file as it stands. Raises LexiconError naming the file where it is missing or broken."""
    try:
        return tomllib.loads((files("musterbook.lexicons") / language / f"{name}.toml").read_text("utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon {language}/{name}.toml: {error}") from error


@cache
def inflector(language: str = "en") -> Inflector:
    """The verb and noun forms of a language."""
    return Inflector(irregular=read_toml(language, "verb_forms")["forms"])


@cache
def grammar(language: str = "en") -> Mapping[str, frozenset[str]]:
    """Function words by the question that they answer."""
    return {name: frozenset(words) for name, words in read_toml(language, "grammar").items()}


def verb_table(words: list[str], language: str = "en") -> WordTable:
    """Every form of the verbs, with what must follow."""
    table: dict[str, list[Word]] = {}
    for entry in words:
        lemma, *rest = entry.split()
        for form in inflector(language).verb(lemma):
            table.setdefault(form, []).append(Word(lemma=entry, rest=tuple(rest)))
    return {form: tuple(sorted(found, key=lambda w: -len(w.rest))) for form, found in table.items()}


def noun_forms(words: list[str], language: str = "en") -> frozenset[str]:
    """Singulars and plurals."""
    return frozenset(form for word in words for form in inflector(language).noun(word))


def pairs(entries: list[tuple[list[str], Any]], kind: str) -> dict[str, tuple[tuple[Word, Any], ...]]:
    """Every form of the words of each entry -> its pairs of word and frame, longest first; `kind` is "verb", "noun"
    or "plain" (no forms).
    """
    table: dict[str, list[tuple[Word, Any]]] = {}
    for words, frame in entries:
        forms = verb_table(words) if kind == "verb" else _noun_table(words) if kind == "noun" else _plain_table(words)
        for form, found in forms.items():
            table.setdefault(form, []).extend((word, frame) for word in found)
    return {form: tuple(sorted(found, key=lambda pair: -len(pair[0].rest))) for form, found in table.items()}


def _noun_table(words: list[str]) -> WordTable:
    return {form: (Word(lemma=word),) for word in words for form in inflector().noun(word)}


def _plain_table(words: list[str]) -> WordTable:
    table: dict[str, list[Word]] = {}
    for entry in words:
        head, *rest = entry.split()
        table.setdefault(head, []).append(Word(lemma=entry, rest=tuple(rest)))
    return {form: tuple(found) for form, found in table.items()}


def member(vocabulary: Any, value: str, entry: str) -> Any:
    """The member of a closed vocabulary. Raises LexiconError naming the entry where there is none."""
    try:
        return vocabulary(value)
    except ValueError as error:
        raise LexiconError(f"lexicon entry {entry!r}: {value!r} is none of {', '.join(vocabulary)}") from error


HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
EVENT_FLAGS = frozenset(f.name for f in fields(EventFrame) if f.default is False)
EVENT_KEYS = frozenset(f.name for f in fields(EventFrame)) - {"event"} | {"id"}


@cache
def milestones(language: str = "en") -> tuple[EventFrame, ...]:
    """The milestone frames. Raises LexiconError for an event outside the vocabulary or a field that nobody reads."""
    return tuple(_event(row, language) for row in read_toml(language, "milestones")["event"])


def _event(row: dict[str, Any], language: str) -> EventFrame:
    unknown = set(row) - EVENT_KEYS
    if unknown:
        raise LexiconError(f"lexicon entry {row['id']!r}: unknown field {', '.join(sorted(unknown))}")
    return EventFrame(
        event=member(Event, row["id"], row["id"]),
        verbs=verb_table(row.get("verbs", []), language),
        nouns=_phrase_table(row.get("nouns", []), language),
        objects=noun_forms(row.get("objects", []), language),
        object_kinds=frozenset(row.get("object_kinds", [])),
        prepositions=frozenset(row.get("prepositions", [])),
        clause=frozenset(verb_table(row.get("clause", []), language)),
        tail=frozenset(row.get("tail", [])),
        actors=noun_forms(row.get("actors", []), language) | frozenset(row.get("actors", [])),
        barred=noun_forms(row.get("barred", []), language),
        needs=noun_forms(row.get("needs", []), language),
        unless=frozenset(row.get("unless", [])),
        whose=row.get("whose", ""),
        **{flag: row.get(flag, False) for flag in EVENT_FLAGS},
    )


@cache
def milestone_offices(language: str = "en") -> Mapping[str, str]:
    """Capitalised nouns that mean one body where the text names no other -> its party id."""
    return dict(read_toml(language, "milestones")["offices"])


@cache
def milestone_words(language: str = "en") -> Mapping[str, frozenset[str]]:
    """Words that bear on every milestone, by the question that they answer."""
    raw = read_toml(language, "milestones")["words"]
    words = {name: frozenset(listed) for name, listed in raw.items()}
    for name in ("hearsay", "elsewhere", "courts", "collective", "assemblies", "national"):
        words[name] = noun_forms(raw[name], language)
    for name in ("decisions", "planning", "failing", "voided"):
        words[name] = frozenset(verb_table(raw[name], language))
    words["hearsay"] |= frozenset(verb_table(raw["feared"], language))
    return words


def _phrase_table(words: list[str], language: str) -> dict[str, tuple[Word, ...]]:
    """Head (last) word of each noun phrase, every form -> the words that must stand before it; a hyphen is a word."""
    table: dict[str, list[Word]] = {}
    for entry in words:
        *before, head = HYPHEN.sub(" - ", entry).split()
        for form in inflector(language).noun(head):
            table.setdefault(form, []).append(Word(lemma=entry, rest=tuple(before)))
    return {form: tuple(found) for form, found in table.items()}


@cache
def speech(language: str = "en") -> Speech:
    """The speech lexicon."""
    raw = read_toml(language, "speech")
    stances = {stance: verb_table(raw[stance], language) for stance in Stance}
    by_verb: dict[str, list[tuple[Stance, Word]]] = {}
    for stance, table in stances.items():
        for form, words in table.items():
            by_verb.setdefault(form, []).extend((stance, word) for word in words)
    plain = (
        "indirect",
        "listening",
        "data",
        "describing",
        "persons",
        "roles",
        "not_human",
        "sayings_of",
        "quoting",
        "answering",
        "asking",
        "titling",
        "between_names",
        "acts",
    )
    return Speech(
        verbs=verb_table(raw["verbs"], language),
        calling=frozenset(verb_table(raw["calling"], language)),
        announcing=verb_table(raw["announcing"], language),
        telling=frozenset(verb_table(raw["telling"], language)),
        according=tuple(tuple(words.split()) for words in raw["according"]),
        sayings=noun_forms(raw["sayings"], language),
        epithets=tuple(raw["epithets"]),
        human_endings=tuple(raw["human_endings"]),
        refusing=frozenset(verb_table(raw["refusing"], language)),
        accusations=noun_forms(raw["accusations"], language),
        works=noun_forms(raw["works"], language),
        processes=noun_forms(raw["processes"], language),
        pointing=frozenset(tuple(words.split()) for words in raw["pointing"]),
        stances={
            stance: frozenset(form for form, words in table.items() if not words[-1].rest)
            for stance, table in stances.items()
        },
        stance_verbs={f: tuple(sorted(w, key=lambda pair: -len(pair[1].rest))) for f, w in by_verb.items()},
        **{name: frozenset(raw[name]) for name in plain},
    )
