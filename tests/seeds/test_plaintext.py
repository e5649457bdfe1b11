"""Plain seed lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.seeds import Seed, SeedKind, SeedListError, read_seeds, seed_of_url


def seeds_of(text: str) -> list[Seed]:
    return list(read_seeds(text.encode(), "seeds.txt"))


def only_seed_of(text: str) -> Seed:
    (seed,) = seeds_of(text)
    return seed


def message_of(raw: bytes, name: str = "seeds.txt") -> str:
    with pytest.raises(SeedListError) as caught:
        list(read_seeds(raw, name))
    return str(caught.value)


def test_blank_lines_and_comments_are_skipped() -> None:
    seeds = seeds_of("\n# comment\n   \nhttps://example.org/a\r\n")
    assert [(seed.url, seed.line) for seed in seeds] == [("https://example.org/a", 4)]


def test_a_byte_order_mark_is_no_part_of_the_first_url() -> None:
    raw = b"\xef\xbb\xbfhttps://example.org/\n"
    assert [seed.url for seed in read_seeds(raw, "seeds.txt")] == ["https://example.org/"]


@pytest.mark.parametrize("host", ["example.org", "www.example.org", "localhost", "127.0.0.1:8080"])
def test_a_bare_host_means_the_whole_site(host: str) -> None:
    seed = only_seed_of(host)
    assert (f"https://{host}/", SeedKind.SITE) == (seed.url, seed.kind)


def test_a_host_with_a_path_gets_a_scheme_and_no_kind() -> None:
    seed = only_seed_of("example.org/politics")
    assert (seed.url, seed.kind) == ("https://example.org/politics", None)


def test_an_option_states_the_kind() -> None:
    seed = only_seed_of("https://example.org/rss\tkind=feed")
    assert (seed.kind, seed.options) == (SeedKind.FEED, {"kind": "feed"})


@pytest.mark.parametrize(
    ("option", "kind"),
    [
        ("isFeed=true", SeedKind.FEED),
        ("isSitemapNews=true", SeedKind.SITEMAP),
        ("isSitemap=TRUE", SeedKind.SITEMAP),
        ("isFeed=false", None),
    ],
)
def test_options_of_stormcrawler_are_understood(option: str, kind: SeedKind | None) -> None:
    assert kind == only_seed_of(f"https://example.org/x\t{option}").kind


def test_a_comment_may_follow_after_a_tab() -> None:
    seed = only_seed_of("https://example.org/x\tkind=feed\t# our own, kind=site before")
    assert (seed.kind, seed.options) == (SeedKind.FEED, {"kind": "feed"})


def test_a_kind_overrides_the_bare_host() -> None:
    assert SeedKind.LISTING is only_seed_of("example.org\tkind=listing").kind


def test_a_url_that_stands_twice_is_yielded_once_with_its_first_line() -> None:
    seeds = seeds_of("https://example.org/a\nHTTPS://EXAMPLE.org:443/a#top\nhttps://example.org/b")
    assert [seed.line for seed in seeds] == [1, 3]


def test_a_seed_keeps_all_of_its_query() -> None:
    assert (
        only_seed_of("https://example.org?utm_source=x").url == "https://example.org/?utm_source=x"
    )


def test_a_seed_is_hashable_whatever_its_options() -> None:
    assert len({only_seed_of("https://example.org/x\tkind=feed")}) == 1


def test_an_unknown_option_is_an_error_that_names_the_known_ones() -> None:
    assert (
        message_of(b"# list\nhttps://example.org/\tknid=feed\n")
        == "seeds.txt:2: unknown option knid; known are kind, isFeed, isSitemap, isSitemapNews,"
        " certificate"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("https://example.org/\tkind=news", "kind is one of article, listing, feed, sitemap, site"),
        (
            "https://example.org/\tkind",
            "an option without =; options are key=value, set off by a TAB",
        ),
        ("https://example.org/\tkind=feed\tkind=feed", "the option kind stands twice"),
        ("https://example.org/\tkind=site\tisFeed=true", "two options that name different kinds"),
        ("https://example.org/\tisFeed=yes", "isFeed is true or false"),
        ("https://example.org/ kind=feed", "white space in the URL; options are set off by a TAB"),
        ("ftp://example.org/", "neither http nor https"),
        ("news", "no http or https URL, and no host name"),
        ("https://exa mple.org/", "white space in the URL; options are set off by a TAB"),
        ("https://", "the host is no domain name"),
        ("https://example.org:99999/", "the port is no number up to 65535"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, expected: str) -> None:
    assert f"seeds.txt:2: {expected}" == message_of(f"https://a.example/\n{line}\n".encode())


@pytest.mark.parametrize(
    "url",
    [
        "https://user:geheim@example.org/",
        "https://user:ge/heim@example.org/",
        "https://geheim@example.org/",
        "user:geheim@example.org",
        "user:ge/heim@example.org/feed",
        "geheim@example.org",
        "//user:geheim@example.org/",
        "https:/user:geheim@example.org/",
        "https:\\\\user:geheim@example.org/",
        "https://user:geheim@example.org/\tkind=feed",
        "ftp://user:geheim@example.org/",
        "https://user:geheim%40example.org/",
        "https://example.org/\tuser:geheim@example.org",
        "https://example.org/\tgeheim@example.org=1",
    ],
)
def test_a_password_is_refused_and_never_printed(url: str) -> None:
    message = message_of(url.encode())
    assert "heim" not in message
    with pytest.raises(SeedListError) as caught:
        seed_of_url(url)
    assert "heim" not in str(caught.value)


def test_an_at_sign_in_a_path_is_no_password() -> None:
    assert only_seed_of("https://example.org/@paper/a").url == "https://example.org/@paper/a"


def test_a_list_in_another_encoding_is_refused_with_its_line() -> None:
    assert message_of("a.example\nhttps://é.example/".encode("latin-1")) == "seeds.txt:2: not UTF-8"


def test_a_list_in_utf_16_is_refused_with_advice() -> None:
    assert message_of("a.example".encode("utf-16")) == "seeds.txt:1: UTF-16; save it as UTF-8"


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# nothing yet\n", b"\xef\xbb\xbf"])
def test_an_empty_list_is_an_error(raw: bytes) -> None:
    assert message_of(raw) == "seeds.txt: no seed in this list"


def test_seeds_before_a_bad_line_come_out_before_the_error() -> None:
    seeds = read_seeds(b"https://example.org/\n\xff\n", "seeds.txt")
    assert next(seeds).url == "https://example.org/"
    with pytest.raises(SeedListError):
        next(seeds)


def test_the_seed_of_one_url_has_no_line() -> None:
    assert Seed("https://example.org/", SeedKind.SITE, {}, None) == seed_of_url(" example.org ")


@given(st.binary(max_size=300), st.sampled_from(["s.txt", "s.opml", "s.hjson", "s"]))
def test_any_bytes_are_seeds_or_a_seed_list_error(raw: bytes, name: str) -> None:
    try:
        seeds = list(read_seeds(raw, name))
    except SeedListError:
        return
    assert all(seed.url.startswith(("http://", "https://")) for seed in seeds)


@given(st.text(max_size=100))
def test_any_text_is_a_seed_or_a_seed_list_error(url: str) -> None:
    try:
        seed = seed_of_url(url)
    except SeedListError:
        return
    assert seed.url == seed_of_url(seed.url).url
