"""An export from the archive to its output, and what the user is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.exit_codes import ExitCode
from crawler.exports.order import usage
from crawler.exports.output import checked_output, open_output
from crawler.exports.progress import shown_progress
from crawler.exports.source import DamagedError, Source
from crawler.ledger import Ledger, LedgerError, LedgerUnwritableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.exports.formats import Export
    from crawler.exports.order import Order
    from crawler.exports.source import Exported


def export(
    order: Order,
    archive: Path,
    *,
    tell: Callable[[str], None],
    open_standard_files: Callable[[], None],
) -> ExitCode:
    """Raises RefusalError. `open_standard_files` is called once it is clear that there is one to
    write to; `tell` gets lines for the user.
    """
    try:
        exported = _exported(order, archive, open_standard_files)
    except (LedgerError, LedgerUnwritableError, DamagedError) as error:
        tell(f"presskeep: {getattr(error, 'strerror', error)}")
        return ExitCode.OUTPUT
    except BrokenPipeError:  # `scrapy export … | head`: who reads has enough, and needs no message
        return ExitCode.OUTPUT
    except OSError as error:
        output = order.output or "standard output"
        tell(f"presskeep: {output} could not be written: {error.strerror or error}")
        return ExitCode.OUTPUT
    if exported.left_out:
        tell(f"presskeep: {exported.left_out} left out; the first: {exported.first_left_out}")
    tell(f"cursor: {exported.cursor}")
    return ExitCode.OK


def _exported(order: Order, archive: Path, open_standard_files: Callable[[], None]) -> Exported:
    ledger = archive / "ledger.sqlite"
    if not ledger.exists():
        raise usage(f"{archive} is no archive: there is no {ledger.name}")
    made_by = order.format.load()
    path = checked_output(order.output, is_text=order.format.is_text)
    open_standard_files()
    with Ledger.open_to_read(ledger) as opened:
        _check_cursor(order.since, opened.articles.in_place_up_to())
        return _written(made_by, order, opened, archive, path)


def _written(
    made_by: Export, order: Order, ledger: Ledger, archive: Path, path: Path | None
) -> Exported:
    with shown_progress() as progress, open_output(path) as output:
        source = Source(
            archive=archive,
            ledger=ledger,
            scratch=path.parent if path else None,
            progress=progress,
            since=order.since,
            selection=order.selection,
        )
        return made_by(source, output)


def _check_cursor(since: int, last: int) -> None:
    if since > last:
        raise usage(
            f"--since {since}: the last article of this archive has the number {last};"
            " if its ledger was made again, begin without --since"
        )
