import io
import os
from pathlib import Path

import pytest

from musterbook.documents import READERS, places, read
from musterbook.errors import UsageError
from musterbook.settings import Settings
from tests.documents.helpers import outcome


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.", "utf-8")


def test_a_folder_is_read_by_name_without_hidden_files(tmp_path: Path) -> None:
    _write(
        tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "C.TXT", ".hidden.txt", ".git/x.txt", "a/.y.txt", "musterbook.toml"
    )
    assert outcome(tmp_path).names == ["C.TXT", "a/b/c.txt", "a/z.txt", "b.txt"]
    assert outcome(f"{tmp_path}/").names == outcome(tmp_path).names
    assert outcome(tmp_path, tmp_path / "b.txt").names[-1] == "b.txt"


def test_the_name_does_not_depend_on_where_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "news/a.txt")
    monkeypatch.chdir(tmp_path)
    assert [outcome(source).names for source in ("news/a.txt", "news", ".", "./news/*.txt", "news/../news/a.txt")] == [
        ["a.txt"],
        ["a.txt"],
        ["news/a.txt"],
        ["a.txt"],
        ["a.txt"],
    ]


def test_a_pattern_names_files_from_its_first_wildcard_on(tmp_path: Path) -> None:
    _write(tmp_path, "x/a.txt", "x/b.md", "y/a.txt", "y/deep/a.txt", "[z]/a.txt")
    assert outcome(tmp_path / "*" / "a.txt").names == ["[z]/a.txt", "x/a.txt", "y/a.txt"]
    assert outcome(tmp_path / "**" / "*.txt").names == ["[z]/a.txt", "x/a.txt", "y/a.txt", "y/deep/a.txt"]
    assert outcome(tmp_path / "**").names == ["[z]/a.txt", "x/a.txt", "x/b.md", "y/a.txt", "y/deep/a.txt"]
    assert outcome(tmp_path / "[xy]").names == ["x/a.txt", "x/b.md", "y/a.txt", "y/deep/a.txt"]
    assert outcome(tmp_path / "[z]").names == ["a.txt"]


@pytest.mark.parametrize(
    "source", ["missing.txt", "missing/", "nothing-*.txt", "sample:no-such", "sample:", "sample:../x", "a\0b", ""]
)
def test_what_leads_to_nothing_is_wrong_use_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    _write(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        read(["a.txt", source], Settings())
    assert "\n" not in str(caught.value)


def test_an_unknown_sample_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="haiti-mss"):
        read(["sample:no-such"], Settings())


def test_every_document_of_a_sample_says_that_it_is_one() -> None:
    result = outcome("sample:haiti-mss")
    assert result.documents
    assert all(document.is_sample for document in result.documents)
    assert {document.media_type for document in result.documents} >= {"text/plain", "text/html", "text/markdown"}
    assert result.codes == []
    assert not any("/" in name for name in result.names)


def test_a_marker_labels_the_files_beside_it_that_cannot_say_so_themselves(tmp_path: Path) -> None:
    _write(tmp_path, "marked/sample.toml", "marked/a.txt", "marked/articles/b.txt", "other/c.txt")
    marker = tmp_path / "marked" / "sample.toml"
    marker.write_text('labels = ["sample"]\n', "utf-8")
    labelled = {document.name: document.is_sample for document in outcome(tmp_path).documents}
    assert labelled == {"marked/a.txt": True, "marked/articles/b.txt": False, "other/c.txt": False}
    assert not outcome(tmp_path / "marked" / "articles").documents[0].is_sample
    for broken in ("labels = [", 'labels = "sample"', "labels = []"):
        marker.write_text(broken, "utf-8")
        assert not any(document.is_sample for document in outcome(tmp_path).documents)


def test_an_empty_folder_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "news" / "inner").mkdir(parents=True)
    finding = outcome(tmp_path / "news").finding
    assert (finding.code, finding.source) == ("empty", "news")


