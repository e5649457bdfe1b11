"""Scrapy's response in the form that knows its capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.fetched import Fetched, address_in, telling_headers

if TYPE_CHECKING:
    from scrapy.http import Response


def fetched_now(response: Response) -> Fetched:
    location = response.headers.get("Location")
    return Fetched(
        url=response.url,
        status=response.status,
        body=response.body,
        capture=response.meta["capture"],
        fetched_at=response.meta["fetched_at"],
        content_type=_header(response, "Content-Type"),
        location=address_in(location) if location else None,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        is_of_condition=response.meta.get("asked_about") is not None,
        headers=telling_headers(lambda name: _values(response, name)),
    )


def _values(response: Response, name: str) -> list[str]:
    return [value.decode("latin-1") for value in response.headers.getlist(name)]


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
