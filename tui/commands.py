"""The one table of commands: keys, hints, palette, help page and README all come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.article_facts import current_entity
from tui.key_names import shown_key
from tui.panes import LIST, MARK, MODES, PANES, READER, SIDE

if TYPE_CHECKING:
    from tui.state import BrowseState

When = Callable[["BrowseState"], bool]


def _always(_state: BrowseState) -> bool:
    return True


def _has_articles(state: BrowseState) -> bool:
    return state.listing is not None and len(state.listing) > 0


def _has_any(state: BrowseState) -> bool:
    return _has_articles(state) or bool(state.query)


def _is_finding(state: BrowseState) -> bool:
    last = state.last_find
    if last is not None and last.place == LIST:
        return state.pane == LIST
    return last is not None and bool(state.matches or state.filter_matches)


def _leaves_filter(state: BrowseState) -> bool:
    return state.pane == LIST and bool(state.query) and not state.selected


def _can_move(state: BrowseState) -> bool:
    return state.pane != LIST or _has_articles(state)


def _is_grouped(state: BrowseState) -> bool:
    return state.listing is not None and bool(state.listing.groups)


def _has_article(state: BrowseState) -> bool:
    return state.article is not None


def _has_names(state: BrowseState) -> bool:
    return bool(state.article is not None and state.article.entities)


def _has_folds(state: BrowseState) -> bool:
    return state.page is not None and bool(state.page.folds)


def _has_copies(state: BrowseState) -> bool:
    return state.target is not None and state.target.copies > 0


def _at_name(state: BrowseState) -> bool:
    return current_entity(state) is not None


def _on_name_or_tag(state: BrowseState) -> bool:
    return state.chosen_name is not None or state.chosen_tag is not None


def _is_faulty(state: BrowseState) -> bool:
    return state.health is not None and state.health.fault is not None


def _can_undo(state: BrowseState) -> bool:
    return state.can_undo


def _on_mark(state: BrowseState) -> bool:
    return state.chosen_mark is not None


def _has_found(state: BrowseState) -> bool:
    return state.last_find is not None


WHY_NOT: Mapping[When, str] = {
    _has_articles: "no article is listed",
    _can_move: "no article is listed",
    _has_article: "no article is open",
    _has_found: "nothing was searched for yet: / and s search",
    _has_names: "this article has no names",
    _at_name: "no name is chosen here: e goes to the next one",
    _has_copies: "this article has no copies",
    _is_grouped: "the list has no groups: S makes some",
    _on_name_or_tag: "the cursor is on no name and no tag",
    _on_mark: "the cursor is on no marked passage",
    _has_folds: "nothing can be folded in this article",
    _is_faulty: "tags.yaml has no fault",
}
"""What to say when a key can't act because its command's condition does not hold."""

PANE_NAMES = {LIST: "the list", READER: "the reader", SIDE: "the sidebar", MARK: "mark mode"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something a user can do: its keys, its words, where and when it works, and how it runs."""

    id: str
    keys: tuple[str, ...]
    title: str
    """Two or three words: the palette and the help page."""
    help: str
    """A sentence: what it does."""
    group: str
    run: str
    """An action and a method of it, by their names; `tui.dispatch` binds them at the start."""
    args: tuple[object, ...] = ()
    """What the method is called with."""
    panes: tuple[str, ...] = PANES
    hint: str = ""
    """The word in the key bar; empty where the bar does not name it."""
    when: When = _always
    side_hint: str = ""
    """The word in the key bar of the sidebar, where that is another."""
    hint_when: When = _always
    """When the key bar names it, where that is not always when the key works."""

    def works(self, state: BrowseState) -> bool:
        """Say whether it can be done now, in the pane or mode that one is in."""
        return state.mode in self.panes and self.when(state)

    def hint_in(self, pane: str) -> str:
        """Return its word in the key bar of a pane."""
        return self.side_hint if pane == SIDE and self.side_hint else self.hint


