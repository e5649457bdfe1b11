from __future__ import annotations

import pytest

from crawler.extraction.extract import extract
from crawler.extraction.page import PageKind, Reason
from tests.extraction.pages import HEADLINE, URL, article, json_ld, markup

LINKS = "".join(f"<li><a href='/2024/09/22/story-{n}'>The story of day {n}</a>" for n in range(60))


@pytest.mark.parametrize(
    ("body", "title", "reason"),
    [
        ("<h1>Verify you are human</h1><p>This takes a second.</p>", "Wait", Reason.BOT_CHECK),
        ("<p>Checking your browser before you go on</p>", "Just a moment...", Reason.BOT_CHECK),
        (
            "<h1>Before you continue to Example</h1><p>We use cookies.</p><p>Accept all</p>",
            "Example",
            Reason.CONSENT_WALL,
        ),
        (
            "<h1>Wir schätzen Ihre Privatsphäre</h1><button>Alle akzeptieren</button>",
            "Beispiel",
            Reason.CONSENT_WALL,
        ),
        ("<h1>Welcome</h1><p>Please log in to continue.</p>", "Login", Reason.LOGIN_WALL),
    ],
)
def test_a_wall_is_no_article(body: str, title: str, reason: Reason) -> None:
    page = extract(markup(body, f"<title>{title}</title>").encode(), URL)
    assert (page.kind, page.reason, page.article) == (PageKind.WALL, reason, None)


def test_an_article_about_cookies_and_robots_is_an_article() -> None:
    text = tuple(
        f"Number {n}: accept all cookies of our partners, say sites, and: are you a robot?"
        for n in range(12)
    )
    page = extract(article(json_ld(headline=HEADLINE), paragraphs=text), URL)
    assert page.kind == PageKind.ARTICLE


@pytest.mark.parametrize("title", ["404 Not Found", "Page not found", "Seite nicht gefunden"])
def test_a_soft_404_is_an_error(title: str) -> None:
    body = markup(f"<h1>{title}</h1><p>Try the search.</p>", f"<title>{title}</title>").encode()
    page = extract(body, URL)
    assert (page.kind, page.reason) == (PageKind.ERROR, Reason.SOFT_404)


@pytest.mark.parametrize(
    "url", ["https://news.example.org/", "https://news.example.org/politics", URL]
)
def test_a_page_of_links_is_a_listing(url: str) -> None:
    body = markup(f"<h1>Politics</h1><ul>{LINKS}</ul>", "<title>Politics</title>").encode()
    assert extract(body, url).kind == PageKind.LISTING


def test_a_declared_collection_is_a_listing() -> None:
    page = extract(article(json_ld(**{"@type": "CollectionPage"})), URL)
    assert (page.kind, page.reason) == (PageKind.LISTING, Reason.LISTING)


def test_an_article_with_many_links_around_it_is_an_article() -> None:
    body = article().replace(b"<article>", f"<nav>{LINKS}</nav><article>".encode())
    assert extract(body, URL).kind == PageKind.ARTICLE


def test_without_a_title_or_text_there_is_no_article() -> None:
    untitled = article().replace(b"<h1>", b"<!--").replace(b"</h1>", b"-->")
    assert extract(untitled, URL).reason == Reason.NO_TITLE
    assert extract(markup(f"<h1>{HEADLINE}</h1>").encode(), URL).reason == Reason.NO_BODY
