"""The page of a run: what it shows, and that no stranger's text acts on it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from crawler.report_page import ListedArticle, PastRun, page
from crawler.report_page.page import MOST_ARTICLES, MOST_HOSTS, MOST_SEEDS

HOSTILE = (
    """</title></style>"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}\u202e"""
)
HEALTH: dict[str, Any] = {"usual_per_day": 4.0, "complaints": []}


def seed(url: str = "https://a.example/", **given: Any) -> dict[str, Any]:
    plain = {
        "url": url,
        "kind": "site",
        "state": "not_article",
        "reason": "listing",
        "decisions": {"archived": {"new-article": 3}},
        "health": HEALTH,
    }
    return plain | given


def host(name: str = "a.example", failures: int = 0) -> dict[str, Any]:
    return {
        "host": name,
        "requests": 10,
        "answers": {"2xx": 9, "4xx": 1},
        "failures": failures,
        "bytes": 2_500_000,
        "seconds": 5.0,
    }


def report(**given: Any) -> dict[str, Any]:
    plain = {
        "run": "20261123T180400Z",
        "started": "2026-11-23T18:04:00+00:00",
        "ended": "2026-11-23T18:06:30+00:00",
        "seconds": 150.0,
        "finish_reason": "finished",
        "exit_code": 0,
        "articles": 3,
        "duplicates": 1,
        "decisions": {"archived": {"new-article": 3}, "failed": {"dns": 2}},
        "seeds": [seed()],
        "notices": [],
        "hosts": [host()],
    }
    return plain | given


def shown(content: dict[str, Any], *articles: ListedArticle, runs: int = 2) -> Any:
    """The parsed page."""
    past = [PastRun(f"run-{number}", number, 0) for number in range(runs)]
    text = page(content, runs=past, articles=articles, past_of=lambda _: [("2026-11-23", 3)])
    return html.document_fromstring(text)


def text_of(content: dict[str, Any], *articles: ListedArticle) -> str:
    return " ".join(" ".join(shown(content, *articles).itertext()).split())


def article(title: str = "Ferry sails", url: str = "https://a.example/1") -> ListedArticle:
    return ListedArticle(title, url, "articles/2026/11/23/000_aa.txt", "2026-11-23T10:00:00+02:00")


def test_it_tells_what_the_run_brought() -> None:
    text = text_of(report(), article())
    for expected in (
        "2026-11-23 18:04 to 2026-11-23 18:06, 2 min.",
        "exit code 0",
        "3 new articles",
        "2 failed",
        "1 of 1 seeds read",
        "https://a.example/ not_article (listing) 3 4.0",
        "a.example 10 9 2xx, 1 4xx 0 2.5 0.50",
        "2026-11-23 10:00 Ferry sails https://a.example/1",
    ):
        assert expected in text


def test_an_article_leads_to_its_file_and_to_its_site() -> None:
    links = shown(report(), article()).xpath("//td//a/@href")
    assert "../../articles/2026/11/23/000_aa.txt" in links
    assert "https://a.example/1" in links


def test_a_killed_run_has_no_exit_code() -> None:
    text = text_of(report(exit_code=None, finish_reason="killed"))
    assert "Ended: killed." in text


def test_the_last_runs_are_drawn_in_the_order_of_time() -> None:
    bars = shown(report(), runs=3).xpath("(//svg)[1]/rect/title/text()")
    assert bars == ["run-2: 2", "run-1: 1", "run-0: 0"]


def test_seeds_with_a_complaint_come_first_and_are_named_above() -> None:
    ill = seed("https://b.example/", health=HEALTH | {"complaints": ["has moved for good, to X"]})
    parsed = shown(report(seeds=[seed(), ill]))
    assert parsed.xpath("//li/text()") == ["https://b.example/ has moved for good, to X"]
    rows = parsed.xpath("//table[1]//td/a/text()")
    assert rows == ["https://b.example/", "https://a.example/"]


def test_a_list_too_long_for_its_seeds_health_is_shown_without() -> None:
    assert "https://a.example/ not_article (listing) 3" in text_of(
        report(seeds=[seed(health=None)])
    )


def test_notices_are_named_above() -> None:
    assert shown(report(notices=["USER_AGENT names no contact"])).xpath("//li/text()") == [
        "USER_AGENT names no contact"
    ]


def hostile_page() -> Any:
    ill = seed(HOSTILE, health=HEALTH | {"complaints": [HOSTILE]})
    content = report(
        seeds=[ill],
        hosts=[host(HOSTILE)],
        notices=[HOSTILE],
        finish_reason=HOSTILE,
        decisions={HOSTILE: {HOSTILE: 1}},
    )
    return shown(content, article(HOSTILE, f"javascript:alert(1)//{HOSTILE}"))


def test_no_strangers_text_becomes_markup() -> None:
    parsed = hostile_page()
    assert parsed.xpath("//script | //img | //*[@onerror]") == []
    assert parsed.xpath("count(//title[ancestor::head])") == 1
    assert parsed.xpath("count(//style)") == 1
    assert "<script>alert(1)</script>" in parsed.text_content()


def test_no_strangers_text_is_a_template() -> None:
    assert "{{ 7*7 }}" in hostile_page().text_content()
    assert "49" not in hostile_page().text_content()


def test_only_web_addresses_become_links() -> None:
    assert all(
        link.startswith(("http://", "https://", "../../articles/"))
        for link in hostile_page().xpath("//@href")
    )


def test_a_bidirectional_override_does_not_reach_the_page() -> None:
    parsed = shown(report(seeds=[seed(HOSTILE)]), article(HOSTILE))
    assert "\u202e" not in parsed.text_content()


def test_the_page_fetches_nothing_and_forbids_scripts() -> None:
    parsed = shown(report(), article())
    (policy,) = parsed.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert parsed.xpath("//@src | //link | //script | //iframe | //object") == []
    assert "url(" not in parsed.xpath("string(//style)")
    assert "@import" not in parsed.xpath("string(//style)")


@pytest.mark.parametrize(
    ("content", "articles", "left"),
    [
        (report(seeds=[seed(f"https://{n}.example/") for n in range(MOST_SEEDS + 7)]), 0, 7),
        (report(hosts=[host(f"{n}.example") for n in range(MOST_HOSTS + 8)]), 0, 8),
        (report(articles=MOST_ARTICLES + 9), MOST_ARTICLES + 9, 9),
    ],
    ids=["seeds", "hosts", "articles"],
)
def test_what_is_too_much_for_a_page_is_counted(
    content: dict[str, Any], articles: int, left: int
) -> None:
    assert f"and {left} more, in " in text_of(content, *[article()] * articles)
