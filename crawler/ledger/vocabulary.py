"""The states that a URL can be in, and the reasons why it is there: fixed words.

The ledger, the run report, statistics and `scrapy why` all use them. Each reason belongs to the
states named over it in REASONS; a reason that a page or a library gives and that is not in the
vocabulary is UNCLASSIFIED or UNKNOWN, never silently another.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """A URL is in exactly one; an image's URL too."""

    QUEUED = "queued"  # found, waiting for its next visit
    ARCHIVED = "archived"  # capture, files and images are on disk
    UNCHANGED = "unchanged"  # visited again, and as it was
    DUPLICATE = "duplicate"  # what it holds is archived under another URL
    NOT_ARTICLE = "not_article"  # a feed, a listing, an empty page …
    WALL = "wall"  # something stands before the article; retried when due
    FORBIDDEN = "forbidden"  # the site, or a court, does not want it fetched
    GONE = "gone"  # the site says that there is nothing
    FAILED = "failed"  # retried when due; given up when it has no due time
    REFUSED = "refused"  # we do not want it: address, size, scheme, age, scope


class Reason(StrEnum):
    # queued
    NEW = "new"  # found, never visited
    AGAIN = "again"  # a seed, feed, sitemap or listing: looked at in every run that finds it
    RETRY = "retry"  # failed or behind a wall, and due again
    REVISIT = "revisit"  # an article due for a look whether it changed

    # archived
    NEW_ARTICLE = "new-article"
    NEW_VERSION = "new-version"
    NEW_IMAGE = "new-image"
    KNOWN_IMAGE = "known-image"  # its bytes were here already, from another URL

    # unchanged; EQUAL_TEXT too
    NOT_MODIFIED = "not-modified"  # answered 304 to our validators
    SAME_PAYLOAD = "same-payload"  # the same bytes

    # duplicate; `of` names the other URL or the article
    EQUAL_TEXT = "equal-text"
    SAME_CANONICAL = "same-canonical"  # its canonical link names a URL that is known
    REDIRECT = "redirect"  # it led to another URL, which was visited in its place
    AMP = "amp"  # the AMP form of a page
    NEAR_DUPLICATE = "near-duplicate"  # with NEAR_DUPLICATES=drop only

    # not_article
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"  # a page of links: section, home page, search, tag, author
    ROBOTS_FILE = "robots-file"
    GALLERY = "gallery"  # pictures or a video with little text
    ARTICLE_PART = "article-part"  # a later page of the article that `of` names
    NOT_HTML = "not-html"  # PDF, image, audio, JSON …
    FRAMESET = "frameset"
    EMPTY = "empty"
    NO_TITLE = "no-title"
    NO_BODY = "no-body"
    NOT_RENDERABLE = "not-renderable"  # read as an article, but the text file cannot hold it
    UNCLASSIFIED = "unclassified"  # no article, for a reason that has no word here

    # wall; HTTP_401, HTTP_402 and HTTP_403 too
    CONSENT_WALL = "consent-wall"
    BOT_CHECK = "bot-check"
    LOGIN_WALL = "login-wall"

    # forbidden; HTTP_451 too
    ROBOTS = "robots"  # a rule of robots.txt
    ROBOTS_UNREACHABLE = "robots-unreachable"  # RFC 9309: no robots.txt to be had means no

    # gone; HTTP_404 and HTTP_410 too
    SOFT_404 = "soft-404"  # the page says so under status 200

    # answers by status
    HTTP_401 = "http-401"
    HTTP_402 = "http-402"
    HTTP_403 = "http-403"
    HTTP_404 = "http-404"
    HTTP_410 = "http-410"
    HTTP_429 = "http-429"
    HTTP_451 = "http-451"
    HTTP_4XX = "http-4xx"
    HTTP_5XX = "http-5xx"
    HTTP_OTHER = "http-other"  # a status that HTTP has no meaning for, or one out of place

    # failed: on the way
    DNS = "dns"
    CONNECTION = "connection"  # refused, reset or closed
    TLS = "tls"
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"  # the body ended before its announced end
    PROTOCOL = "protocol"  # not an HTTP answer
    ORIGINAL_MISSING = "original-missing"  # a revisit whose original is in none of the captures
    CONTENT_ENCODING = "content-encoding"  # not what its Content-Encoding says
    REDIRECT_LOOP = "redirect-loop"  # or more hops than allowed
    BAD_REDIRECT = "bad-redirect"  # without a Location, or to what is no web address

    # failed: with us
    EXTRACTION_TIMEOUT = "extraction-timeout"
    EXTRACTION_MEMORY = "extraction-memory"
    EXTRACTION_CRASH = "extraction-crash"  # the worker died
    EXTRACTION_FAILED = "extraction-failed"  # it raised
    BUG = "bug"  # an exception of our own code; the log has it
    UNKNOWN = "unknown"  # a failure that has no word here

    # refused
    ADDRESS = "address"  # not a public address
    PORT = "port"
    SCHEME = "scheme"
    URL_LENGTH = "url-length"
    SIZE = "size"
    HEADERS = "headers"  # too many, or too long
    AGE = "age"
    SCOPE = "scope"
    HOST_BUDGET = "host-budget"  # HOST_MAX_NEW of its host were taken up in that run
    TRAP = "trap"  # a path that repeats itself, a calendar without end
    NO_PICTURE = "no-picture"  # an image URL whose bytes are none of the kept kinds
    SVG = "svg"
    PIXELS = "pixels"


