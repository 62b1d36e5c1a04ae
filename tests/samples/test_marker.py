from importlib import resources
from pathlib import Path

import pytest

from musterbook.documents import read
from musterbook.model import Document, Finding
from musterbook.settings import Settings


def _labels(folder: Path) -> dict[str, tuple[str, ...]]:
    items = list(read([str(folder)], Settings()))
    assert not any(isinstance(item, Finding) for item in items)
    return {item.name: item.labels for item in items if isinstance(item, Document)}


def test_a_marker_labels_its_own_folder_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "articles/b.txt", "articles/deep/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Kenya has pledged 1,000 officers.", "utf-8")
    (tmp_path / "sample.toml").write_text('labels = ["sample"]', "utf-8")
    assert _labels(tmp_path) == {"a.txt": ("sample",), "articles/b.txt": (), "articles/deep/c.txt": ()}
    assert _labels(tmp_path / "articles")["b.txt"] == ()


def test_the_articles_of_the_sample_of_the_program_are_marked_by_its_root() -> None:
    folder = Path(str(resources.files("musterbook"))) / "samples" / "haiti-mss" / "articles"
    labels = _labels(folder)
    assert len(labels) > 40
    assert set(labels.values()) == {("sample",)}


@pytest.mark.parametrize("marker", ["labels = [", 'labels = "sample"', 'labels = ["other"]', 'title = "sample"', "\0"])
def test_what_does_not_say_sample_labels_nothing(tmp_path: Path, marker: str) -> None:
    (tmp_path / "a.txt").write_text("Kenya has pledged 1,000 officers.", "utf-8")
    (tmp_path / "sample.toml").write_text(marker, "utf-8")
    assert _labels(tmp_path) == {"a.txt": ()}


def test_one_file_of_a_marked_folder_is_a_sample_too(tmp_path: Path) -> None:
    (tmp_path / "sample.toml").write_text('labels = ["sample"]', "utf-8")
    file = tmp_path / "a.txt"
    file.write_text("Kenya has pledged 1,000 officers.", "utf-8")
    (document,) = read([str(file)], Settings())
    assert isinstance(document, Document)
    assert document.is_sample
