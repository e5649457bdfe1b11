"""The seeds of a list visited, each once: answers in from the network, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.discovery import registrable_domain
from crawler.doctor.findings import final_url, findings
from crawler.download.look import Look, look_at_all
from crawler.download.robots import product_token
from crawler.extensions.from_settings import limits_of, readers_of
from crawler.notices import notices
from crawler.reading_outcome import outcome_of_reading_error
from crawler.seeds import is_excused, role_of_seed
from crawler.statuses import OK
from crawler.workers.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scrapy.settings import Settings

    from crawler.seeds import Seed

    Tell = Callable[[dict[str, Any]], None]


def examine(seeds: Sequence[Seed], settings: Settings, tell_of: Tell) -> list[dict[str, Any]]:
    """In the order of the list; `tell_of` is called as they come in. Once in a process."""
    visits = _Visits(settings, tell_of)
    looks = [Look(seed.url, role_of_seed(seed)) for seed in seeds]
    excused = {registrable_domain(seed.url) for seed in seeds if is_excused(seed.options)}
    look_at_all(looks, settings, visits.looked, visits.close, excused)
    return [visits.found.get(look.url) or visits.unasked(look) for look in looks]


def notices_of(settings: Settings) -> Iterable[str]:
    is_loopback = settings.getbool("ALLOW_PRIVATE_ADDRESSES")
    return notices(settings.get("USER_AGENT") or "", is_loopback=is_loopback, rotten_rules=())


class _Visits:
    def __init__(self, settings: Settings, tell_of: Tell) -> None:
        self.found: dict[str, dict[str, Any]] = {}
        self._limits = limits_of(settings)
        self._agent = product_token(settings.get("USER_AGENT") or "")
        self._readers = readers_of(settings)
        self._tell_of = tell_of
        self._first: dict[str, str] = {}

    async def looked(self, look: Look) -> None:
        found = await self._findings(look)
        look.answer = None  # its body is no longer needed
        if found["status"] == OK:
            first = self._first.setdefault(final_url(found), look.url)
            found["same_as"] = None if first == look.url else first
        self.found[look.url] = found
        self._tell_of(found)

    async def close(self) -> None:
        await self._readers.close()

    def unasked(self, look: Look) -> dict[str, Any]:
        look.hops = look.hops or [look.url]
        look.failure = look.failure or "not asked: the command was stopped"
        found = findings(look, None, self._agent, self._limits)
        self._tell_of(found)
        return found

    async def _findings(self, look: Look) -> dict[str, Any]:
        if look.answer is None or look.status != OK:
            return findings(look, None, self._agent, self._limits)
        try:
            reading = await self._readers.page(look.answer)
        except ReadingError as error:
            verdict = outcome_of_reading_error(error)
            look.answer, look.failure = None, f"{verdict.state} ({verdict.reason}): {error}"
            return findings(look, None, self._agent, self._limits)
        return findings(look, reading, self._agent, self._limits)
