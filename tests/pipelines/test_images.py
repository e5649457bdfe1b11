"""An image that is known, or that a killed run had captured, is not fetched.

What is fetched is tested with a newspaper: tests/end_to_end/test_misbehaviour.py.
"""

from __future__ import annotations

import asyncio
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Drawn

from crawler.article import Image
from crawler.ledger import Outcome, Reason, State
from pipelines.images import ImagesPipeline
from tests.end_to_end.misbehaviour import PIXEL
from tests.pipelines.opened_run import NOW, captured, captured_images, opened_run, submitted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.submission import Submission

URL = "https://a.example/1"
PICTURE = Image(url="https://a.example/p.png", alt="A pixel")
DIGEST = sha256(PIXEL).hexdigest()
PLACE = f"images/{DIGEST[:2]}/{DIGEST}.png"


async def through(run: Run, submission: Submission) -> tuple[Image, ...]:
    pipeline = ImagesPipeline(run)
    pipeline.open_spider()
    out = await pipeline.process_item(submission)
    run.leave(submission.queued, submission.fetched)
    return out.article.images


def test_a_known_image_is_the_file_that_is_there(tmp_path: Path) -> None:
    kept = Image(url=PICTURE.url, path=PLACE, sha256=DIGEST, type="image/png", width=1, height=1)

    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            outcome = Outcome(state=State.ARCHIVED, reason=Reason.NEW_IMAGE, status=200)
            run.ledger.images.remember(kept, outcome, now=NOW)
            (image,) = await through(run, await submitted(run, URL, images=(PICTURE,)))
            assert (image.path, image.sha256, image.alt) == (PLACE, DIGEST, "A pixel")

    asyncio.run(scene())


def test_an_image_that_failed_is_left_until_it_is_due(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            outcome = Outcome(state=State.GONE, reason=Reason.HTTP_404, status=404)
            run.ledger.images.remember(PICTURE, outcome, now=NOW)
            assert await through(run, await submitted(run, URL, images=(PICTURE,))) == (PICTURE,)

    asyncio.run(scene())


def test_an_image_that_a_killed_run_had_captured_is_taken_from_there(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(_killed(tmp_path))

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID="20261123T180500Z") as run:
            assert {PICTURE.url} == set(captured_images(run))
            (image,) = await through(run, await submitted(run, URL, images=(PICTURE,)))
            await run.checkpoint.make()
            assert (image.path, image.type, image.width) == (PLACE, "image/png", 1)
            assert (tmp_path / PLACE).read_bytes() == PIXEL
            row = run.ledger.images.by_url(PICTURE.url)
            assert row is not None
            assert (row.reason, row.capture is not None) == (Reason.NEW_IMAGE, True)

    asyncio.run(scene())


async def _killed(archive: Path) -> None:
    async with opened_run(archive) as run:
        captured(run, PICTURE.url, PIXEL, role="image")
        raise KeyboardInterrupt


def test_the_same_bytes_from_another_address_are_one_file(tmp_path: Path) -> None:
    other = Image(url="https://b.example/q.png")
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(_killed_with(tmp_path, PICTURE.url, other.url))

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID="20261123T180500Z") as run:
            images = await through(run, await submitted(run, URL, images=(PICTURE, other)))
            assert [image.path for image in images] == [PLACE, PLACE]
            reasons = {
                row.reason
                for url in (PICTURE.url, other.url)
                if (row := run.ledger.images.by_url(url)) is not None
            }
            assert {Reason.NEW_IMAGE, Reason.KNOWN_IMAGE} == reasons

    asyncio.run(scene())


async def _killed_with(archive: Path, *urls: str, body: bytes = PIXEL) -> None:
    async with opened_run(archive) as run:
        for url in urls:
            captured(run, url, body, role="image")
        raise KeyboardInterrupt


def sized(width: int) -> bytes:
    packed = BytesIO()
    picture = Drawn.effect_mandelbrot((640, 420), (-2.2, -1.2, 0.8, 1.2), 60).convert("RGB")
    picture.resize((width, width * 420 // 640)).save(packed, "JPEG", quality=80)
    return packed.getvalue()


async def _killed_with_two_sizes(archive: Path, other: Image) -> None:
    async with opened_run(archive) as run:
        captured(run, PICTURE.url, sized(640), role="image")
        captured(run, other.url, sized(320), role="image")
        raise KeyboardInterrupt


def test_a_smaller_copy_of_a_picture_is_kept_and_said_to_look_alike(tmp_path: Path) -> None:
    other = Image(url="https://b.example/small.jpg")
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(_killed_with_two_sizes(tmp_path, other))

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID="20261123T180500Z") as run:
            large, small = await through(run, await submitted(run, URL, images=(PICTURE, other)))
            assert large.path != small.path
            assert large.perceptual_hash is not None
            assert small.perceptual_hash is not None
            row = run.ledger.images.by_url(other.url)
            assert row is not None
            assert (row.reason, row.look_alike) == (Reason.NEW_IMAGE, large.sha256)

    asyncio.run(scene())


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(("wanted", "reason"), [(True, Reason.NEW_IMAGE), (False, Reason.SVG)])
def test_a_drawing_is_kept_only_if_that_is_asked_for(
    tmp_path: Path, *, wanted: bool, reason: Reason
) -> None:
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(_killed_with(tmp_path, PICTURE.url, body=DRAWING))

    async def scene() -> None:
        settings = {"RUN_ID": "20261123T180500Z", "IMAGES_KEEP_SVG": wanted}
        async with opened_run(tmp_path, **settings) as run:
            (image,) = await through(run, await submitted(run, URL, images=(PICTURE,)))
            row = run.ledger.images.by_url(PICTURE.url)
            assert row is not None
            assert row.reason == reason
            assert (image.type == "image/svg+xml") == wanted

    asyncio.run(scene())


def test_no_more_images_are_looked_at_than_the_setting_says(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path, IMAGES_MAX_PER_ARTICLE=0) as run:
            assert await through(run, await submitted(run, URL, images=(PICTURE,))) == (PICTURE,)
            assert run.ledger.images.by_url(PICTURE.url) is None

    asyncio.run(scene())
