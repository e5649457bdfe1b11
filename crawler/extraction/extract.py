"""A page's bytes → what kind of page it is and, for an article, its fields.

    page = extract(body, "https://example.org/a", content_type="text/html; charset=utf-8")

Pure: the same bytes, URL and header always give the same Page. No input raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.article import Article, ImageRole
from crawler.extraction.access import access
from crawler.extraction.authors import authors, split_names
from crawler.extraction.canonical import amp_of, canonical
from crawler.extraction.dates import modified, published
from crawler.extraction.images import images
from crawler.extraction.jsonld import text_of
from crawler.extraction.kinds import is_gallery, is_listing, wall_alone, wall_or_error
from crawler.extraction.language import language
from crawler.extraction.lines import chars
from crawler.extraction.liveblog import is_live_blog
from crawler.extraction.meta import first
from crawler.extraction.page import Flag, Page, PageKind, Reason
from crawler.extraction.page_text import read_text
from crawler.extraction.pages import first_page, next_page
from crawler.extraction.parse import parse_page
from crawler.extraction.placement import text_container
from crawler.extraction.publisher import publisher
from crawler.extraction.quality import quality_flags
from crawler.extraction.refining import Stated
from crawler.extraction.related import related
from crawler.extraction.rights import rights
from crawler.extraction.ruled import BY_NO_RULE, Ruled, read_by_rule
from crawler.extraction.section import section, tags
from crawler.extraction.sources import read_sources
from crawler.extraction.text import clean_value
from crawler.extraction.title import stated_titles, title

if TYPE_CHECKING:
    from crawler.extraction.page_text import PageText
    from crawler.extraction.parse import ParsedPage
    from crawler.extraction.sources import Headers, Sources
    from crawler.sites.rule import Rule

    SiteRule = tuple[str, Rule]

_MAX_DESCRIPTION_CHARS = 2_000
_KIND_OF = {
    Reason.LISTING: PageKind.LISTING,
    Reason.SOFT_404: PageKind.ERROR,
    Reason.CONSENT_WALL: PageKind.WALL,
    Reason.BOT_CHECK: PageKind.WALL,
    Reason.LOGIN_WALL: PageKind.WALL,
}


def extract(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    headers: Headers = (),
    site_rule: SiteRule | None = None,
) -> Page:
    """`headers` are fields of the answer with names in lower case, as crawler.fetched has them.

    `site_rule` is the name of a site and its rule for the day of the capture, if it has one.
    """
    parsed = parse_page(body, content_type)
    return extract_tree(parsed, url, headers=headers, site_rule=site_rule)


def extract_tree(
    parsed: ParsedPage, url: str, *, headers: Headers = (), site_rule: SiteRule | None = None
) -> Page:
    """`parsed.tree` is read and left as it is: links are taken from it afterwards."""
    sources = read_sources(parsed, url, headers)
    address = canonical(sources)
    if parsed.reason is not None:
        return Page(PageKind.OTHER, reason=parsed.reason, canonical_url=address)
    ruled = read_by_rule(parsed.tree, *site_rule) if site_rule else BY_NO_RULE
    headline = ruled.text("title") or title(sources)
    reason = wall_or_error(sources, headline)
    if reason is not None:
        return _no_article(reason, address)
    stated = _stated(sources, headline, ruled)
    text = read_text(sources, stated, parsed.flags, ruled)
    reason = _why_not(sources, headline, text.paragraphs)
    if reason is not None:
        return _no_article(reason, address)
    return Page(
        PageKind.LIVE_BLOG if is_live_blog(sources) else PageKind.ARTICLE,
        _article(sources, stated, text, ruled, address),
        canonical_url=address,
        next_page=next_page(sources),
        first_page=first_page(sources),
        amp_of=amp_of(sources),
        ruled=ruled,
    )


def _no_article(reason: Reason, address: str) -> Page:
    return Page(_KIND_OF.get(reason, PageKind.OTHER), reason=reason, canonical_url=address)


def _why_not(sources: Sources, headline: str | None, lines: tuple[str, ...]) -> Reason | None:
    if is_listing(sources, lines):
        return Reason.LISTING
    if (wall := wall_alone(lines)) is not None:
        return wall
    if is_gallery(sources, lines):
        return Reason.GALLERY
    if headline is None:
        return Reason.NO_TITLE
    return None if lines else Reason.NO_BODY


def _stated(sources: Sources, headline: str | None, ruled: Ruled) -> Stated:
    names = (name for text in ruled.texts.get("authors", ()) for name in split_names(text))
    return Stated(
        headline=headline or "",
        wordings=(*stated_titles(sources), *([headline] if headline else [])),
        authors=tuple(dict.fromkeys(names)) or authors(sources),
        publisher=ruled.text("publisher") or publisher(sources),
        section=ruled.text("section") or section(sources),
        description=ruled.text("description") or _description(sources),
        body=text_of(sources.jsonld.get("articleBody")),
    )


def _article(
    sources: Sources, stated: Stated, text: PageText, ruled: Ruled, address: str
) -> Article:
    length = chars(text.lines)
    when, date_flags = published(sources, ruled.text("published"))
    pictures = images(sources, text_container(text.lines), ruled.text("lead_image"))
    misfit = () if ruled.fits else (Flag.SITE_RULE_UNMATCHED,)
    readable = access(sources, length)
    return Article(
        url=sources.url,
        canonical_url=address,
        title=stated.headline,
        paragraphs=text.paragraphs,
        authors=stated.authors,
        published=when,
        modified=modified(sources, ruled.text("modified")),
        publisher=stated.publisher,
        section=stated.section,
        tags=ruled.texts.get("tags") or tags(sources),
        language=language(sources),
        description=stated.description,
        access=readable,
        lead_image=next((i.url for i in pictures if i.role is ImageRole.LEAD), None),
        images=pictures,
        related=related(sources, text.blocks),
        entries=text.entries,
        flags=(
            *misfit,
            *text.flags,
            *quality_flags(text.paragraphs, readable, sources.jsonld),
            *date_flags,
        ),
        rights=rights(sources),
    )


def _description(sources: Sources) -> str | None:
    stated = first(sources.meta, "og:description", "description", "twitter:description")
    values = (stated, *map(text_of, sources.stated("description")))
    texts = (clean_value(value, _MAX_DESCRIPTION_CHARS) for value in values)
    return next((text for text in texts if text), None)
