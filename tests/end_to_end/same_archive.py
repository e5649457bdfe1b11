"""What two archives of the same pages have in common, whatever the order of their captures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import Article
    from tests.end_to_end.archive import Archive

# Two newspapers of the demonstration have this story: which of them is the article, and which the
# copy, is decided by which was captured first.
COPIED = "scarecrow-to-referee-sunday-league"
# Of a feed, a sitemap or a listing: how often it was looked at is not the same for both.
LINKS = frozenset(
    {
        "not_article (feed)",
        "not_article (sitemap)",
        "not_article (listing)",
        "unchanged (not-modified)",
        "unchanged (same-payload)",
    }
)


@dataclass(frozen=True)
class Contents:
    """By URL; `copied` counts the articles of the story that two newspapers have, `alike` are the
    pairs that resemble each other: which of them says so depends on the order of the answers.
    """

    texts: dict[str, bytes]
    records: dict[str, Article]
    images: dict[str, bytes]
    copied: int
    alike: frozenset[frozenset[str | None]]
    decided: dict[str, str]


def contents(archive: Archive) -> Contents:
    articles = list(archive.articles())
    own = {article.url: article for article in articles if COPIED not in article.url}
    copied = [article for article in articles if COPIED in article.url]
    kept = archive.kept()
    return Contents(
        texts={url: _text(archive.folder, article) for url, article in own.items()},
        records={url: _lasting(article) for url, article in own.items()},
        images={name: content for name, content in kept.items() if name.startswith("images/")},
        copied=len(copied),
        alike=frozenset(
            frozenset({article.id, article.near_duplicate.of})
            for article in own.values()
            if article.near_duplicate is not None
        ),
        decided={
            url: "a page of links" if why in LINKS else why
            for url, why in archive.decided.items()
            if COPIED not in url
        },
    )


def _text(archive: Path, article: Article) -> bytes:
    (path,) = archive.glob(f"articles/*/*/*/*_{article.id}.txt")
    return path.read_bytes()


def _lasting(article: Article) -> Article:
    """Without what each fetch has of its own, and what depends on the order of the answers."""
    return replace(
        article,
        capture=None,
        pages=(),
        fetched_at=None,
        seed=None,
        via=None,
        near_duplicate=None,
    )
