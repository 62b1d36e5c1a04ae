from musterbook.model import Document
from musterbook.views.excerpts import ELLIPSIS, MAX_SENTENCE_CHARACTERS, excerpt


def _document(text: str) -> Document:
    return Document(id="d" * 32, name="a.txt", text=text, source_text=text)


def _around(text: str, words: str) -> tuple[str, str, str]:
    start = text.index(words)
    found = excerpt(_document(text), start, start + len(words))
    assert found.evidence[found.mark_start : found.mark_end] == words
    return found.before, found.evidence, found.after


def test_evidence_sentence_with_one_neighbour_on_each_side():
    text = "It rained. The ship came in. Forty officers landed at noon. They were tired. Nobody spoke."
    assert _around(text, "Forty officers landed") == (
        "The ship came in.",
        "Forty officers landed at noon.",
        "They were tired.",
    )


def test_first_and_last_sentence_have_one_neighbour():
    assert _around("One came. Two left.", "One came") == ("", "One came.", "Two left.")
    assert _around("One came. Two left.", "Two") == ("One came.", "Two left.", "")


def test_newlines_end_sentences_and_headlines_need_no_full_stop():
    text = "Ruritania sends police\n\nThe minister spoke\non Monday."
    assert _around(text, "sends police") == ("", "Ruritania sends police", "The minister spoke")


def test_abbreviations_and_initials_do_not_end_a_sentence():
    text = "Rain fell. Gen. A. Marek of the U.N. force said 40 men came. Then night fell."
    assert _around(text, "40 men came") == (
        "Rain fell.",
        "Gen. A. Marek of the U.N. force said 40 men came.",
        "Then night fell.",
    )


def test_closing_quotes_stay_with_their_sentence():
    text = "“We will come.” He left. It was late."
    assert _around(text, "He left") == ("“We will come.”", "He left.", "It was late.")


def test_a_span_over_two_sentences_keeps_both():
    text = "A. Ten came. Five left. All was quiet."
    assert _around(text, "came. Five")[1].endswith("Ten came. Five left.")


def test_a_text_without_full_stops_does_not_leave_whole():
    text = ("word " * 1000) + "forty men came " + ("word " * 1000)
    start = text.index("forty")
    found = excerpt(_document(text), start, start + 14)
    assert found.evidence.startswith(ELLIPSIS) and found.evidence.endswith(ELLIPSIS)
    assert len(found.evidence) <= MAX_SENTENCE_CHARACTERS + 2
    assert found.evidence[found.mark_start : found.mark_end] == "forty men came"
