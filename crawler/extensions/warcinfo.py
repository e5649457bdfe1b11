"""What each WARC file says of its making: software, politeness, the settings that matter."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

# They change what is fetched, or how it is cut.
SETTINGS_THAT_MATTER = (
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_VERIFY_CERTIFICATES",
    "MAX_AGE_DAYS",
    "LISTING_MAX_PAGES",
    "IMAGES_MAX_PER_ARTICLE",
)


def warcinfo(settings: BaseSettings) -> dict[str, str]:
    """Fields of the warcinfo record; `robots` is Heritrix's word for the policy."""
    software = f"Presskeep/{version('presskeep')} Scrapy/{version('scrapy')}"
    fields = {
        "software": software,
        "isPartOf": settings["RUN_ID"],
        "robots": "obey",
        "http-header-user-agent": settings["USER_AGENT"],
    }
    return fields | {f"setting-{name}": str(settings[name]) for name in SETTINGS_THAT_MATTER}
