"""What the ledger's questions cost when it holds a million URLs, or ten.

    python -m tests.benchmarks.ledger [1000000 10000000]

Filled through its own calls: URLs of 1,000 hosts, accepted and settled as archived. At each size,
in microseconds of CPU a call: a known URL is found again, a new one is accepted and settled,
the next ones of a host are asked for; and in milliseconds what every run asks once.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crawler.article import CaptureRef
from crawler.ledger import Found, Ledger, Outcome, Reason, State, url_key

if TYPE_CHECKING:
    from collections.abc import Callable

_NOW = datetime(2026, 11, 25, tzinfo=UTC)
_HOSTS = 1_000
_ASKED = 5_000
_A_COMMIT = 2_000
_SEED = "https://paper-0.example/"


def main(sizes: list[int]) -> None:
    with TemporaryDirectory() as scratch:
        path, filled = Path(scratch) / "ledger.sqlite", 0
        for size in sizes:
            with Ledger.open(path) as ledger:
                _fill(ledger, range(filled, size))
            filled = size + 3 * _ASKED
            _tell(f"{size:,} URLs: {path.stat().st_size / size:.0f} bytes each")
            _measure(path, size)


def _measure(path: Path, size: int) -> None:
    chance, fresh, hosts = random.Random(1), count(size), count()
    with Ledger.open(path) as ledger:
        each: dict[str, Callable[[], object]] = {
            "found again": lambda: _accept(ledger, chance.randrange(size)),
            "new, and settled": lambda: _archive(ledger, next(fresh)),
            "new": lambda: _accept(ledger, next(fresh)),
            "the next of a host": lambda: ledger.queue.waiting(_host(next(hosts)), 10),
        }
        for name, call in each.items():
            cpu, _ = _timed(lambda call=call: [call() for _ in range(_ASKED)])  # type: ignore[misc]
            _tell(f"  {name}: {1e6 * cpu / _ASKED:.0f} µs")
        once: dict[str, Callable[[], object]] = {
            "commit": ledger.commit,
            "what is due": lambda: ledger.queue.requeue_due(_NOW),
            "how many wait": ledger.queue.count,
            "how many in each state": ledger.urls.counts_by_state,
        }
        for name, call in once.items():
            _tell(f"  {name}: {1e3 * _timed(call)[1]:.1f} ms")
    _tell(f"  opening: {1e3 * _timed(lambda: Ledger.open(path).close())[1]:.1f} ms")
    _tell(f"  memory of the process: at most {_peak_mb():.0f} MB")


def _fill(ledger: Ledger, numbers: range) -> None:
    for number in numbers:
        _archive(ledger, number)
        if number % _A_COMMIT == 0:
            ledger.commit()
    ledger.commit()


def _archive(ledger: Ledger, number: int) -> None:
    found = _found(number)
    ledger.urls.accept(found, now=_NOW, run=1)
    row = ledger.urls.by_key(found.key)
    assert row is not None
    ledger.urls.settle(row.seq, _outcome(found, number), now=_NOW, run=1)


def _accept(ledger: Ledger, number: int) -> None:
    ledger.urls.accept(_found(number), now=_NOW, run=2)


def _found(number: int) -> Found:
    host = _host(number)
    url = f"https://{host}/2026/11/25/world/a-headline-of-the-usual-length-{number}"
    return Found(url=url, key=url_key(url), host=host, role="article", seed=_SEED, hops=1)


def _host(number: int) -> str:
    return f"paper-{number % _HOSTS}.example"


def _outcome(found: Found, number: int) -> Outcome:
    capture = CaptureRef(
        warc=f"presskeep-20261125000000000-{number // 30_000:05}-host-1.warc.gz",
        offset=30_000 * (number % 30_000),
        length=30_000,
        record_id=f"urn:uuid:00000000-0000-4000-8000-{number:012}",
        payload_digest=f"sha256:{number:064x}",
    )
    return Outcome(
        state=State.ARCHIVED,
        reason=Reason.NEW_ARTICLE,
        status=200,
        article=found.key.hex()[:16],
        capture=capture,
        fetched_at=_NOW,
        due_at=_NOW + timedelta(hours=1 + number % 700),
        etag=f'"{number:x}"',
    )


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    call()
    return time.process_time() - cpu, time.perf_counter() - wall


def _peak_mb() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) / 1e3


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000_000, 10_000_000])
