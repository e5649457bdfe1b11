"""`scrapy verify`: whether everything in the archive agrees with everything else.

Exit codes: 0 all agrees, 1 problems were found, 2 wrong usage or no archive, 130 and 143 after a
signal. It takes no lock and changes nothing, so it may run beside a crawl.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from scrapy.commands import ScrapyCommand

from crawler.commands.folders import archive_folder
from crawler.commands.stderr import open_standard_files
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError
from crawler.printable import one_line

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--quick]"

    def short_desc(self) -> str:
        return "Check every file, digest and ledger row of the archive against each other"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--quick",
            action="store_true",
            help="do not read WARC files and images: look at their indexes and names only",
        )
        parser.error = _exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        open_standard_files()
        StopSignals().install()  # until the check has its own: an end without a traceback
        if args:
            _exit_with_usage(f"scrapy verify: unexpected: {' '.join(args)}")
        if self.settings is None:
            raise RuntimeError("scrapy.cmdline gives every command its settings")
        # Here, as every start of Scrapy imports this module.
        from crawler.verification.command import verify  # noqa: PLC0415

        try:
            display = self.settings.get("PROGRESS") != "off"
            archive = archive_folder(self.settings)
            self.exitcode = verify(archive, quick=opts.quick, display=display)
        except RefusalError as refusal:
            self.exitcode = refusal.exit_code
            _tell(str(refusal))


def _exit_with_usage(message: str) -> NoReturn:
    _tell(message)
    sys.exit(ExitCode.USAGE)


def _tell(line: str) -> None:
    if sys.stderr is not None:  # it is closed under some supervisors
        sys.stderr.write(f"{one_line(line)}\n")
