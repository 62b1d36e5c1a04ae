"""When a web page was published: from what its head and its byline state, never from dates inside the article.

Sources: Open Graph article, schema.org JSON-LD and microdata, Dublin Core, the HTML `time` element. A date of a
later change, a copyright year and a date in the running text are no dates of publication.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from musterbook.documents.dates import DateError, read_published, whole_day
from musterbook.documents.heads import bad_date, one_line
from musterbook.model import Finding, Period

HEAD_FIELDS = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "date",
)
"""Names (or properties, or itemprops) of `meta` elements that state the publication, the most exact first."""

MAX_BYLINE_CHARACTERS = 80
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?:/|$)", re.ASCII)
_EITHER_WAY = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)", re.ASCII)
_ABBREVIATION_DOT = re.compile(r"(?<=[^\W\d_])\.")
_OUTSIDE = (
    "not(ancestor::nav or ancestor::aside or ancestor::footer or ancestor-or-self::*["
    "contains(@class, 'related') or contains(@class, 'sidebar') or contains(@class, 'comment')"
    " or contains(@class, 'footer') or contains(@class, 'updated') or contains(@class, 'modified')"
    " or contains(@class, 'teaser') or contains(@class, 'recommend') or contains(@itemprop, 'dateModified')])"
    " and not(ancestor::header[not(ancestor::article or ancestor::main)])"
)
_TIMES = f"//time[@datetime][{_OUTSIDE}]"
_MARKED_TIMES = f"//*[@itemprop='datePublished' or @pubdate][{_OUTSIDE}]"
_BYLINES = (
    "//*[self::p or self::span or self::div or self::time or self::li or self::address]"
    "[contains(@class, 'date') or contains(@class, 'publish') or contains(@class, 'posted')"
    f" or contains(@class, 'byline') or contains(@class, 'timestamp') or self::time][{_OUTSIDE}]"
)


def page_date(tree: Any, url: str | None, source: str) -> tuple[Period, str, list[Finding]]:
    """The days of publication of a page, on what evidence, and a finding where it states one that cannot be used.

    `tree` is an lxml document, `url` the address that the page states for itself.
    """
    refused: tuple[str, str] | None = None
    for stated, place, is_publication in _statements(tree, url):
        try:
            period, _ = read_any_date(stated)
            return period, f"metadata: date in {place}", []
        except DateError as error:
            if is_publication:
                refused = refused or (stated, str(error))
    byline = _byline_date(tree)
    if byline is not None:
        return byline, "metadata: date in the byline of the page", []
    return Period(), "unknown", [bad_date(source, *refused)] if refused else []


def read_any_date(stated: str) -> tuple[Period, str]:
    """The days of a date in any usual writing ("25 June 2024"), and how it is known.

    Raises DateError for what is no date, or could be either of two ("03/04/2024").
    """
    try:
        return read_published(stated)
    except DateError:
        day = _written_day(stated)
        if day is None:
            raise
        return whole_day(day), "metadata"


def _statements(tree: Any, url: str | None) -> Iterator[tuple[str, str, bool]]:
    """What the page states as its date, in the order in which it is believed.

    With each go the place in words, and whether it claims to be the publication, so that a fault in it matters.
    """
    named: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if (element.get("content") or "").strip():
            named.setdefault(name.strip().casefold(), one_line(element.get("content")))
    for field in HEAD_FIELDS:
        if field in named:
            yield named[field], "the page head", True
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for stated in _linked_data_dates(script.text or ""):
            yield one_line(stated), "the page's JSON-LD", True
    for element in tree.xpath(_MARKED_TIMES):
        yield one_line(_stated_by(element)), "a time element of the page", True
    for element in tree.xpath(_TIMES):
        yield one_line(element.get("datetime")), "a time element of the page", False
    if url and (match := _IN_ADDRESS.search(url)):
        yield "-".join(part.zfill(2) for part in match.groups()), "the page's address", False


def _stated_by(element: Any) -> str:
    return element.get("datetime") or element.get("content") or element.text_content() or ""


def _linked_data_dates(script: str) -> Iterator[str]:
    """Every `datePublished` of a JSON-LD block, outermost first; broken JSON gives none."""
    try:
        level = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    while level:
        objects = [node for node in level if isinstance(node, dict)]
        yield from (node["datePublished"] for node in objects if isinstance(node.get("datePublished"), str))
        inner = [value for node in objects for value in node.values()]
        inner += [value for node in level if isinstance(node, list) for value in node]
        level = [value for value in inner if isinstance(value, dict | list)]


def _byline_date(tree: Any) -> Period | None:
    for element in tree.xpath(_BYLINES):
        text = one_line(element.text_content())
        day = _written_day(text) if len(text) <= MAX_BYLINE_CHARACTERS else None
        if day is not None:
            try:
                return whole_day(day)
            except DateError:
                continue
    return None


def _written_day(text: str) -> date | None:
    """The day that a short text names in words or in an unmistakable order of figures; htmldate knows the words."""
    if not any(character.isdigit() for character in text):
        return None
    numeric = _EITHER_WAY.search(text)
    if numeric and int(numeric[1]) <= 12 and int(numeric[3]) <= 12 and numeric[1] != numeric[3]:
        return None
    # Loaded here because it takes a third of a second that a run over text and JSON Lines need not spend.
    from htmldate import find_date

    written = _ABBREVIATION_DOT.sub("", text)
    page = f'<html><head><meta name="date" content="{escape(written)}"></head><body></body></html>'
    found = find_date(page, extensive_search=False, original_date=True, min_date="1900-01-01", max_date="2099-12-31")
    day = date.fromisoformat(found) if found else None
    # The library fills a day that is missing or impossible with the first of the month.
    return day if day and day.day in map(int, re.findall("[0-9]{1,9}", text)) else None
