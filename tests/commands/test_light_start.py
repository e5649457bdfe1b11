"""Every command starts by importing all of them, so none of them may bring much along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What takes long to import, and is needed by one command or another when it runs.
HEAVY = "trafilatura feedparser PIL rich pyarrow sqlite3 crawler.extraction crawler.warc"
TOLD = """
import sys
from scrapy.utils.misc import walk_modules
walk_modules("crawler.commands")
print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


def test_the_commands_import_nothing_heavy() -> None:
    command = [sys.executable, "-c", TOLD, *HEAVY.split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
