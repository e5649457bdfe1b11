"""One run on one archive: locked, with a folder and a log of its own, its end told to the user."""

from __future__ import annotations

import os
import traceback
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.archive_folder import Run, begin_run, locked, not_writable
from crawler.commands.folders import archive_folder
from crawler.commands.stderr import stderr_into, user_stderr
from crawler.commands.summary import figures_of, summary
from crawler.exit_codes import ExitCode, RefusalError, exit_code, outcome_of
from crawler.launch.process import crawl
from crawler.launch.seed_source import seed_statement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TextIO

    from scrapy.settings import Settings

    from crawler.commands.stop_signals import StopSignals

LOG_NAME = "crawl.log"


def run_crawl(
    spider: str, arguments: Mapping[str, str], settings: Settings, signals: StopSignals
) -> ExitCode:
    """Raises RefusalError with LOCKED or OUTPUT."""
    archive, now = archive_folder(settings), datetime.now(UTC)
    with ExitStack() as stack:
        stack.enter_context(locked(archive, now))
        _tell_settings(settings, archive, begin_run(archive, now))
        settings.set("RUN_SEEDS", seed_statement(arguments), priority="cmdline")
        user = _kept_stderr(stack, settings)
        settings.set("STDERR_FD", user.fileno(), priority="cmdline")
        signals.terminal = user.fileno() if user.isatty() else None
        stats = crawl(spider, arguments, settings, signals)
        code = exit_code(outcome_of(stats))
        _tell(user, _summary(stats, code, settings, terminal=user.isatty()))
    return code


def write_crash(settings: Settings, error: Exception) -> str:
    """Where the traceback went: the run's log; or, failing that, the traceback itself."""
    text = "".join(traceback.format_exception(error))
    try:
        log = settings.get("LOG_FILE") or _log_of_new_run(settings)
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(text)
    except (OSError, RefusalError):
        return text
    return str(log)


def _log_of_new_run(settings: Settings) -> Path:
    archive = archive_folder(settings)
    archive.mkdir(parents=True, exist_ok=True)
    return begin_run(archive, datetime.now(UTC)).folder / LOG_NAME


def _tell(user: TextIO, text: str) -> None:
    with suppress(OSError):  # nobody reads it any more: no reason for another exit code
        os.write(user.fileno(), text.encode("utf-8", "replace"))


def _tell_settings(settings: Settings, archive: Path, run: Run) -> None:
    ours = {
        "ARCHIVE_DIR": str(archive),
        "RUN_ID": run.id,
        "RUN_FOLDER": str(run.folder),
        "RUN_STARTED": run.started,
    }
    if not settings.getpriority("LOG_FILE") and settings.getbool("LOG_ENABLED"):
        ours["LOG_FILE"] = str(run.folder / LOG_NAME)
    settings.update(ours, priority="cmdline")


def _kept_stderr(stack: ExitStack, settings: Settings) -> TextIO:
    """The user's standard error; what others write to it goes into the log, with --nolog nowhere.

    Nothing is moved where the user wants the log on the terminal (-s LOG_FILE=).
    """
    log = settings.get("LOG_FILE")
    if not log and settings.getbool("LOG_ENABLED"):
        return stack.enter_context(user_stderr())
    try:
        return stack.enter_context(stderr_into(Path(log or os.devnull)))
    except OSError as error:
        raise not_writable(Path(log), error) from error


def _summary(
    stats: Mapping[str, Any], code: ExitCode, settings: Settings, *, terminal: bool
) -> str:
    return summary(
        figures_of(stats),
        code,
        archive=settings["ARCHIVE_DIR"],
        log=settings.get("LOG_FILE"),
        terminal=terminal,
    )
