"""A WACZ read as replay tools read it: by the zip's directory, the list of blocks, and places."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Capture:
    """A line of the index."""

    key: str
    timestamp: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Wacz:
    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        with ZipFile(self.path) as opened:
            assert opened.testzip() is None
            return {name: opened.read(name) for name in opened.namelist()}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads(self.files["datapackage.json"])
        return manifest

    @cached_property
    def page_lines(self) -> list[dict[str, Any]]:
        lines = self.files["pages/pages.jsonl"].decode().removesuffix("\n").split("\n")
        return [json.loads(line) for line in lines]

    @property
    def pages(self) -> list[dict[str, Any]]:
        return self.page_lines[1:]

    @cached_property
    def captures(self) -> list[Capture]:
        return list(self._captures())

    def member(self, capture: Capture) -> bytes:
        """The gzip member that the index says the capture is."""
        offset, length = int(capture.fields["offset"]), int(capture.fields["length"])
        return self.files[f"archive/{capture.fields['filename']}"][offset : offset + length]

    def _captures(self) -> Iterator[Capture]:
        header, *blocks = self.files["indexes/index.idx"].decode().splitlines()
        assert header == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
        for block in blocks:
            first, _, place = block.partition(" {")
            where = json.loads("{" + place)
            end = where["offset"] + where["length"]
            packed = self.files["indexes/index.cdx.gz"][where["offset"] : end]
            lines = gzip.decompress(packed).decode().splitlines()
            assert lines[0].startswith(f"{first} ")
            yield from map(_capture, lines)


def _capture(line: str) -> Capture:
    key, timestamp, fields = line.split(" ", 2)
    return Capture(key, timestamp, json.loads(fields))
