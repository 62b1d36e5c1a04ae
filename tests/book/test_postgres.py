"""What only a server can do wrong: no driver, no server, no database, no leave; and many who use one book at once."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest

from musterbook import flow
from musterbook.book import open_book
from musterbook.errors import BookError, BookLockedError, NotFoundError
from musterbook.settings import Settings
from musterbook.views.cli import main
from tests.book.makers import NOON, make_claim, make_document

SETTINGS = Settings(lock_timeout_seconds=0.5)


def write(url: str, who: str, count: int) -> None:
    with open_book(url, Settings(), create=True) as book:
        for number in range(count):
            document = make_document(f"{who}{number}.txt")
            book.add(document, [make_claim(document)], recorded_at=NOON)


def test_an_empty_database_becomes_a_book_only_when_asked(new_database) -> None:
    url = new_database()
    with pytest.raises(BookError, match="is no book"):
        open_book(url, SETTINGS)
    with open_book(url, SETTINGS, create=True) as book:
        assert book.counts()["documents"] == 0
    with open_book(url, SETTINGS) as book:
        assert book.check() == ()


def test_what_is_wrong_with_an_address_is_one_line_without_its_password(postgres_server: str) -> None:
    host = postgres_server.partition("@")[2]
    wrong = [f"postgresql://postgres:secret@{host}/nowhere", "postgresql://postgres:secret@127.0.0.1:1/x"]
    for url, kind in zip(wrong, (NotFoundError, BookError), strict=True):
        with pytest.raises(kind) as error:
            open_book(url, SETTINGS)
        assert "\n" not in str(error.value) and "secret" not in str(error.value)


def test_a_writer_who_waits_too_long_says_so(new_database) -> None:
    url = new_database()
    document = make_document()
    with open_book(url, SETTINGS, create=True) as first, open_book(url, SETTINGS) as second:
        with first._writing(), pytest.raises(BookLockedError, match="locked"):
            second.add(document, [make_claim(document)], recorded_at=NOON)
        assert second.add(document, [make_claim(document)], recorded_at=NOON)


def test_several_make_and_fill_the_same_book(new_database) -> None:
    url = new_database()
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write, args=(url, who, 10)) for who in ("a", "b", "a")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with open_book(url, SETTINGS) as book:
        assert book.counts() == {"documents": 20, "claims": 20, "findings": 0, "judgements": 0}


def test_readers_see_whole_documents_while_one_writes(new_database) -> None:
    url = new_database()
    with open_book(url, SETTINGS, create=True):
        pass

    def watch(_: int) -> list[int]:
        sizes = []
        with open_book(url, SETTINGS) as book:
            for _ in range(20):
                with book.snapshot() as still:
                    assert len(still.documents()) == len(still.claims())
                    sizes.append(len(still.documents()))
        return sizes

    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(write, url, "w", 30)
        for sizes in pool.map(watch, range(2)):
            assert sizes == sorted(sizes)
        writing.result()


def test_the_same_documents_give_the_same_book_in_a_file_and_on_a_server(new_database, tmp_path, capsys) -> None:
    (tmp_path / "news.md").write_text(
        "---\ndate: 2031-03-02\n---\nKenya has pledged 1,000 police officers to the Multinational Security Support "
        "mission in Haiti.\n"
        "A first contingent of 200 Kenyan police officers arrived in Port-au-Prince on 1 March 2031.\n",
        "utf-8",
    )
    exports = []
    for where in (str(tmp_path / "a.book"), new_database()):
        assert main(["read", str(tmp_path / "news.md"), "--book", where]) == 0
        capsys.readouterr()
        assert main(["export", "claims", "--book", where]) == 0
        exports.append(capsys.readouterr().out)
        assert main(["balance", "--json", "--book", where]) == 0
        exports[-1] += capsys.readouterr().out
        with flow.open_book(where, SETTINGS) as book:
            assert flow.check(book, SETTINGS) == ()
    assert exports[0] == exports[1] and "arrived" in exports[0]