# A seed in one of these gave nothing to read.
UNREADABLE = frozenset({State.FAILED, State.WALL, State.FORBIDDEN, State.GONE, State.REFUSED})


def _named(words: str) -> frozenset[Reason]:
    return frozenset(map(Reason, words.split()))


REASONS: dict[State, frozenset[Reason]] = {
    State.QUEUED: _named("new again retry revisit"),
    State.ARCHIVED: _named("new-article new-version new-image known-image"),
    State.UNCHANGED: _named("not-modified same-payload equal-text"),
    State.DUPLICATE: _named("equal-text same-canonical redirect amp near-duplicate"),
    State.NOT_ARTICLE: _named(
        "feed sitemap listing robots-file gallery article-part not-html frameset empty"
        " no-title no-body not-renderable unclassified"
    ),
    State.WALL: _named("consent-wall bot-check login-wall http-401 http-402 http-403"),
    State.FORBIDDEN: _named("robots robots-unreachable http-451"),
    State.GONE: _named("soft-404 http-404 http-410"),
    State.FAILED: _named(
        "http-429 http-4xx http-5xx http-other dns connection tls timeout truncated protocol"
        " original-missing content-encoding redirect-loop bad-redirect extraction-timeout"
        " extraction-memory extraction-crash extraction-failed bug unknown"
    ),
    State.REFUSED: _named(
        "address port scheme url-length size headers age scope host-budget trap no-picture svg"
        " pixels"
    ),
}

# 401 and 403 are most often a bot check or a login that may let us through another day.
_OF_STATUS: dict[int, tuple[State, Reason]] = {
    401: (State.WALL, Reason.HTTP_401),
    402: (State.WALL, Reason.HTTP_402),
    403: (State.WALL, Reason.HTTP_403),
    404: (State.GONE, Reason.HTTP_404),
    410: (State.GONE, Reason.HTTP_410),
    429: (State.FAILED, Reason.HTTP_429),
    451: (State.FORBIDDEN, Reason.HTTP_451),
}


def settled_by_status(status: int) -> tuple[State, Reason]:
    """For every answer whose body is not read as a page: neither 200, nor a redirect, nor 304."""
    if status in _OF_STATUS:
        return _OF_STATUS[status]
    if 400 <= status < 500:
        return State.FAILED, Reason.HTTP_4XX
    if 500 <= status < 600:
        return State.FAILED, Reason.HTTP_5XX
    return State.FAILED, Reason.HTTP_OTHER


def states_of(reason: Reason) -> frozenset[State]:
    return frozenset(state for state, reasons in REASONS.items() if reason in reasons)
