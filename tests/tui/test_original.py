"""Opening the page, PDF or mail behind an article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from store.model import Row
from tests.tui.conftest import Start, press, wait_until, words
from tests.tui.probe import screen
from tui import desktop
from tui.display_text import page_at
from tui.services.quotations import quotation


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    row = {"title": "A bridge", "text": "The bridge was closed on Monday after cracks were seen."}
    address = {"url": "https://example.org/bridge"}
    (tmp_path / "a.jsonl").write_text(
        json.dumps(row | address) + "\n" + json.dumps(row | {"url": "file:///etc/passwd"}) + "\n"
    )
    return tmp_path


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    commands: list[Sequence[str]] = []
    monkeypatch.setattr(desktop, "launch", commands.append)
    monkeypatch.setattr(desktop, "is_remote", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("sys.platform", "linux")
    return commands


async def test_the_address_of_an_article_opens(start: Start, launched: list[Sequence[str]]) -> None:
    async with start(start_at="a.jsonl#001") as pilot:
        await press(pilot, "O")
        assert launched == [["/usr/bin/xdg-open", "https://example.org/bridge"]]
        assert "opened https://example.org/bridge" in words(screen(pilot).status)


async def test_an_address_that_is_none_of_the_web_is_not_opened(
    start: Start, launched: list[Sequence[str]], library_folder: Path
) -> None:
    async with start(start_at="a.jsonl#002") as pilot:
        await press(pilot, "O")
        assert launched == [["/usr/bin/xdg-open", str(library_folder / "a.jsonl")]]


async def test_over_ssh_the_address_is_copied(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22 10.0.0.2 22")
    async with start(start_at="a.jsonl#001") as pilot:
        await press(pilot, "O")
        assert pilot.app.clipboard == "https://example.org/bridge"
        assert "copied: https://example.org/bridge" in words(screen(pilot).status)


def test_there_is_no_desktop_over_ssh_or_without_a_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert desktop.is_remote({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"})
    assert desktop.is_remote({})
    assert not desktop.is_remote({"WAYLAND_DISPLAY": "wayland-0"})


def test_a_viewer_of_pdf_files_is_told_the_page(launched: list[Sequence[str]]) -> None:
    assert desktop.command_for(Path("/a.pdf"), 3) == [
        "/usr/bin/evince",
        "--page-index=3",
        "/a.pdf",
    ]


def test_a_quotation_names_the_page_and_the_address() -> None:
    row = Row(
        num=1,
        id="r.pdf",
        title="Title",
        title_from="headline",
        source="TASS",
        published="2016-12-09",
        words=4,
        tags=(),
        read=None,
        note=None,
        status="ok",
        reason=None,
        url="https://x.org",
        pages=((2, 0, 50), (3, 50, 90)),
    )
    assert quotation("We knew.", row, 60) == (
        "“We knew.” — TASS, 9 December 2016, p. 3, https://x.org, r.pdf"
    )
    assert [page_at(row, offset) for offset in (0, 49, 50, 500)] == [2, 2, 3, 3]


async def test_a_file_of_many_articles_opens_at_its_first(start: Start) -> None:
    async with start(start_at="a.jsonl") as pilot:
        await wait_until(pilot, lambda: screen(pilot).state.pane == "reader")
        article = screen(pilot).state.article
        assert article is not None
        assert article.id == "a.jsonl#001"
