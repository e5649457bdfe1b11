"""A resolver whose answers change: the first one leads to the paper, the next ones inside."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.defer import Deferred

PUBLIC = "93.184.216.34"
_ANSWERS = {
    "rebinding.example": (PUBLIC, "127.0.0.1"),
    "inside.example": ("10.0.0.5",),
}


class ChangingNames(CachingThreadedResolver):
    _asked: ClassVar[Counter[str]] = Counter()

    def getHostByName(  # noqa: N802 - Twisted's name
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        answers = _ANSWERS.get(name)
        if answers is None:
            return super().getHostByName(name, timeout)
        self._asked[name] += 1
        return defer.succeed(answers[min(self._asked[name], len(answers)) - 1])
