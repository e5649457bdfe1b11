"""`scrapy export`: an archive, or what is new in it, in a form that others read.

Exit codes: 0; 2 for wrong usage, and where there is no archive; 5 where the output could not be
written or the archive is damaged; 75 while another export writes the same file. The last line on
standard error is `cursor: X`.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.arguments import check_pairs, check_setting_names
from crawler.commands.crawl_run import archive_folder
from crawler.commands.export_progress import shown_progress
from crawler.commands.setting_checks import check_settings
from crawler.commands.stderr import exit_with_usage, open_standard_files, tell
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError
from crawler.exports.formats import FORMATS
from crawler.exports.output import checked_output, open_output
from crawler.exports.source import DamagedError, Source
from crawler.ledger import Ledger, LedgerError, LedgerUnwritableError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from scrapy.settings import Settings

    from crawler.exports.formats import Format
    from crawler.exports.source import Exported

COMMAND = "export"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "--format FORMAT [--output FILE]"

    def short_desc(self) -> str:
        return "Write the archive in a form that others read"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.error = exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook
        group = parser.add_argument_group(title="Export")
        group.add_argument("--format", metavar="FORMAT", help=f"one of: {_known()}")
        group.add_argument(
            "--output",
            metavar="FILE",
            help="appears whole, or not at all, and takes the place of a file of that name;"
            " without it, or with -, standard output",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            check_pairs("-s", opts.set, COMMAND)
            names = (pair.partition("=")[0] for pair in opts.set)
            check_setting_names(names, frozenset(self._settings), COMMAND)
            super().process_options(args, opts)
        except (RefusalError, OSError) as error:  # OSError: of --pidfile
            raise UsageError(str(error)) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        logging.captureWarnings(capture=True)
        # Before the export begins and while it goes on, a signal ends it by SystemExit.
        StopSignals().install()
        try:
            self.exitcode = self._export(args, opts)
        except RefusalError as refusal:
            self.exitcode = refusal.exit_code
            tell(str(refusal))
        except (LedgerError, LedgerUnwritableError, DamagedError) as error:
            self.exitcode = ExitCode.OUTPUT
            tell(f"presskeep: {getattr(error, 'strerror', error)}")
        except OSError as error:
            self.exitcode = ExitCode.OUTPUT
            output = opts.output or "standard output"
            tell(f"presskeep: {output} could not be written: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001 - the edge: whatever it was, exit 1
            self.exitcode = ExitCode.BUG
            tell(f"presskeep: a bug: {type(error).__name__}: {error}")
            traceback.print_exc()

    @property
    def _settings(self) -> Settings:
        if self.settings is None:
            raise RuntimeError("scrapy.cmdline gives every command its settings")
        return self.settings

    def _export(self, args: list[str], opts: argparse.Namespace) -> ExitCode:
        if args:
            raise _usage(f"unexpected: {' '.join(args)}")
        chosen = _format(opts.format)
        check_settings(self._settings, COMMAND)
        archive = archive_folder(self._settings)
        ledger = _ledger_path(archive)
        path = checked_output(opts.output, is_text=chosen.is_text)
        open_standard_files()
        exported = _written(chosen, archive, ledger, path)
        if exported.left_out:
            tell(f"presskeep: {exported.left_out} left out; the first: {exported.first_left_out}")
        tell(f"cursor: {exported.cursor}")
        return ExitCode.OK


def _written(chosen: Format, archive: Path, ledger: Path, path: Path | None) -> Exported:
    scratch = path.parent if path else None
    with (
        Ledger.open_to_read(ledger) as opened,
        shown_progress() as progress,
        open_output(path) as output,
    ):
        source = Source(archive=archive, ledger=opened, scratch=scratch, progress=progress)
        return chosen.export(source, output)


def _format(name: str | None) -> Format:
    if name is None:
        raise _usage(f"which format? --format FORMAT, one of: {_known()}")
    if name not in FORMATS:
        raise _usage(f"no format {name!r}; known: {_known()}")
    return FORMATS[name]


def _ledger_path(archive: Path) -> Path:
    ledger = archive / "ledger.sqlite"
    if not ledger.exists():
        raise _usage(f"{archive} is no archive: there is no {ledger.name}")
    return ledger


def _known() -> str:
    return ", ".join(sorted(FORMATS))


def _usage(message: str) -> RefusalError:
    return RefusalError(ExitCode.USAGE, f"scrapy {COMMAND}: {message}")
