"""What `scrapy preview` is given → the answer to look at: a file, or one real request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.discovery import Role, UrlError, clean_url
from crawler.exit_codes import ExitCode, RefusalError
from crawler.statuses import OK
from crawler.workers.orders import Answer

if TYPE_CHECKING:
    from scrapy.settings import Settings

WEB = ("http://", "https://")
# Where a page from a file comes from, in its first line: as browsers write it when they save one,
# or as our golden pages have it, with the day of the capture.
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_CAPTURED = re.compile(rb"<!--\s*(https?://\S+)(?:\s+(\d{4}-\d\d-\d\d))?\s*-->")
_HEAD_BYTES = 1_000
_NO_ADDRESS = "https://example.org/page"


@dataclass(frozen=True, slots=True)
class Looked:
    hops: tuple[str, ...]
    answer: Answer


def looked_at(source: str, url: str | None, settings: Settings) -> Looked:
    """Raises RefusalError: USAGE for no such file, NO_SEED_READ for no answer to read."""
    if not source.startswith(WEB):
        return _from_file(Path(source), url)
    # Here, as the network's modules take half a second.
    from crawler.download.look import look_at  # noqa: PLC0415

    try:
        address = clean_url(source)
    except UrlError as error:
        raise RefusalError(ExitCode.USAGE, f"scrapy preview: {source}: {error}") from error
    look = look_at(address, settings)
    if look.answer is None or look.status != OK:
        why = look.failure or f"status {look.status}"
        raise RefusalError(ExitCode.NO_SEED_READ, f"presskeep: {look.hops[-1]}: {why}")
    return Looked(tuple(look.hops), look.answer)


def _from_file(path: Path, url: str | None) -> Looked:
    try:
        body = path.read_bytes()
    except OSError as error:
        message = f"scrapy preview: {path}: {error.strerror or error}"
        raise RefusalError(ExitCode.USAGE, message) from error
    stated, day = _stated_in(body)
    address = url or stated or _NO_ADDRESS
    return Looked((address,), Answer(address, body, None, Role.PAGE, (), day))


def _stated_in(body: bytes) -> tuple[str | None, datetime | None]:
    head = body[:_HEAD_BYTES]
    if saved := _SAVED_FROM.search(head):
        return saved[1].decode("utf-8", "replace"), None
    found = _CAPTURED.search(head)
    if found is None:
        return None, None
    day = datetime.fromisoformat(found[2].decode()).replace(tzinfo=UTC) if found[2] else None
    return found[1].decode("utf-8", "replace"), day
