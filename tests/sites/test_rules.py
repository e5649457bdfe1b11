"""Every rule in crawler/sites, and the choice of one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler import stats_keys as keys
from crawler.extraction.extract import extract
from crawler.extraction.ruled import compiled
from crawler.rule_health import rotten_rules, rule_figures
from crawler.sites import Rule, Site
from crawler.sites.registry import known_sites, rule_of
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, markup

OLD = Rule(title="b")
NEW = Rule(title="h1", since=date(2023, 5, 1))
SITES = known_sites()


def test_every_file_of_a_rule_can_be_used(caplog: pytest.LogCaptureFixture) -> None:
    known_sites.cache_clear()
    assert known_sites()
    assert caplog.messages == []


@pytest.mark.parametrize("name", sorted(SITES))
def test_every_selector_of_a_rule_is_one(name: str) -> None:
    for rule in SITES[name].rules:
        for selector in (*rule.selectors().values(), rule.without or "p"):
            assert compiled(selector)


@pytest.mark.parametrize("name", sorted(SITES))
def test_no_two_rules_of_a_site_begin_on_one_day(name: str) -> None:
    days = [rule.since for rule in SITES[name].rules]
    assert len(days) == len(set(days))


def test_no_host_has_two_sites() -> None:
    hosts = [host for site in SITES.values() for host in site.hosts]
    assert len(hosts) == len(set(hosts))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 1, 1), OLD),
        (date(2023, 4, 30), OLD),
        (date(2023, 5, 1), NEW),
        (date(2030, 1, 1), NEW),
        (None, NEW),
    ],
)
def test_the_day_of_the_capture_chooses_the_rule(day: date | None, expected: Rule) -> None:
    assert Site(hosts=("a.example",), rules=(NEW, OLD)).rule_at(day) == expected


def test_a_capture_from_before_all_rules_is_read_generically() -> None:
    assert Site(hosts=("a.example",), rules=(NEW,)).rule_at(date(2019, 1, 1)) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://harbour-courier.example/a", "harbour_courier_example"),
        ("https://www.harbour-courier.example:8443/a", "harbour_courier_example"),
        ("https://amp.m.harbour-courier.example/a", "harbour_courier_example"),
        ("https://notharbour-courier.example/a", None),
        ("https://example/a", None),
        ("https://[/a", None),
    ],
)
def test_a_site_is_known_by_its_host_and_those_below(url: str, expected: str | None) -> None:
    found = rule_of(url, datetime(2026, 1, 1, tzinfo=UTC))
    assert expected == (found[0] if found else None)


def test_what_a_rule_does_not_name_is_read_generically() -> None:
    page = extract(article(), URL, site_rule=("x", Rule(section="h1")))
    assert page.article is not None
    assert (page.article.title, page.article.paragraphs) == (HEADLINE, PARAGRAPHS)
    assert (page.article.section, page.article.flags) == (HEADLINE, ("date-guessed",))


def test_what_a_rule_does_not_find_is_read_generically_and_flagged() -> None:
    page = extract(article(), URL, site_rule=("x", Rule(title="h7", section="h8")))
    assert page.article is not None
    assert page.ruled.unmatched == ("title", "section")
    assert (page.article.title, page.article.flags[0]) == (HEADLINE, "site-rule-unmatched")


def test_a_missing_section_alone_is_no_sign_of_another_look() -> None:
    page = extract(article(), URL, site_rule=("x", Rule(title="h1", section="h8")))
    assert page.article is not None
    assert "site-rule-unmatched" not in page.article.flags


def test_a_selector_that_is_none_costs_its_field_only() -> None:
    page = extract(article(), URL, site_rule=("x", Rule(title="h1[", section="//h1[")))
    assert page.article is not None
    assert page.article.title == HEADLINE


def test_without_takes_out_elements_and_parts_of_them() -> None:
    body = (
        f"<h1>{HEADLINE}</h1><p>One <i>not this</i>two</p><div class=ad><p>No</p></div><p>Three</p>"
    )
    rule = Rule(paragraphs="p", without=".ad, i")
    page = extract(markup(body).encode(), URL, site_rule=("x", rule))
    assert page.article is not None
    assert page.article.paragraphs == ("One two", "Three")


def test_the_figures_tell_a_rule_that_fits_no_page_any_more() -> None:
    stats = {
        f"{keys.SITE_RULES}good/{keys.FITS}": 5,
        f"{keys.SITE_RULES}good/{keys.UNMATCHED}": 9,
        f"{keys.SITE_RULES}bad/{keys.UNMATCHED}": 3,
        f"{keys.SITE_RULES}odd/{keys.UNMATCHED}": 1,
        "finish_reason": "finished",
    }
    assert rotten_rules(rule_figures(stats)) == ["bad"]
