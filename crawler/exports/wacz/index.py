"""The indexes of many WARC files, merged and packed in blocks, in little memory.

ZipNum: sorted CDXJ lines in gzip members, and a list that readers load whole, with the first key,
the place and the digest of each. https://specs.webrecorder.net/cdxj/0.1.0/
"""

from __future__ import annotations

import hashlib
import heapq
import io
import json
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from crawler.exports.source import DamagedError
from crawler.warc.files import index_path
from crawler.warc.recovery import index_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

DATA_NAME = "index.cdx.gz"
HEADER = b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
# Files that are open at a time; a process may have 1,024, and an archive a file for every run.
FAN_IN = 128
# A block is what one look-up costs a reader, a line of the list what each costs beforehand. py-wacz
# has as many: about 40 KB for a look-up, 1.5 MB of list for ten million captures.
LINES_PER_BLOCK = 1024
# Above the 8 KB of the longest URLs, which stand in a line twice, three bytes for one.
MAX_LINE_BYTES = 1 << 20
_GZIP_WBITS = 31


@dataclass(frozen=True, slots=True)
class Block:
    """A gzip member of the index, and what the list says of it but for its place."""

    member: bytes
    first_key: bytes

    def list_line(self, offset: int) -> bytes:
        digest = f"sha256:{hashlib.sha256(self.member).hexdigest()}"
        place = {"offset": offset, "length": len(self.member), "digest": digest}
        return b"%b %b\n" % (self.first_key, json.dumps(place).encode())


def merged_index(warcs: Sequence[Path], scratch: Path | None) -> Iterator[bytes]:
    """The lines of all of them in order. Raises DamagedError, and OSError of the scratch files."""
    with ExitStack() as stack:
        sources = [_lines_of(warc) for warc in warcs]
        while len(sources) > FAN_IN:
            groups = [sources[at : at + FAN_IN] for at in range(0, len(sources), FAN_IN)]
            sources = [_spilled(group, scratch, stack) for group in groups]
        yield from heapq.merge(*sources)


def blocks_of(lines: Iterator[bytes]) -> Iterator[Block]:
    while block := list(islice(lines, LINES_PER_BLOCK)):
        packer = zlib.compressobj(wbits=_GZIP_WBITS)
        member = packer.compress(b"".join(block)) + packer.flush()
        yield Block(member, block[0].partition(b" {")[0])


def _spilled(
    sources: Iterable[Iterator[bytes]], scratch: Path | None, stack: ExitStack
) -> Iterator[bytes]:
    file = stack.enter_context(TemporaryFile(dir=scratch))  # noqa: SIM115 - the stack closes it
    file.writelines(heapq.merge(*sources))
    file.seek(0)
    return iter(file)


def _lines_of(warc: Path) -> Iterator[bytes]:
    index = index_path(warc)
    ending = b'"filename": %b}\n' % json.dumps(warc.name).encode()
    previous = b""
    for number, line in enumerate(_raw_lines(warc), start=1):
        if line < previous or not line.endswith(ending):
            raise DamagedError(f"{index}: line {number} is out of order, cut, or of another file")
        previous = line
        yield line


def _raw_lines(warc: Path) -> Iterator[bytes]:
    try:
        with index_path(warc).open("rb") as file:
            while line := file.readline(MAX_LINE_BYTES):
                yield line
    except FileNotFoundError:
        # It is just being closed, or a killed run left it so; the next run will make the index.
        yield from io.BytesIO(_made_index(warc))
    except OSError as error:
        raise DamagedError(f"{index_path(warc)}: {error.strerror or error}") from error


def _made_index(warc: Path) -> bytes:
    try:
        return index_of(warc)[0]
    except OSError as error:
        raise DamagedError(f"{warc}: {error.strerror or error}") from error
