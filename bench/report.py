"""What every benchmark hands out: figures beside their budgets, as a table that Markdown reads."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: what it is, what it came to, and what it should stay within."""

    what: str
    value: str
    budget: str = ""


def print_table(figures: Iterable[Figure]) -> None:
    """Print figures as the rows of a table, each as soon as it is known."""
    print("| what | measured | budget |\n|---|---|---|")
    for figure in figures:
        print(f"| {figure.what} | {figure.value} | {figure.budget} |", flush=True)


def sizes(arguments: Sequence[str], *otherwise: int) -> list[int]:
    """Return the numbers of articles that a command line names, else the usual ones."""
    return [int(word.replace(",", "")) for word in arguments[1:]] or list(otherwise)


def machine() -> str:
    """Return the processor, its cores and memory, the system, and the Python, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()}"
        f" {platform.release()}; Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
