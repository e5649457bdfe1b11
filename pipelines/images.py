"""Gets an article's images, each URL and each picture once; their bytes stay as they came.

An image that cannot be had costs its place in the archive, never the article.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from crawler import stats_keys as keys
from crawler.download.ending import RunEndingError
from crawler.download.part_fetch import PartUnavailableError
from crawler.download.sink import CaptureError
from crawler.duplicates.images import sniff
from crawler.extensions.captured import fetched_again
from crawler.ledger import Outcome, Reason, State
from crawler.ledger.retry import retry_at
from crawler.paths import image_path
from crawler.workers.errors import ReadingError
from crawler.workers.orders import Picture
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.article import Article, Image
    from crawler.duplicates.images import ImageType
    from crawler.fetched import Fetched
    from crawler.ledger import ImageRow
    from crawler.submission import Submission

logger = logging.getLogger(__name__)


class NotYetAskedForError(Exception):
    """The crawl that captured the article was killed before it came to this picture."""


class ImagesPipeline(ArchivePipeline):
    _fetching: dict[str, asyncio.Task[None]]

    def open_spider(self) -> None:
        self._fetching = {}
        settings = self.run.settings
        self._limits = Limits(
            settings.getint("IMAGE_MAX_PIXELS"), settings.getbool("IMAGES_KEEP_SVG")
        )

    async def process_item(self, item: Submission) -> Submission:
        article = item.article
        wanted = article.images[: item.terms.images_per_article]
        try:
            # One after the other: twenty at once would take the turns of twenty other hosts.
            kept = [await self._keep(image, item) for image in wanted]
        except (RunEndingError, CaptureError):
            await self.put_off(item)
        except NotYetAskedForError as error:
            logger.warning("%s: left to a crawl, which has to fetch %s", article.url, error)
            await self.put_off(item)
        self._remark(item, tuple(image.url for image in kept if image.path is None))
        rest = article.images[len(wanted) :]
        return replace(item, article=replace(article, images=(*kept, *rest)))

    def _remark(self, item: Submission, not_kept: tuple[str, ...]) -> None:
        """Also where all went well, if a killed run may have said otherwise of this capture."""
        if not_kept or item.site_rights or item.queued.capture is not None:
            self.run.remark(
                item.fetched,
                images_not_kept=not_kept,
                pages_missing=item.pages_missing,
                site_rights=item.site_rights,
            )

    async def _keep(self, image: Image, item: Submission) -> Image:
        """The image with path, digest and size; without them when it cannot be had."""
        if image.url in item.images_not_kept:
            return image
        known = self.run.ledger.images.by_url(image.url)
        if known is not None and not known.is_due(datetime.now(UTC)):
            if self.run.is_offline:
                await self._put_back(known, item.article)
            return known.seen_in(image)
        task = self._fetching.get(image.url)
        if task is None:
            task = asyncio.ensure_future(self._fetch(image, item.article))
            self._fetching[image.url] = task
            task.add_done_callback(lambda _: self._fetching.pop(image.url, None))
        await task
        known = self.run.ledger.images.by_url(image.url)
        if known is None and item.is_unfinished:
            raise NotYetAskedForError(image.url)
        return known.seen_in(image) if known else image

    async def _put_back(self, known: ImageRow, article: Article) -> None:
        """Its file may have been taken away since it was archived."""
        if known.path is None or (self.run.archive / known.path).exists():
            return
        fetched = await self.run.parts.image(known.url, article)
        if fetched is None and known.capture is not None:
            fetched = fetched_again(self.run, known.capture)
        if fetched is None or hashlib.sha256(fetched.body).hexdigest() != known.sha256:
            return
        async with self.run.gate:
            self.run.checkpoint.stage(PurePosixPath(known.path), fetched.body)

    async def _fetch(self, image: Image, article: Article) -> None:
        if self.run.is_ending:
            raise RunEndingError("the run is ending")
        try:
            fetched = await self.run.parts.image(image.url, article)
        except PartUnavailableError as error:
            await self._remember(image, self._outcome_in_vain(image, error), None)
            return
        if fetched is None:
            return
        described, outcome = _described(image, fetched, self._limits, self._is_known)
        if outcome.state is State.ARCHIVED:
            described = await self._seen(described, fetched.body)
        await self._remember(described, outcome, fetched.body)

    async def _seen(self, image: Image, body: bytes) -> Image:
        """With how it looks; without, where no worker can tell."""
        known = self.run.ledger.images.by_sha256(image.sha256 or "")
        if known is not None:
            return known.seen_in(image)
        try:
            look = await self.run.readers.look(Picture(body))
        except ReadingError as error:
            logger.warning("%s: could not be looked at: %s", image.url, error)
            return image
        return replace(image, perceptual_hash=look.hex() if look else None)

    def _look_alike(self, image: Image) -> str | None:
        """The older picture that looks like a new one, which from now on is looked for itself."""
        if image.sha256 is None or image.perceptual_hash is None:
            return None
        if self._is_known(image.sha256):
            return None
        look = bytes.fromhex(image.perceptual_hash)
        alike = self.run.ledger.looks.alike(look)
        self.run.ledger.looks.add(image.sha256, look)
        return alike

    def _outcome_in_vain(self, image: Image, error: PartUnavailableError) -> Outcome:
        known = self.run.ledger.images.by_url(image.url)
        attempts = known.attempts if known else 0
        due_at = retry_at(error.state, error.reason, attempts, datetime.now(UTC))
        return Outcome(state=error.state, reason=error.reason, due_at=due_at)

    def _is_known(self, sha256: str) -> bool:
        return self.run.ledger.images.by_sha256(sha256) is not None

    async def _remember(self, image: Image, outcome: Outcome, body: bytes | None) -> None:
        async with self.run.gate:
            # First: where it fails, the ledger must not hold what there is no file of.
            if image.path is not None and body is not None:
                self.run.checkpoint.stage(PurePosixPath(image.path), body)
            alike = self._look_alike(image)
            self.run.ledger.images.remember(image, outcome, now=datetime.now(UTC), look_alike=alike)
        self.run.count(f"images/{outcome.state}/{outcome.reason}")
        if alike is not None:
            self.run.count("images/look_alike")
        if outcome.reason is Reason.NEW_IMAGE:
            self.run.count(keys.IMAGES_NEW)


@dataclass(frozen=True, slots=True)
class Limits:
    max_pixels: int
    keeps_svg: bool


def _described(
    image: Image, fetched: Fetched, limits: Limits, is_known: Callable[[str], bool]
) -> tuple[Image, Outcome]:
    """What the bytes are; refused when they are no picture of a kind that is kept."""
    kind = sniff(fetched.body)
    refusal = _refusal(kind, limits)
    if kind is None or refusal is not None:
        return image, _outcome(State.REFUSED, refusal or Reason.NO_PICTURE, fetched)
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    reason = Reason.KNOWN_IMAGE if is_known(sha256) else Reason.NEW_IMAGE
    described = replace(
        image,
        path=str(image_path(sha256, kind.extension)),
        sha256=sha256,
        type=kind.media_type,
        width=kind.width,
        height=kind.height,
    )
    return described, _outcome(State.ARCHIVED, reason, fetched)


def _refusal(kind: ImageType | None, limits: Limits) -> Reason | None:
    if kind is None:
        return Reason.NO_PICTURE
    if kind.width is None or kind.height is None:
        return None if limits.keeps_svg else Reason.SVG
    return Reason.PIXELS if kind.width * kind.height > limits.max_pixels else None


def _outcome(state: State, reason: Reason, fetched: Fetched) -> Outcome:
    return Outcome(
        state=state,
        reason=reason,
        status=fetched.status,
        capture=fetched.capture,
        fetched_at=fetched.fetched_at,
    )
