"""What came of a URL's visit, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.ledger import Reason, State


@dataclass(frozen=True, slots=True)
class Verdict:
    """`of` is the URL or article id that it leads to or copies, `article` the id that it became.

    `read_as` says under which settings the links of a page were taken up.
    `characters`: of an archived article's text. `goes_on`: another URL was queued in its place, and
    answers for its seed.
    """

    state: State
    reason: Reason
    of: str | None = None
    article: str | None = None
    goes_on: bool = False
    read_as: str | None = None
    characters: int = 0
