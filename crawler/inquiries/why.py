"""Why a URL is or is not in the output: all that the ledger knows of it, as an object."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from crawler.discovery import UrlError, canonical_url, clean_url
from crawler.formats.moments import moment
from crawler.inquiries.reasons import sentence
from crawler.ledger import url_key

if TYPE_CHECKING:
    from crawler.article import CaptureRef
    from crawler.ledger import ArticleRow, ImageRow, Ledger, UrlRow

# An article's id, alone or as the name of its files has it.
_ARTICLE_ID = re.compile(r"(?:.*/)?(?:\d{3,}_)?([0-9a-f]{16})(?:\.(?:txt|json))?")
# A chain of redirects, or of pages that name another one.
_MAX_STEPS = 10
# An agency's story stands in fifty papers; of more nobody reads a list.
_MOST_ALIKE = 100


class NotAskedForError(ValueError):
    """What was given is neither an address nor an article; the message says so."""


def why(ledger: Ledger, asked: str) -> dict[str, Any]:
    """`known` says whether the archive ever met it. Raises NotAskedForError."""
    if (named := _ARTICLE_ID.fullmatch(asked)) is not None:
        return _of_article(ledger, named[1])
    try:
        address = clean_url(asked if "://" in asked else f"https://{asked}")
        canonical = canonical_url(address)
    except UrlError as error:
        raise NotAskedForError(f"{asked}: {error}") from error
    row = ledger.urls.by_key(url_key(canonical))
    if row is not None:
        return _of_url(ledger, row, canonical)
    image = ledger.images.by_url(address)
    if image is not None:
        return _of_image(ledger, image)
    return {"known": False, "url": address, "canonical_url": canonical}


def _of_article(ledger: Ledger, article: str) -> dict[str, Any]:
    versions = ledger.articles.versions(article)
    if not versions:
        return {"known": False, "article": article}
    row = ledger.urls.by_seq(versions[-1].url_seq)
    if row is None:
        return {"known": True, "article": article, "versions": list(map(_version, versions))}
    return _of_url(ledger, row, versions[-1].canonical_url)


def _of_url(ledger: Ledger, row: UrlRow, canonical: str) -> dict[str, Any]:
    versions = ledger.articles.versions(row.article) if row.article else []
    return {
        "known": True,
        "url": row.url,
        "canonical_url": canonical,
        **_outcome(row),
        "role": row.role,
        "found": {
            "at": _time(row.added_at),
            "seed": row.seed,
            "via": row.via,
            "hops": row.hops,
            "title": row.title,
            "published": row.published,
        },
        "visited": _time(row.visited_at),
        "status": row.status,
        "attempts_in_vain": row.attempts,
        "due": _time(row.due_at),
        "capture": _capture(row.capture, row.fetched_at),
        "of": row.of,
        "leads_to": _chain(ledger, row),
        "article": row.article,
        "versions": list(map(_version, versions)),
        "alike": _alike(ledger, versions),
    }


def _alike(ledger: Ledger, versions: list[ArticleRow]) -> dict[str, Any] | None:
    """The articles whose texts resemble each other, as far as the archive has them."""
    if not versions:
        return None
    newest = versions[-1]
    rows = ledger.articles.of_cluster(newest.cluster or newest.id, _MOST_ALIKE)
    if len(rows) < 2:
        return None
    dated = [row for row in rows if row.published]
    first = min(dated, key=lambda row: _instant(row.published), default=rows[0])
    return {
        "cluster": newest.cluster or newest.id,
        "first_published": _alike_article(first),
        "articles": list(map(_alike_article, rows)),
    }


def _alike_article(row: ArticleRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": row.canonical_url,
        "publisher": row.publisher,
        "published": row.published,
        "title": row.title,
        "resembles": row.near_of,
        "resemblance": row.resemblance,
    }


def _instant(published: str | None) -> datetime:
    """A day without a time counts from its beginning."""
    stated = moment(published or "")
    if isinstance(stated, datetime):
        return stated
    return datetime.combine(stated, time(tzinfo=UTC))


def _outcome(row: UrlRow | ImageRow) -> dict[str, str]:
    return {
        "state": str(row.state),
        "reason": str(row.reason),
        "why": sentence(row.state, row.reason),
    }


def _chain(ledger: Ledger, row: UrlRow) -> list[dict[str, str]]:
    """What the URL led to, step by step: each with what became of it."""
    steps: list[dict[str, str]] = []
    seen = {row.seq}
    while row.of and "://" in row.of and len(steps) < _MAX_STEPS:
        following = ledger.urls.by_key(url_key(canonical_url(row.of)))
        if following is None or following.seq in seen:
            break
        seen.add(following.seq)
        row = following
        steps.append({"url": row.url, **_outcome(row)})
    return steps


def _path_of(ledger: Ledger, sha256: str | None) -> str | None:
    row = ledger.images.by_sha256(sha256) if sha256 else None
    return row.path if row else None


def _of_image(ledger: Ledger, image: ImageRow) -> dict[str, Any]:
    return {
        "known": True,
        "url": image.url,
        **_outcome(image),
        "role": "image",
        "visited": _time(image.visited_at),
        "due": _time(image.due_at),
        "path": image.path,
        "sha256": image.sha256,
        "looks_like": _path_of(ledger, image.look_alike),
        "type": image.type,
        "capture": _capture(image.capture, None),
    }


def _version(row: ArticleRow) -> dict[str, Any]:
    return {
        "version": row.version,
        "title": row.title,
        "path": row.path,
        "fetched_at": row.fetched_at,
        "in_place": row.placed,
    }


def _capture(capture: CaptureRef | None, fetched_at: str | None) -> dict[str, Any] | None:
    return None if capture is None else {**asdict(capture), "fetched_at": fetched_at}


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
