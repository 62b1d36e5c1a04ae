"""Claims as W3C Web Annotations: each describes the stretch of its document that carries it.

https://www.w3.org/TR/annotation-model/ and https://www.w3.org/TR/annotation-vocab/ (motivation `describing`). The slots
of a claim are the body, under a prefix of our own, so that they stay apart from the words of the standard. Positions
are code points of the text that the book holds; the quoted words find the place in any other rendering. Beside the
evidence at most 32 characters on each side leave the book (METHOD section 8).
"""

from typing import Any

from musterbook.model import Document, Reading
from musterbook.views.export_rows import PERIODS
from musterbook.views.shapes import Shape, claim_shapes

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"muster": "urn:musterbook:slot:"})
AROUND = 32
"""Characters of context on each side of the quoted words."""

_ELSEWHERE = frozenset({"id", "doc", "start", "end", "evidence", "parts"})
"""What the annotation says outside its body, or not at all."""


def annotation_page(reading: Reading) -> Shape:
    """One AnnotationPage with every claim of a reading, by document and place.

    The caller has taken out what may not leave.
    """
    return {
        "@context": list(CONTEXT),
        "id": f"urn:musterbook:annotations:{reading.as_of}:{reading.known}",
        "type": "AnnotationPage",
        "muster:sample": reading.is_sample,
        "items": [
            _annotation(shape, reading.documents[reading.claims[shape["id"]].document_id])
            for shape in claim_shapes(reading)
        ],
    }


def _annotation(shape: Shape, document: Document) -> Shape:
    return {
        "id": f"urn:musterbook:claim:{shape['id']}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "muster:Claim",
            **{f"muster:{slot}": _said(slot, value) for slot, value in shape.items() if _holds(slot, value)},
        },
        "target": {
            "type": "SpecificResource",
            "source": document.url or f"urn:musterbook:document:{document.id}",
            "selector": [
                {"type": "TextPositionSelector", "start": shape["start"], "end": shape["end"]},
                _quoted(document.text, shape["start"], shape["end"]),
            ],
        },
    }


def _quoted(text: str, start: int, end: int) -> Shape:
    selector = {"type": "TextQuoteSelector", "exact": text[start:end]}
    around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return selector | {side: words for side, words in around.items() if words}


def _holds(slot: str, value: Any) -> bool:
    return slot not in _ELSEWHERE and value is not None and value not in ([], [None, None])


def _said(slot: str, value: Any) -> Any:
    """The value with its own keys under the prefix; a period as two named ends, since JSON-LD lists have no order."""
    if slot in PERIODS:
        value = dict(zip(("start", "end"), value, strict=True))
    if isinstance(value, dict):
        return {f"muster:{key}": one for key, one in value.items() if one is not None}
    return value
