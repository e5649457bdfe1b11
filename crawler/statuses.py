"""HTTP statuses that decide what becomes of an answer, live and out of captures alike."""

from __future__ import annotations

from typing import Final

OK: Final = 200
NOT_MODIFIED: Final = 304
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# Asking once more would change nothing: a next run takes these from a killed one's captures.
LASTING: Final = frozenset({OK, NOT_MODIFIED, *REDIRECTS, 404, 410})
# A picture's way from the page over a CDN is one or two hops.
MAX_IMAGE_REDIRECTS: Final = 5
