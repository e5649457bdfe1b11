"""What the download handler writes its exchanges to: an extension of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Collection

    from scrapy.crawler import Crawler

    from crawler.article import CaptureRef
    from crawler.warc import Exchange


class NoCaptureSinkError(RuntimeError):
    """Nothing may be fetched that is not captured."""


class CaptureError(Exception):
    """An exchange could not be written; its cause is the OSError.

    It is no OSError itself: Scrapy would try those again, and hide that the archive has stopped.
    """


@runtime_checkable
class CaptureSink(Protocol):
    is_ending: bool
    # Registrable domains whose certificates are not verified. It may grow.
    excused_domains: Collection[str]

    def captured(self, exchange: Exchange) -> CaptureRef | None:
        """Writes the exchange, in the order of the calls; None if no response record came of it.

        Called in the reactor's thread. An OSError fails the request, after `capture_failed`.
        """

    def capture_failed(self, error: OSError) -> None:
        """The archive cannot be written: the sink sees to it that the run stops."""


def find_sink(crawler: Crawler) -> CaptureSink:
    """The first extension that takes exchanges. Raises NoCaptureSinkError.

    Scrapy makes the engine, and with it the download handlers, after the extensions, but gives them
    no way to name one another; looking for the method keeps the handler free of the extension's
    module, and lets a test or `scrapy doctor` bring its own.
    """
    extensions = crawler.extensions.middlewares if crawler.extensions else ()
    sink = next((found for found in extensions if isinstance(found, CaptureSink)), None)
    if sink is None:
        raise NoCaptureSinkError(
            "no extension takes captures: nothing is fetched that is not written to a WARC file"
        )
    return sink
