"""An archive of two runs: what the first saw, the second sees again under many conditions."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from crawler.warc import Original
from tests.download.wire_cases import HTML, chunked, message
from tests.interop.captured import Captured
from tests.warc.samples import STARTED, Memory, exchange, ids_from, writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.warc import Exchange

    # A response with this body and these fields.
    Framing = Callable[..., bytes]

SITE = "http://www.example.com"
LATER = STARTED + timedelta(days=1)
CODED = b"Content-Encoding: gzip"
# Of the second run only.
MARK = b"X-Run: 2"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Type: text/plain\r\n\r\n'
# More than a revisit saves when it is compressed, too.
_BODY_DIGITS = 4000


def of_length(body: bytes, *fields: bytes) -> bytes:
    return message(HTML, *fields, body=body)


def in_chunks(body: bytes, *fields: bytes) -> bytes:
    return chunked(body, HTML, *fields)


@dataclass(frozen=True)
class Sight:
    """Seen at `path` in the first run, at `later_path` in the second; `again` None is a 304.

    Each has a body of its own. `after_s` orders what is seen within one second; an index has whole
    seconds only.
    """

    path: str
    first: Framing
    again: Framing | None
    later_path: str = ""
    is_coded: bool = False
    after_s: float = 0.0

    @property
    def payload(self) -> bytes:
        digits = Random(f"{self.path}{self.after_s}").choices("0123456789", k=_BODY_DIGITS)
        page = f"<p>{''.join(digits)}</p>".encode()
        return gzip.compress(page, mtime=0) if self.is_coded else page

    @property
    def first_seen(self) -> Exchange:
        started = STARTED + timedelta(seconds=self.after_s)
        response = self.first(self.payload, *self._coding)
        return exchange(url=SITE + self.path, response=response, started=started, ended=started)

    @property
    def seen_again(self) -> Exchange:
        started = LATER + timedelta(seconds=self.after_s)
        response = self.again(self.payload, *self._coding, MARK) if self.again else UNCHANGED
        url = SITE + (self.later_path or self.path)
        return exchange(url=url, response=response, started=started, ended=started)

    @property
    def captures(self) -> tuple[Captured, Captured]:
        both = self.first_seen, self.seen_again
        first, again = (Captured.at(one.url, one.started) for one in both)
        return first, again

    @property
    def _coding(self) -> list[bytes]:
        return [CODED] if self.is_coded else []


IDENTICAL = [
    Sight("/same", of_length, of_length),
    Sight("/elsewhere?a=1", of_length, of_length, "/copy?of=it"),
    Sight("/coded", of_length, of_length, is_coded=True),
    Sight("/chunked", in_chunks, in_chunks),
    Sight("/chunked-elsewhere", in_chunks, in_chunks, "/chunked-copy"),
    Sight("/chunked-coded", in_chunks, in_chunks, is_coded=True),
]
NOT_MODIFIED = [
    Sight("/unchanged", of_length, None),
    Sight("/unchanged-coded", in_chunks, None, is_coded=True),
    Sight("/unchanged-elsewhere", of_length, None, "/unchanged-copy"),
]
# Two bodies of one URL in one second: to a reader of the index, only their digests tell them apart.
HURRIED = [
    Sight("/hurried", of_length, of_length, "/first-of-two"),
    Sight("/hurried", of_length, None, after_s=0.3),
]
# Equal payloads, but the later answer's head does not say how the earlier one's bytes are framed.
FRAMED_OTHERWISE = [
    Sight("/then-chunked", of_length, in_chunks),
    Sight("/then-chunked-elsewhere", of_length, in_chunks, "/then-chunked-copy"),
    Sight("/then-of-length", in_chunks, of_length),
    Sight("/then-of-length-elsewhere", in_chunks, of_length, "/then-of-length-copy"),
]


def write_two_runs(folder: Path, sights: Sequence[Sight]) -> list[Path]:
    """Both files, in their order."""
    memory = Memory()
    first_run = writer(folder, originals=memory)
    captures = [first_run.write(sight.first_seen) for sight in sights]
    first_run.close()
    second_run = writer(folder, originals=memory, prefix="second", new_id=ids_from(500))
    for sight, capture in zip(sights, captures, strict=True):
        second_run.write(_seen_again(sight, capture))
    second_run.close()
    return sorted(folder.glob("*.warc.gz"))


def _seen_again(sight: Sight, capture: CaptureRef | None) -> Exchange:
    assert capture is not None
    if sight.again is not None:
        return sight.seen_again
    first = sight.first_seen
    original = Original(url=first.url, date=first.started, capture=capture)
    return replace(sight.seen_again, asked_about=original)
