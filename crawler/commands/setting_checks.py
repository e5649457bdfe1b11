"""The values of settings, checked before anything starts: a table of what each must be.

A value comes as text from the command line, or as Python has it from crawler/settings.py.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    # What the value must be, or None if it is that.
    Check = Callable[[Any], str | None]


def check_settings(settings: Mapping[str, Any], command: str = "crawl") -> None:
    """Raises RefusalError for the first setting with an impossible value; None is "not set"."""
    for name, check in CHECKS.items():
        value = settings.get(name)
        complaint = None if value is None else check(value)
        if complaint:
            raise RefusalError(
                ExitCode.USAGE, f"scrapy {command}: {name}={value}: must be {complaint}"
            )


def _whole(least: int, most: int | None = None) -> Check:
    span = f"from {least} to {most}" if most is not None else f"of at least {least}"

    def check(value: Any) -> str | None:
        try:
            number = int(str(value))
        except ValueError:
            return f"a whole number {span}"
        fits = number >= least and (most is None or number <= most)
        return None if fits else f"a whole number {span}"

    return check


def _number(*, above: float | None = None, least: float = 0.0) -> Check:
    span = f"above {above:g}" if above is not None else f"of at least {least:g}"

    def check(value: Any) -> str | None:
        try:
            number = float(str(value))
        except ValueError:
            return f"a number {span}"
        fits = number > above if above is not None else number >= least
        return None if fits and math.isfinite(number) else f"a number {span}"

    return check


def _one_of(*choices: str) -> Check:
    def check(value: Any) -> str | None:
        return None if value in choices else f"one of {', '.join(choices)}"

    return check


def _yes_or_no(value: Any) -> str | None:
    # Scrapy's getbool takes these and no others.
    return None if str(value) in {"0", "1", "True", "False", "true", "false"} else "True or False"


def _zone(value: Any) -> str | None:
    try:
        ZoneInfo(str(value))
    except (ValueError, KeyError, OSError):
        return "a time zone such as UTC or Europe/Lisbon"
    return None


def _ports(value: Any) -> str | None:
    words = value if isinstance(value, list | tuple) else str(value).split(",")
    numbers = [str(word).strip() for word in words]
    are_ports = all(word.isdecimal() and 0 < int(word) < 65_536 for word in numbers)
    return None if are_ports else "port numbers with commas between them"


def _folder(value: Any) -> str | None:
    return None if str(value).strip() and "\0" not in str(value) else "the path of a folder"


CHECKS: Mapping[str, Check] = {
    "ARCHIVE_DIR": _folder,
    "TEXT_TIMEZONE": _zone,
    "MAX_AGE_DAYS": _whole(0),
    "LISTING_MAX_PAGES": _whole(0),
    "SITEMAPS_MAX_PER_INDEX": _whole(0),
    "LINKS_MAX_PER_PAGE": _whole(0),
    "FEED_MAX_ENTRIES": _whole(0),
    "SITEMAP_MAX_URLS": _whole(0),
    # Some servers of the wild have no shorter addresses; beyond is what no library agrees to.
    "URL_MAX_LENGTH": _whole(100, 8_192),
    "HOST_MAX_VISITS": _whole(0),
    "HOST_MAX_NEW": _whole(0),
    "HEADERS_MAX_BYTES": _whole(1_024),
    "HEADERS_MAX_COUNT": _whole(10),
    "SITEMAP_MAX_BYTES": _whole(0),
    "IMAGE_MAX_BYTES": _whole(0),
    "ALLOW_PRIVATE_ADDRESSES": _yes_or_no,
    "ALLOWED_PORTS": _ports,
    "WARC_MAX_BYTES": _whole(1),
    "EXTRACT_WORKERS": _whole(0, 256),
    "EXTRACT_TIMEOUT_S": _number(above=0),
    # Less than this and a worker cannot import what it needs.
    "EXTRACT_MEMORY_MB": _whole(200),
    "ARTICLE_MAX_PAGES": _whole(1),
    "IMAGES_MAX_PER_ARTICLE": _whole(0),
    "IMAGE_MAX_PIXELS": _whole(1),
    "IMAGES_KEEP_SVG": _yes_or_no,
    "RETRY_AFTER_PATIENCE_S": _number(),
    "ROBOTS_MAX_AGE_H": _number(),
    "NEAR_DUPLICATES": _one_of("mark", "drop"),
    "REVISIT_ENABLED": _yes_or_no,
    "TDMREP_ENABLED": _yes_or_no,
    "REVISIT_MAX_AGE_DAYS": _number(),
    "CHECKPOINT_INTERVAL_S": _number(above=0),
    "RUNS_KEEP_DAYS": _number(),
    "PROGRESS": _one_of("auto", "off"),
    # Scrapy's own, as far as a wrong value ends in a traceback or in a run that does nothing.
    "CLOSESPIDER_TIMEOUT": _number(),
    "CONCURRENT_ITEMS": _whole(1),
    "CONCURRENT_REQUESTS": _whole(1),
    "CONCURRENT_REQUESTS_PER_DOMAIN": _whole(1),
    "DOWNLOAD_DELAY": _number(),
    "DOWNLOAD_DELAY_MAX": _number(),
    "DOWNLOAD_MAXSIZE": _whole(0),
    "DOWNLOAD_TIMEOUT": _number(above=0),
    "DOWNLOAD_VERIFY_CERTIFICATES": _yes_or_no,
    "LOG_LEVEL": _one_of(*logging.getLevelNamesMapping()),
    "RETRY_TIMES": _whole(0),
}
