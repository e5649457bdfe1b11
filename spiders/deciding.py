"""A visit to its end, whatever happens: those whose turn comes after it never wait for nothing."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from typing import TYPE_CHECKING

from crawler.download.ending import RunEndingError
from crawler.download.sink import CaptureError
from crawler.extensions.run import A_BUG
from crawler.ledger import LedgerError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import Queued
    from crawler.submission import Submission
    from spiders.onward import Onward

logger = logging.getLogger(__name__)


async def brought_to_an_end(
    run: Run,
    queued: Queued,
    fetched: Fetched,
    deciding: Awaitable[Submission | Onward | None],
    *,
    is_settled: bool = False,
) -> Submission | Onward | None:
    """What the visit gives; None once nothing more comes of it. `is_settled`: it was before."""
    try:
        return await deciding
    except (RunEndingError, CaptureError, CancelledError) as error:
        # It stays queued with its capture, for the next run.
        run.leave(queued, fetched)
        if isinstance(error, CancelledError):
            raise
    except (OSError, LedgerError) as error:
        run.stop_for_output(error)
        run.leave(queued, fetched)
    except Exception:
        # The log's handler counts it as a bug of ours, which costs this page only.
        logger.exception("a bug at %s", fetched.url)
        if is_settled:
            run.leave(queued, fetched)
            return None
        async with run.gate:
            run.settle(queued, A_BUG, fetched)
    return None
