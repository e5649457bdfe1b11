"""Captures are decided in the order in which they entered, whoever is ready first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from random import Random

import pytest

from crawler.article import CaptureRef
from crawler.warc import CaptureOrder

FIRST = CaptureRef(
    warc="a.warc.gz", offset=0, length=10, record_id="urn:uuid:0", payload_digest=None
)


def captures(count: int) -> list[CaptureRef]:
    return [replace(FIRST, offset=n, record_id=f"urn:uuid:{n}") for n in range(count)]


async def _decide_all(refs: list[CaptureRef], *, ready: list[int]) -> list[int]:
    """The order of the decisions, of answers that come to their turn in the order `ready`."""
    order, decided = CaptureOrder(), list[int]()
    for ref in refs:
        order.enter(ref)

    async def decide(number: int) -> None:
        await order.turn(refs[number])
        decided.append(number)
        order.leave(refs[number])

    await asyncio.gather(*map(decide, ready))
    assert len(order) == 0
    return decided


@pytest.mark.parametrize("seed", range(5))
def test_decisions_come_in_the_order_of_the_captures(seed: int) -> None:
    ready = list(range(20))
    Random(seed).shuffle(ready)
    assert list(range(20)) == asyncio.run(_decide_all(captures(20), ready=ready))


def test_one_that_leaves_without_a_decision_holds_nobody_up() -> None:
    first, second, third = captures(3)

    async def scene() -> None:
        order = CaptureOrder()
        for ref in (first, second, third):
            order.enter(ref)
        waiting = asyncio.ensure_future(order.turn(third))
        order.leave(second)
        await asyncio.sleep(0)
        assert not waiting.done()
        order.leave(first)
        await asyncio.wait_for(waiting, 1)

    asyncio.run(scene())


def test_a_capture_that_never_entered_has_its_turn_at_once() -> None:
    entered, stranger = captures(2)

    async def scene() -> None:
        order = CaptureOrder()
        order.enter(entered)
        await asyncio.wait_for(order.turn(stranger), 1)
        order.leave(stranger)
        assert len(order) == 1

    asyncio.run(scene())


def test_leaving_twice_is_leaving_once() -> None:
    first, second, third = captures(3)

    async def scene() -> None:
        order = CaptureOrder()
        for ref in (first, second, third):
            order.enter(ref)
        order.leave(first)
        order.leave(first)
        await asyncio.wait_for(order.turn(second), 1)
        assert len(order) == 2

    asyncio.run(scene())
