"""Real processes throughout: what one page does to its worker must cost that page only."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from crawler.workers.errors import ReadingBug, ReadingCrash, ReadingTimeout
from crawler.workers.pool import ReaderPool
from tests.workers import calls

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

TIME_LIMIT_S = 20.0
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@asynccontextmanager
async def pool_of(
    call: Callable[[Any], Any], *, workers: int = 1, timeout_s: float = TIME_LIMIT_S, **limits: int
) -> AsyncIterator[ReaderPool[Any, Any]]:
    pool: ReaderPool[Any, Any] = ReaderPool(workers, timeout_s, call, **limits)
    try:
        yield pool
    finally:
        await pool.close()


async def reading_of(order: str, **limits: Any) -> tuple[Exception, str]:
    """The error that the order ends in, and what the next page on the same pool gives."""
    async with pool_of(calls.obey, **limits) as pool:
        with pytest.raises(Exception) as raised:  # noqa: PT011 - returned to the test
            await pool.read(order)
        return raised.value, await pool.read("next")


def test_a_page_goes_to_a_worker_and_its_reading_comes_back() -> None:
    async def scenario() -> tuple[int, int]:
        async with pool_of(calls.own_pid) as pool:
            return await pool.read(b""), pool.pids[0]

    answered_by, worker = asyncio.run(scenario())
    assert worker == answered_by
    assert os.getpid() != answered_by


@pytest.mark.parametrize("size", [0, 1, 65_536, 5_000_000])
def test_a_page_of_any_size_passes_both_ways(size: int) -> None:
    page = os.urandom(size)

    async def scenario() -> bytes:
        async with pool_of(calls.reverse) as pool:
            reading: bytes = await pool.read(page)
            return reading

    assert page[::-1] == asyncio.run(scenario())


def test_answers_reach_the_page_that_asked() -> None:
    async def scenario() -> list[int]:
        async with pool_of(calls.length, workers=2) as pool:
            return list(await asyncio.gather(*(pool.read(bytes(n)) for n in range(200))))

    assert list(range(200)) == asyncio.run(scenario())


def test_a_partial_of_a_function_is_a_call_too() -> None:
    async def scenario() -> int:
        async with pool_of(partial(int, base=16)) as pool:
            number: int = await pool.read("ff")
            return number

    assert asyncio.run(scenario()) == 255


def test_a_page_over_its_time_ends_in_a_timeout_and_the_next_is_read() -> None:
    started = time.monotonic()
    error, following = asyncio.run(reading_of("sleep 60", timeout_s=0.3))
    assert isinstance(error, ReadingTimeout)
    assert str(error) == "a page took more than 0.3 s"
    assert following == "done: next"
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("segfault", "a worker was killed by SIGSEGV"),
        ("stop", "a worker was killed by SIGKILL"),
        ("exit 3", "a worker ended with exit code 3"),
    ],
)
def test_a_worker_that_dies_costs_its_page_only(order: str, message: str) -> None:
    error, following = asyncio.run(reading_of(order))
    assert isinstance(error, ReadingCrash)
    assert message == str(error)
    assert following == "done: next"


def test_a_crash_leaves_the_page_beside_it_alone() -> None:
    async def scenario() -> list[Any]:
        async with pool_of(calls.obey, workers=2) as pool:
            pages = (pool.read("sleep 1"), pool.read("segfault"))
            return list(await asyncio.gather(*pages, return_exceptions=True))

    beside, crashed = asyncio.run(scenario())
    assert beside == "done: sleep 1"
    assert isinstance(crashed, ReadingCrash)


@LINUX
def test_a_page_that_eats_memory_stops_at_the_limit_of_its_worker() -> None:
    error, following = asyncio.run(reading_of("allocate", memory_mb=300))
    assert isinstance(error, ReadingCrash)
    assert str(error) == "a worker reached its memory limit"
    assert following == "done: next"


@LINUX
def test_a_worker_writes_no_core_file() -> None:
    async def scenario() -> str:
        async with pool_of(calls.obey) as pool:
            limits: str = await pool.read("limits")
            return limits

    lines = asyncio.run(scenario()).splitlines()
    assert [line.split()[4] for line in lines if line.startswith("Max core file size")] == ["0"]


def test_an_error_of_the_call_comes_back_as_text_and_the_worker_stays() -> None:
    async def scenario() -> tuple[ReadingBug, tuple[int, ...], tuple[int, ...]]:
        async with pool_of(calls.obey) as pool:
            with pytest.raises(ReadingBug) as raised:
                await pool.read("raise no such thing")
            before = pool.pids
            await pool.read("next")
            return raised.value, before, pool.pids

    error, before, after = asyncio.run(scenario())
    assert str(error) == "LookupError: no such thing"
    assert "in obey" in error.remote_traceback
    assert before == after


def test_a_reading_that_cannot_be_sent_is_a_bug_of_the_call() -> None:
    error, following = asyncio.run(reading_of("unpicklable"))
    assert isinstance(error, ReadingBug)
    assert following == "done: next"


def test_a_worker_that_died_between_two_pages_costs_none() -> None:
    async def scenario() -> str:
        async with pool_of(calls.obey) as pool:
            await pool.read("first")
            os.kill(pool.pids[0], signal.SIGKILL)
            await asyncio.sleep(0.2)
            second: str = await pool.read("second")
            return second

    assert asyncio.run(scenario()) == "done: second"


def test_a_reading_that_is_cancelled_does_not_answer_the_next_page() -> None:
    async def scenario() -> str:
        async with pool_of(calls.obey) as pool:
            await pool.read("first")
            reading = asyncio.create_task(pool.read("sleep 0.5"))
            await asyncio.sleep(0.1)
            reading.cancel()
            following: str = await pool.read("next")
            return following

    assert asyncio.run(scenario()) == "done: next"


def test_a_worker_is_replaced_after_its_share_of_pages() -> None:
    async def scenario() -> list[int]:
        async with pool_of(calls.own_pid, pages_per_worker=2) as pool:
            return [await pool.read(b"") for _ in range(5)]

    pids = asyncio.run(scenario())
    assert [pids[0], pids[0], pids[2], pids[2], pids[4]] == pids
    assert len(set(pids)) == 3


def test_a_call_that_cannot_be_imported_says_so() -> None:
    async def scenario() -> None:
        async with pool_of(Vanished()) as pool:
            await pool.read(b"")

    with pytest.raises(ReadingCrash, match=r"cannot import what it shall do: .*no_such_room"):
        asyncio.run(scenario())


def test_a_worker_that_cannot_be_started_costs_the_page_and_not_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scenario() -> str:
        async with pool_of(calls.obey) as pool:
            with monkeypatch.context() as patch:
                patch.setattr(sys, "executable", "/no/such/python")
                with pytest.raises(ReadingCrash, match="no worker can be started"):
                    await pool.read("first")
            second: str = await pool.read("second")
            return second

    assert asyncio.run(scenario()) == "done: second"


class Vanished:
    """Pickles as a function of a module that there is not."""

    def __reduce__(self) -> str | tuple[Any, ...]:
        return (__import__, ("no_such_room",))

    def __call__(self, value: Any) -> Any:
        return value


@LINUX
def test_close_leaves_no_process_and_ends_what_was_being_read() -> None:
    async def scenario() -> tuple[tuple[int, ...], Any]:
        pool: ReaderPool[str, str] = ReaderPool(2, TIME_LIMIT_S, calls.obey)
        pool.warm()
        reading = asyncio.create_task(pool.read("sleep 60"))
        await asyncio.sleep(0.5)
        pids = pool.pids
        await pool.close()
        return pids, (await asyncio.gather(reading, return_exceptions=True))[0]

    pids, ended = asyncio.run(scenario())
    assert len(pids) == 2
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)  # noqa: PTH110 - a kernel's list
    assert isinstance(ended, ReadingCrash)


@pytest.mark.parametrize("workers", [0, 1])
def test_a_closed_pool_reads_nothing(workers: int) -> None:
    async def scenario() -> None:
        pool: ReaderPool[bytes, int] = ReaderPool(workers, TIME_LIMIT_S, calls.length)
        await pool.close()
        await pool.read(b"")

    with pytest.raises(ReadingCrash, match="closed"):
        asyncio.run(scenario())


def test_without_workers_the_call_runs_here() -> None:
    async def scenario() -> int:
        async with pool_of(calls.own_pid, workers=0) as pool:
            pool.warm()
            pid: int = await pool.read(b"")
            return pid

    assert os.getpid() == asyncio.run(scenario())


def test_without_workers_an_error_of_the_call_is_the_same_error() -> None:
    error, following = asyncio.run(reading_of("raise no such thing", workers=0))
    assert isinstance(error, ReadingBug)
    assert str(error) == "LookupError: no such thing"
    assert following == "done: next"
