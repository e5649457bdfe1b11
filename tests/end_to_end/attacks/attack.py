"""What an attack is: the pages of a hostile server, and what should become of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.end_to_end.misbehaviour import NEW, article, reply
from tests.extraction.pages import meta

if TYPE_CHECKING:
    from tests.download.wire_server import Answer

# DOWNLOAD_MAXSIZE and DOWNLOAD_TIMEOUT of these crawls, in bytes and seconds.
MAXSIZE = 8_000_000
TIMEOUT_S = 4


@dataclass(frozen=True)
class Attack:
    """`outcomes` are `state (reason)` by path; `listed` are named by a feed, `seeds` by the list
    (with their options). Paths of one attack are asked for by no other one.
    """

    name: str
    answers: Mapping[str, Sequence[Answer]]
    outcomes: Mapping[str, str]
    listed: Sequence[str] = ()
    seeds: Sequence[str] = ()
    settings: Mapping[str, object] = field(default_factory=dict)


def listed_pages(name: str, pages: Mapping[str, tuple[str, Answer]]) -> Attack:
    """Each path with its outcome and its one answer, all of them named by the feed."""
    return Attack(
        name,
        answers={path: [answer] for path, (_, answer) in pages.items()},
        outcomes={path: outcome for path, (outcome, _) in pages.items()},
        listed=list(pages),
    )


def page(name: str, head: str = "", *fields: str) -> Answer:
    return reply(article(name, head), *fields)


def with_image(name: str, address: str) -> tuple[str, Answer]:
    return NEW, page(name, meta("og:image", address))


class Endless(Sequence[bytes]):
    """The same part for ever, or so often."""

    def __init__(self, part: bytes, times: int = 2**40) -> None:
        self._part, self._times = part, times

    def __len__(self) -> int:
        return self._times

    def __getitem__(self, place: object) -> bytes:  # type: ignore[override] # no slices
        if not isinstance(place, int) or place >= self._times:
            raise IndexError(place)
        return self._part
