"""An article's text through a command of the user's, whose output is shown safely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.key_names import shown_key
from tui.shell_pipe import PipeOutput, pipe
from tui.state import with_entry

if TYPE_CHECKING:
    from tui.ports import Stop, Ui
    from tui.prompt_ports import PromptEvent, PromptPort
    from tui.services.targets import Targets
    from tui.state import BrowseState

PIPE = "pipe"
"""The label of the prompt, and the group of the job."""
EXAMPLE = "a command: wc -w  grep -n Ankara"
HINTS = (("Enter", "run"), ("Esc", "leave"))
"""The keys that work while it is asked for."""


class PipeActions:
    """Asks for a command, runs it, and shows what it prints."""

    def __init__(self, state: BrowseState, ui: Ui, prompt: PromptPort, targets: Targets) -> None:
        self._state = state
        self._ui = ui
        self._prompt = prompt
        self._targets = targets
        self._last = ""

    def ask(self) -> None:
        """Ask for a command; while one runs, stop it."""
        if self._ui.busy(PIPE):
            self._ui.cancel(PIPE)
            self._report("")
            self._ui.say("the command is stopped")
            return
        _, articles = self._targets.tags()
        label = PIPE if articles < 2 else f"{PIPE} {articles:,} articles"
        self._prompt.ask(self._take, label, self._last, example=EXAMPLE, hints=HINTS)

    def _report(self, words: str) -> None:
        self._state.update(progress=with_entry(self._state.progress, PIPE, words))

    def _take(self, event: PromptEvent) -> None:
        """Run the command that was entered."""
        if event.kind == "entered":
            if event.words.strip():
                self._run(event.words.strip())
        elif event.kind == "left":
            self._last = event.typed.strip() or self._last
        else:
            return
        self._prompt.close()

    def _run(self, command: str) -> None:
        self._last = command
        texts = self._targets.texts()
        key = shown_key(next(iter(self._state.keys["pipe"]), ""))

        def job(stop: Stop) -> PipeOutput:
            return pipe(command, texts(), stop)

        self._report(f"{command} … ({key} stops)")
        self._ui.run(PIPE, job, self._done)

    def _done(self, piped: PipeOutput) -> None:
        from tui.overlays.command_output import CommandOutput

        self._report("")
        failed = f"exit code {piped.code}" if piped.code else ""
        if not piped.output.strip():
            words = f"{piped.command}: {failed or 'done, no output'}"
            self._ui.say(words, warning=bool(failed))
            return
        notes = [failed, "only the first 200,000 bytes" if piped.cut else ""]
        note = " · ".join(part for part in notes if part)
        self._ui.push(CommandOutput(piped.command, piped.output, note))
