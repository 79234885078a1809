from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.index.part_moves import part_moves
from tests.store.userdata.opened import Opened

PARTS = tuple(f"export.txt#{number:03}" for number in range(1, 7))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(6)), tagged=st.sets(st.integers(0, 5)), gone=st.integers(0, 6))
def test_work_follows_the_content_of_parts_whatever_their_new_order(
    tmp_path_factory: object, order: list[int], tagged: set[int], gone: int
) -> None:
    folder = tmp_path_factory.mktemp("library")  # type: ignore[attr-defined]
    (folder / "export.txt").write_text("")
    opened = Opened(Path(folder), PARTS)
    try:
        for number in tagged:
            opened.userdata.tag([PARTS[number]], f"tag {number}")
            opened.userdata.set_note(PARTS[number], f"note {number}")
        before = {part: str(number) * 64 for number, part in enumerate(PARTS)}
        contents = [number for number in order if number < gone]
        after = {PARTS[place]: str(number) * 64 for place, number in enumerate(contents)}
        has_work = {PARTS[number] for number in tagged}
        opened.userdata.moved_all(part_moves(before, after, has_work.__contains__))
        opened.userdata.flush()
        for place, number in enumerate(contents):
            expected = [f"tag {number}"] if number in tagged else []
            if number in tagged or PARTS[place] not in has_work:
                assert opened.tags(PARTS[place]) == expected
        facts = opened.facts()
        for number in tagged:
            assert list(facts.values()).count(f"note {number}") == 1
        assert opened.written() == facts
    finally:
        opened.close()
