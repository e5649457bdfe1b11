"""How long a host is left alone between two requests, told from how it answers. Pure.

A host that takes long to answer is busy: it gets as long again to itself. One that answers with an
error, or not at all, gets twice the pause of before. A good answer brings the pause back half-way.
"""

from __future__ import annotations

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


def paced(
    delay: float, *, floor: float, ceiling: float, status: int | None, latency: float | None
) -> float:
    """Seconds from one request to the next; those that were wanted, `floor`, are never undercut.

    `status` None: no answer came. `latency`: seconds until its first byte, None if unknown.
    """
    wanted = 2 * (latency or 0.0)
    if status is None or status == TOO_MANY_REQUESTS or status >= SERVER_ERROR:
        slower = max(wanted, 2 * max(delay, floor))
    else:
        slower = max(wanted, (delay + wanted) / 2)
    return max(floor, min(slower, ceiling))
