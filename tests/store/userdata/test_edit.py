"""`tags.yaml` edited: only what changes is written anew."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings

from store.userdata.block_content import content_of
from store.userdata.tagsfile.document import Document
from store.userdata.tagsfile.parse import parse
from store.userdata.tagsfile.plain_values import Edits, Facts
from store.userdata.tagsfile.text_edit import comparable, edit
from tests.store.userdata.files import Changes, File, changes, files

PATH = Path("tags.yaml")


def facts_of(text: str) -> Facts:
    return comparable(parse(text, PATH).facts)


def changed(facts: Facts, made: Changes) -> Facts:
    """Return what the facts should be, worked out without the editor."""
    result = dict(facts)
    for path, value in comparable(dict(made)).items():
        if value is None:
            result.pop(path, None)
        else:
            result[path] = value
    return result


def edits_of(text: str, made: Changes) -> Edits:
    """Return the edits that go with changes, as the keeper would give them."""
    before, after = parse(text, PATH).facts, {}
    after = {path: value for path, value in before.items() if made.get(path, value) is not None}
    after |= {path: value for path, value in made.items() if value is not None}
    edits = Edits(dict(made))
    for facts, content in ((before, edits.before), (after, edits.after)):
        for one in {path[1] for path in facts if path[0] == "articles"}:
            mine = {p: v for p, v in facts.items() if p[:2] == ("articles", one)}
            content[one] = content_of(mine)
    return edits


def touched(owner: tuple[str, ...], made: Changes) -> bool:
    """Say whether a line may be another one after the changes."""
    if owner[:1] == ("articles",) and len(owner) > 1:
        mine = [path for path in made if path[:2] == owner[:2]]
        if owner[2:] in ((), ("sha256",)):
            return any(made[path] is None for path in mine)  # the block may have become empty
        return any(path[2] in owner[2:] for path in mine)
    return any(path[: len(owner)] == owner[:2] or path[:1] == owner for path in made)


def assert_rest_is_there(file: File, made: Changes, text: str) -> None:
    """Every line that the changes don't concern is there, in the old order, to the byte.

    A comment within a key that goes may be indented in another way.
    """
    ended = text if file.ended or not text else text + file.newline
    there = iter(ended.split(file.newline))
    for line, owner in file.lines:
        if line.strip() and not (owner and touched(owner, made)):
            found = any(one == line or (not owner and one.strip() == line.strip()) for one in there)
            assert found, (line, text)


@given(files(), changes())
@settings(max_examples=150, deadline=None)
def test_an_edit_changes_its_facts_and_leaves_every_other_byte(file: File, made: Changes) -> None:
    text = edit(file.text, made, PATH)
    assert facts_of(text) == changed(facts_of(file.text), made)
    assert_rest_is_there(file, made, text)
    assert text.endswith(file.newline) or not file.ended
    assert file.newline == "\n" or "\n" not in text.replace("\r\n", "")


@given(files(), changes())
@settings(max_examples=150, deadline=None)
def test_a_document_in_pieces_is_edited_like_the_whole(file: File, made: Changes) -> None:
    data = file.text.encode()
    document = Document(data, parse(data, PATH).layout, PATH)
    assert document.data == data
    document.edit(edits_of(file.text, made))
    text = document.data.decode()
    assert facts_of(text) == changed(facts_of(file.text), made)
    assert_rest_is_there(file, made, text)
    again = Document(document.data, parse(document.data, PATH).layout, PATH)
    assert again.data == document.data


@given(files(), changes())
@settings(max_examples=60, deadline=None)
def test_an_edit_of_nothing_new_changes_no_byte(file: File, made: Changes) -> None:
    text = edit(file.text, made, PATH)
    assert edit(text, made, PATH) == text
