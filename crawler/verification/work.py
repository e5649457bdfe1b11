"""The work of a check in pieces, and one piece done: what a worker process is asked and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.verification.articles import ArticleFolder
from crawler.verification.captures import check_warc
from crawler.verification.captures_quick import check_index
from crawler.verification.findings import Findings
from crawler.verification.images import ImageFolder
from crawler.verification.inventory import inventory
from crawler.verification.ledger_copy import copy_writer, ledger_copy
from crawler.verification.ledger_reading import (
    LEDGER,
    SecondLook,
    copy_ledger,
    integrity_problems,
)
from crawler.verification.reading_place import ReadingPlace
from crawler.verification.runs import LATEST, RunFolder, check_latest

if TYPE_CHECKING:
    from crawler.verification.ledger_copy import LedgerCopy


class Kind(StrEnum):
    """The first is done alone, and finds out what the others are."""

    INVENTORY = "inventory"
    LEDGER = "ledger"
    WARC = "warc"
    ARTICLES = "articles"
    IMAGES = "images"
    RUN = "run"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Piece:
    """`place` is relative to the archive; `size` counts the bytes that there are to read."""

    kind: Kind
    place: str
    size: int


@dataclass(frozen=True, slots=True)
class Order:
    """`scratch` is a folder of the check's own, for the copy of the ledger and the reading places;
    `slot` is the worker's own of those.
    """

    archive: str
    scratch: str
    quick: bool
    piece: Piece
    slot: int = 0


@dataclass(slots=True)
class Done:
    findings: Findings = field(default_factory=Findings)
    pieces: list[Piece] = field(default_factory=list)


def do(order: Order) -> Done:
    archive, copy = Path(order.archive), Path(order.scratch, "ledger-copy.sqlite")
    done = Done()
    if order.piece.kind is Kind.INVENTORY:
        with copy_writer(copy) as writer:
            is_whole = copy_ledger(archive, writer, done.findings)
        with ledger_copy(copy) as ledger:
            done.pieces = _pieces(archive, ledger, done.findings)
        if is_whole:  # else its damage is named already
            done.pieces.append(Piece(Kind.LEDGER, LEDGER, (archive / LEDGER).stat().st_size))
        # The largest first, so that the last one holds up nobody for long.
        done.pieces.sort(key=lambda piece: -piece.size)
    else:
        with ledger_copy(copy) as ledger:
            _check(order, archive, ledger, done.findings)
    return done


def _pieces(archive: Path, ledger: LedgerCopy, findings: Findings) -> list[Piece]:
    found = inventory(archive, ledger, SecondLook(archive), findings)
    return [
        Piece(Kind.LATEST, LATEST, 0),
        *(Piece(Kind.WARC, place, size) for place, size in found.warcs.items()),
        *(Piece(Kind.ARTICLES, place, size) for place, size in found.article_folders.items()),
        *(Piece(Kind.IMAGES, place, size) for place, size in found.image_folders.items()),
        *(Piece(Kind.RUN, place, size) for place, size in found.runs.items()),
    ]


def _check(order: Order, archive: Path, ledger: LedgerCopy, findings: Findings) -> None:
    place, now = order.piece.place, SecondLook(archive)
    name = place.rpartition("/")[2]
    match order.piece.kind:
        case Kind.LEDGER:
            findings.add_all(LEDGER, integrity_problems(archive))
        case Kind.WARC if order.quick:
            check_index(archive / place, ledger.captures(name), findings)
        case Kind.WARC:
            report = ReadingPlace(Path(order.scratch), order.slot).report
            check_warc(archive / place, ledger.captures(name), findings, report=report)
        case Kind.ARTICLES:
            ArticleFolder(archive, place, now, findings).check(ledger.articles(place))
        case Kind.IMAGES:
            folder = ImageFolder(archive, place, now, findings, quick=order.quick)
            folder.check(ledger.images(place))
        case Kind.RUN:
            RunFolder(archive, name, ledger, now, findings).check()
        case Kind.LATEST:
            check_latest(archive, now, findings)
