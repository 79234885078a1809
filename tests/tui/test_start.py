"""What the start leaves for later."""

from __future__ import annotations

import gc

from tests.tui.conftest import Start, wait_until


async def test_garbage_is_collected_only_from_the_first_screen_on_and_not_in_what_made_it(
    start: Start,
) -> None:
    gc.disable()
    try:
        async with start() as pilot:
            await wait_until(pilot, gc.isenabled)
            assert gc.get_freeze_count() > 0
    finally:
        gc.enable()
        gc.unfreeze()


async def test_where_garbage_is_collected_all_along_nothing_is_frozen(start: Start) -> None:
    frozen = gc.get_freeze_count()
    async with start() as pilot:
        await pilot.pause(0.4)
        assert gc.get_freeze_count() == frozen
