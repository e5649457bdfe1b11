"""Under which terms a file's captures became articles: what its warcinfo record states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.extensions.warcinfo import stated_settings
from crawler.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.settings import BaseSettings

# Scrapy's rank of what stands on the command line.
CMDLINE_PRIORITY = 40


def is_ours(statement: Mapping[str, str]) -> bool:
    return bool(stated_settings(statement))


def terms_of_captures(statement: Mapping[str, str], settings: BaseSettings) -> Terms:
    """What the command line says goes before what the file states, and that before settings.py.

    Whoever gives another program's captures wants their articles, however old.
    """
    stated = stated_settings(statement) or {"MAX_AGE_DAYS": "0"}
    kept = {name: text for name, text in stated.items() if not _is_given(name, settings)}
    try:
        return _terms({**settings, **kept})
    except (ValueError, KeyError, OSError):  # of a zone that is none: whoever wrote that
        return _terms(settings)


def _is_given(name: str, settings: BaseSettings) -> bool:
    return (settings.getpriority(name) or 0) >= CMDLINE_PRIORITY


def _terms(values: Mapping[str, Any]) -> Terms:
    return Terms(
        zone=ZoneInfo(values["TEXT_TIMEZONE"]),
        images_per_article=int(values["IMAGES_MAX_PER_ARTICLE"]),
        max_age_days=float(values["MAX_AGE_DAYS"]),
        max_body_bytes=int(values["DOWNLOAD_MAXSIZE"]),
    )
