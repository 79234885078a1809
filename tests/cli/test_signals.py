"""What ends an export or an import from outside leaves nothing half done."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.imports.imported import text_of
from store.index import rows
from tests.cli.conftest import Call

ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def sending(number: int, function: Callable[..., Any], after: int) -> Callable[..., Any]:
    """Return a function that sends this process a signal at one of its calls."""
    calls = 0

    def run(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == after:
            os.kill(os.getpid(), number)
        return function(*arguments)

    return run


@pytest.mark.parametrize("number", ENDS)
@pytest.mark.parametrize("name", ["jsonl", "csv-articles", "brat", "qdpx"])
def test_a_signal_leaves_no_half_written_export(
    number: int, name: str, here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    old = target / "out"
    handler = signal.getsignal(number)
    monkeypatch.setattr(rows, "article", sending(number, rows.article, 3))
    with pytest.raises(SystemExit) as raised:
        here("export", name, "--no-entities", "-o", old)
    assert raised.value.code == 128 + number
    assert list(target.iterdir()) == []
    assert signal.getsignal(number) is handler


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="the system has no SIGHUP")
def test_a_signal_that_is_ignored_stays_so(
    here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "article", sending(signal.SIGHUP, rows.article, 3))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        done = here("export", "jsonl", "--no-entities", "-o", tmp_path / "out.jsonl")
    finally:
        signal.signal(signal.SIGHUP, before)
    assert done.code == 0


@pytest.mark.parametrize("after", [1, 1_500])
def test_ctrl_c_stops_an_import_at_once(
    after: int, here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "001_6b9e9eaf3fc6e8be.txt", "tags": ["x"]}\n' * 500)
    monkeypatch.setattr("store.imports.own_jsonl.text_of", sending(signal.SIGINT, text_of, after))
    done = here("import", "jsonl", path)
    assert (done.code, done.out) == (130, "")
    assert done.errors[-1] == "cuttings: stopped; nothing changed"
    assert here("list", "tag:x").lines == []


def test_the_wrong_kind_of_file_is_wrong_use(here: Call, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,tags\na,b\n")
    done = here("import", "qdpx", path)
    assert done.code == 2
    assert done.errors[-1].endswith(
        "in.csv: this is a table or plain text, but qdpx reads a REFI-QDA project (.qdpx)"
    )
