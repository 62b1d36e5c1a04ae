import codecs

import pytest

from musterbook.documents.decoding import clean, decode, is_blank

FRENCH = "Le chef de l’armée a été reçu à Port-au-Prince. Les 150 soldats arriveront en février, a-t-il déclaré."
RUSSIAN = "Представитель миссии сообщил, что сто пятьдесят полицейских прибыли в столицу в пятницу утром. " * 3


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(),
        codecs.BOM_UTF8 + FRENCH.encode(),
        FRENCH.encode("utf-16"),
        codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + FRENCH.encode("utf-32-le"),
    ],
)
def test_a_stated_or_plain_encoding_needs_no_guess(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.doubt) == (FRENCH, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1"),
        (RUSSIAN, "cp1251"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
    ],
)
def test_a_guessed_encoding_is_right_and_says_that_it_was_guessed(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert decoded.doubt is not None
    assert "not stated" in decoded.doubt


def test_a_declared_encoding_is_believed_only_where_the_bytes_are_no_utf8() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), declared="koi8-r").text == RUSSIAN  # type: ignore[union-attr]
    assert decode(RUSSIAN.encode(), declared="koi8-r").text == RUSSIAN  # type: ignore[union-attr]
    assert decode(FRENCH.encode("cp1252"), declared="no-such-code").text == FRENCH  # type: ignore[union-attr]


def test_a_few_spoilt_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    data = (FRENCH * 3).encode()[:-40] + b"\xff and the end"
    decoded = decode(data)
    assert decoded is not None
    assert decoded.text.startswith(FRENCH)
    assert decoded.text.count("\ufffd") == 1
    assert decoded.doubt == "bytes that are no UTF-8 were replaced, in 1 place(s)"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + b"\0" * 60,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\xff\xd9",
        b"\x01\x02\x03\x04 words",
        codecs.BOM_UTF16_LE + b"\x00\xd8" * 40,
    ],
)
def test_what_is_no_text_is_binary(data: bytes) -> None:
    assert decode(data) is None


def test_cleaning_touches_line_ends_controls_and_the_first_mark_only() -> None:
    raw = "\ufeffOne\r\ntwo\rthree\x00four\x0b\tfive\u00a0six\u0085\u200bseven\u2028 e\u0301 é \ufb01"
    assert clean(raw) == "One\ntwo\nthree four \tfive\u00a0six \u200bseven\u2028 e\u0301 é \ufb01"


def test_cleaning_makes_every_text_storable() -> None:
    assert clean("a\ud800b").encode() == "a\ufffdb".encode()


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), (" \n\u00a0\u200b\ufeff", True), (".", False), ("\nword", False)]
)
def test_blank_is_what_shows_nothing(text: str, blank: bool) -> None:
    assert is_blank(text) is blank
