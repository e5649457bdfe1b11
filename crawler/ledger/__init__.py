"""The ledger: every URL with its state and reason, articles, images, runs. `ledger.py` opens it."""

from crawler.ledger.articles import ArticleRow
from crawler.ledger.errors import LedgerError, LedgerUnwritableError
from crawler.ledger.fingerprints import Near
from crawler.ledger.found import HUB_ROLES, Found, url_key
from crawler.ledger.frontier import Frontier
from crawler.ledger.images import ImageRow
from crawler.ledger.ledger import Ledger
from crawler.ledger.outcome import Outcome
from crawler.ledger.queue import Queued
from crawler.ledger.runs import RunRow
from crawler.ledger.seed_days import SeedDay
from crawler.ledger.seeds import SeedVisit
from crawler.ledger.urls import UrlRow
from crawler.ledger.vocabulary import REASONS, UNREADABLE, Reason, State, settled_by_status

__all__ = [
    "HUB_ROLES",
    "REASONS",
    "UNREADABLE",
    "ArticleRow",
    "Found",
    "Frontier",
    "ImageRow",
    "Ledger",
    "LedgerError",
    "LedgerUnwritableError",
    "Near",
    "Outcome",
    "Queued",
    "Reason",
    "RunRow",
    "SeedDay",
    "SeedVisit",
    "State",
    "UrlRow",
    "settled_by_status",
    "url_key",
]
