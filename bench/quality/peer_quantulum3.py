"""Answers of quantulum3, as JSON lines; run by bench/quality/run.py in an environment of its own."""

from answering import answer
from quantulum3 import parser


def quantities(text: str, said_on: str | None) -> list[dict]:
    found = []
    for hit in parser.parse(text):
        low = high = hit.value
        if hit.uncertainty:
            low, high = hit.value - hit.uncertainty, hit.value + hit.uncertainty
        unit = getattr(hit.unit, "currency_code", None) or hit.unit.name
        unit = {"percentage": "percent", "dollar": "USD", "united states dollar": "USD"}.get(unit, unit)
        found.append({"start": hit.span[0], "end": hit.span[1], "low": str(low), "high": str(high), "unit": unit})
    return found


if __name__ == "__main__":
    answer({"quantities": quantities})
