"""Each reason of the ledger as a sentence for people: what it means for the URL. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[Reason, str] = {
    Reason.NEW: "it was found and waits for its first visit",
    Reason.AGAIN: "it names other pages and waits for its visit in this run",
    Reason.RETRY: "it could not be had, and waits for another try",
    Reason.REVISIT: "it is archived, and waits for a look whether it has changed",
    Reason.NEW_ARTICLE: "it is an article and is in the archive",
    Reason.NEW_VERSION: "it is an article that changed, and the newest version is in the archive",
    Reason.NEW_IMAGE: "it is an image and is in the archive",
    Reason.KNOWN_IMAGE: "its bytes are in the archive already, from another address",
    Reason.NOT_MODIFIED: "the server says that it has not changed since the last visit",
    Reason.SAME_PAYLOAD: "it answered with the same bytes as at the last visit",
    Reason.EQUAL_TEXT: "its text is one that the archive has",
    Reason.SAME_CANONICAL: "it names, as its canonical address, an article that the archive has",
    Reason.REDIRECT: "it led to another address, which was visited in its place",
    Reason.AMP: "it is the AMP form of a page, which was visited in its place",
    Reason.NEAR_DUPLICATE: "its text is nearly that of an article in the archive",
    Reason.FEED: "it is a feed",
    Reason.SITEMAP: "it is a sitemap",
    Reason.LISTING: "it is a list of other pages",
    Reason.ROBOTS_FILE: "it is a robots.txt",
    Reason.GALLERY: "it shows pictures or a video, with hardly any text",
    Reason.ARTICLE_PART: "it is a later page of an article, whose text holds it",
    Reason.NOT_HTML: "it is no web page",
    Reason.FRAMESET: "it is a frame around other pages",
    Reason.EMPTY: "it answered with nothing",
    Reason.NO_TITLE: "it has no headline",
    Reason.NO_BODY: "it has no text",
    Reason.NOT_RENDERABLE: "the text file cannot hold what it says",
    Reason.UNCLASSIFIED: "it is no article",
    Reason.CONSENT_WALL: "it asked for consent instead of showing the page",
    Reason.BOT_CHECK: "it asked for proof of being human instead of showing the page",
    Reason.LOGIN_WALL: "it asked for a login instead of showing the page",
    Reason.ROBOTS: "the site's robots.txt forbids it",
    Reason.ROBOTS_UNREACHABLE: "the site's robots.txt could not be had, which forbids all",
    Reason.SOFT_404: "the site says that there is no such page",
    Reason.HTTP_401: "the server asked for a login (401)",
    Reason.HTTP_402: "the server asked for money (402)",
    Reason.HTTP_403: "the server refused it (403)",
    Reason.HTTP_404: "the server says that there is no such page (404)",
    Reason.HTTP_410: "the server says that the page is gone for good (410)",
    Reason.HTTP_429: "the server was asked too often (429)",
    Reason.HTTP_451: "it is withheld for legal reasons (451)",
    Reason.HTTP_4XX: "the server refused it (4xx)",
    Reason.HTTP_5XX: "the server failed (5xx)",
    Reason.HTTP_OTHER: "the server answered with a status out of place",
    Reason.DNS: "its host's name is not known",
    Reason.CONNECTION: "the connection was refused, reset or closed",
    Reason.TLS: "the connection could not be made secure",
    Reason.TIMEOUT: "it took too long to answer",
    Reason.TRUNCATED: "its answer broke off",
    Reason.PROTOCOL: "its answer was none of HTTP",
    Reason.ORIGINAL_MISSING: "its capture refers to another one, which is missing",
    Reason.CONTENT_ENCODING: "its answer was not encoded as it says",
    Reason.REDIRECT_LOOP: "it led on and on, or back",
    Reason.BAD_REDIRECT: "it led to no web address",
    Reason.EXTRACTION_TIMEOUT: "reading it took too long",
    Reason.EXTRACTION_MEMORY: "reading it took too much memory",
    Reason.EXTRACTION_CRASH: "reading it ended the process that read it",
    Reason.EXTRACTION_FAILED: "reading it failed",
    Reason.BUG: "a bug of Presskeep; the run's log has it",
    Reason.UNKNOWN: "it failed in a way that has no name",
    Reason.ADDRESS: "its address is not public",
    Reason.PORT: "its port is none of the web's",
    Reason.SCHEME: "it is no http or https address",
    Reason.URL_LENGTH: "its address is too long",
    Reason.SIZE: "it is larger than what is kept",
    Reason.HEADERS: "its header was too large",
    Reason.AGE: "it is older than what is taken up",
    Reason.SCOPE: "it is on another site than its seed",
    Reason.HOST_BUDGET: "its host had named as many as a run takes up; found again, it is",
    Reason.TRAP: "its address looks like one of endlessly many",
    Reason.NO_PICTURE: "its bytes are no picture of a kind that is kept",
    Reason.SVG: "it is a drawing (SVG), which is not kept",
    Reason.PIXELS: "it has too many pixels",
}
# The same words mean another thing for what was visited again.
UNCHANGED_TEXT = "it was visited again, and its text is as it was"


def sentence(state: State, reason: Reason) -> str:
    if state is State.UNCHANGED and reason is Reason.EQUAL_TEXT:
        return UNCHANGED_TEXT
    return SENTENCES[reason]
