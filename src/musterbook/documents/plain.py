"""Plain text: the file is the article, and its code points stay as they are."""

from collections.abc import Iterator

from musterbook.documents.decoding import about, clean, decode, encoding_finding, is_blank, storable
from musterbook.documents.heads import build
from musterbook.documents.inputs import Input, binary, data_of, empty
from musterbook.model import Document, Finding
from musterbook.settings import Settings


def read_plain(item: Input, settings: Settings) -> Iterator[Document | Finding]:
    """The one document of a text file; it states neither title nor date, so it has none."""
    data = data_of(item, settings)
    if isinstance(data, Finding):
        yield data
        return
    decoded = decode(data)
    if decoded is None:
        yield binary(item.name)
        return
    text = clean(decoded.text)
    if is_blank(text):
        yield empty(item.name)
        return
    document = build(
        name=item.name,
        text=text,
        source_text=storable(decoded.text),
        media_type="text/plain",
        default_language=settings.language,
    )
    yield document
    yield from about(document, encoding_finding(item.name, decoded))
