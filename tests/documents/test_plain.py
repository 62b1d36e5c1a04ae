import codecs
from pathlib import Path

import pytest

from musterbook.model import Period, document_id
from musterbook.settings import Settings
from tests.documents.helpers import outcome

ARTICLE = "Lomé sends 60 police\n\nTogo will send 60 police officers\u00a0to the mission, it said on Monday.\n"


def test_a_text_stays_as_it_is_and_states_nothing(tmp_path: Path) -> None:
    path = tmp_path / "togo.txt"
    path.write_bytes(ARTICLE.encode())
    document = outcome(path).document
    assert (document.name, document.text, document.source_text) == ("togo.txt", ARTICLE, ARTICLE)
    assert document.id == document_id("togo.txt", ARTICLE)
    assert (document.title, document.publisher, document.url) == (None, None, None)
    assert (document.published, document.published_how) == (Period(), "unknown")
    assert (document.media_type, document.language, document.labels) == ("text/plain", "en", ())


def test_no_date_comes_from_the_path_or_the_clock_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "2024" / "06"
    folder.mkdir(parents=True)
    (folder / "2024-06-25-togo.txt").write_text(ARTICLE, "utf-8")
    assert outcome(tmp_path).document.published == Period()


def test_windows_lines_and_a_mark_are_normalised_and_the_source_text_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "togo.txt"
    path.write_bytes(codecs.BOM_UTF8 + ARTICLE.replace("\n", "\r\n").encode())
    document = outcome(path).document
    assert document.text == ARTICLE
    assert document.source_text == ARTICLE.replace("\n", "\r\n")


@pytest.mark.parametrize(("encoding", "codes"), [("latin-1", ["encoding"]), ("utf-16", []), ("utf-8-sig", [])])
def test_other_encodings_are_read(tmp_path: Path, encoding: str, codes: list[str]) -> None:
    path = tmp_path / "togo.txt"
    path.write_bytes(ARTICLE.encode(encoding))
    result = outcome(path)
    assert result.document.text == ARTICLE
    assert result.codes == codes
    assert all(finding.document_id == result.document.id for finding in result.findings)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff\u200b\u00a0".encode(), "empty"),
        (b"\x7fELF" + b"\0" * 40, "binary"),
        (b"x" * 101, "too-large"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_file_without_text_is_a_finding_that_names_it(tmp_path: Path, data: bytes, code: str, suffix: str) -> None:
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(data)
    (tmp_path / "good.txt").write_text("Togo sends 60 police.", "utf-8")
    result = outcome(tmp_path, settings=Settings(max_document_bytes=100))
    assert result.names == ["good.txt"]
    assert (result.finding.code, result.finding.source) == (code, path.name)
    assert result.finding.message.startswith(f"{path.name}: ")


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "exact.txt"
    path.write_bytes(b"x" * 100)
    assert outcome(path, settings=Settings(max_document_bytes=100)).names == ["exact.txt"]


def test_the_language_of_the_settings_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "togo.txt"
    path.write_text(ARTICLE, "utf-8")
    assert outcome(path, settings=Settings(language="fr")).document.language == "fr"
