"""What a record says of how its article was read."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

import pytest

from crawler.article import Access, LiveEntry
from crawler.extraction.datestrings import parse_date
from crawler.extraction.extract import extract
from crawler.extraction.page import PageKind, Reason
from crawler.extraction.payload import text_of_payloads
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, json_ld, markup, meta

if TYPE_CHECKING:
    from datetime import datetime

LONG = "\n".join(PARAGRAPHS)
OTHER = "\n".join(
    f"In chapter {n} the baker tells of flour, ovens, salt and patience, and of the dog who sleeps."
    for n in range(12)
)
DATED = meta("article:published_time", "2024-09-22T18:48:00Z")
PAYWALLED = json_ld(headline=HEADLINE, isAccessibleForFree=False)


def flags(head: str, paragraphs: tuple[str, ...] = PARAGRAPHS) -> tuple[str, ...]:
    found = extract(article(DATED + head, paragraphs=paragraphs), URL).article
    assert found is not None
    return found.flags


def test_an_article_without_a_fault_has_no_flag() -> None:
    assert flags(json_ld(headline=HEADLINE, articleBody=LONG, datePublished="2024-09-22")) == ()


def test_a_short_text_is_flagged() -> None:
    assert flags(json_ld(headline=HEADLINE), PARAGRAPHS[:1]) == ("short-text",)


def test_another_article_body_is_flagged() -> None:
    assert flags(json_ld(headline=HEADLINE, articleBody=OTHER)) == ("body-disagrees",)


def test_an_article_body_of_a_few_words_is_no_text_to_compare_with() -> None:
    assert flags(json_ld(headline=HEADLINE, articleBody="The bridge is to be rebuilt.")) == ()


def test_the_beginning_before_a_paywall_is_a_teaser() -> None:
    assert flags(PAYWALLED, PARAGRAPHS[:3]) == ("teaser",)


@pytest.mark.parametrize(("words", "expected"), [(900, ("teaser",)), (180, ())])
def test_the_stated_count_of_words_tells_a_teaser_from_a_whole_text(
    words: int, expected: tuple[str, ...]
) -> None:
    head = json_ld(headline=HEADLINE, isAccessibleForFree=False, wordCount=words)
    assert expected == flags(head)


def test_a_page_without_text_in_its_markup_is_read_from_its_article_body() -> None:
    head = json_ld(headline=HEADLINE, articleBody=LONG)
    found = extract(markup(f"<h1>{HEADLINE}</h1>", DATED + head).encode(), URL).article
    assert found is not None
    assert (found.paragraphs, found.flags) == (PARAGRAPHS, ("fallback-text",))


def state(name: str, body: object) -> str:
    text = json.dumps({"props": {"article": {"headline": HEADLINE, "body": body}}})
    return f"<script>window.{name} = {text};</script>"


@pytest.mark.parametrize(
    "script",
    [
        state("__PRELOADED_STATE__", [{"type": "p", "text": each} for each in PARAGRAPHS]),
        state("__INITIAL_STATE__", "".join(f"<p>{escape(each)}</p>" for each in PARAGRAPHS)),
        state("Fusion.globalContent", list(PARAGRAPHS)),
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps([*PARAGRAPHS])}</script>',
    ],
    ids=["blocks", "markup", "list", "next"],
)
def test_a_page_that_builds_itself_is_read_from_its_state(script: str) -> None:
    body = markup(f"<h1>{HEADLINE}</h1><div id='root'></div>{script}", DATED)
    found = extract(body.encode(), URL).article
    assert found is not None
    assert (found.paragraphs, found.flags) == (PARAGRAPHS, ("fallback-text",))


def test_a_state_is_not_looked_at_where_the_markup_has_the_text() -> None:
    script = state("__STATE__", OTHER.splitlines())
    found = extract(article(script), URL).article
    assert found is not None
    assert found.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("payload", ["", "window.x = function() {}", "{" * 2000, "[" * 100_000])
def test_a_state_that_is_no_json_has_no_text(payload: str) -> None:
    assert text_of_payloads((payload,)) == ()


# --- kinds


def test_a_page_that_calls_a_wall_an_article_is_a_wall() -> None:
    wall = ("Please log in to continue reading this article on our site.",)
    page = extract(article(json_ld(headline=HEADLINE), paragraphs=wall), URL)
    assert (page.kind, page.reason) == (PageKind.WALL, Reason.LOGIN_WALL)


def test_a_teaser_that_ends_in_a_wall_is_an_article() -> None:
    teaser = (*PARAGRAPHS[:2], "Please log in to continue reading.")
    page = extract(article(PAYWALLED, paragraphs=teaser), URL)
    assert page.article is not None
    assert (page.kind, page.article.access) == (PageKind.ARTICLE, Access.PAYWALLED)
    assert "teaser" in page.article.flags


def test_a_video_with_a_line_below_it_is_no_article() -> None:
    text = ("Watch how the bridge was lifted into its place on Tuesday evening, in two minutes.",)
    page = extract(article(meta("og:type", "video.other"), paragraphs=text), URL)
    assert (page.kind, page.reason) == (PageKind.OTHER, Reason.GALLERY)


def test_a_gallery_whose_pictures_are_told_of_is_an_article() -> None:
    page = extract(article(json_ld(**{"@type": "ImageGallery"})), URL)
    assert page.kind == PageKind.ARTICLE


@pytest.mark.parametrize(
    "title",
    [
        "This article has been removed",
        "Sorry, we can't find that page",
        "Cette page n'existe plus",
        "Artículo no disponible",
        "Siden finnes ikke",
        "Stránka nebyla nalezena",
        "Сторінку не знайдено",
        "페이지를 찾을 수 없습니다",
    ],
)
def test_what_is_gone_says_so_in_many_languages(title: str) -> None:
    body = markup(f"<h1>{title}</h1><p>Try the search.</p>", f"<title>{title}</title>").encode()
    assert extract(body, URL).reason == Reason.SOFT_404


def test_a_live_blog_of_microdata_has_its_posts_with_their_times() -> None:
    posts = "".join(
        "<article itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'>"
        f"<h3 itemprop='headline'>At {hour}</h3><time itemprop='datePublished'"
        f" datetime='2024-09-22T{hour}:00:00+02:00'>{hour}</time><p>{PARAGRAPHS[n]}</p></article>"
        for n, hour in enumerate((12, 11))
    )
    body = (
        "<main itemscope itemtype='https://schema.org/LiveBlogPosting'>"
        f"<h1 itemprop='headline'>{HEADLINE}</h1>{posts}</main>"
    )
    page = extract(markup(body).encode(), URL)
    assert page.article is not None
    assert page.kind == PageKind.LIVE_BLOG
    assert page.article.entries == tuple(
        LiveEntry(title=f"At {hour}", paragraphs=(PARAGRAPHS[n],), published=instant(hour))
        for n, hour in enumerate((12, 11))
    )


def instant(hour: int) -> datetime | None:
    moment = parse_date(f"2024-09-22T{hour}:00:00+02:00")
    assert moment is not None
    return moment.instant


# --- rights in the answer's fields


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((("x-robots-tag", "noindex, NoArchive"),), ("noindex", "noarchive")),
        ((("x-robots-tag", "googlebot: noai"), ("x-robots-tag", "nofollow")), ("noai", "nofollow")),
        (
            (("x-robots-tag", "unavailable_after: 25 Jun 2030 15:00:00 GMT"),),
            ("unavailable-after=25 Jun 2030 15:00:00 GMT",),
        ),
        (
            (("tdm-reservation", "1"), ("tdm-policy", "https://a.example/tdm.json")),
            ("tdm-reservation=1", "tdm-policy=https://a.example/tdm.json"),
        ),
        (
            (("link", '</style.css>; rel="preload", </by>; title="a, b"; rel="license"'),),
            ("license=https://news.example.org/by",),
        ),
        ((("x-robots-tag", "all"), ("link", "<<<>>>;;;")), ()),
    ],
)
def test_the_answers_fields_speak_of_reuse(
    fields: tuple[tuple[str, str], ...], expected: tuple[str, ...]
) -> None:
    found = extract(article(), URL, headers=fields).article
    assert found is not None
    assert expected == found.rights


def test_what_field_and_page_both_say_stands_there_once() -> None:
    page = extract(article(meta("robots", "noai")), URL, headers=(("x-robots-tag", "noai"),))
    assert page.article is not None
    assert page.article.rights == ("noai",)
