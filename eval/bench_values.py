"""Score quantities and periods against openly licensed specification cases and annotated news.

Reads `../shared/bench` beside the checkout; says that it skips where the folder is missing. Rows whose sha1 of the id
(of the input where there is no id) starts with 0-7 are for tuning, the others are only scored; both halves are printed.

    python eval/bench_values.py [--list money|numbers|dates|meantime]    lists the failures of the tuning half
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from musterbook.claims.periods import periods
from musterbook.claims.quantities import quantities
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.units import units

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
Row = dict
Miss = tuple[str, object, object]
Reader = Callable[..., list]
"""What reads the quantities or periods of a text; bench/quality/run.py puts other libraries in its place."""

EXCLUDED_NUMBERS = {
    "bare one": "one, a and the first are no quantities (METHOD section 3)",
    "negative": "a count is never negative",
    "name": "the number is part of a name, an address, a version or a telephone number",
    "year": "four digits without a separator and without a noun are a year",
    "duration": "a number of hours, days or years is a period (METHOD section 3: durations are no quantities)",
    "age": "an age counts nothing",
    "address": "the number of a house, or behind the sign #, is no count",
    "clock": "an hour of the day counts nothing",
    "label": "the number follows the noun that it numbers (room, page, chapter)",
    "giga": "a bare G stands for a network generation, a group of states or gravity in the news",
}


EXCLUDED_DATES = {
    "vague": "few, several, some: the word is kept, TIMEX3 PXD, where the row says three (METHOD section 3)",
    "order": "day and month in digits that can be read in either order stay unread",
    "time": "the value is an hour or a part of the day, below the day that METHOD section 4 counts in",
    "address": "the digits are part of a web address",
    "weekday": "last, next, previous or following before a weekday: the nearest one or that of the week, by speaker",
}
SHIFTED_WEEKDAY = re.compile(
    r"\b(?:last|next|previous|following)\s+(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$"
)
VAGUE = re.compile(r"\b(?:few|several|some|many)\b")
DIGIT_DATE = re.compile(r"(?<![\d/-])(\d{1,2})(?:[-/](\d{1,2})(?=[^\d/.-]|-\d{1,2}/|$)|[-/.](\d{1,2})(?=[-/.]\d{2}))")


def excluded_date(row: Row, result: Row, value: Row) -> str | None:
    """The reason for which a row of the specification is no date by METHOD and TIMEX3, or None."""
    text = result["Text"].lower()
    if VAGUE.search(text) and "X" not in value["timex"]:
        return "vague"
    both = DIGIT_DATE.findall(text)
    if any(int(a) <= 12 and int(b or c) <= 12 and a != (b or c) for a, b, c in both):
        return "order"
    if "T" in value["timex"] and not value["timex"].startswith("P"):
        return "time"
    if re.search(r"(?:www\.|https?:)\S*$", row["Input"][: result["Start"]]):
        return "address"
    return "weekday" if SHIFTED_WEEKDAY.search(text) else None


def rows(name: str) -> Iterator[tuple[bool, Row]]:
    for line in (BENCH / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        key = hashlib.sha1((row.get("id") or row["Input"]).encode("utf-8")).hexdigest()
        yield key[0] < "8", row


def supported(row: Row) -> bool:
    return "python" not in (row.get("NotSupported", "") + row.get("NotSupportedByDesign", ""))


def excluded_number(row: Row, result: Row, value: Decimal) -> str | None:
    """The reason for which a row of the specification is no quantity by METHOD section 3, or None."""
    text, source = result["Text"], row["Input"]
    before, after = source[: result["Start"]], source[result["End"] + 1 :]
    if value < 0:
        return "negative"
    if text.lower() in ("one", "a", "an"):
        return "bare one"
    if text.lower().rstrip().endswith("g"):
        return "giga"
    if re.search(r"[\w)][-/.:^+]$|\w$|[-+^]$|\bnrs?\. |\d,$", before) or re.match(r"[-/.:^+,]\w|\w", after):
        return "name"
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", text):
        return "year"
    behind = re.match(r"[\s-]*([a-z]+)", after.lower())
    if behind and behind[1] in units().words["time"]:
        return "duration" if "old" not in after[:12] else "age"
    if behind and behind[1] in number_words().words["clock"]:
        return "clock"
    streets = "|".join(number_words().words["streets"])
    if before.endswith("#") or re.match(rf"(?:\s+[A-Z]\w+){{1,3}}\s+(?i:{streets})\b", after):
        return "address"
    front = re.search(r"([a-z]+)\.?\s*$", before.lower())
    if front and front[1] in number_words().words["labels"]:
        return "label"
    return None


def numbers(read: Reader = quantities) -> Iterator[tuple[bool, bool, Miss]]:
    for tuning, row in rows("numbers_recognizers.jsonl"):
        if not supported(row):
            continue
        found = read(row["Input"])
        for result in row["Results"]:
            resolution = result["Resolution"]
            if resolution.get("subtype", "integer") not in ("integer", "decimal"):
                continue
            value = Decimal(resolution["value"])
            if excluded_number(row, result, value):
                continue
            hit = any(value in (q.low, q.high) and q.start <= result["End"] and q.end > result["Start"] for q in found)
            yield tuning, hit, (row["Input"], result["Text"], [(q.text, q.low) for q in found])


CODES = {
    "Dollar": "USD", "United States dollar": "USD", "Pound": "GBP", "British pound": "GBP", "Euro": "EUR",
    "Cent": "USD", "Pence": "GBP", "Penny": "GBP", "Rupee": "INR", "Ruble": "RUB", "Lira": "TRY",
    "Manat": "AZN", "Naira": "NGN", "Yuan": "CNY", "Chinese yuan": "CNY", "Finnish markka": "FIM",
    "Peseta": "ESP", "Netherlands guilder": "NLG", "Austrian schilling": "ATS", "Italian lira": "ITL",
    "Spanish peseta": "ESP", "Belgian franc": "BEF", "French franc": "FRF", "German mark": "DEM",
    "Deutsche mark": "DEM", "Irish pound": "IEP", "Greek drachma": "GRD", "Portuguese escudo": "PTE",
}  # fmt: skip
"""Codes of the units for which a row gives none; a family of several states ("Franc", "Peso") keeps its noun."""


def money(read: Reader = quantities) -> Iterator[tuple[bool, bool, Miss]]:
    for tuning, row in rows("money_recognizers.jsonl"):
        if not supported(row):
            continue
        found = read(row["Input"])
        for result in row["Results"]:
            resolution = result["Resolution"]
            if resolution.get("value") is None:
                continue
            unit = resolution["unit"]
            code = resolution.get("isoCurrency") or CODES.get(unit, unit.lower())
            value = Decimal(resolution["value"]) / (100 if unit in ("Cent", "Pence", "Penny") else 1)
            hit = any(
                value in (q.low, q.high) and q.unit == code and q.start <= result["End"] and q.end > result["Start"]
                for q in found
            )
            yield tuning, hit, (row["Input"], (result["Text"], value, code), [(q.text, q.low, q.unit) for q in found])


ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
DATE_TYPES = {"date", "daterange", "duration", "set"}


def dates(read: Reader = periods) -> Iterator[tuple[bool, bool, Miss]]:
    """One value: one result whose resolution has one value. A printed range "(A,B,P)" is compared by its interval."""
    for tuning, row in rows("dates_recognizers.jsonl"):
        if not supported(row) or len(row["Results"]) != 1:
            continue
        result = row["Results"][0]
        values = result["Resolution"].get("values", [])
        if result["TypeName"].split(".")[1] not in DATE_TYPES or len(values) != 1:
            continue
        if excluded_date(row, result, values[0]):
            continue
        said_on = date.fromisoformat(row["Context"]["ReferenceDateTime"][:10])
        found = [
            p
            for p in read(row["Input"], said_on=said_on)
            if p.start_char <= result["End"] and p.end_char > result["Start"]
        ]
        hit = any(p.timex == values[0]["timex"] or same_interval(p, values[0]) for p in found)
        shown = [(p.text, p.timex, str(p.start), str(p.end)) for p in found]
        yield tuning, hit, (f"{row['Input']} @{said_on}", (result["Text"], values[0]), shown)


def same_interval(period: object, value: Row) -> bool:
    """A printed range by its days; a week of a month ("2021-10-W05", no TIMEX3) by its ISO week."""
    if re.fullmatch(r"\d{4}-\d\d-W\d\d", value["timex"]) and "start" in value:
        year, week, _ = date.fromisoformat(value["start"]).isocalendar()
        return period.timex == f"{year:04}-W{week:02}"
    if not value["timex"].startswith("(") or "start" not in value or "end" not in value:
        return False
    start, end = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
    return period.start == start and period.end in (end, end + timedelta(days=1))


def meantime(read: Reader = periods) -> Iterator[tuple[bool, Counter, list[Miss]]]:
    """Lines 0-5 of the documents with a date; relaxed span, exact value; REF, X and DATEs in P are left out."""
    for tuning, row in rows("dates_meantime.jsonl"):
        if not ISO_DATE.fullmatch(row["published"] or ""):
            continue
        text = "\n".join(row["text"].split("\n")[:6])
        gold = [t for t in row["timex"] if t["end"] <= len(text) and t["type"] != "TIME"]
        found = [p for p in read(text, said_on=date.fromisoformat(row["published"])) if "T" not in p.timex[:1]]
        count: Counter[str] = Counter()
        misses: list[Miss] = []
        used: set[int] = set()
        for t in gold:
            near = [p for p in found if p.start_char < t["end"] and p.end_char > t["start"]]
            left_out = "REF" in t["value"] or "X" in t["value"] or (t["type"] == "DATE" and t["value"].startswith("P"))
            used.update(id(p) for p in near)
            if left_out:
                continue
            hit = any(p.timex == t["value"] for p in near)
            count["gold"] += 1
            count["hit"] += hit
            count["answered"] += bool(near)
            if not hit:
                misses.append(
                    (
                        f"{row['published']} {text[max(0, t['start'] - 40) : t['end'] + 20]!r}",
                        t["value"],
                        [(p.text, p.timex) for p in near],
                    )
                )
        spare = [p for p in found if id(p) not in used and "REF" not in p.timex and "X" not in p.timex]
        count["spare"] += len(spare)
        misses += [(f"{row['published']} SPARE", p.text, p.timex) for p in spare]
        yield tuning, count, misses


def report_rows(name: str, score: Callable[[], Iterator[tuple[bool, bool, Miss]]], listed: str | None) -> None:
    totals = {True: [0, 0], False: [0, 0]}
    for tuning, hit, miss in score():
        totals[tuning][0] += hit
        totals[tuning][1] += 1
        if listed == name and tuning and not hit:
            print("   ", *miss, sep=" | ")
    for tuning, (hits, size) in totals.items():
        print(f"{name:10} {'tuning' if tuning else 'held out':9} {hits}/{size} = {hits / max(size, 1):.3f}")


def report_meantime(listed: str | None) -> None:
    totals: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for tuning, count, misses in meantime():
        totals[tuning] += count
        if listed == "meantime" and tuning:
            for miss in misses:
                print("   ", *miss, sep=" | ")
    for tuning, count in totals.items():
        recall = count["hit"] / max(count["gold"], 1)
        precision = count["hit"] / max(count["answered"] + count["spare"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        half = "tuning" if tuning else "held out"
        print(f"{'meantime':10} {half:9} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}   ({count['gold']} values)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", choices=("money", "numbers", "dates", "meantime"))
    listed = parser.parse_args().list
    if not BENCH.is_dir():
        print(f"skipped: {BENCH} is not there")
        return 0
    report_rows("money", money, listed)
    report_rows("numbers", numbers, listed)
    report_rows("dates", dates, listed)
    report_meantime(listed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
