"""A visit that is not over: the answer leads on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Onward:
    """The same URL of the ledger is to be asked for again, at this address."""

    url: str
