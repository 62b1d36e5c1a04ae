"""Web pages: the article out of the page, with its headline, and what the page says of itself.

The main text is trafilatura's work in its fast mode; menus, banners, related links and footers stay behind.
"""

import codecs
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from musterbook.documents.decoding import about, clean, decode, encoding_finding, is_blank, storable
from musterbook.documents.heads import Head, build, language_code, one_line, with_headline
from musterbook.documents.htmldates import page_date
from musterbook.documents.inputs import Input, binary, data_of, problem
from musterbook.errors import MusterbookError
from musterbook.model import Document, Finding
from musterbook.settings import Settings

SAMPLE_NAME = "musterbook-sample"
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,80}encoding=["']([\w.-]{1,40})""",
    re.IGNORECASE,
)
_CHARSET_WITHIN_BYTES = 4_096
_WEB_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What browsers read when a page declares these (WHATWG Encoding Standard)."""

# The libraries log what becomes a finding here; without a handler Python would print it.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the extraction found: the article's text and what the page states."""

    text: str
    head: Head
    findings: tuple[Finding, ...]


def read_html(item: Input, settings: Settings) -> Iterator[Document | Finding]:
    """The one document of a saved web page, with its headline as the first line.

    Raises MusterbookError where a library that comes with the program is missing.
    """
    data = data_of(item, settings)
    if isinstance(data, Finding):
        yield data
        return
    decoded = decode(data, declared=_declared_charset(data))
    if decoded is None:
        yield binary(item.name)
        return
    try:
        page = _read_page(clean(decoded.text), item.name)
    except ImportError as error:  # a fault of the installation, not of the page
        raise MusterbookError(f"web pages cannot be read: {error}. Install Musterbook again.") from error
    except Exception as error:  # a page may break the libraries in any way, and the run goes on
        reason = f"the page cannot be taken apart ({type(error).__name__}). Save the article as text or Markdown."
        yield problem(item.name, "unreadable", reason)
        return
    if page is None or is_blank(page.text):
        yield problem(item.name, "empty", "no article was found in the page. Save the article as text or Markdown.")
        return
    document = build(
        name=item.name,
        text=page.text,
        source_text=storable(decoded.text),
        media_type="text/html",
        head=page.head,
        default_language=settings.language,
    )
    yield document
    yield from about(document, [*encoding_finding(item.name, decoded), *page.findings])


def _read_page(html: str, source: str) -> _Page | None:
    # Loaded here because it takes a third of a second that a run over text and JSON Lines need not spend.
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    # The page is decoded already, and the parser refuses text that declares an encoding.
    html = _XML_DECLARATION.sub("", html)
    tree = load_html(html)
    if tree is None:
        # A fragment without a page around it is refused, and is read as the body of one.
        tree = load_html(f"<html><body><div>{html}</div></body></html>")
    if tree is None:
        return None
    for division in tree.iter("div", "section"):
        # Words of neighbouring divisions would be glued together where the page has no space between them.
        division.text, division.tail = _apart(division.text), _apart(division.tail)
    page = bare_extraction(
        tree, fast=True, include_comments=False, with_metadata=True, date_extraction_params=_NO_SEARCH
    )
    if page is None or page.body is None:
        return None
    headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    title = one_line(page.title or "") or None
    body = "\n\n".join("\n".join(lines) for lines in _blocks(page.body))
    if is_blank(body):
        return None
    first_line = one_line(body.partition("\n")[0])
    period, how, findings = page_date(tree, page.url, source)
    head = Head(
        title=title,
        url=page.url if (page.url or "").startswith(("http://", "https://")) else None,
        publisher=one_line(page.sitename or "") or None,
        language=language_code(tree.get("lang") or ""),
        published=period,
        published_how=how,
        sample=_states_sample(tree),
    )
    return _Page(
        text=body if first_line in headings else with_headline(title, body), head=head, findings=tuple(findings)
    )


_NO_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}
"""For trafilatura's own search of a date, whose result is not used; a fixed end keeps the clock out of it."""


def _blocks(body: Any) -> Iterator[list[str]]:
    """The lines of each block of trafilatura's body: a paragraph, a list with its items, a table with its rows."""
    for element in body:
        if element.tag == "list":
            yield from _block(_text(entry) for entry in element.iter("item"))
        elif element.tag == "table":
            yield from _block(" | ".join(filter(None, map(_cell, row.iter("cell")))) for row in element.iter("row"))
        elif element.tag == "quote" and len(element.findall("p")):
            yield from _block([element.text or ""])
            yield from _blocks(element)
        elif element.tag in _TYPED:
            # Typed text wraps its lines; a blank line is what parts its paragraphs.
            for paragraph in _BLANK_LINE.split(_text(element)):
                yield from _block(paragraph.split(_BREAK))
        else:
            yield from _block(_text(element).split(_BREAK))
        yield from _block([element.tail or ""])


def _block(lines: Iterable[str]) -> Iterator[list[str]]:
    """The block of the lines that show something; none when no line does."""
    kept = [line for line in map(_trim, lines) if not is_blank(line)]
    if kept:
        yield kept


def _text(element: Any) -> str:
    """The words of an element with a mark where the page breaks a line; a list inside an item has its own lines."""
    parts = [element.text or ""]
    for inner in element:
        gap = "" if inner.tag in _INLINE else _BREAK if inner.tag == "lb" else " "
        words = "" if inner.tag == "list" and element.tag == "item" else _text(inner)
        parts += [gap, words, "" if inner.tag == "lb" else gap, inner.tail or ""]
    return "".join(parts)


def _cell(element: Any) -> str:
    return _trim(_text(element))


def _trim(text: str) -> str:
    """The text on one line; non-breaking spaces stay, since they stand inside numbers."""
    return _SPACES.sub(" ", text).strip()


_TYPED = frozenset({"quote", "code"})
_INLINE = frozenset({"hi", "ref", "del", "span"})
_BREAK = "\v"
"""Stands for a line break inside a paragraph; cleaning has left no such character in the page."""
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SPACES = re.compile(r"[ \t\n\v\f\r]+")


def _apart(text: str | None) -> str | None:
    return f" {text}" if text else text


def _states_sample(tree: Any) -> bool:
    contents = tree.xpath("//meta[@name=$name]/@content", name=SAMPLE_NAME)
    return any(content.strip().casefold() == "true" for content in contents)


def _declared_charset(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_CHARSET_WITHIN_BYTES])
    if not match:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
    except LookupError:
        return None
    return _WEB_LATIN.get(name, name)
