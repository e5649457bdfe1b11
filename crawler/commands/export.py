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
from crawler.commands.export_options import add_options
from crawler.commands.folders import archive_folder
from crawler.commands.setting_checks import check_settings
from crawler.commands.stderr import exit_with_usage, open_standard_files, tell
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    import argparse

    from scrapy.settings import Settings

COMMAND = "export"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "--format FORMAT [--output FILE] [--since CURSOR] [filters]"

    def short_desc(self) -> str:
        return "Write the archive in a form that others read"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.error = exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook
        add_options(parser)

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
            unexpected = f"scrapy {COMMAND}: unexpected: {' '.join(args)}"
            raise RefusalError(ExitCode.USAGE, unexpected)
        # Here, as every start of Scrapy imports this module.
        from crawler.exports.command import export  # noqa: PLC0415
        from crawler.exports.order import order_of  # noqa: PLC0415

        order = order_of(opts)
        check_settings(self._settings, COMMAND)
        archive = archive_folder(self._settings)
        return export(order, archive, tell=tell, open_standard_files=open_standard_files)
