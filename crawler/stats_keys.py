"""The names under which a run counts what it does; its report, exit code and display read them.

Counters, but where a line says otherwise. What is no key here is `<room>/<reason>`.
"""

from __future__ import annotations

from typing import Final

# How many seeds of the list were taken up: all of it, once it has been read to its end.
SEEDS_TOTAL: Final = "seeds/total"
# Text: what the seeds are, if they are not seeds but files of captures.
SEEDS_ARE: Final = "seeds/are"
SEEDS_READ: Final = "seeds/read"
# Of those: files of captures that end in a tear.
SEEDS_IN_PART: Final = "seeds/read/in_part"
SEEDS_UNREADABLE: Final = "seeds/unreadable"
# List of (seed URL, reason in a few words), no longer than UNREADABLE_NAMED.
SEEDS_UNREADABLE_FIRST: Final = "seeds/unreadable/first"
UNREADABLE_NAMED: Final = 3

ARTICLES_NEW: Final = "articles/new"
ARTICLES_CHANGED: Final = "articles/changed"
ARTICLES_UNCHANGED: Final = "articles/unchanged"
# Of versions that the ledger knew, the files were made again from their captures.
ARTICLES_RESTORED: Final = "articles/restored"
ARTICLES_DUPLICATE: Final = "articles/duplicate"
IMAGES_NEW: Final = "images/new"
# Before the name of a site's rule and whether it fitted: pages of that site that are articles.
SITE_RULES: Final = "sites/"
FITS: Final = "fits"
UNMATCHED: Final = "unmatched"
# URLs that gave no answer or an error, to be tried again or not.
PAGES_FAILED: Final = "pages/failed"
# Gauge: URLs that wait to be fetched.
FRONTIER_QUEUED: Final = "frontier/queued"

# Number of the signal that ended the run, set once.
RUN_SIGNAL: Final = "run/signal"
# Text, set once: what could not be written, and why.
RUN_OUTPUT_ERROR: Final = "run/output_error"
# Tuple of lines, set once, at the end.
RUN_NOTICES: Final = "run/notices"
RUN_BUGS: Final = "run/bugs"
# Text, set once: the first of them in a line.
RUN_BUG_FIRST: Final = "run/bugs/first"

# Scrapy's own.
FINISH_REASON: Final = "finish_reason"
SPIDER_EXCEPTIONS: Final = "spider_exceptions/count"
RESPONSES: Final = "response_received_count"
