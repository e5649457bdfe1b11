"""One answer read, in a worker: what it is, the article it holds, the URLs it names.

A page is parsed once; extraction and discovery look at the same tree.
"""

from __future__ import annotations

import logging

from crawler.discovery import AnswerKind, Discovered, Role, recognise
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap
from crawler.extraction.extract import extract_tree
from crawler.extraction.page import Page, PageKind
from crawler.extraction.parse import parse_page
from crawler.sites.registry import rule_of
from crawler.workers.orders import Answer, Reading

# Asked for as an article, a page is not searched for links, whatever it turns out to be.
SEARCHED_FOR_LINKS = frozenset({Role.SITE, Role.LISTING, Role.FEED, Role.PAGE})


# Both warn of every page that has no body or no date; the ledger says it in its own words.
for noisy in ("trafilatura", "htmldate"):
    logging.getLogger(noisy).setLevel(logging.ERROR)


def read(answer: Answer) -> Reading:
    kind = recognise(answer.body, answer.url, answer.content_type)
    if kind is AnswerKind.FEED:
        return Reading(kind, None, _feed(answer))
    if kind is AnswerKind.SITEMAP:
        return Reading(kind, None, read_sitemap(answer.body, answer.url, answer.limits))
    if kind is AnswerKind.PAGE or not answer.body.strip():  # an empty answer is an empty page
        return _read_page(answer)
    return Reading(kind)


def _feed(answer: Answer) -> Discovered:
    return read_feed(answer.body, answer.url, answer.content_type, answer.limits.entries)


def _read_page(answer: Answer) -> Reading:
    parsed = parse_page(answer.body, answer.content_type)
    page = extract_tree(
        parsed,
        answer.url,
        headers=answer.headers,
        site_rule=rule_of(answer.url, answer.fetched_at),
    )
    if answer.role not in SEARCHED_FOR_LINKS or _is_article_of_unknown_role(page, answer.role):
        return Reading(AnswerKind.PAGE, page)
    return Reading(
        AnswerKind.PAGE, page, read_listing(parsed.tree, answer.url, answer.limits.links)
    )


def _is_article_of_unknown_role(page: Page, role: Role) -> bool:
    return role is Role.PAGE and page.kind in {PageKind.ARTICLE, PageKind.LIVE_BLOG}
