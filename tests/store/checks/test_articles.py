"""What `check` says of the articles and their files."""

from store.checks.article_checks import check_index
from store.index.totals import Totals, totals
from tests.store.index.conftest import Folder


def kinds(folder: Folder) -> list[tuple[str, str]]:
    return [(finding.kind, finding.id) for finding in check_index(folder.places, folder.database)]


def test_a_sound_library_has_no_findings(folder: Folder) -> None:
    folder.write("a.txt")
    folder.refresh()
    assert kinds(folder) == []


def test_bad_files_and_files_that_are_left_out_are_found(folder: Folder) -> None:
    folder.write("binary", bytes(100))
    folder.write("empty.txt", "")
    folder.write("other.jpg")
    folder.write("mixed.txt", "Лавров сказал ".encode() + b"caf\xe9")
    folder.refresh()
    folder.database.connection().execute(
        "INSERT INTO articles (id, status, reason) VALUES ('locked.txt', 'unreadable', 'no')"
    )
    assert kinds(folder) == [
        ("unreadable", "locked.txt"),
        ("binary", "binary"),
        ("empty", "empty.txt"),
        ("guessed", "mixed.txt"),
        ("left out", "other.jpg"),
    ]


def test_work_without_a_file_is_found_and_says_what_it_is(folder: Folder) -> None:
    path = folder.write("a.txt")
    folder.write("b.txt").unlink()
    folder.refresh()
    folder.tag("a.txt", "syria")
    path.unlink()
    folder.refresh()
    (finding,) = check_index(folder.places, folder.database)
    assert (finding.kind, finding.id) == ("orphan", "a.txt")
    assert "1 tag kept" in finding.message


def test_files_that_share_an_id_are_found(folder: Folder) -> None:
    folder.write("é.txt", "one")
    folder.write("e\u0301.txt", "two")
    folder.write("plain~2", "three")
    folder.refresh()
    assert kinds(folder) == [("duplicate id", "é.txt~2")]


def test_lost_marks_are_found(folder: Folder) -> None:
    folder.write("a.txt")
    folder.refresh()
    folder.database.connection().execute(
        "INSERT INTO marks VALUES (1, 'm', 'claim', 1, NULL, NULL, ?)", ('{"quote":"gone"}',)
    )
    assert kinds(folder) == [("lost mark", "a.txt")]


def test_totals_count_the_articles_that_are_there(folder: Folder) -> None:
    for name in "abcd":
        folder.write(f"{name}.txt")
    folder.write("x.jpg")
    gone = folder.write("e.txt", "another")
    folder.refresh()
    for name in "ae":
        folder.tag(f"{name}.txt", "syria")
    folder.tag("a.txt", "nato")
    execute = folder.database.connection().execute
    execute("UPDATE articles SET read = '2026-01-01' WHERE id IN ('a.txt', 'b.txt', 'e.txt')")
    execute("UPDATE articles SET recipe = 'r' WHERE id = 'c.txt'")
    gone.unlink()
    folder.refresh()
    assert totals(folder.database) == Totals(4, 2, 1, 1, 1, 0, left_out=(("pictures", 1),))


def test_files_that_are_there_twice_are_found_and_fail_no_check(folder: Folder) -> None:
    for name in ("c.txt", "a.txt", "sub/b.txt"):
        folder.write(name)
    folder.write("other.txt", "another text")
    folder.refresh()
    found = check_index(folder.places, folder.database)
    assert [(one.kind, one.id, one.serious) for one in found] == [
        ("same text", "c.txt", False),
        ("same text", "sub/b.txt", False),
    ]
    assert "a.txt" in found[0].message


def test_each_file_that_is_not_plain_utf8_says_how_it_was_read(folder: Folder) -> None:
    folder.write("plain.txt", "caf\u00e9".encode())
    folder.write("bom.txt", b"\xef\xbb\xbfcaf\xc3\xa9")
    folder.write("wide.txt", "Лавров сказал".encode("utf-16"))
    folder.write("old.txt", ("Le café était fermé à midi. " * 9).encode("cp1252"))
    folder.write("lost.txt", "caf\ufffd bar\ufffd")
    folder.write("twice.txt", "It’s a café".encode().decode("cp1252"))
    folder.refresh()
    found = [
        (one.kind, one.id, one.message)
        for one in check_index(folder.places, folder.database)
        if one.kind in ("encoding", "lost characters", "garbled")
    ]
    assert found == [
        ("lost characters", "lost.txt", "contains \ufffd 2 times: characters are lost"),
        ("encoding", "old.txt", "not UTF-8: read as cp1252"),
        ("garbled", "twice.txt", found[2][2]),
        ("encoding", "wide.txt", "not UTF-8: read as utf-16-le"),
    ]
    assert "2 times" in found[2][2]
