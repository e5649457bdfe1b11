"""Where revisit records point: the response that they name is looked up in its own file."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.warc.dates import read_warc_date
from crawler.warc.files import CLOSED, OPEN
from crawler.warc.messages import read_fields
from crawler.warc.record import unbracketed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# A record's header is some 800 bytes; one that is longer than this is none of ours.
_HEADER_BYTES = 65_536
_HEADER = re.compile(rb"WARC/1\.1\r\n(.*?\r\n)\r\n", re.DOTALL)
_OFFSET = re.compile(r"[0-9]{1,15}")
# A front page's logo is named by every visit: what was looked up last is kept.
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class _Original:
    """`what` says why there is none, and the other values are empty then."""

    what: str | None
    fields: Mapping[str, str]


class References:
    """Of the revisits of one file to the closed files of its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[tuple[str, int], _Original] = {}

    def problems(self, fields: Mapping[str, str]) -> Iterator[str]:
        """`fields`: those of a revisit record, by their names in lower case."""
        name = fields.get("warc-refers-to-filename")
        offset = fields.get("warc-refers-to-file-offset")
        if name is None or offset is None:
            return  # said already
        if not _OFFSET.fullmatch(offset):
            yield f"WARC-Refers-To-File-Offset {offset} is no number"
            return
        original = self._original(name, int(offset))
        if original.what:
            yield f"WARC-Refers-To: {original.what}"
            return
        place = f"the record at byte {offset} of {name}"
        yield from (f"{what} {place}" for what in _differences(fields, original.fields))

    def _original(self, name: str, offset: int) -> _Original:
        found = self._seen.get((name, offset))
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[name, offset] = _look_up(self._folder, name, offset)
        return found


def _look_up(folder: Path, name: str, offset: int) -> _Original:
    if "/" in name or "\0" in name or not name.endswith(CLOSED):
        return _Original(f"{name} is no name of a closed WARC file", {})
    path = folder / name
    try:
        with path.open("rb") as file:
            file.seek(offset)
            member = zlib.decompressobj(wbits=31)
            start = member.decompress(file.read(_HEADER_BYTES), _HEADER_BYTES)
    except FileNotFoundError:
        is_open = path.with_name(name.removesuffix(CLOSED) + OPEN).exists()
        return _Original(f"{name} is {'still being written' if is_open else 'missing'}", {})
    except OSError as error:
        return _Original(f"{name} cannot be read: {error.strerror or error}", {})
    except zlib.error:
        start = b""
    header = _HEADER.match(start)
    if header is None:
        return _Original(f"no record begins at byte {offset} of {name}", {})
    pairs = reversed(read_fields(header[1]))
    return _Original(None, {field.lower(): value for field, value in pairs})


def _differences(revisit: Mapping[str, str], original: Mapping[str, str]) -> Iterator[str]:
    if original.get("warc-type") != "response":
        yield "WARC-Refers-To names no response:"
    if _uri(revisit, "warc-refers-to") != _uri(original, "warc-record-id"):
        yield "WARC-Refers-To is not the id of"
    if _uri(revisit, "warc-refers-to-target-uri") != _uri(original, "warc-target-uri"):
        yield "WARC-Refers-To-Target-URI is not that of"
    stated = revisit.get("warc-refers-to-date")
    if stated != original.get("warc-date") or read_warc_date(stated) is None:
        yield "WARC-Refers-To-Date is not that of"
    if revisit.get("warc-payload-digest") != original.get("warc-payload-digest"):
        yield "WARC-Payload-Digest is not that of"


def _uri(fields: Mapping[str, str], name: str) -> str:
    return unbracketed(fields.get(name, ""))
