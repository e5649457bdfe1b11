"""What each WARC file says of its making: software, politeness, the settings that matter."""

from __future__ import annotations

import socket
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.settings import BaseSettings

# They change what is fetched, how it is cut, or what an article's files hold.
SETTINGS_THAT_MATTER = (
    "DOWNLOAD_MAXSIZE",
    "SITEMAP_MAX_BYTES",
    "IMAGE_MAX_BYTES",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_VERIFY_CERTIFICATES",
    "MAX_AGE_DAYS",
    "LISTING_MAX_PAGES",
    "IMAGES_MAX_PER_ARTICLE",
    "ARTICLE_MAX_PAGES",
    "TEXT_TIMEZONE",
    "NEAR_DUPLICATES",
)
SOFTWARE = "Presskeep"


def warcinfo(settings: BaseSettings) -> dict[str, str]:
    """Fields of the warcinfo record; `robots` is Heritrix's word for the policy."""
    fields = {
        "software": f"{SOFTWARE}/{version('presskeep')} Scrapy/{version('scrapy')}",
        "operator": settings["OPERATOR"] or "",
        "hostname": socket.gethostname(),
        "isPartOf": settings["RUN_ID"],
        "robots": "obey",
        "http-header-user-agent": settings["USER_AGENT"],
        **settings.getdict("RUN_SEEDS"),
    }
    fields |= {_setting_field(name): str(settings[name]) for name in SETTINGS_THAT_MATTER}
    return {name: value for name, value in fields.items() if value}


def stated_settings(statement: Mapping[str, str]) -> dict[str, str]:
    """The settings that a file of ours states, by name; none for another program's file."""
    if not statement.get("software", "").startswith(f"{SOFTWARE}/"):
        return {}
    stated = {name: statement.get(_setting_field(name)) for name in SETTINGS_THAT_MATTER}
    return {name: value for name, value in stated.items() if value is not None}


def _setting_field(name: str) -> str:
    return f"setting-{name}"
