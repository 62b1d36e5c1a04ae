"""Answers of Microsoft Recognizers-Text, as JSON lines; run by bench/quality/run.py in an environment of its own."""

from datetime import date, datetime, timedelta

from answering import answer
from recognizers_date_time import recognize_datetime
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency


def quantities(text: str, said_on: str | None) -> list[dict]:
    found = []
    for recognize in (recognize_number, recognize_percentage, recognize_currency):
        for hit in recognize(text, "en-us"):
            resolution = hit.resolution or {}
            value = (resolution.get("value") or "").rstrip("%")
            unit = resolution.get("isoCurrency") or resolution.get("unit") or ""
            unit = "percent" if recognize is recognize_percentage else unit
            found.append({"start": hit.start, "end": hit.end + 1, "low": value, "high": value, "unit": unit})
    return [row for row in found if row["low"]]


def periods(text: str, said_on: str | None) -> list[dict]:
    found = []
    for hit in recognize_datetime(text, "en-us", reference=datetime.fromisoformat(said_on or "2000-01-01")):
        for value in (hit.resolution or {}).get("values") or []:
            first, last = value.get("start") or value.get("value"), value.get("end")
            if value.get("value") and value.get("type") == "date" and first != "not resolved":
                last = (date.fromisoformat(first[:10]) + timedelta(days=1)).isoformat()
            row = {"start": hit.start, "end": hit.end + 1, "timex": value.get("timex") or ""}
            found.append(row | {"first": _day(first), "last": _day(last)})
    return found


def _day(text: str | None) -> str | None:
    return text[:10] if text and text[:4].isdigit() and len(text) >= 10 and text[4] == "-" else None


if __name__ == "__main__":
    answer({"quantities": quantities, "periods": periods})