MOVE, READ, TAG, GO, SHOW = "Move", "Read", "Tag", "Find", "Program"
GROUPS = (MOVE, READ, GO, TAG, SHOW)
"""The groups of the help page, in order."""


def _tag_key(digit: int) -> Command:
    return Command(
        f"tag.{digit}", (str(digit),), f"Tag of key {digit}",
        f"Add the tag that has key {digit}, or take it off.", TAG,
        "digit_keys.press", (digit,), panes=MODES, when=_has_articles,
    )  # fmt: skip


def _end(id: str, keys: tuple[str, ...], unit: str, by: int, hint: str = "") -> Command:
    way = "on" if by > 0 else "back"
    return Command(
        f"end.{id}", keys, f"End a {unit} {way}",
        f"Move the end of the passage a {unit} {way}.", TAG,
        "mark_mode.move", (unit, by), panes=(MARK,), hint=hint,
    )  # fmt: skip


COMMANDS: tuple[Command, ...] = (
    Command("open", ("enter",), "Open", "Read the article; in the sidebar, take the tag, mark or name.", READ, "pane_focus.enter", hint="open", side_hint="take", panes=(LIST, SIDE), when=_has_articles),
    Command("tag", ("t",), "Tag", "Choose tags by a few letters; a new name makes a new tag.", TAG, "tags.open_picker", hint="tag", when=_has_articles),
    Command("jump", ("o", "ctrl+o"), "Jump to article", "Go to an article by letters of title, source, tags or names.", GO, "jump.open", hint="jump", hint_when=_has_any),
    Command("find", ("/",), "Find", "Find words in the pane that has the focus.", GO, "find_prompt.ask", hint="find", panes=(LIST, READER), when=_has_articles),
    Command("find.next", ("n",), "Next match", "Go to the next match of what was found last.", GO, "find_prompt.again", (1,), hint="next", hint_when=_is_finding, when=_has_found),
    Command("find.previous", ("N",), "Previous match", "Go to the previous match of what was found last.", GO, "find_prompt.again", (-1,), when=_has_found),
    Command("search", ("s",), "Search all texts", "Find words in all texts, and read on at a hit; n goes on.", GO, "search.open", hint="search", hint_when=_has_any),
    Command("filter", ("f",), "Filter", "List only the articles that a query gives.", GO, "filter_prompt.open", hint="filter", hint_when=_has_any),
    Command("back", ("escape",), "Back", "Leave the innermost: find, selection, pane, then the filter.", GO, "go_back.back", hint="all articles", hint_when=_leaves_filter),
    Command("entity.next", ("e",), "Next name", "Go to the next highlighted name in the text.", READ, "article_view.next_entity", (1,), hint="name", when=_has_names),
    Command("card", ("enter",), "Card of the name", "Open the card of the name: mentions, articles, corrections.", READ, "entity_cards.card", hint="card", panes=(READER,), when=_at_name),
    Command("card.side", ("c",), "Card of the name or tag", "Open the card of the name; of a tag: what to do with it.", READ, "sidebar_card.open", hint="card", panes=(SIDE,), when=_on_name_or_tag),
    Command("names", ("i",), "Names of the library", "See who and what is named, and list the articles of a name.", GO, "entity_cards.names", hint="names", hint_when=_has_any),
    Command("copies", ("=",), "Copies of the story", "See the other articles of the story, and what is new in each.", GO, "duplicates.open", hint="copies", when=_has_copies),
    Command("mark", ("m", "v"), "Mark a passage", "Choose a passage: to tag, to copy, or to add as a name.", TAG, "mark_mode.begin", hint="mark", panes=(READER,), when=_has_article),
    Command("mark.tag", ("enter", "t"), "Tag the passage", "Choose tags for the passage.", TAG, "marks.tag", hint="tag it", panes=(MARK,)),
    _end("word", ("w",), "word", 1, "word"),
    _end("sentence", (")",), "sentence", 1, "sentence"),
    _end("paragraph", ("}",), "paragraph", 1, "paragraph"),
    Command("end.swap", ("o",), "Other end", "Let the other end of the passage move.", TAG, "mark_mode.swap", hint="other end", panes=(MARK,)),
    Command("mark.copy", ("y",), "Copy the passage", "Copy the passage with its source.", TAG, "marks.copy", hint="copy", panes=(MARK,)),
    Command("mark.name", ("n",), "Add as a name", "Say that the passage is a name that was missed.", TAG, "marks.add_name", hint="a name", panes=(MARK,)),
    Command("mark.leave", ("escape",), "Leave the passage", "Choose no passage.", TAG, "mark_mode.leave", hint="leave", panes=(MARK,)),
    _end("word.back", ("b",), "word", -1),
    _end("sentence.back", ("(",), "sentence", -1),
    _end("paragraph.back", ("{",), "paragraph", -1),
    _end("letter", ("l", "right"), "letter", 1),
    _end("letter.back", ("h", "left"), "letter", -1),
    _end("line", ("j", "down"), "line", 1),
    _end("line.back", ("k", "up"), "line", -1),
    Command("mark.remove", ("x",), "Remove the mark", "Take away the mark under the cursor.", TAG, "sidebar_marks.remove", hint="remove", panes=(SIDE,), when=_on_mark),
    Command("fold", ("-",), "Fold", "Fold boilerplate and repeated paragraphs, or lay them open.", READ, "article_view.toggle_folds", panes=(READER,), hint="fold", when=_has_folds),
    Command("undo", ("u",), "Undo", "Take back the latest change; also after a restart.", TAG, "edits.undo", hint="undo", hint_when=_can_undo),
    Command("read", ("r",), "Read or unread", "Mark as read, or as unread again.", READ, "edits.toggle_read", hint="read", when=_has_articles),
    Command("down", ("j", "down"), "Down", "Move or scroll down.", MOVE, "pane_focus.move", (1,), when=_can_move),
    Command("up", ("k", "up"), "Up", "Move or scroll up.", MOVE, "pane_focus.move", (-1,), when=_can_move),
    Command("top", ("g", "home"), "First", "Go to the first article, or the start of the text.", MOVE, "pane_focus.move_to_end", (False,), when=_can_move),
    Command("bottom", ("G", "end"), "Last", "Go to the last article, or the end of the text.", MOVE, "pane_focus.move_to_end", (True,), when=_can_move),
    Command("page.down", ("ctrl+d", "pagedown"), "Half a page down", "Move half a page down.", MOVE, "pane_focus.move_page", (0.5,), when=_can_move),
    Command("page.up", ("ctrl+u", "pageup"), "Half a page up", "Move half a page up.", MOVE, "pane_focus.move_page", (-0.5,), when=_can_move),
    Command("pane.next", ("tab", "l", "right"), "Next pane", "Go to the pane at the right.", MOVE, "pane_focus.go_by", (1,), hint="panes", hint_when=_has_any),
    Command("pane.previous", ("shift+tab", "h", "left"), "Previous pane", "Go to the pane at the left.", MOVE, "pane_focus.go_by", (-1,)),
    Command("article.next", ("J",), "Next article", "Go to the next article, from any pane.", MOVE, "pane_focus.step", (1,), when=_has_articles),
    Command("article.previous", ("K",), "Previous article", "Go to the previous article, from any pane.", MOVE, "pane_focus.step", (-1,), when=_has_articles),
    Command("unread.next", ("]",), "Next unread", "Go to the next unread article.", MOVE, "list_find.next_where", ("unread", 1, "unread"), when=_has_articles),
    Command("unread.previous", ("[",), "Previous unread", "Go to the previous unread article.", MOVE, "list_find.next_where", ("unread", -1, "unread"), when=_has_articles),
    Command("untagged.next", ("}",), "Next untagged", "Go to the next article without tags.", MOVE, "list_find.next_where", ("untagged", 1, "untagged"), when=_has_articles),
    Command("untagged.previous", ("{",), "Previous untagged", "Go to the previous article without tags.", MOVE, "list_find.next_where", ("untagged", -1, "untagged"), when=_has_articles),
    Command("page", ("space",), "A page down", "Scroll a page down.", READ, "article_view.page_down", panes=(READER,), when=_has_article),
    Command("entity.previous", ("E",), "Previous name", "Go to the previous highlighted name in the text.", READ, "article_view.next_entity", (-1,), when=_has_names),
    Command("dates", (), "Dates among the names", "Show dates among the highlighted names, or hide them.", READ, "article_view.toggle_dates"),
    Command("only.text", ("z",), "Only the text", "Show nothing but the text, and everything again.", READ, "pane_focus.toggle_only_text", when=_has_article),
    Command("narrower", ("<",), "Narrower text", "Make the lines of the text shorter.", READ, "article_view.widen", (-4,), when=_has_article),
    Command("wider", (">",), "Wider text", "Make the lines of the text longer.", READ, "article_view.widen", (4,), when=_has_article),
    Command("views", ("F",), "Saved views", "Filter by a saved view; save this filter, or delete a view.", GO, "codebook.views"),
    Command("copies.once", (), "One article a story", "List only the longest article of each story, or all again.", GO, "duplicates.toggle_once"),
    Command("sort", ("S",), "Order of the list", "Sort by columns; group by date, source, tag or folder.", GO, "list_actions.ask_order", when=_has_articles),
    Command("group.next", (")",), "Next group", "Go to the first article of the next group of the list.", MOVE, "list_find.next_group", (1,), panes=(LIST,), when=_is_grouped),
    Command("group.previous", ("(",), "Previous group", "Go to the start of this group, then of the one before.", MOVE, "list_find.next_group", (-1,), panes=(LIST,), when=_is_grouped),
    Command("filter.again", ("ctrl+l",), "Run the filter again", "Look into the folder, run the filter again, draw anew.", GO, "list_actions.run_again"),
    Command("go", ("ctrl+g",), "Go to", "Go to a row of the list, or so many percent of the text.", MOVE, "go_to.ask", when=_has_articles),
    Command("note", ("a",), "Note", "Write a note on the article, or change it.", TAG, "note_prompt.ask", when=_has_articles),
    Command("copy", ("y",), "Copy", "Copy the sentence one is at, else the first, with its source.", READ, "clipboard.copy", when=_has_article),
    Command("original", ("O",), "Open the original", "Open the page, PDF or mail that the article comes from.", READ, "original.open", when=_has_article),
    Command("repeat", (".",), "Repeat", "Do the last tag action here too; an addition stays one.", TAG, "tags.repeat", when=_has_articles),
    *(_tag_key(digit) for digit in range(1, 10)),
    Command("select", ("space",), "Select", "Select the article, or not any more, and go down.", TAG, "row_selection.toggle_and_step", panes=(LIST,), hint="select", when=_has_articles),
    Command("select.range", ("v",), "Select a range", "Start a range; the second time, select from there to here.", TAG, "row_selection.range", panes=(LIST,), when=_has_articles),
    Command("select.all", ("*",), "Select all", "Select every article that is listed.", TAG, "row_selection.all", panes=(LIST,), when=_has_articles),
    Command("select.invert", ("~",), "Invert the selection", "Select what is not selected.", TAG, "row_selection.invert", panes=(LIST,), when=_has_articles),
    Command("redo", ("ctrl+r",), "Redo", "Do again what undo took back.", TAG, "edits.redo"),
    Command("history", ("U",), "History", "See every change, newest first; Enter goes to its article.", TAG, "codebook.history"),
    Command("codebook", ("T",), "Codebook", "See all tags; rename, merge, split, colour or delete them.", TAG, "codebook.codebook"),
    Command("conflicts", ("C",), "Conflicts", "See what two sides changed differently; take ours or theirs.", TAG, "codebook.conflicts"),
    Command("mend", (), "Mend tags.yaml", "Write a gone, broken or shrunk file anew, or take it as is.", TAG, "restore.mend", when=_is_faulty),
    Command("backups", (), "Backups of tags.yaml", "Go back to a backup, as one change that undo takes back.", TAG, "restore.backups"),
    Command("palette", (":", "ctrl+p"), "Commands", "Find any command by its name.", SHOW, "commands.palette"),
    Command("export", ("X",), "Export", "Write what is selected, filtered or all for another program.", SHOW, "export.open"),
    Command("pipe", ("|",), "Pipe to a command", "Give the text or the selection to a command; see its output.", SHOW, "pipe.ask", when=_has_articles),
    Command("theme", (), "Theme: light or dark", "Change the theme between light and dark.", SHOW, "screen.toggle_theme"),
    Command("suspend", ("ctrl+z",), "Suspend", "Go to the shell; fg comes back.", SHOW, "screen.suspend"),
    Command("quit", ("q",), "Quit", "Leave. Everything is saved already.", SHOW, "screen.quit", hint="quit"),
    Command("help", ("?", "f1"), "Help", "Show the keys that work here.", SHOW, "commands.help", hint="help", panes=MODES),
)  # fmt: skip
"""Every command, those that the key bar names first, in the order of the bar; help comes last."""


