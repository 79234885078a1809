"""`list`, `show` and what they print of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

ROW = [
    "id",
    "title",
    "title_from",
    "source",
    "published",
    "words",
    "tags",
    "read",
    "note",
    "status",
    "reason",
    "url",
    "author",
    "part",
    "format",
    "pages",
]
IDS = [
    "000_74ea8e126a12d9c1.txt",
    "001_6b9e9eaf3fc6e8be.txt",
    "002_1617ac239fa79355.txt",
    "003_2878f1f77f0f02c1.txt",
    "004_1f0eaba275a853a5.txt",
]


def test_list_prints_the_fields_of_every_article_by_id(here: Call) -> None:
    done = here("list", "--json")
    assert (done.code, done.err) == (0, "")
    assert [list(row) for row in done.values] == [ROW] * 5
    assert [row["id"] for row in done.values] == IDS
    second = done.values[1]
    assert (second["source"], second["published"]) == ("TASS", "XXXX-12-09")
    assert (second["tags"], second["read"], second["note"], second["reason"]) == ([], *[None] * 3)
    assert (second["title_from"], second["status"]) == ("headline", "ok")


def test_plain_list_has_six_columns_and_no_header(here: Call) -> None:
    rows = [line.split("\t") for line in here("list").lines]
    assert [len(row) for row in rows] == [6] * 5
    assert [row[0] for row in rows] == IDS
    assert rows[1][2:4] == ["TASS", "XXXX-12-09"]


def test_a_title_with_controls_stays_one_line_of_six_columns(own_folder: Path, here: Call) -> None:
    (own_folder / "a.txt").write_text("A\x1b[31m red\u202e title\n\nThe text of it.\n")
    (line,) = here("list", cwd=own_folder).lines
    assert len(line.split("\t")) == 6
    assert not set(line) & {"\x1b", "\u202e"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["source:TASS"], [1, 2]),
        (["-source:TASS", "turkey"], [0, 3, 4]),
        (["source:TASS", "-title:Lavrov"], [2]),
        (["-source:TASS", "-source:RT", "--json"], [0, 3]),
        (["--", "-source:TASS"], [0, 3, 4]),
        (["-q", "-source:TASS -source:RT"], [0, 3]),
        (["(source:TASS", "OR", "source:RT)"], [1, 2, 4]),
        (["-(source:TASS", "OR", "source:RT)"], [0, 3]),
        (['-"islamic state"', "source:"], [2, 3]),
    ],
)
def test_the_words_of_a_query_are_joined(here: Call, words: list[str], found: list[int]) -> None:
    done = here("list", *words)
    ids = [line.split("\t")[0] for line in done.lines]
    if "--json" in words:
        ids = [row["id"] for row in done.values]
    assert ids == [IDS[number] for number in found]
    assert done.code == 0


def test_nothing_found_is_exit_code_1_in_silence(here: Call) -> None:
    assert here("list", "tag:none").code == 1
    assert here("search", "xylophones").code == 1
    done = here("jump", "")
    assert (done.code, done.out, done.err) == (1, "", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "date:zz"], "column 6"),
        (["list", "--sort", "colour"], "column 1"),
        (["list", "a", "-q", "b"], "not both"),
        (["list", "--jsn"], "--json"),
        (["show"], "--all"),
        (["show", "--all", "a.txt"], "--all"),
        (["jump"], "--stdin"),
        (["jump", "--limit", "-1", "x"], "--limit"),
        (["tag"], "Missing command"),
        (["tag", "add", "x"], "-q QUERY"),
        (["tag", "add", "x", "a.txt", "-q", "b"], "-q QUERY"),
        (["tags", "describe", "x", "--key", "12"], "1 to 9"),
        (["liss"], "list"),
        (["-L", "nowhere", "list"], "no such folder"),
        (["list", "-L", "nowhere"], "no such folder"),
        (["--nope"], "--nope"),
        ([".", "extra"], "extra"),
        (["list", "--tags", "."], "--tags"),
        (["list", "--sort"], "--sort"),
        ([], "terminal"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    here: Call, arguments: list[str], message: str
) -> None:
    done = here(*arguments)
    assert (done.code, done.out) == (2, "")
    (error,) = done.errors
    assert message in error


def test_list_sorts_by_several_keys_in_turn(here: Call) -> None:
    rows = here("list", "--json", "--sort", "source,-title").values
    known = [row for row in rows if row["source"]]
    assert rows[: len(known)] == known
    assert known == sorted(
        sorted(known, key=lambda row: str(row["title"]).upper(), reverse=True),
        key=lambda row: str(row["source"]).upper(),
    )


def test_list_sorts_by_the_key_that_is_named(here: Call) -> None:
    words = [row["words"] for row in here("list", "--json", "--sort", "-words").values]
    assert words == sorted(words, reverse=True)


def test_show_adds_text_ranges_entities_and_marks(here: Call) -> None:
    done = here("show", IDS[4], IDS[0], "--json", "--no-entities")
    assert done.code == 0
    assert [one["id"] for one in done.values] == [IDS[4], IDS[0]]
    for one in done.values:
        assert list(one) == [*ROW, "text", "paragraphs", "boilerplate", "entities", "marks"]
        assert (one["entities"], one["marks"]) == (None, [])
        shown = "".join(one["text"][start:end] for start, end in one["paragraphs"])
        assert "".join(shown.split()) == "".join(one["text"].split())


def test_show_names_unknown_ids_and_prints_the_others(here: Call) -> None:
    done = here("show", IDS[1], "nope.txt", "--json", "--no-entities", "gone.txt")
    assert done.code == 1
    assert [one["id"] for one in done.values] == [IDS[1]]
    assert ["nope.txt" in error or "gone.txt" in error for error in done.errors] == [True] * 2


def test_plain_show_escapes_what_a_terminal_would_obey(own_folder: Path, here: Call) -> None:
    (own_folder / "a.txt").write_text("Headline here\n\nred \x1b]0;title\x07 text\twith tab\n")
    done = here("show", "a.txt", "--no-entities", cwd=own_folder)
    assert "red \\x1b]0;title\\x07 text\twith tab" in done.out
    assert "\x1b" not in done.out


def test_a_folder_named_like_a_command_is_a_path_with_a_slash(
    library_folder: Path, here: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library_folder / "list").mkdir()
    assert here("list").lines[0].startswith("000_")
    opened: list[tuple[Path | None, dict[str, Any]]] = []

    def run(path: Path | None, **rest: Any) -> int:
        opened.append((path, rest))
        return 0

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("tui.startup.run", run)
    assert here("./list", "--theme", "textual-light").code == 0
    assert here("-L", "list", "--tags", "t.yaml", "--yes").code == 0
    (path, first), (nothing, second) = opened
    assert (path, first["theme"], first["library"]) == (Path("list"), "textual-light", None)
    assert nothing is None
    assert second["library"] == Path("list")
    assert (second["tags_file"], second["yes"]) == (Path("t.yaml"), True)


def test_the_library_is_named_before_or_behind_the_subcommand(
    library_folder: Path, tmp_path: Path, here: Call
) -> None:
    before = here("-L", library_folder, "list", cwd=tmp_path)
    behind = here("list", "-L", library_folder, cwd=tmp_path)
    assert before == behind
    assert len(before.lines) == 5
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text("A single text is here.\n")
    assert len(here("-L", library_folder, "list", "-L", other, cwd=tmp_path).lines) == 1


def test_a_file_behind_L_names_its_library(library_folder: Path, here: Call) -> None:
    assert len(here("list", "-L", library_folder / "seeds" / IDS[0]).lines) == 5


def test_every_command_first_takes_what_is_new_in_the_folder(
    library_folder: Path, here: Call
) -> None:
    assert len(here("list").lines) == 5
    (library_folder / "seeds" / "new.txt").write_text("New headline\n\nA new text.\n")
    assert here("search", "new text").code == 0
    (library_folder / "seeds" / "new.txt").unlink()
    assert here("show", "new.txt", "--no-entities").code == 1


def test_index_counts_what_it_did(library_folder: Path, here: Call) -> None:
    (library_folder / "seeds" / "note.jpg").write_bytes(b"x")
    first = here("index", "--no-entities")
    assert first.code == 0
    assert "5 articles, 5 new" in first.out
    assert "1 file left out (1 pictures)" in first.out
    (library_folder / "seeds" / IDS[0]).rename(library_folder / "seeds" / "renamed.txt")
    assert "1 moved" in here("index", "--no-entities").out


def test_a_file_that_cant_be_read_is_counted_by_index_and_fails_the_check(
    library_folder: Path, here: Call
) -> None:
    with (library_folder / "seeds" / "huge.txt").open("wb") as file:
        file.truncate(100 << 20)
    done = here("index", "--no-entities")
    assert done.code == 0
    assert "1 unreadable" in done.out
    checked = here("check", "--json")
    assert checked.code == 1
    (finding,) = checked.values
    assert (finding["kind"], finding["id"]) == ("unreadable", "huge.txt")
    row = here("list", "--json").values[-1]
    assert (row["id"], row["status"]) == ("huge.txt", "unreadable")
    assert row["reason"]


def test_articles_that_move_into_a_seeds_folder_keep_their_tags(
    own_folder: Path, here: Call
) -> None:
    (own_folder / "one.txt").write_text("The first of the texts is here.\n")
    (own_folder / "two.txt").write_text("The second of the texts is here.\n")
    here("tag", "add", "kept", "one.txt", cwd=own_folder)
    (own_folder / "seeds" / "sub").mkdir(parents=True)
    for name in ("one.txt", "two.txt"):
        (own_folder / name).rename(own_folder / "seeds" / "sub" / name)
    listed = here("list", "tag:kept", cwd=own_folder)
    assert [line.split("\t")[0] for line in listed.lines] == ["sub/one.txt"]
    (message,) = listed.errors
    assert "moved" in message
    assert "1 more" in message


def test_check_tells_what_is_left_out_and_fails_only_for_trouble(
    library_folder: Path, here: Call
) -> None:
    assert (here("check").code, here("check").out) == (0, "")
    (library_folder / "seeds" / "note.jpg").write_bytes(b"x")
    done = here("check", "--json")
    assert done.code == 0
    (finding,) = done.values
    assert list(finding) == ["kind", "id", "message", "remedy", "serious"]
    assert finding["id"] == "note.jpg"


def test_in_a_folder_of_a_library_commands_are_about_that_part(
    library_folder: Path, here: Call
) -> None:
    part = library_folder / "seeds" / "part"
    part.mkdir()
    (part / "a.txt").write_text("About oil and gas.\n")
    (library_folder / "tags.yaml").touch()
    listed = here("list", cwd=part)
    assert [line.split("\t")[0] for line in listed.lines] == ["part/a.txt"]
    assert listed.err == ("cuttings: only what is in part (the whole library: -L its top folder)\n")
    assert [one["id"] for one in here("show", "--all", "--json", cwd=part).values] == ["part/a.txt"]
    assert here("tag", "add", "oil", "-q", "oil", cwd=part).out == "tag oil on 1 article\n"
    assert here("list", "tag:(", cwd=part).err.startswith("cuttings: only")
    assert len(here("list", "-L", "..", cwd=part).lines) == 6
