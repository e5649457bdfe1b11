"""Where each output file goes: values in, paths relative to the archive folder out.

    articles/2026/11/23/000_67ae491904088e5a.txt   UTC day of the capture; version; article id
    articles/2026/11/23/000_67ae491904088e5a.json
    images/67/67ae….jpg                            SHA-256 of the bytes; extension of what they are
    runs/20261123T180400Z/

No name holds text that a page or a server chose, so none can leave its folder.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.article import Article

# 64 bits: with 10 million articles the chance that any two share an id is 3 in a million.
_ARTICLE_ID_CHARS = 16
_VERSION_DIGITS = 3

# A name of this many bytes, a prefix and an extension fit into the 255 bytes of any file system.
_SAFE_NAME_BYTES = 100
_UNNAMED = "unnamed"
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)]
)

_SHA256 = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"[a-z0-9]{1,5}")
_RUN_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z(?:-[0-9]{1,4})?")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def article_id(canonical_url: str) -> str:
    # surrogatepass: whatever a page made us take for a URL has an id.
    digest = hashlib.sha256(canonical_url.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ARTICLE_ID_CHARS]


def text_path(article: Article) -> PurePosixPath:
    return _article_file(article, "txt")


def record_path(article: Article) -> PurePosixPath:
    return _article_file(article, "json")


def image_path(sha256: str, extension: str) -> PurePosixPath:
    """`sha256` in lower-case hex digits, `extension` without its dot."""
    if not _SHA256.fullmatch(sha256) or not _EXTENSION.fullmatch(extension):
        raise ValueError(f"no image name: {sha256!r}, {extension!r}")
    return PurePosixPath("images", sha256[:2], f"{sha256}.{extension}")


def run_id(started: datetime) -> str:
    """One a second: a run that finds its folder taken adds -2, then -3."""
    if started.utcoffset() is None:
        raise ValueError(f"a time without a zone: {started.isoformat()}")
    return started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def run_folder(run: str) -> PurePosixPath:
    if not _RUN_ID.fullmatch(run):
        raise ValueError(f"no run id: {run!r}")
    return PurePosixPath("runs", run)


def safe_name(text: str) -> str:
    """Text as a file name of a-z, 0-9 and -, for people's eyes: different texts may share one."""
    letters = unicodedata.normalize("NFKD", text[: 4 * _SAFE_NAME_BYTES]).casefold()
    ascii_only = "".join(letter for letter in letters if not unicodedata.combining(letter))
    name = _NOT_IN_NAMES.sub("-", ascii_only)[:_SAFE_NAME_BYTES].strip("-")
    if name in _RESERVED_NAMES:
        return f"{name}-"
    return name or _UNNAMED


def _article_file(article: Article, extension: str) -> PurePosixPath:
    if article.id is None or article.version is None or article.fetched_at is None:
        raise ValueError(f"not yet decided: {article.canonical_url}")
    day = article.fetched_at.astimezone(UTC)
    folder = PurePosixPath("articles", f"{day:%Y}", f"{day:%m}", f"{day:%d}")
    return folder / f"{article.version:0{_VERSION_DIGITS}d}_{article.id}.{extension}"
