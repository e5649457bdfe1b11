"""Pages of our own making."""

from __future__ import annotations

import json
from html import escape

WORDS = (
    "The council met on Tuesday evening to decide on the old bridge, which has been closed since a "
    "flood in spring damaged two of its pillars, and heard engineers, neighbours and shop owners. "
)
PARAGRAPHS = tuple(f"Part {number} of the report. {WORDS}".strip() for number in range(1, 6))
HEADLINE = "Council decides to rebuild the old bridge before winter"
URL = "https://news.example.org/local/2024/09/22/council-decides-to-rebuild-bridge"


def markup(body: str, head: str = "", attributes: str = ' lang="en"') -> str:
    return f"<!doctype html><html{attributes}><head>{head}</head><body>{body}</body></html>"


def article(
    head: str = "", *, headline: str = HEADLINE, paragraphs: tuple[str, ...] = PARAGRAPHS
) -> bytes:
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return markup(f"<article><h1>{escape(headline)}</h1>{text}</article>", head).encode()


def json_ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'
