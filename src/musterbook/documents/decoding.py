"""Bytes to text: which encoding, whether it had to be guessed, and what is no text at all."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from musterbook.model import Document, Finding

BINARY_CONTROL_SHARE = 0.1
"""Share of control characters from which valid UTF-8 counts as binary; news text has none."""
DAMAGED_SHARE = 0.01
"""Share of undecodable characters up to which a text counts as damaged UTF-8 instead of another encoding."""
UTF16_ZERO_SHARE = 0.4
"""Share of zero bytes at every second place that betrays UTF-16 of a western script without its mark."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of some bytes; `doubt` says what had to be guessed or was lost, None when nothing was."""

    text: str
    doubt: str | None = None


def decode(data: bytes, *, declared: str | None = None) -> Decoded | None:
    """The text of `data`, or None when it is binary.

    Order: byte-order mark, UTF-8, the encoding that the document declares, UTF-16 without a mark, UTF-8 with a few
    damaged bytes, and only then a guess from the bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data.removeprefix(mark), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _other_encoding(data, declared)
    if b"\0" in data:
        wide = _unmarked_utf16(data)
        if wide is not None:
            return wide
    return None if _control_share(data) > BINARY_CONTROL_SHARE else Decoded(text=text)


def encoding_finding(source: str, decoded: Decoded) -> list[Finding]:
    """The finding about a doubtful decoding: one or none."""
    if decoded.doubt is None:
        return []
    message = f"{source}: {decoded.doubt}; read all the same. Save it as UTF-8 to be sure."
    return [Finding(source=source, code="encoding", message=message)]


def about(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with the id of the document that they are about."""
    return (replace(finding, document_id=document.id) for finding in findings)


def clean(text: str) -> str:
    """The text that is frozen: line ends are single newlines, controls are spaces, the mark at the front is gone.

    Every other code point stays where it is, since evidence is addressed by code points.
    """
    text = storable(text).removeprefix("\ufeff")
    return _CONTROLS.sub(" ", _NEWLINES.sub("\n", text) if "\r" in text else text)


def storable(text: str) -> str:
    """The text without what no database takes: half surrogate pairs become U+FFFD, zero characters spaces."""
    return (text if text.isascii() else _SURROGATES.sub("\ufffd", text)).replace("\0", " ")


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def _marked(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    if lost > len(text) * BINARY_CONTROL_SHARE:
        return None
    return Decoded(text=text, doubt=f"{lost} characters could not be read as {encoding}" if lost > 0 else None)


def _other_encoding(data: bytes, declared: str | None) -> Decoded | None:
    wide = _unmarked_utf16(data)
    if wide is not None:
        return wide
    if b"\0" in data or _control_share(data) > BINARY_CONTROL_SHARE / 2:
        return None
    text = _decode_as(data, declared) if declared else None
    if text is not None:
        return Decoded(text=text)
    return _damaged_utf8(data) or _guessed(data)


def _decode_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _unmarked_utf16(data: bytes) -> Decoded | None:
    half = max(1, len(data) // 2)
    for encoding, zeros, others in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if zeros.count(0) < half * UTF16_ZERO_SHARE or others.count(0) > half * DAMAGED_SHARE:
            continue
        text = _decode_as(data, encoding)
        if text is not None and len(_CONTROLS.findall(text)) <= len(text) * DAMAGED_SHARE:
            return Decoded(text=text, doubt=f"the encoding is not stated and was taken for {encoding}")
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few spoilt bytes: more whole characters beyond ASCII than spoilt ones, and few of these."""
    text = data.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    whole = sum(not character.isascii() for character in text) - spoilt
    if whole <= spoilt or spoilt > max(1, len(text) * DAMAGED_SHARE):
        return None
    return Decoded(text=text, doubt=f"bytes that are no UTF-8 were replaced, in {spoilt} place(s)")


def _guessed(data: bytes) -> Decoded | None:
    # A western news text in another encoding is nearly always Windows-1252, and a guess from a few bytes is worse.
    high = sum(byte >= 0x80 for byte in data)
    if high <= len(data) * BINARY_CONTROL_SHARE:
        text = _decode_as(data, "cp1252")
        if text is not None:
            return Decoded(text=text, doubt="the encoding is not stated and was taken for windows-1252")
    # Loaded here because it takes a tenth of a second that a run over UTF-8 need not spend.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        return None
    return Decoded(text=str(best), doubt=f"the encoding is not stated and was taken for {best.encoding}")


def _control_share(data: bytes) -> float:
    kept = len(data.translate(None, _CONTROL_BYTES))
    return (len(data) - kept) / max(1, len(data))
