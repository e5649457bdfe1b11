"""Exchange in, WARC/1.1 records out, as bytes before compression. Pure: ids and dates are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.warc import messages
from crawler.warc.answers import Answer, answer_record, common_headers, connection_headers
from crawler.warc.fields import fetch_fields, provenance_fields, quoted, warc_fields
from crawler.warc.record import Record, RecordIds, record_content
from crawler.warc.revisits import is_not_modified

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from crawler.warc.answers import FindOriginal
    from crawler.warc.exchange import Exchange, Original

_FIELDS_TYPE = ("Content-Type", "application/warc-fields")


def nothing_earlier(payload_digest: str) -> Original | None:
    del payload_digest
    return None


def warcinfo_record(
    record_id: str, created: datetime, filename: str, statement: Mapping[str, str]
) -> Record:
    """The first record of a file; `statement` says what wrote it and how (software, operator …)."""
    headers = [("WARC-Filename", filename), _FIELDS_TYPE]
    block = warc_fields(
        {
            **statement,
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        }
    )
    content = record_content("warcinfo", record_id, created, headers, block)
    return Record("warcinfo", record_id, content)


def exchange_records(
    exchange: Exchange, ids: RecordIds, find_original: FindOriginal = nothing_earlier
) -> list[Record]:
    """Metadata, request and response, in this order: a response that outlives a cut has the others.

    Without a request that was sent, or a response that is HTTP, its record is left out. A revisit
    takes the place of a response that an earlier one holds already.
    """
    interim, response = messages.split_interim(exchange.response)
    head = messages.read_head(response)
    answer = None if head is None else Answer(exchange, ids, head, response)
    request = [_request_record(exchange, ids, answer)] if exchange.request else []
    answered = [answer_record(answer, find_original)] if answer else []
    return [_metadata_record(exchange, ids, interim, answer), *request, *answered]


def _request_record(exchange: Exchange, ids: RecordIds, answer: Answer | None) -> Record:
    headers = [
        *common_headers(exchange, ids),
        *connection_headers(exchange, "1.1"),
        *([("WARC-Concurrent-To", f"<{ids.response}>")] if answer else []),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    content = record_content("request", ids.request, exchange.started, headers, exchange.request)
    return Record("request", ids.request, content)


def _metadata_record(
    exchange: Exchange, ids: RecordIds, interim: bytes, answer: Answer | None
) -> Record:
    concurrent = ids.response if answer else ids.request if exchange.request else None
    headers = [
        *common_headers(exchange, ids),
        *([("WARC-Concurrent-To", f"<{concurrent}>")] if concurrent else []),
        _FIELDS_TYPE,
    ]
    fields = provenance_fields(exchange.provenance) | fetch_fields(exchange, interim)
    if answer is None:
        received = exchange.response[len(interim) :]
        fields["noResponse"] = f"not HTTP, {len(received)} bytes" if received else "no bytes"
        fields["received"] = quoted(received) or None
    elif is_not_modified(exchange, answer.head):
        fields["notModifiedHeaders"] = quoted(answer.head_block)
    block = warc_fields(fields)
    content = record_content("metadata", ids.metadata, exchange.started, headers, block)
    return Record("metadata", ids.metadata, content)
