"""`scrapy crawl`, in place of Scrapy's own: checked, locked, quiet, and honest in its exit code.

In this order: arguments, settings and seed list are checked (exit 2); the archive is locked (75)
and found writable (5); the run gets its folder, its log and its settings RUN_ID, RUN_FOLDER
and RUN_STARTED; then Scrapy crawls. Exit codes: crawler/exit_codes.py.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from crawler.commands.arguments import (
    check_arguments,
    check_pairs,
    check_setting_names,
    spider_name,
)
from crawler.commands.folders import project_folder
from crawler.commands.setting_checks import check_settings
from crawler.commands.stderr import exit_with_usage, open_standard_files, tell
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    import argparse

    from scrapy.settings import Settings


class Command(BaseRunSpiderCommand):
    requires_project = True
    # Made by us: it sets up logging, and the checks and the lock come before that.
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <spider>"

    def short_desc(self) -> str:
        return "Run a spider: from a seed list to the archive"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        # argparse prints the whole usage above an error; what cron mails shall be the error.
        parser.error = exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        known = frozenset(self._settings)
        try:
            check_pairs("-a", opts.spargs)
            check_pairs("-s", opts.set)
            check_setting_names((pair.partition("=")[0] for pair in opts.set), known)
            super().process_options(args, opts)
        except (RefusalError, OSError) as error:  # OSError: of --pidfile
            raise UsageError(str(error)) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy looks through the stack when this is imported, and reads the source of each frame:
        # 0.3 s from deep within the imports below.
        import scrapy.core.downloader.contextfactory  # noqa: F401, PLC0415

        # Here, as every start of Scrapy imports this module.
        from crawler.launch.run import run_crawl, write_crash  # noqa: PLC0415

        open_standard_files()
        signals = StopSignals()
        signals.install()
        # Until the run has its log they are dropped: they are no reason for a mail from cron.
        logging.captureWarnings(capture=True)
        try:
            spider, arguments = self._checked(args, opts)
            self.exitcode = run_crawl(spider, arguments, self._settings, signals)
        except RefusalError as refusal:
            self.exitcode = refusal.exit_code
            tell(str(refusal))
        except Exception as error:  # noqa: BLE001 - the edge: whatever it was, two lines and exit 1
            self.exitcode = ExitCode.BUG
            tell(f"presskeep: a bug: {type(error).__name__}: {error}")
            tell(f"log: {write_crash(self._settings, error)}")

    @property
    def _settings(self) -> Settings:
        if self.settings is None:
            raise RuntimeError("scrapy.cmdline gives every command its settings")
        return self.settings

    def _checked(self, args: list[str], opts: argparse.Namespace) -> tuple[str, dict[str, str]]:
        """The spider's name and its arguments. Raises RefusalError with USAGE."""
        from crawler.launch import seed_source  # noqa: PLC0415 - as above
        from crawler.launch.warc_input import checked_input  # noqa: PLC0415

        check_settings(self._settings)
        spiders = get_spider_loader(self._settings)
        name = spider_name(args, spiders.list())
        declared = getattr(spiders.load(name), "ARGUMENTS", None)
        check_arguments(name, opts.spargs, declared)
        if declared and "seeds" in declared:
            if opts.spargs.get("seeds") == seed_source.DEMO:
                self._settings.update(seed_source.DEMO_SETTINGS, priority="spider")
            return name, seed_source.checked_seed_arguments(
                opts.spargs, project_folder(self._settings)
            )
        if declared and "input" in declared:
            return name, checked_input(opts.spargs, project_folder(self._settings))
        return name, opts.spargs
