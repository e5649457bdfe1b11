"""Questions that a server may answer with "not modified", and what counts as unchanged.

https://www.rfc-editor.org/rfc/rfc9110.html#name-conditional-requests
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple
from typing import TYPE_CHECKING

from crawler.ledger import HUB_ROLES, Reason, State
from crawler.statuses import NOT_MODIFIED, OK
from crawler.verdict import Verdict

if TYPE_CHECKING:
    from crawler.discovery.choice import Limits
    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import Queued
    from crawler.warc import Original

# Raised when discovery learns to find what it passed over: every page of links is read once more.
DISCOVERY_VERSION = 1
UNCHANGED_304 = Verdict(State.UNCHANGED, Reason.NOT_MODIFIED)
UNCHANGED_BYTES = Verdict(State.UNCHANGED, Reason.SAME_PAYLOAD)


def asked_about(run: Run, queued: Queued) -> Original | None:
    """The capture that a conditional request speaks of; None where the whole answer is wanted.

    Without that capture a 304 would be a record that nobody can replay.
    """
    if not validators(queued) or not is_known(run, queued) or queued.read_digest is None:
        return None
    return run.captures.original(queued.read_digest)


def validators(queued: Queued) -> dict[str, str]:
    stated = {"If-None-Match": queued.etag, "If-Modified-Since": queued.last_modified}
    return {name: value for name, value in stated.items() if value}


def unchanged(run: Run, queued: Queued, fetched: Fetched) -> Verdict | None:
    """None for an answer that is to be read: of a capture all are, as its files may be lost."""
    if run.is_offline:
        return None
    if fetched.status == NOT_MODIFIED and fetched.is_of_condition:
        return UNCHANGED_304
    if fetched.status != OK or not is_known(run, queued):
        return None
    is_same = fetched.capture.payload_digest == queued.read_digest is not None
    return UNCHANGED_BYTES if is_same else None


def is_known(run: Run, queued: Queued) -> bool:
    """Whether what was made of the last answer would be made of it again.

    Of an article's, by whatever Presskeep, and it stays. A page of links may have been read under
    other settings, or by a run that took up none of its links.
    """
    if is_hub(queued):
        return queued.read_as == reading_of(run.limits, queued)
    return queued.article is not None


def is_hub(queued: Queued) -> bool:
    return queued.role in HUB_ROLES


def reading_of(limits: Limits, queued: Queued) -> str:
    """16 hex digits for all that decides which links of a page are taken up."""
    terms = (DISCOVERY_VERSION, *astuple(limits), queued.role, queued.depth, queued.seed)
    return hashlib.sha256(repr(terms).encode("utf-8", "surrogatepass")).hexdigest()[:16]
