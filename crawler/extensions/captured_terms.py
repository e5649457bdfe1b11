"""Under which terms a file's captures become articles: what its warcinfo record states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.extensions.warcinfo import stated_settings
from crawler.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.settings import BaseSettings

# Scrapy's rank of what stands on the command line.
CMDLINE_PRIORITY = 40


def is_our_form(statement: Mapping[str, str]) -> bool:
    """Whether Presskeep wrote the file, in this archive or another."""
    return bool(stated_settings(statement))


def own_terms(statement: Mapping[str, str], settings: BaseSettings) -> Terms:
    """Those of the run that captured; `settings` stand in for what is not stated."""
    return _sound_terms(settings, stated_settings(statement))


def terms_to_read_by(statement: Mapping[str, str], settings: BaseSettings) -> Terms:
    """What the command line says goes before what the file states, and that before settings.py.

    Whoever gives another program's captures wants their articles, however old.
    """
    stated = stated_settings(statement) or {"MAX_AGE_DAYS": "0"}
    kept = {name: text for name, text in stated.items() if not _is_given(name, settings)}
    return _sound_terms(settings, kept)


def _is_given(name: str, settings: BaseSettings) -> bool:
    return (settings.getpriority(name) or 0) >= CMDLINE_PRIORITY


def _sound_terms(settings: BaseSettings, stated: Mapping[str, str]) -> Terms:
    """What a file states may be anything: then all of it counts for nothing."""
    try:
        terms = _terms({**settings, **stated})
    except (ValueError, KeyError, OSError):
        return _terms(settings)
    sizes = (terms.max_body_bytes, terms.max_sitemap_bytes, terms.max_image_bytes)
    numbers = (terms.images_per_article, terms.max_age_days, *sizes)
    is_sound = all(math.isfinite(number) and number >= 0 for number in numbers)
    return terms if is_sound else _terms(settings)


def _terms(values: Mapping[str, Any]) -> Terms:
    return Terms(
        zone=ZoneInfo(values["TEXT_TIMEZONE"]),
        images_per_article=int(values["IMAGES_MAX_PER_ARTICLE"]),
        pages_per_article=int(values["ARTICLE_MAX_PAGES"]),
        max_age_days=float(values["MAX_AGE_DAYS"]),
        max_body_bytes=int(values["DOWNLOAD_MAXSIZE"]),
        max_sitemap_bytes=int(values["SITEMAP_MAX_BYTES"]),
        max_image_bytes=int(values["IMAGE_MAX_BYTES"]),
        near_duplicates=str(values["NEAR_DUPLICATES"]),
    )
