"""Captures: an exchange becomes WARC records, records become files; reading, recovery, checking."""

from crawler.warc.decoding import DecodingError
from crawler.warc.exchange import (
    IMAGE_ROLE,
    PAGE_ROLE,
    PART_ROLES,
    ROBOTS_ROLE,
    SITE_FILE_ROLE,
    Exchange,
    Original,
    Provenance,
    Truncation,
)
from crawler.warc.order import CaptureOrder
from crawler.warc.originals import Originals
from crawler.warc.reader import ReadExchange, read_exchanges
from crawler.warc.recovery import Recovered, recover
from crawler.warc.remarks import Remark
from crawler.warc.stream import TornWarcError
from crawler.warc.verify import Problem, verify_warc
from crawler.warc.writer import UnsyncedError, WarcWriter

__all__ = [
    "IMAGE_ROLE",
    "PAGE_ROLE",
    "PART_ROLES",
    "ROBOTS_ROLE",
    "SITE_FILE_ROLE",
    "CaptureOrder",
    "DecodingError",
    "Exchange",
    "Original",
    "Originals",
    "Problem",
    "Provenance",
    "ReadExchange",
    "Recovered",
    "Remark",
    "TornWarcError",
    "Truncation",
    "UnsyncedError",
    "WarcWriter",
    "read_exchanges",
    "recover",
    "verify_warc",
]
