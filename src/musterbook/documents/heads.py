"""What a document says about itself: title, address, publisher, days, language and rights, checked one by one.

A field that cannot be used becomes a finding and is left out; the document is read all the same.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from musterbook.documents.dates import DateError, read_published
from musterbook.documents.decoding import clean
from musterbook.documents.inputs import problem
from musterbook.model import Document, Finding, Period, document_id

RIGHTS = ("unknown", "public", "restricted")
_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*", re.ASCII)
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)

DateReader = Callable[[str], tuple[Period, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The checked fields; None or empty where the document says nothing."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: Period = Period()
    published_how: str = "unknown"
    rights: str = "unknown"
    sample: bool = False


def read_head(
    stated: Mapping[str, object], *, source: str, code: str, read_date: DateReader = read_published
) -> tuple[Head, list[Finding]]:
    """The head that stated fields make, with a finding (`code`, or "bad-date") for each that cannot be used.

    `stated` maps the names of Head's fields (without `published_how`) to what the document gives; `source` is how
    findings name the place, a file or a line of one.
    """
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    for field, value in stated.items():
        if isinstance(value, bool | int | str):
            texts[field] = one_line(str(value))
        elif value is not None:
            findings.append(
                problem(source, code, f"the field {field!r} is no text and was left out. Write it as text.")
            )
    published, how = Period(), "unknown"
    if texts.get("published"):
        try:
            published, how = read_date(texts["published"])
        except DateError as error:
            findings.append(bad_date(source, texts["published"], str(error)))
    head = Head(
        title=texts.get("title") or None,
        url=_checked(texts, "url", _web_address, (source, code), findings),
        publisher=texts.get("publisher") or None,
        language=_checked(texts, "language", language_code, (source, code), findings),
        published=published,
        published_how=how,
        rights=_checked(texts, "rights", _rights, (source, code), findings) or "unknown",
        sample=_checked(texts, "sample", _yes_or_no, (source, code), findings) == "yes",
    )
    return head, findings


def bad_date(source: str, stated: str, reason: str) -> Finding:
    """The finding for a date of publication that cannot be read or believed."""
    shown = stated if len(stated) <= 40 else stated[:40] + "…"
    advice = "The document stays undated; write the date as 2024-06-25."
    return problem(source, "bad-date", f"the date {shown!r} was left out: {reason}. {advice}")


def language_code(text: str) -> str | None:
    """The primary subtag in lower case ("en" of "en-GB"), or None for what is no language tag."""
    match = _LANGUAGE.fullmatch(text)
    return match[1].lower() if match else None


def one_line(text: str) -> str:
    """The text with every stretch of white space as one space; non-breaking spaces count as white space here."""
    return " ".join(clean(text).split())


def build(
    *, name: str, text: str, source_text: str, media_type: str, head: Head | None = None, default_language: str
) -> Document:
    """The document that a reader hands on; its id follows from name and text."""
    head = head or Head()
    return Document(
        id=document_id(name, text),
        name=name,
        text=text,
        source_text=source_text,
        media_type=media_type,
        title=head.title,
        url=head.url,
        publisher=head.publisher,
        language=head.language or default_language,
        published=head.published,
        published_how=head.published_how,
        rights=head.rights,
        labels=("sample",) if head.sample else (),
    )


def with_headline(title: str | None, body: str) -> str:
    """The body below its title and a blank line, unless its first line is the title already."""
    body = body.strip("\n")
    if not title or one_line(body.partition("\n")[0]).casefold() == title.casefold():
        return body
    return f"{title}\n\n{body}"


def _checked(
    texts: Mapping[str, str],
    field: str,
    check: Callable[[str], str | None],
    place: tuple[str, str],
    findings: list[Finding],
) -> str | None:
    text = texts.get(field)
    if not text:
        return None
    value = check(text)
    if value is None:
        source, code = place
        findings.append(problem(source, code, f"the {field} {text[:80]!r} was left out. {_ADVICE[field]}"))
    return value


_ADVICE = {
    "url": "An address begins with http:// or https://.",
    "language": "Write a language code such as en.",
    "rights": f"Write one of: {', '.join(RIGHTS)}.",
    "sample": "Write true or false.",
}


def _web_address(text: str) -> str | None:
    return text if _WEB_ADDRESS.fullmatch(text) else None


def _rights(text: str) -> str | None:
    return text.casefold() if text.casefold() in RIGHTS else None


def _yes_or_no(text: str) -> str | None:
    word = text.casefold()
    return "yes" if word in _YES else "no" if word in _NO else None
