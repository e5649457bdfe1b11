"""The bytes of a plain seed list in, its seeds out, one line at a time.

    # a comment, and blank lines
    https://example.org/news<TAB>kind=listing<TAB># our own paper
    example.org                       a bare host: the whole site

UTF-8, with or without a byte order mark. One URL a line, then options, each set off by a TAB: the
form of Nutch and StormCrawler. A "#" at the start of a line or of a field begins a comment.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from crawler.discovery.hosts import UrlError
from crawler.seeds.options import OptionError, read_options
from crawler.seeds.seed import Seed, SeedListError, checked_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE_BYTES = 64 * 1024  # far beyond URL and options: such a file is no seed list
_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_plaintext(raw: bytes, name: str) -> Iterator[Seed]:
    """Raises SeedListError at the first bad line."""
    if raw.startswith(_UTF16_MARKS):
        raise SeedListError(name, 1, "UTF-16; save it as UTF-8")
    for number, line in enumerate(io.BytesIO(raw), 1):
        text = _decoded(line.removeprefix(_BOM) if number == 1 else line, name, number)
        if text and not text.startswith("#"):
            yield _seed(text, name, number)


def _decoded(line: bytes, name: str, number: int) -> str:
    if len(line) > MAX_LINE_BYTES:
        raise SeedListError(name, number, f"longer than {MAX_LINE_BYTES // 1024} KB")
    try:
        return line.decode().strip()
    except UnicodeDecodeError:
        raise SeedListError(name, number, "not UTF-8") from None


def _seed(text: str, name: str, number: int) -> Seed:
    url, *fields = text.split("\t")
    try:
        options, kind = read_options(fields)
        return checked_seed(url.strip(), options, number, kind)
    except (OptionError, UrlError) as error:
        raise SeedListError(name, number, str(error)) from None
