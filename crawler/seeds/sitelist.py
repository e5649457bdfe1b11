"""The bytes of news-please's `sitelist.hjson` in, its sites as seeds out.

`base_urls` is a list of `{url, crawler}`; the crawler gives the kind. The rest of the file is about
news-please. Formats: https://hjson.github.io/syntax.html and, for the keys,
https://github.com/fhamborg/news-please/wiki/user-guide#sitelisthjson
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import hjson

from crawler.discovery.hosts import UrlError
from crawler.seeds.seed import Seed, SeedKind, SeedListError, checked_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

# The reader is pure Python; a list of ten thousand sites has 1 MB.
MAX_SITELIST_BYTES = 4 * 1024 * 1024

_KINDS = {
    "RssCrawler": SeedKind.FEED,
    "SitemapCrawler": SeedKind.SITEMAP,
    "RecursiveCrawler": SeedKind.SITE,
    "RecursiveSitemapCrawler": SeedKind.SITE,
    "Download": SeedKind.ARTICLE,
}
# news-please looks for the feed or sitemap of the site at such a URL.
_SITE_WHERE_ROOT = frozenset((SeedKind.FEED, SeedKind.SITEMAP))


def read_sitelist(raw: bytes, name: str) -> Iterator[Seed]:
    """Raises SeedListError; entries are named by their place in the list, from 1."""
    for place, entry in enumerate(_base_urls(raw, name), 1):
        for url in _urls(entry):
            try:
                seed = checked_seed(url.strip(), {}, None, _kind(entry, url.strip()))
            except UrlError as error:
                raise SeedListError(name, None, f"base_urls, entry {place}: {error}") from None
            yield seed
        if not _urls(entry):
            raise SeedListError(name, None, f"base_urls, entry {place}: no url")


def _base_urls(raw: bytes, name: str) -> list[Any]:
    if len(raw) > MAX_SITELIST_BYTES:
        raise SeedListError(name, None, f"larger than {MAX_SITELIST_BYTES >> 20} MB")
    try:
        sitelist = hjson.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SeedListError(name, None, "not UTF-8") from None
    except hjson.HjsonDecodeError as error:
        raise SeedListError(name, error.lineno, "not well-formed Hjson") from None
    except IndexError:  # of hjson 3.1: a comment or a string that does not end
        raise SeedListError(name, None, "not well-formed Hjson") from None
    except RecursionError:
        raise SeedListError(name, None, "nested too deeply") from None
    sites = sitelist.get("base_urls") if isinstance(sitelist, dict) else None
    if not isinstance(sites, list):
        raise SeedListError(name, None, "no list base_urls: not news-please's sitelist")
    return sites


def _urls(entry: Any) -> list[str]:
    """news-please takes one URL, or with `Download` a list."""
    url = entry.get("url") if isinstance(entry, dict) else None
    urls = url if isinstance(url, list) else [url]
    return [each for each in urls if isinstance(each, str)]


def _kind(entry: dict[str, Any], url: str) -> SeedKind | None:
    """None for no crawler or an unknown one: told from the answer, as for any seed."""
    kind = _KINDS.get(str(entry.get("crawler")))
    return SeedKind.SITE if kind in _SITE_WHERE_ROOT and _is_root(url) else kind


def _is_root(url: str) -> bool:
    if "://" not in url:
        return "/" not in url.rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError:
        return False  # and the URL is refused in a moment
    return parts.path in {"", "/"} and not parts.query
