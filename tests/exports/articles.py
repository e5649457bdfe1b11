"""Articles that say as much as one can, as little as one must, and what no reader expects."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from crawler.article import (
    Access,
    ArticlePage,
    CaptureRef,
    Image,
    ImageRole,
    LiveEntry,
    NearDuplicate,
    RelatedLink,
)

SUMMER = timezone(timedelta(hours=2))
_CAPTURE = CaptureRef(
    warc="presskeep-1.warc.gz",
    offset=5_000_000_000,
    length=3000,
    record_id="urn:uuid:00000000-0000-4000-8000-000000000001",
    payload_digest=None,
)
FULL: dict[str, Any] = {
    "title": "Bürgermeister tritt zurück",
    "paragraphs": ("Der erste Absatz.", "- ein Punkt", "Der letzte\u2028Absatz."),
    "authors": ("Ann Ode", "Bo Doe"),
    "published": datetime(2026, 7, 1, 0, 30, tzinfo=SUMMER),
    "modified": date(2026, 7, 2),
    "publisher": "Der Bote",
    "section": "Politik",
    "tags": ("Wahl", "Stadt"),
    "language": "de-AT",
    "description": "Nach zehn Jahren.",
    "access": Access.PAYWALLED,
    "lead_image": "https://a.example/i.jpg",
    "images": (
        Image(
            url="https://a.example/i.jpg",
            role=ImageRole.LEAD,
            alt="Ein Mann",
            caption="Der Bürgermeister",
            credit="Foto: C. Lick",
            path="images/ab/ab.jpg",
            sha256="ab" * 32,
            type="image/jpeg",
            width=640,
            height=480,
            perceptual_hash="0f" * 32,
        ),
        Image(url="https://a.example/j.jpg"),
    ),
    "related": (RelatedLink(url="https://a.example/r", title="Mehr"),),
    "flags": ("live-blog", "teaser"),
    "rights": ("noai", "tdm-reservation=1"),
    "entries": (
        LiveEntry(paragraphs=("Um acht.",), title="Start", published=date(2026, 7, 1)),
        LiveEntry(paragraphs=("Um neun.",), published=datetime(2026, 7, 1, 9, tzinfo=UTC)),
    ),
    "pages": (ArticlePage(url="https://a.example/2", capture=_CAPTURE),),
    "seed": "https://a.example/",
    "via": "https://a.example/feed",
    "near_duplicate": NearDuplicate(of="00" * 8, resemblance=0.75, cluster="00" * 8),
}
HOSTILE: dict[str, Any] = {
    "title": '=HYPERLINK("http://evil.example","click")',
    "paragraphs": ('A "quoted", text; with\ttabs', "+1", "\U0001f9c0 <b>bold</b>"),
    "authors": ("@handle", "-minus"),
    "publisher": "+49 30",
    "section": "-2+3",
}
