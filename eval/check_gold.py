"""Check the hand-labelled gold corpus under eval/gold and count what it holds.

    python eval/check_gold.py [DIRECTORY]

Every TOML file is loaded, every word of a closed vocabulary and every evidence string is verified, and texts,
sentences, traps and claims are counted for each file. Faults go to standard error; the exit code is 1 if there is any.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


def vocabulary(words: str) -> frozenset[str]:
    """The words of a closed list, written with spaces between them."""
    return frozenset(words.split())


STAGES = vocabulary("request interest offer pledge notified committed allocated dispatched arrived ended")
MEASURES = vocabulary(
    "killed injured casualties kidnapped displaced in_need territory strength_target strength_present "
    "funding_target funding_received"
)
EVENTS = vocabulary(
    "mandate_sought mandate_adopted mandate_renewed assessment approval blocked unblocked agreement visit appointment "
    "resignation assassination coup election_set election_held body_created leadership attack result meeting"
)
KINDS = vocabulary("increment cumulative stock ceiling outstanding share subset unknown")
SLOT = {"commitment": "stage", "situation": "measure", "milestone": "event"}
VOCABULARY: dict[str, frozenset[str]] = {
    "family": frozenset([*SLOT, "quote"]),
    "stage": STAGES,
    "measure": MEASURES,
    "event": EVENTS,
    "resource": vocabulary("personnel money equipment goods service training"),
    "force": vocabulary("police military civilian unspecified"),
    "polarity": frozenset(["affirmed", "denied"]),
    "certainty": frozenset(["stated", "conditional", "possible"]),
    "joint": frozenset(["party"]),
}
VOCABULARY |= {"alt_family": VOCABULARY["family"], "alt_stage": STAGES, "alt_measure": MEASURES, "alt_event": EVENTS}
PARTIES = frozenset(["party", "by", "recipient", "place"])
WORDS = frozenset(["item", "object", "speaker", "condition", "evidence", "via", "note"])
OTHERS = frozenset(["quantity", "alt_quantity", "group", "valid", "due", "direct", "optional", "nth"])
MANNERS = vocabulary("agency daily release report blog list")
STATES = vocabulary(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
BOUNDARY = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9$£€])")
ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Capt|Brig|Sgt|St|No|Rev|Prof|Sen|approx|U\.S|U\.N)\.$"
)
LONG_SENTENCE = 8


def sentences(text: str) -> list[str]:
    """Split a text on lines and on sentence-final punctuation, leaving common abbreviations whole."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        start = 0
        for cut in BOUNDARY.finditer(line):
            piece = line[start : cut.start()]
            if not ABBREVIATION.search(piece):
                found.append(line[start : cut.end()].strip())
                start = cut.end()
        found.append(line[start:].strip())
    return [s for s in found if re.search(r"\w", s)]


def values(value: Any) -> list[Any]:
    """A list as it is, anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def interval_faults(name: str, value: Any) -> Iterator[str]:
    """A half-open interval is two ISO dates in order; an empty string stands for an open or unknown end."""
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)):
        yield f"{name} is not a pair of strings: {value!r}"
        return
    days: list[date] = []
    for v in filter(None, value):
        try:
            days.append(date.fromisoformat(v))
        except ValueError:
            yield f"{name} holds no ISO date: {v!r}"
    if not any(value):
        yield f"{name} is empty on both sides"
    if len(days) == 2 and days[0] >= days[1]:
        yield f"{name} ends before it begins: {value}"


def quantity_faults(name: str, value: Any) -> Iterator[str]:
    """A quantity has a unit, a kind, and bounds in order."""
    if not isinstance(value, dict):
        yield f"{name} is not a table: {value!r}"
        return
    for key in value.keys() - {"low", "high", "unit", "kind", "approx"}:
        yield f"{name} has an unknown key {key!r}"
    if not isinstance(value.get("unit"), str) or not value["unit"]:
        yield f"{name} has no unit"
    if value.get("kind", "unknown") not in KINDS:
        yield f"{name} has an unknown kind {value['kind']!r}"
    low, high = value.get("low"), value.get("high")
    if any(b is not None and (isinstance(b, bool) or not isinstance(b, int | float)) for b in (low, high)):
        yield f"{name} has a bound that is no number"
    elif low is not None and high is not None and low > high:
        yield f"{name} has low above high"


def claim_faults(claim: dict[str, Any], text: str) -> Iterator[str]:
    """Everything that is wrong with one claim of one text."""
    for key in claim.keys() - VOCABULARY.keys() - PARTIES - WORDS - OTHERS:
        yield f"unknown key {key!r}"
    for key, words in VOCABULARY.items():
        for v in values(claim.get(key, [])):
            if v not in words:
                yield f"{key} {v!r} is not in the vocabulary"
    family = claim.get("family")
    if not isinstance(family, str):
        yield "no family"
    for name, slot in SLOT.items():
        if (name == family) != (slot in claim):
            yield f"a {family} {'has no' if name == family else 'has a'} {slot}"
    if family == "quote" and not ("speaker" in claim and isinstance(claim.get("direct"), bool)):
        yield "a quote without speaker or direct"
    for key in PARTIES:
        for v in values(claim.get(key, [])):
            if not isinstance(v, str) or not v.strip():
                yield f"{key} is not a name: {v!r}"
            elif re.fullmatch(r"[A-Z]{2}", v) and v not in STATES:
                yield f"{key} {v!r} is no state"
    for key in ("quantity", "group"):
        if key in claim:
            yield from quantity_faults(key, claim[key])
    for v in values(claim.get("alt_quantity", [])):
        yield from quantity_faults("alt_quantity", v)
    for key in ("valid", "due"):
        if key in claim:
            yield from interval_faults(key, claim[key])
    evidence, nth = claim.get("evidence"), claim.get("nth", 1)
    if not isinstance(evidence, str) or not evidence.strip():
        yield "no evidence"
        return
    times = text.count(evidence)
    if times < nth:
        yield f"the evidence stands {times} times in the text, wanted is number {nth}"
    if times > 1 and "nth" not in claim:
        yield f"the evidence stands {times} times in the text and nth is missing"


@dataclass
class Count:
    """What one file or half of the corpus holds."""

    texts: int = 0
    sentences: int = 0
    traps: int = 0
    silent: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    optional: int = 0

    def __iadd__(self, other: Count) -> Count:
        """Add another file's counts."""
        self.texts += other.texts
        self.sentences += other.sentences
        self.traps += other.traps
        self.silent += other.silent
        self.claims += other.claims
        self.optional += other.optional
        return self

    def line(self, name: str) -> str:
        """One printed row."""
        by = " ".join(f"{f} {self.claims[f]}" for f in [*SLOT, "quote"])
        return (
            f"{name:32} texts {self.texts:4} (traps {self.traps}, without claims {self.silent}) "
            f"sentences {self.sentences:5} claims {self.claims.total():5}: {by} (optional {self.optional})"
        )


