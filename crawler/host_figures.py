"""What the hosts of a run answered, counted host by host. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

# A run over a million sites counts those that come later together.
MOST_HOSTS = 10_000
OTHERS = "(others)"


@dataclass(slots=True)
class HostFigures:
    """`answers` by class of status, as 2xx; `failures`: requests without a whole answer.

    `bytes` are those that came over the wire, `seconds` the time that the requests took in all.
    """

    host: str
    requests: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    bytes: int = 0
    seconds: float = 0.0


class HostTable:
    def __init__(self) -> None:
        self._hosts: dict[str, HostFigures] = {}

    def note(
        self, host: str, *, status: int | None, is_whole: bool, wire_bytes: int, seconds: float
    ) -> None:
        """`status` None: there was no answer."""
        figures = self._of(host)
        figures.requests += 1
        figures.bytes += wire_bytes
        figures.seconds += seconds
        if status is None or not is_whole:
            figures.failures += 1
        else:
            answered = f"{status // 100}xx"
            figures.answers[answered] = figures.answers.get(answered, 0) + 1

    def busiest_first(self) -> list[HostFigures]:
        return sorted(self._hosts.values(), key=lambda figures: (-figures.requests, figures.host))

    def _of(self, host: str) -> HostFigures:
        if host not in self._hosts and len(self._hosts) >= MOST_HOSTS:
            host = OTHERS
        return self._hosts.setdefault(host, HostFigures(host))
