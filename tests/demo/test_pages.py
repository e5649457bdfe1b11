"""The pages themselves, without a server: well-formed, linked, stable."""

from __future__ import annotations

import json

import pytest

from crawler.demo import Outcome, answers, content, expectations
from crawler.demo.site import MISSING, answer_for
from tests.demo.pages import HOSTS, PAGES, SITE, links, page, split, text_of, tree_of, xml_of


def test_the_same_hosts_give_the_same_bytes() -> None:
    assert answers(HOSTS) == SITE


def test_other_hosts_change_nothing_but_hosts() -> None:
    others = {key: f"{key}.other:8080" for key in HOSTS}
    here = sorted((host.partition(":")[0], path) for host, path in SITE)
    back = {f"{key}.other:8080": HOSTS[key].partition(":")[0] for key in HOSTS}
    assert here == sorted((back[host], path) for host, path in answers(others))


@pytest.mark.parametrize("key", PAGES)
def test_a_page_is_well_formed_as_xml_and_its_ids_are_unique(key: tuple[str, str]) -> None:
    root = xml_of(text_of(key).removeprefix("<!DOCTYPE html>").encode())
    assert root.tag == "html"
    ids = [str(each) for each in root.xpath("//@id")]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("key", PAGES)
def test_a_page_links_only_to_what_answers(key: tuple[str, str]) -> None:
    gone = {url for url, hoped in expectations(HOSTS).items() if hoped.outcome is Outcome.GONE}
    dead = [
        url
        for url in links(key)
        if url not in gone and answer_for(SITE, *split(url)) is SITE.get((split(url)[0], MISSING))
    ]
    assert dead == []


def test_there_is_one_link_that_answers_404() -> None:
    gone = {url for url, hoped in expectations(HOSTS).items() if hoped.outcome is Outcome.GONE}
    assert gone <= {url for key in PAGES for url in links(key)}
    assert [answer_for(SITE, *split(url)).status for url in gone] == [404]


def test_a_tracking_parameter_leads_to_the_same_page() -> None:
    host, path = next(key for key in PAGES if "heron" in key[1])
    assert SITE[host, path] is answer_for(SITE, host, f"{path}?utm_source=rss")


def test_a_page_number_in_the_query_is_no_tracking_parameter() -> None:
    first = answer_for(SITE, HOSTS["visnyk"], "/archive")
    second = answer_for(SITE, HOSTS["visnyk"], "/archive?page=2")
    assert (first.status, second.status) == (200, 200)
    assert first.body != second.body


def test_the_page_of_the_reference_shape_ends_in_an_empty_related_list() -> None:
    tree = tree_of(page("icebreakers-to-canal-port"))
    (aside,) = tree.xpath("//aside[@class='related']")
    assert aside.text_content().strip() == "Related"
    (stated,) = tree.xpath("//script[@type='application/ld+json']/text()")
    article = json.loads(stated)
    assert article["datePublished"] == "2026-10-22T15:18:00-03:30"
    assert article["image"][0].endswith("open-uri20261022-9-1kq7x2?1792694911")
    image = answer_for(SITE, *split(article["image"][0]))
    assert image.header("Content-Type") == "image/jpeg"


def test_the_live_blog_states_its_entries_with_their_times() -> None:
    tree = tree_of(page("live-the-river-comes-up-market-street"))
    (stated,) = tree.xpath("//script[@type='application/ld+json']/text()")
    blog = json.loads(stated)
    assert blog["@type"] == "LiveBlogPosting"
    times = [update["datePublished"] for update in blog["liveBlogUpdate"]]
    assert [str(each) for each in tree.xpath("//article//time/@datetime")] == times
    assert len(times) == 5


def test_a_long_article_links_its_pages_both_ways() -> None:
    host, path = page("four-times-a-day")
    first, second = tree_of((host, path)), tree_of((host, f"{path}/2"))
    assert first.xpath("//link[@rel='next']/@href") == [f"http://{host}{path}/2"]
    assert second.xpath("//link[@rel='prev']/@href") == [f"http://{host}{path}"]


def test_the_amp_twin_names_the_article_and_the_article_its_twin() -> None:
    host, path = page("/amp")
    article = path.removesuffix("/amp")
    twin, named = tree_of((host, path)), tree_of((host, article))
    assert twin.xpath("//link[@rel='canonical']/@href") == [f"http://{host}{article}"]
    assert named.xpath("//link[@rel='amphtml']/@href") == [f"http://{host}{path}"]


@pytest.mark.parametrize("charset", ["windows-1251", "shift_jis"])
def test_an_article_in_an_old_charset_says_so_and_needs_no_references(charset: str) -> None:
    story = next(story for story in content.stories() if story.charset == charset)
    text = text_of(page(story.path))
    assert f'<meta charset="{charset}" />' in text
    assert story.headline in text
    assert "&#" not in text