def text_faults(entry: dict[str, Any]) -> Iterator[str]:
    """Everything that is wrong with the head of one text."""
    for key in entry.keys() - {"id", "manner", "published", "trap", "text", "claims"}:
        yield f"unknown key {key!r}"
    if entry.get("manner") not in MANNERS:
        yield f"unknown manner {entry.get('manner')!r}"
    if not isinstance(entry.get("published"), date):
        yield "published is no date"
    if not isinstance(entry.get("trap"), bool):
        yield "trap is neither true nor false"
    if not isinstance(entry.get("text"), str) or not entry["text"].strip():
        yield "no text"
    if not isinstance(entry.get("claims"), list):
        yield "no list of claims"


def check_file(path: Path, ids: set[str], seen: dict[str, str]) -> tuple[Count, list[str]]:
    """Counts and faults of one file; `ids` and `seen` (sentence to text id) are shared by all files."""
    count, faults = Count(), []
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return count, [f"{path.name}: {error}"]
    if not isinstance(loaded.get("mission"), str):
        faults.append(f"{path.name}: no mission")
    for number, entry in enumerate(loaded.get("text", []), 1):
        name = str(entry.get("id", f"{path.name} number {number}"))
        if name in ids:
            faults.append(f"{name}: the id is taken")
        ids.add(name)
        wrong = list(text_faults(entry))
        faults += [f"{name}: {w}" for w in wrong]
        if wrong:
            continue
        text = entry["text"].strip()
        found = sentences(text)
        for s in found:
            if len(s.split()) >= LONG_SENTENCE and seen.setdefault(s, name) != name:
                faults.append(f"{name}: a sentence of {seen[s]} again: {s!r}")
        told: set[str] = set()
        for claim in entry["claims"]:
            faults += [f"{name}: {w} | {claim.get('evidence')!r}" for w in claim_faults(claim, text)]
            if repr(claim) in told:
                faults.append(f"{name}: the same claim twice | {claim.get('evidence')!r}")
            told.add(repr(claim))
            count.claims[str(claim.get("family"))] += 1
            count.optional += bool(claim.get("optional"))
        count.texts += 1
        count.sentences += len(found)
        count.traps += entry["trap"]
        count.silent += not entry["claims"]
    return count, faults


def check(root: Path, paths: Iterable[Path]) -> list[str]:
    """Print the counts of all files and of each folder, and return the faults."""
    ids: set[str] = set()
    seen: dict[str, str] = {}
    halves: dict[str, Count] = {}
    faults: list[str] = []
    for path in paths:
        count, wrong = check_file(path, ids, seen)
        faults += wrong
        print(count.line(str(path.relative_to(root))))
        halves.setdefault(str(path.parent.relative_to(root)), Count()).__iadd__(count)
    for name, total in halves.items():
        print(total.line(f"= {name}"))
    return faults


def main(arguments: list[str]) -> int:
    """Check the corpus in the given directory, or the one beside this file."""
    root = Path(arguments[0]) if arguments else Path(__file__).parent / "gold"
    paths = sorted(root.rglob("*.toml"))
    faults = check(root, paths) if paths else [f"no TOML file under {root}"]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
