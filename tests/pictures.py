"""The documents' pictures, made anew: `python -m tests.pictures CHROMIUM REPORT`.

CHROMIUM is the command of a browser, REPORT a run's report.html. The progress display is drawn by
rich from figures of a morning's crawl.
"""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from crawler.extensions.progress_panel import Figures, Host, panel

IMAGES = Path(__file__).parents[1] / "docs" / "images"
# Fonts that rich's pictures fetch from elsewhere; a viewer has one of its own.
_FETCHED_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
MORNING = Figures(
    elapsed_s=754,
    pages_per_s=9.4,
    answers=6_812,
    new=1_204,
    changed=37,
    unchanged=412,
    duplicates=58,
    images=1_151,
    failed=12,
    queued=3_406,
    in_flight=11,
    seeds_read=48,
    seeds_total=50,
    delay_s=1.0,
    hosts=(
        Host(name="www.harbour-courier.example", in_flight=1, queued=212, answers=604, delay_s=1),
        Host(name="lantern-wire.example", in_flight=1, queued=148, answers=588, delay_s=1),
        Host(name="news.puddlewick.example", queued=97, answers=571, delay_s=1),
        Host(name="tageblatt.example", queued=64, answers=212, delay_s=4),
        Host(name="slow.example", queued=31, answers=9, failures=4, delay_s=30, last_status=503),
        Host(name="members-only.example", answers=3, delay_s=1, last_status=403),
    ),
)


def main(chromium: str, report: Path) -> None:
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "progress.svg").write_text(_progress(), encoding="utf-8")
    shot = f"--screenshot={IMAGES / 'report.png'}"
    quiet = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1"]
    page = report.resolve().as_uri()
    subprocess.run([chromium, *quiet, "--window-size=1000,1150", shot, page], check=True)


def _progress() -> str:
    console = Console(record=True, width=92, file=StringIO(), force_terminal=True)
    console.print(panel(MORNING))
    drawn = console.export_svg(title="scrapy crawl news", unique_id="progress")
    return _FETCHED_FONTS.sub("", drawn)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
