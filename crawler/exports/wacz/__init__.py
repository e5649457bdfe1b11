"""A WACZ: captures, index and pages of an archive in one zip file, which replays in a browser.

The WARC files that are closed when it begins, as they are, and no lock: a run that goes on adds
files and changes none. Of a part of the archive those that its pages' captures stand in. https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO

from crawler.exit_codes import ExitCode, RefusalError
from crawler.exports.source import DamagedError
from crawler.exports.wacz.index import DATA_NAME, HEADER, blocks_of, merged_index
from crawler.exports.wacz.package import Package
from crawler.exports.wacz.pages import Pages
from crawler.warc.files import CLOSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from crawler.exports.source import Exported, Source
    from crawler.exports.wacz.package import Entry
    from crawler.ledger import Ledger

_CHUNK_BYTES = 1 << 20


def export_wacz(source: Source, output: BinaryIO) -> Exported:
    """What may be damaged is read first: gigabytes are copied only when all else is there."""
    up_to = source.ledger.articles.in_place_up_to()
    warcs = _closed_warcs(source.archive)
    moment = _newest_moment(source.ledger)
    pages = Pages(source, [warc.name for warc in warcs])
    with Package(output, moment) as package:
        with package.deflated("pages/pages.jsonl") as entry:
            for line in pages.lines(up_to):
                entry.write(line)
        if source.is_in_part:
            warcs = [warc for warc in warcs if warc.name in pages.warcs]
        _add_index(package, warcs, source)
        _add_warcs(package, warcs, source)
        package.add_manifest(_statement(pages, moment))
    return pages.exported


def _closed_warcs(archive: Path) -> list[Path]:
    warcs = sorted((archive / "warc").glob(f"*{CLOSED}"))
    if not warcs:
        message = f"scrapy export: {archive}: there is no closed WARC file yet"
        raise RefusalError(ExitCode.USAGE, message)
    return warcs


def _newest_moment(ledger: Ledger) -> datetime:
    """When the newest run ended, or began if it goes on: the same for the same archive."""
    runs = ledger.runs.latest(1)
    if not runs:
        raise DamagedError("the ledger knows of no run, but there are WARC files")
    return (runs[0].ended_at or runs[0].started_at).replace(microsecond=0)


def _add_index(package: Package, warcs: Sequence[Path], source: Source) -> None:
    lines = [HEADER]  # a hundred bytes for a thousand captures
    with package.stored(f"indexes/{DATA_NAME}") as entry:
        for block in blocks_of(merged_index(warcs, source.scratch)):
            lines.append(block.list_line(entry.size))
            entry.write(block.member)
    package.add_deflated("indexes/index.idx", b"".join(lines))


def _add_warcs(package: Package, warcs: Sequence[Path], source: Source) -> None:
    sizes = [_size(warc) for warc in warcs]
    done, total = 0, sum(sizes)
    for warc, size in zip(warcs, sizes, strict=True):
        with package.stored(f"archive/{warc.name}", size) as entry:
            for part in _parts(warc):
                entry.write(part)
                source.progress("captures", done + entry.size, total)
        done += size
        _check_size(warc, size, entry)


def _size(warc: Path) -> int:
    try:
        return warc.stat().st_size
    except OSError as error:
        raise DamagedError(f"{warc}: {error.strerror or error}") from error


def _check_size(warc: Path, size: int, entry: Entry) -> None:
    if entry.size != size:
        raise DamagedError(f"{warc}: it changed while it was read")


def _parts(warc: Path) -> Iterator[bytes]:
    """Raises DamagedError for what cannot be read: an OSError is the output's."""
    try:
        with warc.open("rb") as file:
            while part := file.read(_CHUNK_BYTES):
                yield part
    except OSError as error:
        raise DamagedError(f"{warc}: {error.strerror or error}") from error


def _statement(pages: Pages, moment: datetime) -> dict[str, str]:
    """What datapackage.json says of the whole; titles are all that most readers show."""
    days = ""
    if pages.first and pages.last:
        days = f", {pages.first:%Y-%m-%d} to {pages.last:%Y-%m-%d}"
    articles = "1 article version" if pages.count == 1 else f"{pages.count} article versions"
    return {
        "title": f"News archive{days}",
        "description": f"{articles}, and all captures that led to them.",
        "created": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "software": f"Presskeep/{version('presskeep')}",
    }