def test_an_unknown_type_lists_what_is_read(tmp_path: Path) -> None:
    _write(tmp_path, "a.xyz", "README")
    result = outcome(tmp_path)
    assert result.codes == ["unsupported", "unsupported"]
    assert all(suffix in result.findings[0].message for suffix in READERS)
    assert outcome(tmp_path / "a.xyz").codes == ["unsupported"]


def test_links_are_followed_but_never_in_circles(tmp_path: Path) -> None:
    _write(tmp_path, "root/z/a.txt", "outside/b.txt")
    root = tmp_path / "root"
    (root / "again").symlink_to(root / "z", target_is_directory=True)
    (root / "z" / "up").symlink_to(root, target_is_directory=True)
    (root / "further").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "outside" / "back").symlink_to(root, target_is_directory=True)
    (root / "gone.txt").symlink_to(tmp_path / "gone.txt")
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "file.txt").symlink_to(tmp_path / "outside" / "b.txt")
    result = outcome(root)
    assert result.names == ["file.txt", "further/b.txt", "z/a.txt"]
    assert [finding.source for finding in result.findings] == ["again", "further/back", "gone.txt", "self.txt", "z/up"]
    assert set(result.codes) == {"unreadable"}
    assert outcome(root / "gone.txt").codes == ["unreadable"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcome(tmp_path).codes == ["unreadable"]


def test_what_may_not_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "a.txt", "b.txt", "c/d.txt")
    open_file, list_folder = Path.open, Path.iterdir

    def no_open(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return open_file(path, *arguments, **options)  # type: ignore[call-overload]

    def no_list(path: Path) -> object:
        if path.name == "c":
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr(Path, "open", no_open)
    monkeypatch.setattr(Path, "iterdir", no_list)
    result = outcome(tmp_path)
    assert result.names == ["b.txt"]
    assert [(finding.source, finding.code) for finding in result.findings] == [
        ("a.txt", "unreadable"),
        ("c", "unreadable"),
    ]
    assert "permission denied" in result.findings[0].message


def test_a_file_name_that_is_no_utf8_is_still_a_name(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123
        file.write(b"Words.")
    assert outcome(tmp_path).names == ["caf\ufffd.txt"]


def test_a_folder_that_cannot_be_asked_about_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert places._is_folder(Path("x")) is False


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}', ["a", "b"]),
        (b'\xef\xbb\xbf \n\n {"id": "a", "text": "One."}', ["a"]),
        ('{"id": "a", "text": "One."}'.encode("utf-16"), ["a"]),
        (b"Two trucks {so far}.", ["stdin"]),
        (b"\n" * 5_000 + b'{"id": "a", "text": "One."}', ["a"]),
    ],
)
def test_standard_input_is_json_lines_where_it_begins_with_an_object(data: bytes, names: list[str]) -> None:
    assert outcome("-", stdin=data).names == names


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"\n\n", "empty"), (b"x" * 200, "too-large"), (b"\0\1\2", "binary")]
)
def test_standard_input_has_findings_too(data: bytes, code: str) -> None:
    finding = outcome("-", stdin=data, settings=Settings(max_document_bytes=100)).finding
    assert (finding.source, finding.code) == ("stdin", code)


def test_standard_input_stays_open_and_may_be_named_twice() -> None:
    stream = io.BytesIO(b"Words.")
    items = list(read(["-", "-"], Settings(), stdin=stream))
    assert [getattr(item, "code", "read") for item in items] == ["read", "empty"]
    assert not stream.closed


def test_one_argument_after_the_other_in_the_order_given(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "b.txt")
    assert outcome(tmp_path / "b.txt", "-", tmp_path / "a.txt", stdin=b"Words.").names == ["b.txt", "stdin", "a.txt"]


def test_rows_of_a_table_are_desk_entries(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("by,giver,stage,resource,quantity\nA. Clerk,KE,pledge,personnel,10\n", "utf-8")
    (tmp_path / "rows.toml").write_text("not toml", "utf-8")
    result = outcome(tmp_path)
    assert {document.kind for document in result.documents} <= {"desk"}
    assert "unsupported" not in result.codes
    assert "rows.toml" in result.findings[-1].source
