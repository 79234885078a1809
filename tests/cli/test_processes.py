"""What only whole processes show: pipes, locales, signals, and which modules are imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Call, command, environment, run_process
from tests.cli.test_articles import IDS
from tests.conftest import MakeArticles

LOOK = """
import sys
import tui.__main__
code = tui.__main__.main(sys.argv[1:])
heavy = {"textual", "rich", "spacy", "thinc", "numpy", "rapidfuzz", "charset_normalizer"}
print(code, *sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def imported(folder: Path, *arguments: str) -> list[str]:
    """Return the exit code, and the heavy modules that a command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stderr.split()


def test_a_subcommand_imports_only_what_it_needs(library_folder: Path) -> None:
    assert imported(library_folder, "list") == ["0"]
    assert imported(library_folder, "show", "--all", "--no-entities") == ["0"]
    assert imported(library_folder, "-h") == ["0"]
    assert "spacy" not in imported(library_folder, "jump", "lavrov")


def test_a_pipe_that_closes_ends_the_command_in_silence(
    tmp_path: Path, make_articles: MakeArticles
) -> None:
    folder = make_articles(tmp_path / "many", 400)
    run_process(["index", "--no-entities"], folder)
    for arguments in (["list", "--json"], ["show", "--all", "--json", "--no-entities"]):
        running = subprocess.Popen(
            command(*arguments),
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b'{"id": "a0000.txt"')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(10) == 0
        running.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_line_and_exit_code_2(library_folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("list"),
            cwd=library_folder,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["cuttings: No space left on device"]


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf_8_whatever_the_locale(tmp_path: Path, locale: str) -> None:
    (tmp_path / "Çavuşoğlu.txt").write_text("Çavuşoğlu — “Lavrov”\n\nA text.\n", encoding="utf-8")
    env = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = run_process(["list"], tmp_path, env=env)
    assert done.out.startswith("Çavuşoğlu.txt\tÇavuşoğlu — “Lavrov”\t")
    shown = run_process(
        ["show", os.fsdecode("nö\udcff".encode("utf-8", "surrogateescape"))], tmp_path
    )
    assert shown.code == 1
    assert "nö\ufffd" in shown.err


def test_closed_standard_streams_are_no_trouble(library_folder: Path) -> None:
    line = " ".join(command("list"))
    for closed in (">&-", "2>&-", "<&-"):
        done = subprocess.run(
            ["sh", "-c", f"{line} {closed}"],
            cwd=library_folder,
            env=environment(),
            capture_output=True,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_ends_quietly_and_keeps_what_is_done(
    tmp_path: Path, make_articles: MakeArticles
) -> None:
    folder = make_articles(tmp_path / "many", 3000)
    running = subprocess.Popen(
        command("index", "--no-entities", "--yes"),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    index = folder / ".cuttings" / "index.db"
    deadline = time.monotonic() + 20
    while not index.exists() and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.15)
    os.killpg(running.pid, signal.SIGINT)
    _out, err = running.communicate(timeout=20)
    assert b"Traceback" not in err
    assert running.returncode in (0, 130)
    done = run_process(["index", "--no-entities"], folder)
    assert done.code == 0
    assert done.out.startswith("3,000 articles")


def test_ctrl_c_while_waiting_for_input_is_quiet(library_folder: Path) -> None:
    running = subprocess.Popen(
        command("jump", "--stdin"),
        cwd=library_folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"lavrov\n")
    running.stdin.flush()
    assert running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _out, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (130, b"")


def test_a_large_home_folder_is_asked_about_first(own_home: Path, process: Call) -> None:
    (own_home / "a.txt").write_text("A text at home.\n")
    refused = process("list", cwd=own_home)
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    assert process("list", "--yes", cwd=own_home).code == 0


def test_commands_at_the_same_time_lose_no_change(library_folder: Path, process: Call) -> None:
    process("list")
    running = [
        subprocess.Popen(
            command("tag", "add", f"tag {number}", IDS[number]),
            cwd=library_folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
        )
        for number in range(4)
    ]
    assert [one.wait(30) for one in running] == [0] * 4
    tags = [row["tags"] for row in process("list", "tag:", "--json").values]
    assert tags == [[f"tag {number}"] for number in range(4)]
    assert (library_folder / "tags.yaml").read_text().count("    tags: [tag ") == 4


def test_a_broken_index_is_made_again(library_folder: Path, process: Call) -> None:
    assert process("list").code == 0
    (library_folder / ".cuttings" / "index.db").write_bytes(b"no database at all" * 500)
    done = process("list")
    assert (done.code, len(done.lines)) == (0, 5)
