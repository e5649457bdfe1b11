"""The zip file itself: entries that are hashed while they are written, and the two manifests.

Entries bear one given time and no owner, so that equal content gives equal bytes.
https://specs.webrecorder.net/wacz/1.1.1/ and https://pkware.cachefly.net/webdocs/APPNOTE/
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Any, BinaryIO, Self
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from types import TracebackType

WACZ_VERSION = "1.1.1"
DATAPACKAGE = "datapackage.json"
DATAPACKAGE_DIGEST = "datapackage-digest.json"
_MODE = 0o100644
_UNIX = 3
# Names of resources by the Frictionless specification.
_NOT_IN_NAMES = re.compile(r"[^a-z0-9._-]")


class Entry:
    def __init__(self, file: Any) -> None:
        self.size = 0
        self.hash = hashlib.sha256()
        self._file = file

    def write(self, part: bytes) -> None:
        self._file.write(part)
        self.hash.update(part)
        self.size += len(part)


class Package:
    """A context: the zip file is ended when the block ends well, and else left without an end."""

    def __init__(self, output: BinaryIO, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)
        self._zip = ZipFile(output, "w")
        self._resources: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            # A directory at the end would make half a package look like a whole one.
            self._zip.fp = None
        self._zip.close()

    @contextmanager
    def stored(self, path: str, size: int | None = None) -> Iterator[Entry]:
        """For what is compressed in itself: readers take any part of it by its place. `size` in
        bytes, where it is known.
        """
        with self._entry(path, ZIP_STORED, size) as entry:
            yield entry

    @contextmanager
    def deflated(self, path: str, size: int | None = None) -> Iterator[Entry]:
        with self._entry(path, ZIP_DEFLATED, size) as entry:
            yield entry

    def add_deflated(self, path: str, content: bytes) -> Entry:
        with self.deflated(path, len(content)) as entry:
            entry.write(content)
        return entry

    def add_manifest(self, statement: Mapping[str, str]) -> None:
        """datapackage.json with all entries so far, and the file that holds its hash."""
        resources = sorted(self._resources, key=lambda resource: str(resource["path"]))
        fixed = {"profile": "data-package", "wacz_version": WACZ_VERSION}
        manifest = _json({**fixed, **statement, "resources": resources})
        digest = f"sha256:{self.add_deflated(DATAPACKAGE, manifest).hash.hexdigest()}"
        self.add_deflated(DATAPACKAGE_DIGEST, _json({"path": DATAPACKAGE, "hash": digest}))

    @contextmanager
    def _entry(self, path: str, method: int, size: int | None) -> Iterator[Entry]:
        described = self._described(path, method)
        long_form = size is None or size > ZIP64_LIMIT
        if long_form:
            described.extra = self._time_field()
        with self._zip.open(described, "w", force_zip64=long_form) as file:
            entry = Entry(file)
            yield entry
        name = _NOT_IN_NAMES.sub("-", path.rpartition("/")[2].lower())
        digest = f"sha256:{entry.hash.hexdigest()}"
        self._resources.append({"name": name, "path": path, "hash": digest, "bytes": entry.size})

    def _described(self, path: str, method: int) -> ZipInfo:
        described = ZipInfo(path, self._moment.timetuple()[:6])
        described.compress_type = method
        described.external_attr = _MODE << 16
        described.create_system = _UNIX
        return described

    def _time_field(self) -> bytes:
        """Info-ZIP's field UT. The long form of an entry that turns out to be short adds a field
        to its own header only, and wabac.js expects none there if the directory has none.
        """
        return struct.pack("<2sHBl", b"UT", 5, 1, int(self._moment.timestamp()))


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
