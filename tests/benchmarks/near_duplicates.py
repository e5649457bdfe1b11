"""What a look for near-duplicates costs in a large archive.

Run it as `python -m tests.benchmarks.near_duplicates`.

A ledger filled with fingerprints of as many articles as the first argument says (1,000,000), then
2,000 articles of 700 words on their way in: fingerprint, look-up, insertion, a commit every 40.
Prints CPU milliseconds an article, memory, and the ledger's bytes an article.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.article import Article
from crawler.duplicates.decision import NEAR
from crawler.duplicates.fingerprint import Fingerprint, fingerprint
from crawler.ledger import Ledger

SIGNATURE_BYTES = 96
ARTICLES = 2_000
A_COMMIT = 40
WORDS = 700
FILLED_AT_ONCE = 10_000


def main(count: int) -> None:
    with TemporaryDirectory() as scratch, Ledger.open(Path(scratch) / "ledger.sqlite") as ledger:
        empty = _size(scratch)
        _fill(ledger, count)
        filled, before = _size(scratch), _memory_kb("VmRSS")
        print(f"{count:,} articles: {(filled - empty) / count:.0f} bytes of ledger each")  # noqa: T201
        print(f"memory: {before / 1e3:.0f} MB, at most {_memory_kb('VmHWM') / 1e3:.0f} MB")  # noqa: T201
        texts = [_article(number) for number in range(ARTICLES)]
        for name, seconds in _timed(ledger, texts, count).items():
            print(f"{name}: {1e3 * seconds / ARTICLES:.2f} ms of CPU an article")  # noqa: T201
        print(f"memory afterwards: {_memory_kb('VmRSS') / 1e3:.0f} MB")  # noqa: T201


def _fill(ledger: Ledger, count: int) -> None:
    """Without articles, which a look-up joins only where a band is shared."""
    chance = random.Random(1)
    for number in range(1, count + 1):
        made = Fingerprint(chance.randbytes(SIGNATURE_BYTES), chance.randbytes(30))
        ledger.fingerprints.add(number, made)
        if number % FILLED_AT_ONCE == 0:
            ledger.commit()
    ledger.commit()


def _article(number: int) -> Article:
    chance = random.Random(number)
    words = ["".join(chance.choices("abcdefghij", k=5)) for _ in range(WORDS)]
    paragraphs = [" ".join(words[at : at + 70]) for at in range(0, WORDS, 70)]
    return Article(url="u", canonical_url="u", title="t", paragraphs=tuple(paragraphs))


def _timed(ledger: Ledger, texts: list[Article], count: int) -> dict[str, float]:
    spent = {"fingerprint": 0.0, "look-up": 0.0, "insertion and commit": 0.0}
    for number, text in enumerate(texts, start=1):
        start = time.process_time()
        found = fingerprint(text)
        assert found is not None
        marked = time.process_time()
        ledger.fingerprints.nearest(found, least=NEAR, but=None, before=None)
        looked = time.process_time()
        ledger.fingerprints.add(count + number, found)
        if number % A_COMMIT == 0:
            ledger.commit()
        spent["fingerprint"] += marked - start
        spent["look-up"] += looked - marked
        spent["insertion and commit"] += time.process_time() - looked
    return spent | {"all": sum(spent.values())}


def _size(folder: str) -> int:
    return sum(path.stat().st_size for path in Path(folder).glob("ledger.sqlite*"))


def _memory_kb(what: str) -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(f"{what}:")))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