class Keymap:
    """Which commands a key may mean, by the table and the user's own keys."""

    def __init__(self, user_keys: Mapping[str, Iterable[str]] | None = None) -> None:
        user_keys = user_keys or {}
        self.keys: dict[str, tuple[str, ...]] = {
            command.id: tuple(user_keys.get(command.id, command.keys)) for command in COMMANDS
        }
        """The keys of each command, by its id."""
        self._by_key: dict[str, list[Command]] = {}
        for command in COMMANDS:
            for key in self.keys[command.id]:
                self._by_key.setdefault(key, []).append(command)

    def command(self, key: str, state: BrowseState) -> Command | None:
        """Return what a key means in the pane that has the focus; None where nothing."""
        return next((c for c in self._by_key.get(key, ()) if c.works(state)), None)

    def why_not(self, key: str, state: BrowseState) -> str:
        """Return why a key does nothing now, in a few words that fit the status line."""
        commands = self._by_key.get(key, [])
        if not commands:
            return f"{shown_key(key)} is no key here: {shown_key(self.keys['help'][0])} lists them"
        here = [command for command in commands if state.mode in command.panes]
        if here:
            return WHY_NOT.get(here[0].when, f"{here[0].title} is not possible now")
        modes = dict.fromkeys(mode for command in commands for mode in command.panes)
        places = " or ".join(PANE_NAMES[mode] for mode in MODES if mode in modes)
        return f"{shown_key(key)} works in {places}, not in {PANE_NAMES[state.mode]}"

    def has(self, key: str) -> bool:
        """Say whether a key means anything anywhere."""
        return key in self._by_key

    def faults(self, user_keys: Mapping[str, Iterable[str]]) -> list[str]:
        """Return what is wrong with the user's own keys, in words."""
        unknown = [f"no command is called {id}" for id in user_keys if id not in self.keys]
        return [*unknown, *(f"one key for two commands: {clash}" for clash in self.clashes())]

    def clashes(self) -> list[str]:
        """Return the keys that mean two commands in one pane, with the commands, in words."""
        clashes = []
        for key, commands in self._by_key.items():
            for pane in MODES:
                ids = [command.id for command in commands if pane in command.panes]
                if len(ids) > 1:
                    clashes.append(f"{key}: {' and '.join(ids)}")
                    break
        return clashes
