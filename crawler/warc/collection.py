"""Several WARC files, anyone's, as one archive: read in order, revisits with their payloads.

A first look at all of them (`survey`) finds what an exchange needs and what stands elsewhere: a
page's images, a revisit's original, what a run remarked of a capture. It is kept in a database of
SQLite's own that vanishes with the process, as a year of captures is more than memory holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.statuses import MAX_IMAGE_REDIRECTS
from crawler.warc.exchange import PART_ROLES
from crawler.warc.fields import read_warc_fields
from crawler.warc.groups import groups
from crawler.warc.index import CollectionIndex, Place
from crawler.warc.lookup import CaptureMissingError, read_answer
from crawler.warc.reader import exchange_of
from crawler.warc.remarks import read_remark
from crawler.warc.stream import RawRecord, TornWarcError, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from crawler.warc.reader import ReadExchange
    from crawler.warc.remarks import Remark
    from crawler.warc.revisits import Reference


# Before the first record of the first file.
_ANYWHERE = (-1, -1)


@dataclass(frozen=True, slots=True)
class Torn:
    """A file that could not be read to its end, or not at all, and why."""

    path: Path
    why: str
    is_read_in_part: bool


class Collection:
    """`torn` is complete after the survey; `statements` are the files' warcinfo fields by path.

    `block_limit` says from them how large a record of that file may be, `is_decided` whether
    something comes of an exchange for its URL.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        block_limit: Callable[[Mapping[str, str]], int],
        is_decided: Callable[[ReadExchange, Mapping[str, str]], bool],
    ) -> None:
        self.paths = tuple(paths)
        self.torn: list[Torn] = []
        self.statements: dict[Path, Mapping[str, str]] = {}
        self._block_limit = block_limit
        self._is_decided = is_decided
        self._index = CollectionIndex()
        self._by_name: dict[str, int] = {}
        for number, path in enumerate(self.paths):
            self._by_name.setdefault(path.name, number)
        folders = sorted({path.parent for path in self.paths})
        self._folders = {folder: number for number, folder in enumerate(folders)}

    def survey(self) -> Iterator[None]:
        """To be gone through before anything is asked for; yields now and then, to let others run.

        A file that cannot be read ends where it is torn; the others are read all the same.
        """
        for number, path in enumerate(self.paths):
            try:
                self.statements[path] = _statement(path)
                yield from self._survey_file(number, path)
            except TornWarcError as error:
                self.torn.append(Torn(path, str(error), is_read_in_part=error.offset > 0))
            except OSError as error:
                self.torn.append(Torn(path, str(error), is_read_in_part=False))
        self._index.finish()

    def exchanges(self, path: Path) -> Iterator[ReadExchange]:
        """Ends where the file is torn: `torn` has told of that."""
        try:
            for group in self._groups(path):
                exchange = exchange_of(path.name, group)
                if exchange is not None:
                    yield exchange
        except (TornWarcError, OSError):
            return

    def resolved(self, exchange: ReadExchange, path: Path) -> ReadExchange:
        """A revisit with the payload of its original. Raises CaptureMissingError."""
        reference = exchange.refers_to
        if reference is None or reference.is_not_modified:
            return exchange
        for place in self._places_of(reference, exchange.ref.payload_digest):
            original = self._read(place)
            if original is not None and original.refers_to is None:
                return exchange.with_payload_of(original)
        return exchange.with_payload_of(_beside(path, reference))

    def remark(self, exchange: ReadExchange, path: Path) -> Remark | None:
        """The last one on this capture, of a file beside its own."""
        return self._index.remark(exchange.ref.record_id, self._folders[path.parent])

    def reaches_an_end(self, url: str) -> bool:
        """Whether somebody went on to that URL, over whatever redirects, until one was decided."""
        ways, seen = [url], {url}
        while ways:
            for location in self._index.decided_of(ways.pop()):
                if location is None:
                    return True
                if location not in seen:
                    seen.add(location)
                    ways.append(location)
        return False

    def statement_of(self, warc: str) -> Mapping[str, str]:
        """Of the file with that name."""
        number = self._by_name.get(warc)
        return {} if number is None else self.statements.get(self.paths[number], {})

    def image(self, url: str, beside: str) -> ReadExchange | None:
        """The first whole success that the URL led to, in the folder of the file `beside`."""
        folder = self._folders[self.paths[self._by_name[beside]].parent]
        return self._success(url, folder, _ANYWHERE, MAX_IMAGE_REDIRECTS, set())

    def page(self, url: str, beside: str, offset: int) -> ReadExchange | None:
        """The first whole success after that place, to which the URL led in its folder; else, in
        other people's captures, the first one of all.
        """
        number = self._by_name[beside]
        folder = self._folders[self.paths[number].parent]
        later = self._success(url, folder, (number, offset), MAX_IMAGE_REDIRECTS, set())
        return later or self._success(url, folder, _ANYWHERE, MAX_IMAGE_REDIRECTS, set())

    def close(self) -> None:
        self._index.close()

    def _survey_file(self, number: int, path: Path) -> Iterator[None]:
        folder = self._folders[path.parent]
        for group in self._groups(path):
            for record in group:
                if (remark := read_remark(record)) is not None:
                    self._index.add_remark(folder, remark)
            exchange = exchange_of(path.name, group)
            if exchange is not None:
                role = exchange.provenance.role
                may_be_part = role is None or role in PART_ROLES
                is_decided = self._is_decided(exchange, self.statements[path])
                self._index.add(
                    number, folder, exchange, may_be_part=may_be_part, is_decided=is_decided
                )
            yield

    def _groups(self, path: Path) -> Iterator[list[RawRecord]]:
        limit = self._block_limit(self.statements.get(path, {}))
        return groups(read_records(path, max_block_bytes=limit), limit)

    def _success(
        self, url: str, folder: int, after: tuple[int, int], redirects: int, tried: set[str]
    ) -> ReadExchange | None:
        """Each answer is tried: the first redirect may have led to a failure, a later one not."""
        tried.add(url)
        for place in self._index.parts(url, folder):
            if (place.file, place.offset) <= after:
                continue
            if place.location is None:
                found = self._whole(place)
            elif redirects and place.location not in tried:
                found = self._success(place.location, folder, after, redirects - 1, tried)
            else:
                continue
            if found is not None:
                return found
        return None

    def _whole(self, place: Place) -> ReadExchange | None:
        found = self._read(place)
        try:
            return found and self.resolved(found, self.paths[place.file])
        except CaptureMissingError:
            return None

    def _places_of(self, reference: Reference, payload_digest: str | None) -> Iterator[Place]:
        number = self._by_name.get(reference.warc or "")
        if number is not None and reference.offset is not None and reference.record_id:
            yield Place(number, reference.offset, reference.record_id)
        yield from self._index.originals(reference, payload_digest)

    def _read(self, place: Place) -> ReadExchange | None:
        path = self.paths[place.file]
        try:
            return read_answer(path.parent, path.name, place.offset, place.record_id)
        except CaptureMissingError:
            return None


def _statement(path: Path) -> Mapping[str, str]:
    """What the file says of itself, in its first record."""
    first = next(read_records(path), None)
    if first is None or first.type != "warcinfo":
        return {}
    return read_warc_fields(first.block or b"")


def _beside(path: Path, reference: Reference) -> ReadExchange:
    """In a file that is not of the collection, but where the revisit says."""
    if reference.warc is None or reference.offset is None or "/" in reference.warc:
        raise CaptureMissingError(f"{reference.url}: its original is in none of the files")
    return read_answer(path.parent, reference.warc, reference.offset, reference.record_id or "")
