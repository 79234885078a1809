"""Which vanished file is which new one."""

from store.index import move_detection
from store.index.file_diff import Task, Vanished
from store.index.move_detection import NewFile

HASH = "a" * 64


def old(num: int, id: str, sha256: str = HASH) -> Vanished:
    return Vanished(num, id, sha256)


def new(id: str, sha256: str = HASH) -> NewFile:
    return NewFile(Task(id, id.encode(), None, None, 1, None, None, None, None), sha256)


def found(
    vanished: list[Vanished], arrived: list[NewFile]
) -> tuple[list[tuple[str, str]], set[str]]:
    pairs, strangers = move_detection.match(move_detection.by_hash(vanished), arrived)
    return sorted((a.id, b.task.id) for a, b in pairs), {file.task.id for file in strangers}


def test_one_vanished_and_one_new_file_of_a_content_are_a_move() -> None:
    assert found([old(1, "a")], [new("b")]) == ([("a", "b")], set())


def test_the_start_of_the_hash_is_enough() -> None:
    assert found([old(1, "a", HASH[:16])], [new("b")]) == ([("a", "b")], set())


def test_of_several_the_same_base_name_wins() -> None:
    assert found([old(1, "x/a"), old(2, "x/b")], [new("y/b")]) == ([("x/b", "y/b")], set())
    assert found([old(1, "a")], [new("b"), new("c/a")]) == ([("a", "c/a")], {"b"})


def test_where_it_is_in_doubt_nothing_moves() -> None:
    assert found([old(1, "a"), old(2, "b")], [new("c")]) == ([], {"c"})
    assert found([old(1, "a")], [new("b"), new("c")]) == ([], {"b", "c"})
    assert found([old(1, "x/a"), old(2, "y/a")], [new("z/a")]) == ([], {"z/a"})


def test_contents_are_matched_apart() -> None:
    other = "b" * 64
    pairs, strangers = found(
        [old(1, "a"), old(2, "b", other)], [new("c", other), new("d"), new("e", "c" * 64)]
    )
    assert (pairs, strangers) == ([("a", "d"), ("b", "c")], {"e"})
