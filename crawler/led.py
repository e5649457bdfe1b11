"""What led to an answer: it decides how the answer is read, and stands in the article's record.

In a live run that is the URL's row in the ledger. Of a capture it is what its metadata record says,
as the row may have been written anew since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.ledger import Found, Queued
    from crawler.warc import Provenance


@dataclass(frozen=True, slots=True)
class Led:
    """`role` is what the URL was taken for, `hops` the number of links from the seed."""

    role: str
    seed: str | None
    via: str | None
    hops: int


def led_by(row: Queued | Found) -> Led:
    return Led(row.role, row.seed, row.via, row.hops)


def led_to(provenance: Provenance, otherwise: Led) -> Led:
    """`otherwise` stands in for role and hops that the capture does not tell."""
    return Led(
        role=provenance.role or otherwise.role,
        seed=provenance.seed,
        via=provenance.via,
        hops=otherwise.hops if provenance.hops is None else provenance.hops,
    )
