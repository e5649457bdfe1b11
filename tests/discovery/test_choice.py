"""Which candidates are followed: by scope, age and how deep they lie."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.discovery import Candidate, Role, Source
from crawler.discovery.choice import Limits, Place, Refusal, choose, refusal_of

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
LIMITS = Limits(max_age_days=30, listing_max_pages=3, sitemaps_per_index=2)
SEED = "https://news.example.co.uk/"


def place(role: Role, depth: int = 0, url: str = SEED) -> Place:
    return Place(SEED, url, role, depth)


def candidate(
    role: Role, source: Source, url: str = f"{SEED}a", published: datetime | date | None = None
) -> Candidate:
    return Candidate(url, role, source=source, published=published)


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("https://www.example.co.uk/a", None),
        ("https://example.co.uk/a", None),
        ("https://other.co.uk/a", Refusal.SCOPE),
        ("https://example.co.uk.evil.example/a", Refusal.SCOPE),
    ],
)
def test_links_count_on_the_seeds_own_domain(url: str, refusal: Refusal | None) -> None:
    link = candidate(Role.ARTICLE, Source.LINK, url)
    assert refusal == refusal_of(link, place(Role.SITE), LIMITS, NOW)


def test_links_count_on_the_domain_to_which_the_seed_was_moved() -> None:
    link = candidate(Role.ARTICLE, Source.LINK, "https://new.org/a")
    moved = place(Role.SITE, url="https://www.new.org/")
    assert refusal_of(link, moved, LIMITS, NOW) is None


@pytest.mark.parametrize("source", [Source.FEED, Source.SITEMAP, Source.NEWS_SITEMAP])
def test_what_a_feed_or_sitemap_names_counts_wherever_it_is(source: Source) -> None:
    entry = candidate(Role.ARTICLE, source, "https://elsewhere.example/a")
    assert refusal_of(entry, place(Role.FEED), LIMITS, NOW) is None


@pytest.mark.parametrize(
    ("published", "refusal"),
    [
        (None, None),
        (NOW - timedelta(days=30), None),
        (NOW - timedelta(days=30, seconds=1), Refusal.AGE),
        (NOW + timedelta(days=3), None),
        (date(2026, 10, 24), None),
        (date(2026, 10, 23), Refusal.AGE),
    ],
)
def test_what_is_known_to_be_old_is_refused(
    published: datetime | date | None, refusal: Refusal | None
) -> None:
    entry = candidate(Role.ARTICLE, Source.FEED, published=published)
    assert refusal == refusal_of(entry, place(Role.FEED), LIMITS, NOW)


def test_without_a_limit_nothing_is_too_old() -> None:
    entry = candidate(Role.ARTICLE, Source.FEED, published=date(1990, 1, 1))
    limits = Limits(max_age_days=0, listing_max_pages=3, sitemaps_per_index=2)
    assert refusal_of(entry, place(Role.FEED), limits, NOW) is None


@pytest.mark.parametrize(("depth", "refusal"), [(0, None), (1, None), (2, Refusal.DEPTH)])
def test_a_listing_is_followed_for_so_many_pages(depth: int, refusal: Refusal | None) -> None:
    following = candidate(Role.LISTING, Source.PAGINATION)
    assert refusal == refusal_of(following, place(Role.LISTING, depth), LIMITS, NOW)


@pytest.mark.parametrize(("depth", "refusal"), [(0, None), (1, None), (2, Refusal.DEPTH)])
def test_indexes_of_sitemaps_are_followed_for_so_many_levels(
    depth: int, refusal: Refusal | None
) -> None:
    sitemap = candidate(Role.SITEMAP, Source.SITEMAP)
    assert refusal == refusal_of(sitemap, place(Role.SITEMAP, depth), LIMITS, NOW)


@pytest.mark.parametrize(
    ("role", "source"),
    [
        (Role.LISTING, Source.LINK),
        (Role.FEED, Source.AUTODISCOVERY),
        (Role.SITEMAP, Source.ROBOTS),
    ],
)
def test_only_a_whole_site_is_searched_for_more_that_names_articles(
    role: Role, source: Source
) -> None:
    hub = candidate(role, source)
    assert refusal_of(hub, place(Role.SITE), LIMITS, NOW) is None
    assert refusal_of(hub, place(Role.LISTING), LIMITS, NOW) is Refusal.DEPTH


def test_a_page_in_a_feeds_place_may_say_where_the_feed_is() -> None:
    feed = candidate(Role.FEED, Source.AUTODISCOVERY)
    listing = candidate(Role.LISTING, Source.LINK)
    assert refusal_of(feed, place(Role.FEED), LIMITS, NOW) is None
    assert refusal_of(listing, place(Role.FEED), LIMITS, NOW) is Refusal.DEPTH


def test_of_an_index_so_many_sitemaps_are_looked_at_and_all_articles() -> None:
    named = [candidate(Role.SITEMAP, Source.SITEMAP, f"{SEED}{n}.xml") for n in range(4)]
    named.insert(3, candidate(Role.ARTICLE, Source.SITEMAP))
    chosen = [refusal for _, refusal in choose(named, place(Role.SITEMAP), LIMITS, NOW)]
    assert chosen == [None, None, Refusal.DEPTH, None, Refusal.DEPTH]


def test_a_sitemap_that_is_refused_takes_nobodys_place() -> None:
    named = [
        candidate(Role.SITEMAP, Source.ROBOTS, "https://elsewhere.example/s.xml"),
        candidate(Role.SITEMAP, Source.ROBOTS, f"{SEED}1.xml"),
        candidate(Role.SITEMAP, Source.ROBOTS, f"{SEED}2.xml"),
    ]
    chosen = [refusal for _, refusal in choose(named, place(Role.SITE), LIMITS, NOW)]
    assert chosen == [Refusal.SCOPE, None, None]
