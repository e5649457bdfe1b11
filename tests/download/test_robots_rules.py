"""robots.txt as RFC 9309 reads it, and what the parser beneath would get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.download.robots_rules import MAX_PARSED_BYTES, MAX_SITEMAPS, parse

PAGE = "http://example.com/page"


def allows(text: str, url: str = PAGE, agent: str = "Presskeep") -> bool:
    return parse(text.encode()).allows(url, agent)


@pytest.mark.parametrize(
    "text", ["", "<html><body>Not found</body></html>", "\x00\x01", "Disallow: /"]
)
def test_what_has_no_group_allows_everything(text: str) -> None:
    assert allows(text)


def test_a_group_of_its_own_counts_more_than_the_one_for_all() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: presskeep\nDisallow: /private\n"
    assert allows(text)
    assert not allows(text, "http://example.com/private/1")
    assert not allows(text, agent="Otherbot")


def test_groups_of_the_same_agent_are_one() -> None:
    text = "User-agent: Presskeep\nDisallow: /a\n\nUser-agent: Presskeep\nDisallow: /b\n"
    assert not allows(text, "http://example.com/a")
    assert not allows(text, "http://example.com/b")


def test_the_longest_match_wins_and_allow_wins_a_tie() -> None:
    text = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /c\nAllow: /c\n"
    assert not allows(text, "http://example.com/a/x")
    assert allows(text, "http://example.com/a/b/x")
    assert allows(text, "http://example.com/c")


def test_wildcards_and_the_end_mark_are_understood() -> None:
    text = "User-agent: *\nDisallow: /*.pdf$\n"
    assert not allows(text, "http://example.com/a/b.pdf")
    assert allows(text, "http://example.com/a/b.pdf?x=1")


@pytest.mark.parametrize(
    "between", ["Unknown: line", "Sitemap: http://a/s.xml", "Crawl-delay: 5", ""]
)
def test_only_a_rule_ends_a_list_of_agents(between: str) -> None:
    text = f"User-agent: Presskeep\n{between}\nUser-agent: other\nDisallow: /\n"
    assert not allows(text)
    assert not allows(text, agent="other")


def test_an_agent_is_known_by_its_product_token_alone() -> None:
    assert not allows("User-agent: presskeep/1.0 (news)\nDisallow: /\n")
    assert allows("User-agent: presskeeper\nDisallow: /\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts(end: str) -> None:
    assert not allows(end.join(["User-agent: *", "Disallow: /page", ""]))


def test_a_byte_order_mark_hides_nothing() -> None:
    assert not parse(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n").allows(PAGE, "Presskeep")


def test_a_comment_is_no_part_of_a_rule() -> None:
    assert not allows("User-agent: * # all\nDisallow: /page # this one\n")


def test_the_crawl_delay_is_the_agents_own() -> None:
    rules = parse(
        b"User-agent: *\nCrawl-delay: 5\nDisallow:\n\nUser-agent: slow\nCrawl-delay: 0.5\n"
    )
    assert rules.crawl_delay("Presskeep") == 5.0
    assert rules.crawl_delay("slow") == 0.5
    assert parse(b"User-agent: *\nCrawl-delay: soon\n").crawl_delay("Presskeep") is None


def test_sitemaps_are_named_wherever_they_stand_and_not_without_end() -> None:
    assert parse(b"Sitemap: http://a/1\nUser-agent: *\nsitemap:http://a/2").sitemaps == (
        "http://a/1",
        "http://a/2",
    )
    assert len(parse(b"Sitemap: http://a/1\n" * 5000).sitemaps) == MAX_SITEMAPS


def test_what_lies_beyond_the_limit_is_not_read_and_no_line_is_halved() -> None:
    line = b"Disallow: /private/thing\n"
    start = b"User-agent: *\n"
    cut_at = MAX_PARSED_BYTES - len(start) - len(line) - 5
    rules = parse(start + b"#" * (cut_at - 1) + b"\n" + line + line)
    assert not rules.allows("http://example.com/private/thing", "a")
    halved = parse(start + b"#" * (MAX_PARSED_BYTES - len(start) - 15) + b"\n" + line)
    assert halved.allows("http://example.com/private/thing", "a")
    assert halved.allows("http://example.com/p", "a")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_nothing_raises(body: bytes, path: str) -> None:
    rules = parse(b"User-agent: *\n" + body)
    assert rules.allows(f"http://example.com/{path}", "Presskeep") in {True, False}
    assert (rules.crawl_delay("Presskeep") or 0.0) >= 0.0
