"""Pickles on a socket, each behind its length: what the crawl and its workers send each other.

First comes the call itself, answered by READY or BROKEN; then one value a page, answered by
RESULT, BUG or OUT_OF_MEMORY. An answer is a pair: the word, and what belongs to it.
"""

from __future__ import annotations

import pickle
import pkgutil
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH_BYTES: Final = 8
# A reading is smaller than its page, and pages are capped at 32 MB: more than this is a bug.
MAX_FRAME_BYTES: Final = 256 * 1024 * 1024

READY: Final = "ready"
BROKEN: Final = "broken"  # the call cannot be imported: with the traceback's text
RESULT: Final = "result"  # with what the call returned
BUG: Final = "bug"  # the call raised: with the error in a line, and the traceback's text
OUT_OF_MEMORY: Final = "out of memory"


def frame(value: Any) -> bytes:
    """Raises what pickle raises: PicklingError, TypeError, AttributeError."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def length_of(prefix: bytes) -> int:
    length = int.from_bytes(prefix, "big")
    if length > MAX_FRAME_BYTES:
        raise ValueError(f"a frame of {length} bytes; the limit is {MAX_FRAME_BYTES}")
    return length


def unpickled(body: bytes) -> Any:
    return pickle.loads(body)  # noqa: S301 - both ends are ours: one program, one user


def resolved(call: Callable[[Any], Any] | str) -> Callable[[Any], Any]:
    """Of a name, MODULE:FUNCTION, what it names. Raises what importing it raises."""
    if not isinstance(call, str):
        return call
    found: Callable[[Any], Any] = pkgutil.resolve_name(call)
    return found
