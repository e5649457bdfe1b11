"""Records as other programs shape them, put together here."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PAGE = b"<html><body><p>A sentence.</p></body></html>"
URL = "https://news.example/story"
DATE = "2026-11-23T18:04:00Z"


def record(
    kind: str, number: int, block: bytes, version: str | None = "1.0", **fields: str | None
) -> bytes:
    """`fields` by name with underscores; None leaves a usual one out."""
    usual: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": record_id(number),
        "WARC-Date": DATE,
        "WARC-Target-URI": URL,
        "Content-Length": str(len(block)),
    }
    headers = usual | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}\r\n" for name, value in headers.items() if value is not None]
    return f"WARC/{version}\r\n{''.join(lines)}\r\n".encode() + block + b"\r\n\r\n"


def record_id(number: int) -> str:
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012}>"


def http(status_line: str, fields: Mapping[str, str], body: bytes = PAGE) -> bytes:
    lines = [status_line, *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def chunked(body: bytes) -> bytes:
    return b"%X\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def write(folder: Path, records: Iterable[bytes], name: str = "theirs.warc.gz") -> Path:
    path = folder / name
    compress = gzip.compress if name.endswith(".gz") else bytes
    path.write_bytes(b"".join(map(compress, records)))
    return path
