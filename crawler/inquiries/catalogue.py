"""The archive's catalogue as a page, from the ledger alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.report_page.catalogue import Catalogue, catalogue_page

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger import Ledger

# Rows of a table: of longer ones nobody reads the end.
_ROWS = 50


def catalogue(ledger: Ledger, *, now: datetime) -> str:
    counts = ledger.catalogue
    found = Catalogue(
        made=now.isoformat(),
        articles=counts.articles(),
        versions=ledger.articles.count(),
        images=ledger.images.count(),
        near_duplicates=counts.near_duplicates(),
        captured=counts.captured(),
        published=counts.published(),
        publishers=counts.publishers(_ROWS),
        sections=counts.sections(_ROWS),
        languages=counts.languages(_ROWS),
    )
    return catalogue_page(found)
