"""A process with two workers, as the crawl is one: it prints their pids and waits.

`busy` gives both a page that takes a minute. After SIGINT it closes the pool and ends with 0.
"""

from __future__ import annotations

import asyncio
import signal
import sys

from crawler.workers.pool import ReaderPool
from tests.workers.calls import obey


async def main(busy: bool) -> None:  # noqa: FBT001 - the whole command line
    pool = ReaderPool(2, 120, obey)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    pool.warm()
    await asyncio.gather(*(pool.read("nothing") for _ in range(2)))
    reading = [asyncio.create_task(pool.read("sleep 60")) for _ in range(2 if busy else 0)]
    print(*pool.pids, flush=True)  # noqa: T201 - the test reads it
    await stop.wait()
    await pool.close()
    await asyncio.gather(*reading, return_exceptions=True)


asyncio.run(main("busy" in sys.argv))
