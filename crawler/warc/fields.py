"""The blocks of type application/warc-fields: what a warcinfo or a metadata record says. Pure.

`via` and `hopsFromSeed` are Heritrix's names; the others are ours, docs/warc.md lists them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes, unquote_to_bytes

from crawler.warc.exchange import Provenance
from crawler.warc.messages import read_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.warc.exchange import Exchange

# 1xx answers and a 304's head are kept for the record; a server may send them without end.
_MAX_QUOTED_BYTES = 16_384
_MAX_HOPS_DIGITS = 9
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_FOLDED_SPACE = re.compile(r"^ | $|(?<= ) ")
_QUOTED_AS_IS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) != "%")


def warc_fields(fields: Mapping[str, str | int | None]) -> bytes:
    """One line a field; one without a value is left out."""
    return warc_fields_of((name, value) for name, value in fields.items() if value is not None)


def warc_fields_of(fields: Iterable[tuple[str, str | int]]) -> bytes:
    """A feed's title is a stranger's text: control characters become spaces."""
    lines = [f"{name}: {_BLANKS.sub(' ', str(value)).strip()}\r\n" for name, value in fields]
    return "".join(lines).encode("utf-8", "replace")


def read_warc_fields(block: bytes) -> dict[str, str]:
    """The first value of each name."""
    fields: dict[str, str] = {}
    for name, value in read_fields(block):
        fields.setdefault(name, value.encode("latin-1").decode("utf-8", "replace"))
    return fields


def provenance_fields(provenance: Provenance | None) -> dict[str, str | int | None]:
    if provenance is None:
        return {}
    return {
        "via": provenance.via,
        "hopsFromSeed": provenance.hops,
        "seed": provenance.seed,
        "role": provenance.role,
        "feedTitle": provenance.feed_title,
        "feedPublished": provenance.feed_published,
    }


def read_provenance(fields: Mapping[str, str]) -> Provenance:
    """Heritrix writes the hops as letters (LLR); they count then."""
    hops = fields.get("hopsFromSeed")
    return Provenance(
        seed=fields.get("seed"),
        via=fields.get("via"),
        hops=None if hops is None else _hops(hops),
        role=fields.get("role"),
        feed_title=fields.get("feedTitle"),
        feed_published=fields.get("feedPublished"),
    )


def fetch_fields(exchange: Exchange, interim: bytes) -> dict[str, str | int | None]:
    """`interim`: the 1xx answers."""
    elapsed = exchange.ended - exchange.started
    tls = " ".join(filter(None, (exchange.tls_version, exchange.tls_cipher)))
    return {
        "fetchTimeMs": max(0, round(elapsed.total_seconds() * 1000)),
        "attempt": exchange.attempt,
        "tls": tls or None,
        "certificate": None if exchange.is_certificate_verified else "unverified",
        "truncated": exchange.truncated,
        "interimResponses": quoted(interim) or None,
    }


def quoted(head: bytes) -> str:
    """Lines of a message in one line, percent-quoted, so that they can be had back."""
    line = quote_from_bytes(head[:_MAX_QUOTED_BYTES], _QUOTED_AS_IS)
    # A field's blanks are folded, and those at its ends go.
    return _FOLDED_SPACE.sub("%20", line)


def unquoted(line: str) -> bytes:
    return unquote_to_bytes(line)


def _hops(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MAX_HOPS_DIGITS else len(text)
