"""An archive of two runs: what the first saw, the second sees again under many conditions."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.download.wire_cases import BODY, HTML, chunked, message
from tests.interop.captured import Captured, cdxj_indexer, index_of
from tests.interop.revisits import SeenAgain, later_file
from tests.warc.samples import STARTED, exchange, writer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.warc import Exchange

SITE = "http://www.example.com"
LATER = STARTED + timedelta(days=1)


@dataclass(frozen=True)
class Sight:
    """`first` is answered at `path` in the first run, `again` at `later_path` in the second.

    `after_s` orders what is seen within one second; an index has whole seconds only.
    """

    path: str
    first: bytes
    again: bytes
    payload: bytes
    later_path: str = ""
    after_s: float = 0.0

    @property
    def first_seen(self) -> Exchange:
        started = STARTED + timedelta(seconds=self.after_s)
        return exchange(url=SITE + self.path, response=self.first, started=started, ended=started)

    @property
    def seen_again(self) -> Exchange:
        started = LATER + timedelta(seconds=self.after_s)
        url = SITE + (self.later_path or self.path)
        return exchange(url=url, response=self.again, started=started, ended=started)

    @property
    def captures(self) -> tuple[Captured, Captured]:
        both = self.first_seen, self.seen_again
        first, again = (Captured.at(one.url, one.started) for one in both)
        return first, again


PLAIN = message(HTML)
ZIPPED = gzip.compress(BODY, mtime=0)
CODED = b"Content-Encoding: gzip"
OTHER_BODY = BODY.replace(b"sentence", b"phrase")
# Of the second run only.
MARK = b"X-Run: 2"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Type: text/plain\r\n\r\n'

IDENTICAL = [
    Sight("/same", PLAIN, message(HTML, MARK), BODY),
    Sight("/elsewhere?a=1", PLAIN, message(HTML, MARK), BODY, "/copy?of=it"),
    Sight(
        "/coded",
        message(HTML, CODED, body=ZIPPED),
        message(HTML, CODED, MARK, body=ZIPPED),
        ZIPPED,
    ),
    Sight("/chunked", chunked(BODY, HTML), chunked(BODY, HTML, MARK), BODY),
    Sight(
        "/chunked-coded",
        chunked(ZIPPED, HTML, CODED),
        chunked(ZIPPED, CODED, HTML, MARK),
        ZIPPED,
        "/chunked-coded-copy",
    ),
    Sight("/then-chunked", PLAIN, chunked(BODY, HTML, MARK), BODY),
    Sight("/then-chunked-elsewhere", PLAIN, chunked(BODY, HTML, MARK), BODY, "/chunked-copy"),
]
NOT_MODIFIED = [
    Sight("/unchanged", PLAIN, UNCHANGED, BODY),
    Sight("/unchanged-coded", chunked(ZIPPED, HTML, CODED), UNCHANGED, ZIPPED),
    Sight("/unchanged-elsewhere", PLAIN, UNCHANGED, BODY, "/unchanged-copy"),
]
# Two bodies of one URL in one second: to a reader of the index, only their digests tell them apart.
HURRIED = [
    Sight("/hurried", PLAIN, message(HTML, MARK), BODY, "/first-of-two"),
    Sight("/hurried", message(HTML, body=OTHER_BODY), UNCHANGED, OTHER_BODY, after_s=0.3),
]
# Equal payloads, but the later answer's head does not say how the original's bytes are framed.
FRAMED_OTHERWISE = [
    Sight("/unframed", chunked(BODY, HTML), message(HTML, MARK), BODY),
    Sight("/unframed-elsewhere", chunked(BODY, HTML), message(HTML, MARK), BODY, "/unframed-copy"),
]


def write_two_runs(folder: Path, sights: Sequence[Sight]) -> list[Path]:
    """Both files, in their order, with an index each."""
    first_run = writer(folder)
    captures = [first_run.write(sight.first_seen) for sight in sights]
    first_run.close()
    (first,) = folder.glob("*.warc.gz")
    second = later_file(folder, LATER, map(_again, sights, captures))
    index_of(second).write_text(cdxj_indexer(second), encoding="utf-8")
    return [first, second]


def _again(sight: Sight, original: CaptureRef | None) -> SeenAgain:
    assert original is not None
    first = sight.first_seen
    return SeenAgain(sight.seen_again, first.url, first.started, original)
