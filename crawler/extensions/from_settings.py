"""The run's parts as the settings want them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.discovery.choice import Limits
from crawler.discovery.limits import ReadLimits
from crawler.extensions.decisions import Bounds
from crawler.ledger import Frontier
from crawler.terms import Terms
from crawler.workers.readers import WORK, Readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.settings import BaseSettings

    from crawler.ledger.queue import Queue

# Times what the downloader works on at once: enough that neither it nor a host's turn runs dry
# while answers are read and their images fetched.
OUT_PER_HOST = 2
OUT_IN_ALL = 8


def limits_of(settings: BaseSettings) -> Limits:
    return Limits(
        max_age_days=settings.getfloat("MAX_AGE_DAYS"),
        listing_max_pages=settings.getint("LISTING_MAX_PAGES"),
        sitemaps_per_index=settings.getint("SITEMAPS_MAX_PER_INDEX"),
        url_length=settings.getint("URL_MAX_LENGTH"),
        reading=ReadLimits(
            links=settings.getint("LINKS_MAX_PER_PAGE"),
            entries=settings.getint("FEED_MAX_ENTRIES"),
            urls=settings.getint("SITEMAP_MAX_URLS"),
        ),
    )


def bounds_of(settings: BaseSettings) -> Bounds:
    return Bounds(
        revisit_max_age_days=settings.getfloat("REVISIT_MAX_AGE_DAYS"),
        host_max_new=settings.getint("HOST_MAX_NEW"),
    )


def terms_of(settings: BaseSettings) -> Terms:
    return Terms(
        zone=ZoneInfo(settings["TEXT_TIMEZONE"]),
        images_per_article=settings.getint("IMAGES_MAX_PER_ARTICLE"),
        pages_per_article=settings.getint("ARTICLE_MAX_PAGES"),
        max_age_days=settings.getfloat("MAX_AGE_DAYS"),
        max_body_bytes=settings.getint("DOWNLOAD_MAXSIZE"),
        max_sitemap_bytes=settings.getint("SITEMAP_MAX_BYTES"),
        max_image_bytes=settings.getint("IMAGE_MAX_BYTES"),
        near_duplicates=settings["NEAR_DUPLICATES"],
    )


def readers_of(settings: BaseSettings) -> Readers:
    configured = settings.get("EXTRACT_WORKERS")
    workers = len(os.sched_getaffinity(0)) if configured is None else int(configured)
    return Readers(
        workers,
        settings.getfloat("EXTRACT_TIMEOUT_S"),
        WORK,
        memory_mb=settings.getint("EXTRACT_MEMORY_MB"),
    )


def frontier_of(
    settings: BaseSettings, queue: Queue, is_resting: Callable[[str], bool]
) -> Frontier:
    return Frontier(
        queue,
        is_resting=is_resting,
        per_host=OUT_PER_HOST * settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
        in_all=OUT_IN_ALL * settings.getint("CONCURRENT_REQUESTS"),
        in_a_run=settings.getint("HOST_MAX_VISITS"),
    )
