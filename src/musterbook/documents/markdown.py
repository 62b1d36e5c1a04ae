"""Markdown with a YAML head: the head is what is known about the article, the body is the article.

A line break inside a paragraph is a space, as Markdown means it: sentences are read line by line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from musterbook.documents.decoding import about, clean, decode, encoding_finding, is_blank, storable
from musterbook.documents.heads import Head, build, one_line, read_head, with_headline
from musterbook.documents.htmldates import read_any_date
from musterbook.documents.inputs import Input, binary, data_of, empty, problem
from musterbook.model import Document, Finding
from musterbook.settings import Settings

MAX_HEAD_CHARACTERS = 65_536
HEAD_KEYS = {
    "title": ("title",),
    "url": ("source_url", "url"),
    "publisher": ("publisher", "source"),
    "published": ("published", "date"),
    "language": ("language", "lang"),
    "rights": ("rights",),
    "sample": ("sample",),
}
"""Fields and the keys of the head that may give them; the first that is there counts."""

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def read_markdown(item: Input, settings: Settings) -> Iterator[Document | Finding]:
    """The one document of a Markdown file, with its title as the first line."""
    data = data_of(item, settings)
    if isinstance(data, Finding):
        yield data
        return
    decoded = decode(data)
    if decoded is None:
        yield binary(item.name)
        return
    written = clean(decoded.text)
    head, body, findings = _split(written, item.name)
    paragraphs = plain_text(body)
    title = head.title or _first_heading(body)
    if is_blank(paragraphs):
        yield empty(item.name)
        return
    document = build(
        name=item.name,
        text=with_headline(title, paragraphs),
        source_text=storable(decoded.text),
        media_type="text/markdown",
        head=replace(head, title=title),
        default_language=settings.language,
    )
    yield document
    yield from about(document, [*encoding_finding(item.name, decoded), *findings])


def plain_text(markdown: str) -> str:
    """The words of Markdown without its marks: paragraphs with a blank line between, list items and rows one a line."""
    rendered = _Rendered()
    for token in _MARKDOWN.parse(markdown):
        rendered.add(token)
    return rendered.text()


@dataclass(slots=True)
class _Rendered:
    """Lines in the making; lines of one group (a list, a table) stand together, groups stand apart."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    group: int = 0
    list_depth: int = 0
    row: list[str] | None = None
    heading: bool = False

    def add(self, token: Token) -> None:
        """Take one block token of the parser."""
        if token.type in _LISTS:
            self.list_depth += token.nesting
            self.group += self.list_depth == 0 or token.nesting == 1 == self.list_depth
        elif token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close":
            self._line(" | ".join(filter(None, self.row or [])))
            self.row = None
        elif token.type == "table_close":
            self.group += 1
        elif token.type == "inline":
            self._words(_inline_text(token.children or ()))
        elif token.type in _LITERAL_BLOCKS:
            self._words(token.content)
        elif token.type == "html_block":
            self._words(_without_tags(token.content))

    def text(self) -> str:
        """All lines, with a blank line where a group ends."""
        parts: list[str] = []
        before: int | None = None
        for group, line in self.lines:
            if before is not None:
                parts.append("\n" if group == before else "\n\n")
            parts.append(line)
            before = group
        return "".join(parts)

    def _words(self, words: str) -> None:
        if self.row is not None:
            self.row.append(" ".join(words.split()))
            return
        for line in words.split("\n"):
            self._line(line)
        if self.list_depth == 0:
            self.group += 1

    def _line(self, line: str) -> None:
        if not is_blank(line):
            self.lines.append((self.group, line.strip(" \t")))


_LISTS = frozenset({"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"})
_LITERAL_BLOCKS = frozenset({"fence", "code_block"})


def _inline_text(tokens: Sequence[Token]) -> str:
    """The words of a paragraph: links and emphasis by their words, images by their description."""
    words: list[str] = []
    for token in tokens:
        if token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and _LINE_BREAK_TAG.match(token.content)):
            words.append("\n")
        elif token.type == "image":
            words.append(_inline_text(token.children or ()))
        elif token.type != "html_inline":
            words.append(token.content)
    return "".join(words)


def _without_tags(html: str) -> str:
    return unescape(_TAG.sub("", _LINE_BREAK_TAG.sub("\n", _HIDDEN.sub("", html))))


def _first_heading(markdown: str) -> str | None:
    """The first heading of the first level, when the body begins with it."""
    tokens = _MARKDOWN.parse(markdown)
    if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return one_line(_inline_text(tokens[1].children or ())) or None
    return None


def _split(written: str, source: str) -> tuple[Head, str, list[Finding]]:
    """Head and body; a head that is no YAML is left out with a finding, an unclosed one is body."""
    opening = _FENCE.match(written)
    if not opening:
        return Head(), written, []
    closing = _END.search(written, opening.end(), MAX_HEAD_CHARACTERS)
    if not closing:
        return Head(), written, []
    body = written[closing.end() :]
    try:
        # BaseLoader leaves every value the text that was written: a date stays one, and no tag builds anything.
        fields = yaml.load(written[opening.end() : closing.start()], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        return Head(), body, [problem(source, "bad-head", _yaml_reason(error))]
    if not isinstance(fields, dict):
        if not fields:
            return Head(), body, []
        reason = "the head has no keys and was left out. Write it as key: value lines."
        return Head(), body, [problem(source, "bad-head", reason)]
    head, findings = read_head(_stated(fields), source=source, code="bad-head", read_date=read_any_date)
    return head, body, findings


def _stated(fields: dict[object, object]) -> dict[str, object]:
    given = {str(key).strip().casefold(): value for key, value in fields.items() if value not in ("", "~", "null")}
    return {
        field: next(given[key] for key in keys if key in given)
        for field, keys in HEAD_KEYS.items()
        if any(key in given for key in keys)
    }


def _yaml_reason(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f" (line {mark.line + 2})" if mark is not None else ""
    return f"the head is no YAML{place} and was left out. Put values with a colon in quotes."
