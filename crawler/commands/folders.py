"""Where the project and the archive are, for every command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.utils.conf import closest_scrapy_cfg

if TYPE_CHECKING:
    from scrapy.settings import Settings


def project_folder(settings: Settings) -> Path:
    configured = settings.get("PROJECT_DIR") or Path(closest_scrapy_cfg()).parent
    return Path(configured).absolute()


def archive_folder(settings: Settings) -> Path:
    """Anchored on the project: cron's working directory is the user's home."""
    return project_folder(settings) / Path(settings.get("ARCHIVE_DIR", "output")).expanduser()
