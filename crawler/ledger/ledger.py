"""The single memory of all runs: an SQLite file, and one object for each thing that it remembers.

It belongs to the thread that opened it. Nothing lasts until `commit`, and the caller commits only
when all that the rows speak of, captures and files, is safely on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from crawler.ledger.articles import Articles
from crawler.ledger.captured_urls import CapturedUrls
from crawler.ledger.catalogue import Catalogue
from crawler.ledger.fingerprints import Fingerprints
from crawler.ledger.hosts import Hosts
from crawler.ledger.hub_links import HubLinks
from crawler.ledger.images import Images
from crawler.ledger.looks import Looks
from crawler.ledger.opening import open_ledger, open_to_read
from crawler.ledger.payloads import Payloads
from crawler.ledger.queue import Queue
from crawler.ledger.runs import Runs
from crawler.ledger.seed_days import SeedDays
from crawler.ledger.seeds import Seeds
from crawler.ledger.site_files import SiteFiles
from crawler.ledger.tallies import Tallies
from crawler.ledger.urls import Urls
from crawler.ledger.warcs import Warcs

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from crawler.ledger.connection import Connection


class Ledger:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.tallies = Tallies(connection)
        self.urls = Urls(connection, self.tallies)
        self.captured_urls = CapturedUrls(connection)
        self.hosts = Hosts(connection)
        self.hub_links = HubLinks(connection)
        self.queue = Queue(connection)
        self.fingerprints = Fingerprints(connection)
        self.articles = Articles(connection, self.fingerprints)
        self.catalogue = Catalogue(connection)
        self.images = Images(connection)
        self.looks = Looks(connection)
        self.site_files = SiteFiles(connection)
        self.payloads = Payloads(connection)
        self.warcs = Warcs(connection)
        self.runs = Runs(connection)
        self.seeds = Seeds(connection)
        self.seed_days = SeedDays(connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Creates a ledger where there is no file; LedgerError for one that cannot be trusted."""
        return cls(open_ledger(path))

    @classmethod
    def open_to_read(cls, path: Path) -> Self:
        """Beside a crawl that may be writing: every change raises LedgerUnwritableError."""
        return cls(open_to_read(path))

    def commit(self) -> None:
        self.tallies.write()
        self._connection.commit()

    def close(self) -> None:
        """What was not committed is given up."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
