"""A page that carries the content of the reference file gives exactly that content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from crawler.extraction.extract import extract
from crawler.extraction.page import PageKind
from tests.extraction.pages import json_ld, markup, meta

REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "reference" / "000_67ae491904088e5a.txt"
URL = "https://icaro.icaromediagroup.com/en/politics/kenya-pledges-more-police-officers-to-haiti"
STATED = "2024-09-22T20:48:00+02:00"
CHROME_ABOVE = (
    '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li>'
    '<li><a href="/sport">Sport</a></li></ul></nav></header>'
)
CHROME_BELOW = (
    '<div class="share"><a href="https://social.example/share">Share</a> '
    '<a href="https://other.example/share">Tweet</a></div>'
    "<section><h3>Related</h3><ul></ul></section>"
    '<footer><p>About us</p><a href="/imprint">Imprint</a></footer>'
)


@dataclass(frozen=True)
class Reference:
    title: str
    image: str
    publisher: str
    section: str
    paragraphs: tuple[str, ...]


@pytest.fixture(scope="module")
def reference() -> Reference:
    if not REFERENCE.exists():
        pytest.skip("the shared folder with the reference file is not beside the project")
    lines = REFERENCE.read_text(encoding="utf-8").split("\n")
    paragraphs = tuple(line for line in lines[7:-1] if line)
    return Reference(lines[0], lines[2], lines[3], lines[4], paragraphs)


def with_json_ld(reference: Reference) -> tuple[str, str, str]:
    head = json_ld(
        headline=reference.title,
        image={"@type": "ImageObject", "url": reference.image},
        publisher={"@type": "Organization", "name": reference.publisher},
        articleSection=reference.section,
        datePublished=STATED,
    )
    return head, "", ""


def with_open_graph(reference: Reference) -> tuple[str, str, str]:
    head = "".join(
        (
            f"<title>{escape(reference.title)} | {reference.publisher}</title>",
            meta("og:title", f"{reference.title} | {reference.publisher}"),
            meta("og:type", "article"),
            meta("og:image", reference.image),
            meta("og:site_name", reference.publisher),
            meta("article:section", reference.section),
        )
    )
    return head, "<p class='byline'>By Jane Doe, Sept. 22, 2024 20:48 +02:00</p>", ""


def with_microdata(reference: Reference) -> tuple[str, str, str]:
    byline = (
        f"<meta itemprop='headline' content='{escape(reference.title, quote=True)}'>"
        f"<img itemprop='image' src='{reference.image}' alt=''>"
        f"<meta itemprop='articleSection' content='{reference.section}'>"
        "<span itemprop='publisher' itemscope itemtype='https://schema.org/Organization'>"
        f"<meta itemprop='name' content='{reference.publisher}'></span>"
        f"<time itemprop='datePublished' datetime='{STATED}'>Yesterday</time>"
    )
    return "", byline, " itemscope itemtype='https://schema.org/NewsArticle'"


@pytest.mark.parametrize("chrome", [False, True], ids=["bare", "with-surroundings"])
@pytest.mark.parametrize("variant", [with_json_ld, with_open_graph, with_microdata])
def test_a_page_with_the_content_of_the_reference_gives_that_content(
    reference: Reference, variant: type, *, chrome: bool
) -> None:
    head, byline, scope = variant(reference)
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in reference.paragraphs)
    body = f"<article{scope}><h1>{escape(reference.title)}</h1>{byline}{text}</article>"
    if chrome:
        body = CHROME_ABOVE + body + CHROME_BELOW
    page = extract(markup(body, head).encode(), URL)

    assert page.kind == PageKind.ARTICLE
    article = page.article
    assert article is not None
    assert article.title == reference.title
    assert article.lead_image == reference.image
    assert article.publisher == reference.publisher
    assert article.section == reference.section
    assert article.published == datetime(2024, 9, 22, 18, 48, tzinfo=UTC)
    assert article.paragraphs == reference.paragraphs
    assert len(article.paragraphs) == 4
    assert not article.related
