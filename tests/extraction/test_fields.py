"""Each field from the sources that may state it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.article import Access, Article, ImageRole
from crawler.extraction.extract import extract
from crawler.extraction.page import Flag
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, json_ld, markup, meta


def read(body: bytes, url: str = URL) -> Article:
    found = extract(body, url).article
    assert found is not None
    return found


def with_head(*parts: str) -> Article:
    return read(article("".join(parts)))


def inside(extra: str, head: str = "") -> Article:
    """An article with something after its second paragraph."""
    body = article(head).decode()
    end = body.index("</p>", body.index("Part 2")) + len("</p>")
    return read((body[:end] + extra + body[end:]).encode())


# --- title


@pytest.mark.parametrize(
    "stated",
    [
        meta("og:title", f"{HEADLINE} | The Example Times"),
        json_ld(headline=HEADLINE.upper()),
        f"<title>{HEADLINE} - news.example.org</title>",
    ],
)
def test_the_visible_heading_is_the_title_when_the_page_agrees(stated: str) -> None:
    assert with_head(stated).title == HEADLINE


def test_a_stated_headline_is_taken_when_no_heading_agrees_with_it() -> None:
    found = read(article(json_ld(headline="Bridge: decision at last"), headline="Local news"))
    assert found.title == "Bridge: decision at last"


def test_a_heading_that_closes_the_breadcrumbs_is_for_search_engines() -> None:
    head = json_ld(headline="Bridge news: council decides") + meta("og:title", HEADLINE)
    body = article(head, headline="Bridge news: council decides")
    found = extract(body.replace(b"<h1>", b"<h1 class='Breadcrumb_last__x'>"), URL).article
    assert found is not None
    assert found.title == HEADLINE


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = meta("og:title", "Bridge to be rebuilt \u2013 Example Times") + meta(
        "og:site_name", "Example Times"
    )
    assert read(article(head, headline="Local")).title == "Bridge to be rebuilt"


def test_a_separator_inside_a_headline_stays() -> None:
    head = meta("og:title", "Bridge \u2013 what comes next") + meta("og:site_name", "Example Times")
    assert read(article(head, headline="Local")).title == "Bridge \u2013 what comes next"


# --- dates


def test_json_ld_is_trusted_before_meta_tags_and_a_disagreement_is_flagged() -> None:
    found = with_head(
        json_ld(headline=HEADLINE, datePublished="2024-09-22T18:48:00Z"),
        meta("article:published_time", "2023-01-01T00:00:00Z"),
    )
    assert found.published == datetime(2024, 9, 22, 18, 48, tzinfo=UTC)
    assert Flag.DATES_DISAGREE in found.flags


def test_a_later_source_gives_the_offset_that_the_first_lacks() -> None:
    found = with_head(
        json_ld(headline=HEADLINE, datePublished="2024-09-22T20:48:00"),
        meta("article:published_time", "2024-09-22T20:48:00+02:00"),
    )
    assert found.published == datetime(2024, 9, 22, 18, 48, tzinfo=UTC)
    assert not found.flags


def test_a_time_without_any_offset_leaves_its_day_and_a_flag() -> None:
    found = with_head(json_ld(headline=HEADLINE, datePublished="2024-09-21T20:48:00"))
    assert (found.published, found.flags) == (date(2024, 9, 21), (Flag.TIME_WITHOUT_OFFSET,))


def test_an_instant_of_another_day_does_not_replace_the_first_source() -> None:
    found = with_head(
        json_ld(headline=HEADLINE, datePublished="2024-09-21"),
        meta("date", "2020-01-01T00:00:00Z"),
    )
    assert found.published == date(2024, 9, 21)


def test_a_time_element_of_the_article_is_read_and_one_of_a_teaser_is_not() -> None:
    teaser = "<aside><time datetime='2001-01-01T00:00:00Z'>old</time></aside>"
    found = inside("<time class='published' datetime='2024-09-22T20:48:00+0200'>x</time>" + teaser)
    assert found.published == datetime(2024, 9, 22, 18, 48, tzinfo=UTC)


def test_the_day_of_the_url_is_a_guess() -> None:
    found = read(article())
    assert (found.published, found.flags) == (date(2024, 9, 22), (Flag.DATE_GUESSED,))


def test_a_page_without_any_date_has_none() -> None:
    found = read(article(), "https://news.example.org/local/council-decides-to-rebuild-bridge")
    assert (found.published, found.flags) == (None, ())


def test_the_last_change_is_read_too() -> None:
    found = with_head(json_ld(headline=HEADLINE, dateModified="2024-09-23T08:00:00+02:00"))
    assert found.modified == datetime(2024, 9, 23, 6, tzinfo=UTC)


# --- authors, publisher, section, tags, language, description


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"@type": "Person", "name": "Jane Doe"}, ("Jane Doe",)),
        ([{"name": "Jane Doe"}, {"name": "Max Muster"}], ("Jane Doe", "Max Muster")),
        ("By Jane Doe and Max Muster", ("Jane Doe", "Max Muster")),
        ("Von Jane Doe, Max Muster (mm)", ("Jane Doe", "Max Muster")),
        ({"name": ["Jane Doe", "Jane Doe"]}, ("Jane Doe",)),
        ("J&amp;#246;rg M&amp;#252;ller", ("Jörg Müller",)),
        ("https://example.org/author/jane", ()),
        ("jane@example.org", ()),
    ],
)
def test_authors_are_names(stated: object, expected: tuple[str, ...]) -> None:
    assert with_head(json_ld(headline=HEADLINE, author=stated)).authors == expected


def test_a_visible_byline_names_the_author() -> None:
    assert inside("<a rel='author' href='/p/jane'>Jane Doe</a>").authors == ("Jane Doe",)


def test_the_publisher_is_a_name_rather_than_a_domain() -> None:
    publisher = {"@type": "Organization", "name": "The Example Times"}
    found = with_head(
        meta("og:site_name", "EXAMPLE.ORG"), json_ld(headline=HEADLINE, publisher=publisher)
    )
    assert found.publisher == "The Example Times"


def test_a_section_that_tells_nothing_is_passed_over() -> None:
    found = with_head(
        json_ld(headline=HEADLINE, articleSection=["News", "Home"]),
        meta("article:section", "Local"),
    )
    assert found.section == "Local"


def test_the_breadcrumb_gives_the_section_that_nothing_else_states() -> None:
    steps = [{"@type": "ListItem", "name": name} for name in ("Home", "Sport", HEADLINE)]
    found = with_head(json_ld(**{"@type": "BreadcrumbList", "itemListElement": steps}))
    assert found.section == "Sport"


def test_tags_are_split_and_stated_once() -> None:
    assert with_head(meta("keywords", "Bridge, Council,bridge")).tags == ("bridge", "Council")


@pytest.mark.parametrize(
    ("stated", "expected"), [("de_de", "de-DE"), ("zh-hans", "zh-Hans"), ("{{lang}}", None)]
)
def test_the_language_is_a_tag(stated: str, expected: str | None) -> None:
    body = article().replace(b'lang="en"', f'lang="{stated}"'.encode())
    assert read(body).language == expected


def test_the_description_is_one_clean_line() -> None:
    found = with_head(meta("og:description", "The  bridge\u202e is\n closed."))
    assert found.description == "The bridge is closed."


# --- images


def test_the_lead_image_keeps_its_address_as_stated() -> None:
    found = with_head(meta("og:image", "/photos/1/original/open-uri-1?1727031011"))
    assert found.lead_image == "https://news.example.org/photos/1/original/open-uri-1?1727031011"
    assert [image.role for image in found.images] == [ImageRole.LEAD]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:image/png;base64,AAAA", "//", ""])
def test_a_lead_image_is_http_or_none(address: str) -> None:
    assert with_head(meta("og:image", address)).lead_image is None


def test_images_of_the_text_come_largest_with_their_caption_and_credit() -> None:
    found = inside(
        "<figure><img src='s.jpg' srcset='s.jpg 320w, l,1.jpg 1280w, m.jpg 640w' alt='A bridge'>"
        "<figcaption>The bridge in spring <span class='credit'>Jane Doe</span></figcaption>"
        "</figure>"
        "<img src='pixel.gif' width='1' height='1'><img src='data:image/gif;base64,R0lG'>"
    )
    (image,) = found.images
    assert image.url.endswith("/22/l,1.jpg")
    assert image.alt == "A bridge"
    assert image.caption == "The bridge in spring"
    assert image.credit == "Jane Doe"


def test_no_more_than_fifty_images_are_named() -> None:
    assert len(inside("".join(f"<img src='/{n}.jpg'>" for n in range(90))).images) == 50


# --- links


def test_links_under_a_heading_of_related_articles_are_related() -> None:
    found = inside(
        "<h3>Related</h3><ul><li><a href='/a/1'>One</a></li><li><a href='/a/2'>Two</a></ul>"
    )
    assert [(link.url, link.title) for link in found.related] == [
        ("https://news.example.org/a/1", "One"),
        ("https://news.example.org/a/2", "Two"),
    ]
    assert found.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://www.example.org/bridge", "https://www.example.org/bridge"),
        ("/bridge", "https://news.example.org/bridge"),
        ("https://elsewhere.example/bridge", URL),
        ("https://news.example.org/", URL),
        ("javascript:0", URL),
    ],
)
def test_a_canonical_url_is_believed_on_its_own_site(canonical: str, expected: str) -> None:
    found = with_head(f"<link rel='canonical' href='{canonical}'>")
    assert found.canonical_url == expected


def test_an_amp_page_leads_to_the_page_it_stands_for() -> None:
    head = "<link rel='canonical' href='https://elsewhere.example/bridge'>"
    body = article(head).replace(b"<html", "<html ⚡".encode(), 1)
    page = extract(body, URL)
    assert page.amp_of == "https://elsewhere.example/bridge"


@pytest.mark.parametrize(
    ("address", "expected"),
    [(f"{URL}?page=2", f"{URL}?page=2"), (f"{URL}/2", f"{URL}/2"), ("/another-article", None)],
)
def test_the_next_page_is_one_of_the_same_article(address: str, expected: str | None) -> None:
    assert extract(article(f"<link rel='next' href='{address}'>"), URL).next_page == expected


def test_the_lead_image_is_the_largest_version_that_the_page_shows() -> None:
    head = meta("og:image", "https://news.example.org/media/old-bridge-1200x630.jpg")
    shown = (
        "<figure><picture><source srcset='/media/old-bridge-640x427.jpg 640w,"
        " /media/old-bridge-2048x1365.jpg 2048w'><img src='/media/old-bridge-320x213.jpg'>"
        "</picture><figcaption>The bridge in spring</figcaption></figure>"
    )
    found = extract(article(head).replace(b"<p>Part 1", f"{shown}<p>Part 1".encode()), URL).article
    assert found is not None
    assert found.lead_image == "https://news.example.org/media/old-bridge-2048x1365.jpg"
    assert [image.caption for image in found.images] == ["The bridge in spring"]


# --- access and rights


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (json_ld(headline=HEADLINE, isAccessibleForFree=True), Access.FREE),
        (json_ld(headline=HEADLINE, isAccessibleForFree="False"), Access.PAYWALLED),
        (meta("article:content_tier", "locked"), Access.PAYWALLED),
        ("", Access.UNKNOWN),
    ],
)
def test_access_is_what_the_page_states(head: str, expected: Access) -> None:
    assert with_head(head).access == expected


def test_signals_on_rights_are_kept_in_page_order() -> None:
    found = with_head(
        meta("robots", "index, NoArchive, max-image-preview:large, noai"),
        meta("tdm-reservation", "1"),
        "<link rel='license' href='https://licences.example/by'>",
    )
    assert found.rights == (
        "noarchive",
        "noai",
        "tdm-reservation=1",
        "license=https://licences.example/by",
    )


# --- body


def test_the_text_is_one_paragraph_a_line_without_headline_captions_and_calls() -> None:
    found = inside(
        f"<p>{HEADLINE}</p><p>Advertisement</p><p><a href='/x'>Another article of ours</a></p>"
        "<ul><li>First point of the plan</li><li>Second point of the plan</li></ul>"
    )
    expected = [*PARAGRAPHS]
    expected[2:2] = ["- First point of the plan", "- Second point of the plan"]
    assert list(found.paragraphs) == expected


def test_a_live_blog_has_its_entries() -> None:
    updates = [
        {
            "headline": f"Entry {n}",
            "articleBody": "It goes on. " * 60,
            "datePublished": "2024-09-22",
        }
        for n in range(5)
    ]
    head = json_ld(**{"@type": "LiveBlogPosting"}, headline=HEADLINE, liveBlogUpdate=updates)
    page = extract(article(head, paragraphs=PARAGRAPHS[:2]), URL)
    assert page.kind == "live_blog"
    assert page.article is not None
    assert page.article.paragraphs[0] == "Entry 0"


def test_json_ld_is_read_though_it_is_no_json() -> None:
    block = (
        '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", "headline": '
        f'"{HEADLINE}", "articleSection": "Lo\tcal", "author": "Jane \\Doe",}}\n//]]></script>'
    )
    found = with_head(block)
    assert (found.section, found.authors) == ("Lo cal", ("Jane \\Doe",))


def test_markup_without_any_statement_still_gives_title_and_text() -> None:
    found = read(markup(article().decode()).encode())
    assert (found.title, found.paragraphs) == (HEADLINE, PARAGRAPHS)
