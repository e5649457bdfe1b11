"""A seed list's bytes and name in, its seeds out: plain text, OPML or sitelist.hjson."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from crawler.seeds.opml import read_opml
from crawler.seeds.plaintext import read_plaintext
from crawler.seeds.seed import SeedListError
from crawler.seeds.sitelist import read_sitelist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crawler.seeds.seed import Seed

_HEAD_BYTES = 16_384  # comments of a licence's length may come first
# Hjson's comments, then the list's brace.
_SITELIST = re.compile(rb"(?:\s|#[^\n]*\n|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*+\{")
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\0?\s*<")
_DIGEST_BYTES = 16  # a million URLs take 70 MB less than as text; no two meet by chance


def read_seeds(raw: bytes, name: str) -> Iterator[Seed]:
    """Each URL once, at its first place. `name` is the file's, for its ending and for messages.

    Raises SeedListError while it is read: at the first bad line, or at the end of an empty list.
    """
    seen: set[bytes] = set()
    for seed in _reader(raw, name)(raw, name):
        digest = hashlib.blake2b(seed.url.encode(), digest_size=_DIGEST_BYTES).digest()
        if digest not in seen:
            seen.add(digest)
            yield seed
    if not seen:
        raise SeedListError(name, None, "no seed in this list")


def _reader(raw: bytes, name: str) -> Callable[[bytes, str], Iterator[Seed]]:
    ending = name.lower().rpartition(".")[2]
    head = raw[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    if ending == "opml" or _XML.match(head):
        return read_opml
    if ending in {"hjson", "json"} or _SITELIST.match(head):
        return read_sitelist
    return read_plaintext
