"""The commitment lexicon: stances, deeds, movements and nouns that carry them, and what a giver gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from musterbook.errors import LexiconError
from musterbook.lexicons.frames import Word, WordTable, member, noun_forms, pairs, read_toml, verb_table
from musterbook.model import Force, Polarity, Resource, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A word that says at which stage a giver stands to what its complement names."""

    id: str
    stage: Stage
    object_control: bool = False
    certainty_possible: bool = False
    denied: bool = False
    direct: bool = True
    alone: bool = False
    counted: bool = False
    sourced: bool = False
    only: Resource | None = None
    prepositions: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb that moves a resource (`object` "resource"), is itself the service ("none"), or leads a mission."""

    id: str
    done: Stage
    plan: str
    object: str
    bare: bool = True
    reversed: bool = False
    people: bool = True
    served: bool = False
    running: bool = False
    known: bool = False
    resource: Resource | None = None
    only: Resource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A verb whose subject moves, or a noun that names the deed."""

    id: str
    done: Stage
    plan: str
    home: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceClass:
    """What a noun counts as."""

    resource: Resource
    force: Force
    unit: str
    only_with_quantity: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Papers that two sides sign over a sum; en/commitments.toml explains the lists."""

    verbs: WordTable
    papers: frozenset[str]
    traded: frozenset[str]
    between: frozenset[str]
    lenders: frozenset[str]
    banks: frozenset[str]
    opens: frozenset[str]
    closes: frozenset[str]
    given: frozenset[str]
    aid: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """What a giver builds abroad, and how the works come to an end; en/commitments.toml explains the lists."""

    nouns: frozenset[str]
    projects: frozenset[str]
    finish: WordTable
    start: WordTable
    stones: frozenset[str]
    handing: WordTable
    events: frozenset[str]
    held: WordTable
    ceremonies: frozenset[str]
    openings: frozenset[str]
    aided: frozenset[str]
    costs: frozenset[str]
    contracts: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """The commitment lexicon, by form."""

    stance_verbs: Mapping[str, tuple[tuple[Word, Stance], ...]]
    stance_adjectives: Mapping[str, tuple[tuple[Word, Stance], ...]]
    stance_nouns: Mapping[str, tuple[tuple[Word, Stance], ...]]
    deeds: Mapping[str, tuple[tuple[Word, Deed], ...]]
    motions: Mapping[str, tuple[tuple[Word, Movement], ...]]
    nominals: Mapping[str, tuple[tuple[Word, Movement], ...]]
    support: WordTable
    retract: WordTable
    bare_requests: frozenset[str]
    plans: frozenset[str]
    presence_verbs: WordTable
    presence_have: WordTable
    hosting: WordTable
    homes: frozenset[str]
    founding: frozenset[str]
    wishing: frozenset[str]
    contributing: frozenset[str]
    ranking: frozenset[str]
    coming: frozenset[str]
    presence_joining: WordTable
    presence_placed: WordTable
    now: frozenset[str]
    each: frozenset[str]
    respectively: frozenset[str]
    expected: WordTable
    due: frozenset[str]
    presence_adverbs: tuple[tuple[str, ...], ...]
    staying: WordTable
    prolonging: WordTable
    prolonged: frozenset[str]
    underway: tuple[tuple[str, ...], ...]
    organs: frozenset[str]
    worth: frozenset[str]
    forces: frozenset[str]
    present: frozenset[str]
    separators: frozenset[str]
    totals: WordTable
    totalled: frozenset[str]
    holding: frozenset[str]
    counted: WordTable
    lowering: frozenset[str]
    gap_words: frozenset[str]
    gap_openers: frozenset[str]
    gap_stops: frozenset[str]
    tally_gaps: frozenset[str]
    unsettled: frozenset[str]
    areas: frozenset[str]
    sites: frozenset[str]
    telling: frozenset[str]
    ending: frozenset[str]
    beginning: frozenset[str]
    composing: WordTable
    taking_part: frozenset[str]
    left: frozenset[str]
    duties: WordTable
    absent: WordTable
    numbering: frozenset[str]
    of_people: frozenset[str]
    counting: tuple[tuple[str, ...], ...]
    packages: frozenset[str]
    bullets: frozenset[str]
    includes: WordTable
    joining: frozenset[str]
    of_which: frozenset[str]
    opens: frozenset[str]
    inside: frozenset[str]
    whole: frozenset[str]
    amounting: WordTable
    binding: frozenset[str]

    signing: Signing
    ambiguous: WordTable
    headlines: frozenset[str]
    verbs_for: Mapping[str, str]
    instruments: WordTable
    through: frozenset[str]
    cancelling: WordTable
    works: Works
    valuing: WordTable
    values: frozenset[str]
    debts: frozenset[str]


@cache
def commitments(language: str = "en") -> Commitments:
    """The commitment frames. Raises LexiconError for a stage outside the vocabulary."""
    raw = read_toml(language, "commitments")
    stances = [(row, _stance(row)) for row in raw["stance"]]
    deeds = [(row["verbs"], _deed(row)) for row in raw["deed"]]
    return Commitments(
        stance_verbs=pairs([(row.get("verbs", []), stance) for row, stance in stances], "verb"),
        stance_adjectives=pairs([(row.get("adjectives", []), stance) for row, stance in stances], "plain"),
        stance_nouns=pairs([(row.get("nouns", []), stance) for row, stance in stances], "noun"),
        deeds=pairs(deeds, "verb"),
        motions=pairs([(row["verbs"], _movement(row)) for row in raw["motion"]], "verb"),
        nominals=pairs([(row["nouns"], _movement(row)) for row in raw["nominal"]], "noun"),
        support=verb_table(raw["support"]["verbs"], language),
        bare_requests=noun_forms(raw["retract"]["requests"], language),
        retract=verb_table(raw["retract"]["verbs"], language),
        plans=frozenset(raw["fixed"]["plans"]),
        presence_verbs=verb_table(raw["presence"]["verbs"], language),
        due=frozenset(raw["presence"]["due"]),
        presence_placed=verb_table(raw["presence"]["placed"], language),
        now=frozenset(raw["presence"]["now"]),
        each=frozenset(raw["presence"]["each"]),
        respectively=frozenset(raw["presence"]["respectively"]),
        expected=verb_table(raw["presence"]["expected"], language),
        presence_joining=verb_table(raw["presence"]["joining"], language),
        presence_have=verb_table(raw["presence"]["have"], language),
        hosting=verb_table(raw["presence"]["hosting"], language),
        homes=noun_forms(raw["presence"]["homes"], language),
        founding=frozenset(raw["fixed"]["founding"]),
        wishing=frozenset(raw["fixed"]["wishing"]),
        contributing=noun_forms(raw["presence"]["contribute"], language),
        ranking=frozenset(raw["presence"]["ranking"]),
        coming=frozenset(raw["presence"]["coming"]),
        prolonging=verb_table(raw["prolonged"]["verbs"], language),
        prolonged=noun_forms(raw["prolonged"]["nouns"], language),
        underway=tuple(tuple(words.split()) for words in raw["underway"]["phrases"]),
        organs=noun_list("organs", language),
        staying=verb_table(raw["presence"]["staying"], language),
        worth=frozenset(raw["worth"]["words"]),
        present=noun_forms(raw["rosters"]["present"], language),
        separators=frozenset(raw["rosters"]["separators"]),
        forces=noun_list("forces", language),
        totals=verb_table(raw["totals"]["verbs"], language),
        totalled=noun_forms(raw["totals"]["nouns"], language),
        presence_adverbs=tuple(tuple(words.split()) for words in raw["presence"]["adverbs"]),
        holding=frozenset(raw["aboard"]["participles"]),
        counted=verb_table(raw["counted"]["sizes"], language),
        lowering=frozenset(verb_table(raw["totals"]["lowering"], language)),
        gap_words=frozenset(raw["gaps"]["words"]),
        tally_gaps=frozenset(raw["rosters"]["tally"]),
        gap_stops=frozenset(raw["gaps"]["stops"]),
        gap_openers=frozenset(raw["gaps"]["openers"]),
        unsettled=frozenset(verb_table(raw["fixed"]["unsettled"], language)),
        telling=frozenset(verb_table(raw["fixed"]["telling"], language)),
        sites=frozenset(raw["presence"]["sites"]),
        taking_part=noun_forms(raw["fixed"]["taking_part"], language),
        composing=verb_table(raw["presence"]["composing"], language),
        ending=frozenset(verb_table(raw["fixed"]["ending"], language)),
        beginning=frozenset(verb_table(raw["fixed"]["beginning"], language)),
        areas=frozenset(raw["presence"]["areas"]),
        left=frozenset(raw["presence"]["left"]),
        duties=verb_table(raw["presence"]["duties"], language),
        absent=verb_table(raw["presence"]["absent"], language),
        of_people=frozenset(raw["counted"]["of_people"]),
        numbering=frozenset(verb_table(raw["counted"]["verbs"], language)),
        counting=tuple(tuple(words.split()) for words in raw["counted"]["tails"]),
        packages=noun_forms(raw["lists"]["packages"], language),
        bullets=frozenset(raw["lists"]["bullets"]),
        includes=verb_table(raw["sums"]["includes"], language),
        joining=frozenset(raw["sums"]["joining"]),
        of_which=frozenset(raw["sums"]["of_which"]),
        opens=frozenset(raw["sums"]["opens"]),
        inside=frozenset(raw["sums"]["inside"]),
        whole=frozenset(raw["sums"]["whole"]),
        amounting=verb_table(raw["sums"]["amounting"], language),
        binding=frozenset(raw["sums"]["binding"]),
        signing=_signing(raw["signing"], language),
        ambiguous=verb_table(raw["ambiguous"]["verbs"], language),
        headlines=frozenset(raw["ambiguous"]["headlines"]),
        verbs_for=_equally_long(raw["ambiguous"]["verbs_for"]),
        instruments=verb_table(raw["instruments"]["verbs"], language),
        through=frozenset(raw["instruments"]["through"]),
        works=_works(raw["works"], language),
        valuing=verb_table(raw["valuing"]["verbs"], language),
        values=noun_forms(raw["valuing"]["values"], language),
        cancelling=verb_table(raw["debts"]["verbs"], language),
        debts=noun_forms(raw["debts"]["nouns"], language),
    )


def _equally_long(verbs: dict[str, str]) -> dict[str, str]:
    """The verbs that are parsed in place of others; offsets must stay."""
    if any(len(noun) != len(verb) for noun, verb in verbs.items()):
        raise LexiconError("commitments.toml: verbs_for must be as long as what they stand for")
    return verbs


def _works(row: dict[str, Any], language: str) -> Works:
    return Works(
        nouns=noun_forms(row["nouns"], language),
        projects=noun_forms(row["projects"], language),
        finish=verb_table(row["finish"], language),
        start=verb_table(row["start"], language),
        stones=noun_forms(row["stones"], language),
        handing=verb_table(row["handing"], language),
        events=frozenset(row["events"]),
        held=verb_table(row["held"], language),
        ceremonies=frozenset(row["ceremonies"]),
        openings=frozenset(row["openings"]),
        aided=frozenset(row["aided"]),
        costs=frozenset(row["costs"]),
        contracts=frozenset(row["contracts"]),
        others=frozenset(row["others"]),
    )


def _signing(row: dict[str, Any], language: str) -> Signing:
    return Signing(
        verbs=verb_table(row["verbs"], language),
        papers=noun_forms(row["papers"], language),
        traded=frozenset(row["traded"]),
        between=frozenset(row["between"]),
        lenders=frozenset(row["lenders"]),
        banks=frozenset(row["banks"]),
        opens=frozenset(row["opens"]),
        closes=frozenset(row["closes"]),
        given=noun_forms(row["given"], language),
        aid=noun_forms(row["aid"], language),
    )


def _stance(row: dict[str, Any]) -> Stance:
    return Stance(
        id=row["id"],
        stage=member(Stage, row["stage"], row["id"]),
        object_control=row.get("control") == "object",
        certainty_possible=row.get("certainty") == "possible",
        denied=row.get("polarity") == Polarity.DENIED,
        direct=row.get("direct", True),
        alone=row.get("alone", False),
        counted=row.get("counted", False),
        sourced=row.get("sourced", False),
        only=member(Resource, row["only"], row["id"]) if "only" in row else None,
        prepositions=frozenset(row.get("for", ["to", "for", "of"])),
        sources=frozenset(row.get("from", [])),
    )


def _deed(row: dict[str, Any]) -> Deed:
    resource = row.get("resource")
    return Deed(
        id=row["id"],
        done=member(Stage, row["done"], row["id"]),
        plan=row["plan"],
        object=row["object"],
        bare=row.get("bare", True),
        reversed=row.get("reversed", False),
        people=row.get("people", True),
        served=row.get("served", False),
        running=row.get("running", False),
        known=row.get("known", False),
        resource=None if resource is None else member(Resource, resource, row["id"]),
        only=member(Resource, row["only"], row["id"]) if "only" in row else None,
    )


def _movement(row: dict[str, Any]) -> Movement:
    return Movement(
        id=row["id"],
        done=member(Stage, row["done"], row["id"]),
        plan=row["plan"],
        home=row.get("home", False),
        joins=row.get("joins", False),
    )


@cache
def resources(language: str = "en") -> Mapping[str, ResourceClass]:
    """Nouns and noun phrases (lower case, every form) -> what they count as."""
    table: dict[str, ResourceClass] = {}
    for row in read_toml(language, "resources")["class"]:
        for key, restricted in (("only_with_quantity", True), ("nouns", False), ("phrases", False)):
            found = ResourceClass(
                resource=member(Resource, row["resource"], key),
                force=member(Force, row.get("force", "unspecified"), key),
                unit=row.get("unit", ""),
                only_with_quantity=restricted,
            )
            for form in noun_forms(row.get(key, []), language):
                if restricted:
                    table.setdefault(form, found)
                elif form not in table or table[form].only_with_quantity:
                    table[form] = found
    return table


@cache
def noun_list(name: str, language: str = "en") -> frozenset[str]:
    """One of the plain noun lists of the resource lexicon: "forces", "givers" or "not_things"."""
    return noun_forms(read_toml(language, "resources")[name]["nouns"], language)


@cache
def mission_nouns(language: str = "en") -> frozenset[str]:
    """Nouns that name a mission or its force as a whole."""
    row = read_toml(language, "resources")["mission"]
    return noun_forms(row["nouns"] + row["phrases"], language)
