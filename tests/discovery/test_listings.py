"""Which links of a page lead to articles, to more links, to feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import lxml.html
import pytest
from lxml import etree

from crawler.discovery import Candidate, Discovered, Role, too_old
from crawler.discovery.limits import DEFAULT_LIMITS
from crawler.discovery.link_score import looks_like_article
from crawler.discovery.listings import read_listing

URL = "https://example.org/politics/"


def listing(body: str, url: str = URL) -> Discovered:
    return read_listing(lxml.html.document_fromstring(body), url)


def found(body: str, role: Role, url: str = URL) -> list[str]:
    return [each.url for each in listing(body, url).candidates if each.role is role]


def link(href: str, text: str = "x") -> str:
    return f'<a href="{href}">{text}</a>'


@pytest.mark.parametrize(
    "markup",
    [
        link("/2026/11/23/minister-resigns-today"),
        link("/politics/minister-resigns-after-talks-12345678"),
        f"<h2>{link('/politics/minister', 'The minister resigns after the talks')}</h2>",
        f"<main>{link('/a/123456.html', 'Minister resigns')}</main>",
        link("/2026-11/23/c_1129876543.htm", "外交部长宣布辞职引发各方关注"),
        f"<h3>{link('/n/x', 'وزير الخارجية يعلن استقالته بعد المحادثات')}</h3>",
        f"<h3>{link('/n/y', 'Министр подал в отставку после переговоров')}</h3>",
        link(
            "/%E5%A4%96%E4%BA%A4%E9%83%A8%E9%95%BF%E5%AE%A3%E5%B8%83%E8%BE%9E",
            "部长宣布辞职引发各方关注此事",
        ),
        link("/article.php?id=48213", "The minister resigns after the talks"),
        f"<nav>{link('/2026/11/23/minister-resigns.html', 'The minister resigns today')}</nav>",
        '<a href="/politics/minister"><img><h3>The minister resigns after talks</h3></a>',
        link("https://partner.example/2026/11/23/minister-resigns-today"),
    ],
)
def test_links_to_articles(markup: str) -> None:
    assert len(found(markup, Role.ARTICLE)) == 1


@pytest.mark.parametrize(
    "markup",
    [
        f"<nav>{link('/sport/', 'Sport')}</nav>",
        f"<h2>{link('/sport/', 'Sport')}</h2>",
        f"<main>{link('/tag/minister-of-foreign-affairs', 'Minister of Foreign Affairs')}</main>",
        link("/author/jane-q-public-12345", "Jane Q. Public, Chief Correspondent"),
        f"<footer>{link('/about-our-journalism-and-standards', 'About our journalism')}</footer>",
        f"<footer>{link('/datenschutz', 'Datenschutzerklärung dieser Zeitung')}</footer>",
        link("/login?next=/2026/", "Log in to read all of our articles"),
        link("/2026/11/23/", "All of the articles of 23 November"),
        link("/2026/11/23/minister-resigns-today.jpg", "The minister in a picture of today"),
        link("/2026/11/23/minister-resigns-today.pdf"),
        link("mailto:editor@example.org", "Write to the editor of this page now"),
        link("javascript:void(0)", "Show all of the comments on this page"),
        link("#top", "Back to the top of this very long page"),
        '<a rel="author" href="/2026/11/23/who-wrote-this-page">Jane</a>',
        link("/", "The front page of our newspaper, example.org"),
        link("http://[bad", "The minister resigns after the talks"),
    ],
)
def test_links_to_no_articles(markup: str) -> None:
    assert found(markup, Role.ARTICLE) == []


def test_the_best_of_several_links_names_the_article() -> None:
    href = "/2026/11/23/minister-resigns-today"
    body = f'<a href="{href}"><img alt=""></a><h2>{link(href, "Minister <b>resigns</b>")}</h2>'
    body += link(href + "?utm_source=front", "Read the whole of this story here, now")
    assert listing(body).candidates == (
        Candidate(
            f"https://example.org{href}",
            Role.ARTICLE,
            source="link",
            title="Minister resigns",
            published=date(2026, 11, 23),
        ),
    )


def test_sections_of_the_menu_are_listings_of_the_same_site() -> None:
    body = "<nav>" + "".join(
        link(href, name)
        for href, name in [
            ("/sport", "Sport"),
            ("/sport/football/", "Football"),
            ("https://www.example.org/culture", "Culture"),
            ("https://other.example/sport", "Elsewhere"),
            ("/contact", "Contact"),
            ("/a/b/c", "Deep"),
        ]
    )
    assert found(body + "</nav>", Role.LISTING) == [
        "https://example.org/sport",
        "https://example.org/sport/football/",
        "https://www.example.org/culture",
    ]


@pytest.mark.parametrize(
    ("url", "markup", "expected"),
    [
        (URL, '<link rel="next" href="?page=2">', ["https://example.org/politics/?page=2"]),
        (
            URL,
            '<a rel="nofollow next" href="/politics/old">Older</a>',
            ["https://example.org/politics/old"],
        ),
        (
            URL,
            link("?page=2", "2") + link("?page=3", "3"),
            ["https://example.org/politics/?page=2"],
        ),
        (
            URL + "?page=2",
            link("?page=1", "1") + link("?page=3", "3"),
            ["https://example.org/politics/?page=3"],
        ),
        (URL + "page/4/", link("/politics/page/5/", "5"), ["https://example.org/politics/page/5/"]),
        (
            URL,
            '<a class="pagination-next" href="?p=9">&gt;</a>',
            ["https://example.org/politics/?p=9"],
        ),
        (URL, link("?seite=3", "Weiter »"), ["https://example.org/politics/?seite=3"]),
        (URL, link("?page=7", "次のページ"), ["https://example.org/politics/?page=7"]),
        (URL, link("/sport/?page=2", "2"), []),
        (URL, link("/some-story", "Next"), []),
        (URL, '<link rel="next" href="https://other.example/2">', []),
        (URL, link("?page=9", "9"), []),
    ],
)
def test_the_following_page_of_a_listing(url: str, markup: str, expected: list[str]) -> None:
    pages = [each.url for each in listing(markup, url).candidates if each.source == "pagination"]
    assert pages == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/rss">',
            ("https://example.org/rss", Role.FEED),
        ),
        (
            '<link rel="Alternate" type="application/atom+xml; x" href="/a">',
            ("https://example.org/a", Role.FEED),
        ),
        (
            '<link rel="alternate" type="application/feed+json" href="/j">',
            ("https://example.org/j", Role.FEED),
        ),
        ('<link rel="sitemap" href="/s.xml">', ("https://example.org/s.xml", Role.SITEMAP)),
        ('<a href="/politics/feed/">RSS</a>', ("https://example.org/politics/feed/", Role.FEED)),
        (
            '<a href="https://f.example/all.xml" title="RSS feed"><img></a>',
            ("https://f.example/all.xml", Role.FEED),
        ),
    ],
)
def test_feeds_and_sitemaps_that_a_page_announces(markup: str, expected: tuple[str, Role]) -> None:
    assert [(each.url, each.role) for each in listing(markup).candidates] == [expected]


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="stylesheet" type="text/css" href="/x.css">',
        '<a href="/politics/feed/">Politics</a>',
    ],
)
def test_what_announces_no_feed_of_articles(markup: str) -> None:
    assert listing(markup).candidates == ()


def test_links_are_joined_to_the_base_of_the_page() -> None:
    body = f'<base href="https://cdn.example.org/x/">{link("2026/11/23/minister-resigns-today")}'
    assert found(body, Role.ARTICLE) == [
        "https://cdn.example.org/x/2026/11/23/minister-resigns-today"
    ]


def test_the_tree_is_left_as_it_was_whatever_it_holds() -> None:
    body = f"<div><!-- c --><?pi x?>{link('/2026/11/23/minister', 'T <!-- c --> t')}<svg/></div>"
    tree = lxml.html.document_fromstring(body)
    before = etree.tostring(tree)
    assert [each.title for each in read_listing(tree, URL).candidates] == ["T t"]
    assert etree.tostring(tree) == before


def test_a_tree_of_xhtml_and_a_part_of_a_tree_are_read_as_well() -> None:
    xhtml = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><h2>{link("/2026/11/23/a-b-c")}</h2></html>'
    )
    tree = etree.fromstring(xhtml)
    assert len(read_listing(tree[0], URL).candidates) == 1


def test_a_link_farm_is_cut() -> None:
    most = DEFAULT_LIMITS.links
    body = "".join(link(f"/2026/11/23/story-number-{n}-x") for n in range(most + 10))
    cut = listing(body)
    assert (len(cut.candidates), cut.flags) == (most, ("truncated",))


def test_a_page_with_a_bad_url_gives_nothing() -> None:
    assert listing(link("https://example.org/2026/11/23/a-b-c"), "about:blank").candidates == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/2026/11/23/story", True),
        ("https://example.org/news/some-long-story-name-here-7654321", True),
        ("https://example.org/news/", False),
        ("https://example.org/tag/2026/11/some-tag-here", False),
        ("https://example.org/", False),
    ],
)
def test_articles_told_by_their_url_alone(url: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert looks_like_article(url) is expected


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        (NOW - timedelta(days=30), 30, False),
        (NOW - timedelta(days=30, seconds=1), 30, True),
        (date(2026, 10, 24), 30, False),
        (date(2026, 10, 23), 30, True),
        (date(2030, 1, 1), 30, False),
        (date(1999, 1, 1), 0, False),
        (None, 30, False),
    ],
)
def test_an_age_limit_where_a_date_is_known(
    published: date | None,
    days: int,
    expected: bool,  # noqa: FBT001 - a table's column
) -> None:
    candidate = Candidate("https://example.org/a", Role.ARTICLE, source="feed", published=published)
    assert too_old(candidate, NOW, days) is expected
