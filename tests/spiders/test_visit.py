"""One answer to one URL of the ledger, and what follows from it. Read in this process."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from crawler.led import led_by
from crawler.ledger import Reason, State, url_key
from crawler.submission import Submission
from crawler.verdict import Verdict
from spiders.leads import LiveLeads
from spiders.onward import Onward
from spiders.visit import Way, visit
from tests.extraction.pages import article as page
from tests.extraction.pages import markup
from tests.pipelines.opened_run import captured, opened_run, queue

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.ledger import UrlRow

URL = "https://a.example/2026/11/23/a-story"
OTHER = "https://a.example/2026/11/23/another-story"
FEED = b"""<rss version="2.0"><channel><title>News</title>
<item><title>One</title><link>https://a.example/one</link>
<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Old</title><link>https://a.example/old</link>
<pubDate>Mon, 23 Nov 2020 10:00:00 GMT</pubDate></item></channel></rss>"""


async def visited(
    run: Run,
    body: bytes = b"",
    *,
    url: str = URL,
    role: str = "article",
    queued: dict[str, Any] | None = None,
    **answer: Any,
) -> Submission | Onward | Verdict:
    """The outcome of this body, or of an answer with other fields."""
    row = await queue(run, url, role, **(queued or {}))
    way = Way(run, LiveLeads(run), run.terms)
    fetched = replace(captured(run, url, body), **answer)
    outcome = await visit(way, row, fetched, led_by(row))
    run.leave(row, None)
    return outcome


def on_a_run(archive: Path, **scene: Any) -> Submission | Onward | Verdict:
    async def whole() -> Submission | Onward | Verdict:
        async with opened_run(archive) as run:
            return await visited(run, **scene)

    return asyncio.run(whole())


def row_of(run: Run, url: str) -> UrlRow | None:
    return run.ledger.urls.by_key(url_key(url))


def test_an_article_becomes_a_submission_without_its_body(tmp_path: Path) -> None:
    outcome = on_a_run(tmp_path, body=page())
    assert isinstance(outcome, Submission)
    assert (outcome.article.url, outcome.fetched.body) == (URL, b"")
    assert outcome.fetched.capture == outcome.article.capture
    assert outcome.fetched.fetched_at == outcome.article.fetched_at
    assert (outcome.queued.seed, outcome.queued.via) == (outcome.article.seed, outcome.article.via)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (404, Verdict(State.GONE, Reason.HTTP_404)),
        (403, Verdict(State.WALL, Reason.HTTP_403)),
        (500, Verdict(State.FAILED, Reason.HTTP_5XX)),
        (204, Verdict(State.FAILED, Reason.HTTP_OTHER)),
    ],
)
def test_a_status_settles_without_a_look_at_the_body(
    tmp_path: Path, status: int, verdict: Verdict
) -> None:
    assert verdict == on_a_run(tmp_path, body=page(), status=status)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_hands_the_url_on_with_what_is_known_of_it(tmp_path: Path, status: int) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            known = {"hops": 2, "title": "Stated", "seed": "https://s.example/"}
            outcome = await visited(run, queued=known, status=status, location="/moved?utm_id=1")
            moved = "https://a.example/moved"
            assert outcome == Verdict(State.DUPLICATE, Reason.REDIRECT, of=moved, goes_on=True)
            row = row_of(run, moved)
            assert row is not None
            assert (
                row.state,
                row.role,
                row.hops,
                row.title,
                row.seed,
                row.via,
            ) == (State.QUEUED, "article", 2, "Stated", "https://s.example/", URL)

    asyncio.run(scene())


@pytest.mark.parametrize("front", ["https://a.example/", "https://www.a.example"])
def test_an_article_that_leads_to_a_front_page_is_gone(tmp_path: Path, front: str) -> None:
    outcome = on_a_run(tmp_path, status=301, location=front)
    assert outcome == Verdict(State.GONE, Reason.SOFT_404)


def test_a_redirect_to_a_known_url_asks_for_nothing_more(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await queue(run, OTHER)
            outcome = await visited(run, status=301, location=OTHER)
            assert outcome == Verdict(State.DUPLICATE, Reason.REDIRECT, of=OTHER, goes_on=False)

    asyncio.run(scene())


@pytest.mark.parametrize("to", [f"{URL}/", f"{URL}?utm_source=x#top"])
def test_a_redirect_to_another_spelling_is_the_same_url_of_the_ledger(
    tmp_path: Path, to: str
) -> None:
    outcome = on_a_run(tmp_path, status=302, location=to)
    assert outcome == Onward(to.partition("?")[0])


@pytest.mark.parametrize("to", [None, "", "file:///etc/passwd", "javascript:1", "http://[x/"])
def test_a_redirect_to_what_is_no_web_address_has_failed(tmp_path: Path, to: str | None) -> None:
    outcome = on_a_run(tmp_path, status=302, location=to)
    assert outcome == Verdict(State.FAILED, Reason.BAD_REDIRECT)


def test_a_feed_is_settled_and_its_entries_wait(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            feed = "https://a.example/feed"
            outcome = await visited(run, FEED, url=feed, role="page", queued={"hops": 0})
            assert isinstance(outcome, Verdict)
            assert (outcome.state, outcome.reason) == (State.NOT_ARTICLE, Reason.FEED)
            assert outcome.read_as is not None
            one, old = (row_of(run, f"https://a.example/{name}") for name in ("one", "old"))
            assert one is not None
            assert old is not None
            assert (State.QUEUED, "One", 1, feed) == (one.state, one.title, one.hops, one.via)
            assert (old.state, old.reason) == (State.REFUSED, Reason.AGE)

    asyncio.run(scene())


def test_an_amp_page_leads_to_the_page_that_it_is_a_form_of(tmp_path: Path) -> None:
    amp = page(head=f'<link rel="canonical" href="{OTHER}">').replace(b"<html", b"<html amp")
    outcome = on_a_run(tmp_path, body=amp)
    assert outcome == Verdict(State.DUPLICATE, Reason.AMP, of=OTHER, goes_on=True)


@pytest.mark.parametrize(("hops", "is_refused"), [(1, True), (0, False)])
def test_an_old_article_is_refused_unless_it_is_a_seed(
    tmp_path: Path, hops: int, *, is_refused: bool
) -> None:
    head = '<meta property="article:published_time" content="2019-05-01T10:00:00Z">'
    outcome = on_a_run(tmp_path, body=page(head), queued={"hops": hops})
    if is_refused:
        assert outcome == Verdict(State.REFUSED, Reason.AGE)
    else:
        assert isinstance(outcome, Submission)


def test_a_page_that_breaks_the_reader_has_failed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await run.readers.close()
            outcome = await visited(run, page())
            assert outcome == Verdict(State.FAILED, Reason.EXTRACTION_CRASH)

    asyncio.run(scene())


def test_links_are_looked_for_on_listings_and_not_on_articles(tmp_path: Path) -> None:
    links = "".join(
        f'<article><h2><a href="/2026/11/23/story-number-{n}">Story number {n} of the day, in full'
        "</a></h2></article>"
        for n in range(12)
    )
    body = markup(f"<main>{links}</main>").encode()

    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await visited(run, body, url="https://a.example/news", role="article")
            before = run.ledger.queue.count()
            await visited(run, body, url="https://a.example/sport", role="listing")
            # The listing itself, and the stories that it names.
            assert run.ledger.queue.count() - before == 1 + 12

    asyncio.run(scene())
