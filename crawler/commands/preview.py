"""`scrapy preview URL-or-file`: what reading makes of one page, and where each field came from.

Stores nothing. Exit codes: 0, also for a page that is no article; 2 for wrong usage; 4 where the
page could not be read.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands.setting_checks import check_settings
from crawler.commands.stderr import exit_with_usage, open_standard_files, show, tell
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    import argparse

    from crawler.preview.source import Looked
    from crawler.preview.text import Preview

COMMAND = "preview"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--url URL] [--json | --golden] URL-or-file"

    def short_desc(self) -> str:
        return "Show what is read from one page, and where each field came from; store nothing"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.error = exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook
        group = parser.add_argument_group(title="Preview")
        group.add_argument("--url", metavar="URL", help="the address of a page that is a file")
        group.add_argument("--json", action="store_true", help="for programs: one JSON object")
        group.add_argument(
            "--golden",
            action="store_true",
            help="write that object beside the file, with the ending .json",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        logging.captureWarnings(capture=True)
        open_standard_files()
        StopSignals().install()  # an end without a traceback
        try:
            self.exitcode = self._preview(args, opts)
        except RefusalError as refusal:
            self.exitcode = refusal.exit_code
            tell(str(refusal))

    def _preview(self, args: list[str], opts: argparse.Namespace) -> ExitCode:
        if len(args) != 1:
            raise RefusalError(ExitCode.USAGE, f"scrapy {COMMAND}: one URL or one file is needed")
        if self.settings is None:
            raise RuntimeError("scrapy.cmdline gives every command its settings")
        check_settings(self.settings, COMMAND)
        # Here, as every start of Scrapy imports this module.
        from crawler.preview.source import looked_at  # noqa: PLC0415
        from crawler.preview.text import preview_json, preview_lines  # noqa: PLC0415

        preview = previewed(looked_at(args[0], opts.url, self.settings))
        if opts.golden:
            _write_golden(args[0], preview_json(preview))
        elif opts.json:
            show(preview_json(preview))
        else:
            show("".join(f"{line}\n" for line in preview_lines(preview)))
        return ExitCode.OK


def previewed(looked: Looked) -> Preview:
    from crawler.extraction.blocks import text_blocks  # noqa: PLC0415
    from crawler.extraction.origins import origins  # noqa: PLC0415
    from crawler.extraction.parse import parse_page  # noqa: PLC0415
    from crawler.extraction.sources import read_sources  # noqa: PLC0415
    from crawler.preview.text import Preview  # noqa: PLC0415 - as above
    from crawler.workers.reading import read  # noqa: PLC0415

    answer = looked.answer
    reading = read(answer)
    if reading.page is None:
        return Preview(looked.hops, reading, {})
    parsed = parse_page(answer.body, answer.content_type)
    sources = read_sources(parsed, answer.url, answer.headers)
    found = origins(sources, reading.page, text_blocks(parsed.tree))
    return Preview(looked.hops, reading, found)


def _write_golden(source: str, text: str) -> None:
    path = Path(source)
    if not path.is_file():
        raise RefusalError(ExitCode.USAGE, f"scrapy {COMMAND}: --golden needs a file")
    path.with_suffix(".json").write_text(text, encoding="utf-8")
