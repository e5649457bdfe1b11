"""A project as small as can be, around the real `crawl` command."""

from __future__ import annotations

from pathlib import Path

BOT_NAME = "throwaway"
PROJECT_DIR = str(Path(__file__).parent)
ARCHIVE_DIR = "output"
SPIDER_MODULES = ["throwaway_spiders"]
COMMANDS_MODULE = "crawler.commands"
EXTENSIONS = {"crawler.extensions.progress.Progress": 500}
ITEM_PIPELINES = {"throwaway_spiders.FatePipeline": 100}
EXTRACT_WORKERS = 2
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
RETRY_ENABLED = False
