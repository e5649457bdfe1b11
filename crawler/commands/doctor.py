"""`scrapy doctor FILE`: each seed of a list looked at once, and nothing stored.

What it is and what it offers, what robots.txt says, what would be fetched; seeds that are one. With
the pauses of a crawl. Exit codes as of a crawl: 0, 2, 3, 4.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands.folders import project_folder
from crawler.commands.setting_checks import check_settings
from crawler.commands.stderr import exit_with_usage, open_standard_files, show, tell
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from crawler.seeds import Seed

COMMAND = "doctor"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--json] FILE-or-URL"

    def short_desc(self) -> str:
        return "Look at each seed of a list once, and say what would be fetched; store nothing"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.error = exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        logging.captureWarnings(capture=True)
        open_standard_files()
        StopSignals().install()  # an end without a traceback
        try:
            self.exitcode = self._examine(self._seeds(args), as_json=opts.json)
        except RefusalError as refusal:
            self.exitcode = refusal.exit_code
            tell(str(refusal))

    def _seeds(self, args: list[str]) -> list[Seed]:
        if len(args) != 1:
            raise RefusalError(ExitCode.USAGE, f"scrapy {COMMAND}: give one seed list, or one URL")
        assert self.settings is not None  # noqa: S101 - scrapy.cmdline gives every command its own
        check_settings(self.settings, COMMAND)
        # Here, as every start of Scrapy imports this module.
        from crawler.launch.seed_source import seeds_named  # noqa: PLC0415

        return seeds_named(args[0], project_folder(self.settings), COMMAND)

    def _examine(self, seeds: Sequence[Seed], *, as_json: bool) -> ExitCode:
        from crawler.doctor.text import seed_lines  # noqa: PLC0415 - as above
        from crawler.doctor.visit import examine, notices_of  # noqa: PLC0415

        assert self.settings is not None  # noqa: S101 - as above
        noticed = list(notices_of(self.settings))

        def tell_of(found: Mapping[str, Any]) -> None:
            if not as_json:
                show("".join(f"{line}\n" for line in seed_lines(found)))

        found = examine(seeds, self.settings, tell_of)
        problems = sum(each["problem"] is not None for each in found)
        if as_json:
            content = {"seeds": found, "notices": noticed}
            show(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
        else:
            show("".join(f"{line}\n" for line in (*noticed, _summary(len(found), problems))))
        if not problems:
            return ExitCode.OK
        return ExitCode.NO_SEED_READ if problems == len(found) else ExitCode.SOME_SEEDS_UNREAD


def _summary(seeds: int, problems: int) -> str:
    noun = "seed" if seeds == 1 else "seeds"
    return f"{seeds} {noun}, {problems} of them cannot be read" if problems else f"{seeds} {noun}"
