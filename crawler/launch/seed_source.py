"""Where the seeds come from: found, and read through once, before anything is fetched."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.exit_codes import ExitCode, RefusalError
from crawler.seeds import Seed, SeedListError, read_seeds, seed_of_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        _seed_of(given["url"])
    if "seeds" not in given:
        return given
    if given["seeds"] == DEMO:
        _check_demo()
        return given
    place = f"scrapy crawl: seeds={given['seeds']}"
    path = _found(given["seeds"], project, place)
    # Every line is read, and no seed kept.
    deque(_seeds_in(path, place), maxlen=0)
    return {**given, "seeds": str(path)}


def seeds_named(name: str, project: Path, command: str) -> list[Seed]:
    """Those of a list, or the one of a URL. Raises RefusalError with USAGE."""
    if "://" in name:
        return [_seed_of(name)]
    place = f"scrapy {command}: {name}"
    return list(_seeds_in(_found(name, project, place), place))


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
    from crawler.demo import serve  # noqa: PLC0415 - 50 ms that no other crawl needs

    try:
        serve().close()
    except OSError as error:
        raise RefusalError(ExitCode.USAGE, f"scrapy crawl: seeds={DEMO}: {error}") from error


def _seed_of(url: str) -> Seed:
    try:
        return seed_of_url(url)
    except SeedListError as error:
        raise RefusalError(ExitCode.USAGE, str(error)) from error


def _found(name: str, project: Path, place: str) -> Path:
    """A relative path is looked for in the working directory, then in the project."""
    try:
        here = Path(name).expanduser().absolute()
        return here if here.exists() else project / Path(name).expanduser()
    except (ValueError, RuntimeError, OSError) as error:
        raise _unreadable(place, str(error)) from error


def _seeds_in(path: Path, place: str) -> Iterator[Seed]:
    try:
        yield from read_seeds(_content(path, place), path.name)
    except SeedListError as error:
        raise RefusalError(ExitCode.USAGE, str(error)) from error


def _content(path: Path, place: str) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - one look tells all kinds
            raise _unreadable(place, "it is a folder" if path.is_dir() else "it is no regular file")
        if path.stat().st_size > SEED_LIST_MAX_BYTES:
            raise _unreadable(place, f"it is larger than {SEED_LIST_MAX_BYTES} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        name = place.partition("seeds=")[2]
        hint = f"; a single page is -a url={name}" if "://" in name else ""
        raise _unreadable(place, f"there is no such file{hint}") from error
    except (OSError, ValueError) as error:
        raise _unreadable(place, getattr(error, "strerror", None) or str(error)) from error


def _unreadable(place: str, why: str) -> RefusalError:
    return RefusalError(ExitCode.USAGE, f"{place}: {why}")
