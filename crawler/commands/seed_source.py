"""Where the seeds come from: found, and read through once, before anything is fetched."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.demo import serve
from crawler.exit_codes import ExitCode, RefusalError
from crawler.seeds import SeedListError, read_seeds, seed_of_url

if TYPE_CHECKING:
    from collections.abc import Mapping

# The newspaper that Presskeep brings along.
DEMO = "demo"
# The demonstration is on loopback, minds no haste, and does not age.
DEMO_SETTINGS = {
    "ALLOW_PRIVATE_ADDRESSES": True,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "DOWNLOAD_DELAY": 0,
    "MAX_AGE_DAYS": 0,
}
# A million long URLs are 0.2 GB. The list is held in memory once.
SEED_LIST_MAX_BYTES = 1 << 30


def checked_seed_arguments(given: dict[str, str], project: Path) -> dict[str, str]:
    """`given` with the path of the seed list made absolute. Raises RefusalError with USAGE."""
    if "url" in given:
        _check_url(given["url"])
    if "seeds" not in given:
        return given
    if given["seeds"] == DEMO:
        _check_demo()
        return given
    path = _found(given["seeds"], project)
    _check_list(path, given["seeds"])
    return {**given, "seeds": str(path)}


def seed_statement(arguments: Mapping[str, str]) -> dict[str, str]:
    """What the captures say of the seeds: which list it was, by name and digest of its bytes."""
    if "url" in arguments:
        return {"seed": arguments["url"]}
    name = arguments.get("seeds")
    if name is None or name == DEMO:
        return {"seedList": name} if name else {}
    path = Path(name)
    with suppress(OSError):  # it was there a moment ago, and its loss is told when it is read
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return {"seedList": path.name, "seedListDigest": f"sha256:{digest}"}
    return {}


def _check_demo() -> None:
    """Whether its ports are free: the spider serves it, but could no more say so in one line."""
    try:
        serve().close()
    except OSError as error:
        raise RefusalError(ExitCode.USAGE, f"scrapy crawl: seeds={DEMO}: {error}") from error


def _check_url(url: str) -> None:
    try:
        seed_of_url(url)
    except SeedListError as error:
        raise RefusalError(ExitCode.USAGE, str(error)) from error


def _found(name: str, project: Path) -> Path:
    """A relative path is looked for in the working directory, then in the project."""
    try:
        here = Path(name).expanduser().absolute()
        return here if here.exists() else project / Path(name).expanduser()
    except (ValueError, RuntimeError, OSError) as error:
        raise _unreadable(name, str(error)) from error


def _check_list(path: Path, name: str) -> None:
    """Every line is read, and no seed kept."""
    raw = _content(path, name)
    try:
        deque(read_seeds(raw, path.name), maxlen=0)
    except SeedListError as error:
        raise RefusalError(ExitCode.USAGE, str(error)) from error


def _content(path: Path, name: str) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - one look tells all kinds
            raise _unreadable(name, "it is a folder" if path.is_dir() else "it is no regular file")
        if path.stat().st_size > SEED_LIST_MAX_BYTES:
            raise _unreadable(name, f"it is larger than {SEED_LIST_MAX_BYTES} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        hint = f"; a single page is -a url={name}" if "://" in name else ""
        raise _unreadable(name, f"there is no such file{hint}") from error
    except (OSError, ValueError) as error:
        raise _unreadable(name, getattr(error, "strerror", None) or str(error)) from error


def _unreadable(name: str, why: str) -> RefusalError:
    return RefusalError(ExitCode.USAGE, f"scrapy crawl: seeds={name}: {why}")
