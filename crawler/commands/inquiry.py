"""What the commands that only look at an archive have in common: no lock, nothing written.

Exit codes: 0; 1 where the archive does not know what was asked for; 2 for wrong usage, and where
there is no archive; 5 where the ledger cannot be read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from crawler.commands.folders import archive_folder
from crawler.commands.stderr import exit_with_usage, open_standard_files, show, tell
from crawler.commands.stop_signals import StopSignals
from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from scrapy.settings import Settings

    from crawler.ledger import Ledger

NOT_KNOWN = 1


class Inquiry:
    """A command gives `answer`, an object, and `lines` of it for people.

    No command itself, as Scrapy would list it as one: to be mixed into one, before ScrapyCommand.
    """

    requires_project = True
    requires_crawler_process = False
    NAME: ClassVar[str]
    settings: Settings | None
    exitcode: int

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)  # type: ignore[misc]  # ScrapyCommand's
        parser.error = exit_with_usage  # type: ignore[method-assign]  # argparse has no other hook
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        open_standard_files()
        StopSignals().install()  # an end without a traceback
        # Here, as every start of Scrapy imports this module.
        from crawler.ledger import Ledger, LedgerError  # noqa: PLC0415

        try:
            archive = self._archive()
            with Ledger.open_to_read(archive / "ledger.sqlite") as ledger:
                found = self.answer(args, opts, archive, ledger)
            self.exitcode = NOT_KNOWN if found.get("known") is False else ExitCode.OK
            show(_json(found) if opts.json else _text(self.lines(found)))
        except RefusalError as refusal:
            self.exitcode = refusal.exit_code
            tell(str(refusal))
        except (LedgerError, OSError) as error:
            self.exitcode = ExitCode.OUTPUT
            tell(f"presskeep: {error}")

    def answer(
        self, args: list[str], opts: argparse.Namespace, archive: Path, ledger: Ledger
    ) -> dict[str, Any]:
        raise NotImplementedError

    def lines(self, found: dict[str, Any]) -> Iterable[str]:
        raise NotImplementedError

    def refused(self, message: str) -> RefusalError:
        return RefusalError(ExitCode.USAGE, f"scrapy {self.NAME}: {message}")

    def _archive(self) -> Path:
        if self.settings is None:
            raise RuntimeError("scrapy.cmdline gives every command its settings")
        archive = archive_folder(self.settings)
        if not (archive / "ledger.sqlite").exists():
            raise self.refused(f"{archive} is no archive: there is no ledger.sqlite")
        return archive


def _json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
