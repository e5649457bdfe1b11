"""schema.org NewsArticle as JSON-LD, a document a line, for search engines and knowledge graphs.

https://schema.org/NewsArticle and https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from crawler.article import Access
from crawler.exports.json_lines import export_objects
from crawler.formats.moments import moment_text

if TYPE_CHECKING:
    from datetime import date

    from crawler.article import Article, Image, LiveEntry
    from crawler.exports.source import Exported, Source

_IS_FREE = {Access.FREE: True, Access.PAYWALLED: False}


def export_schemaorg(source: Source, output: BinaryIO) -> Exported:
    return export_objects(source, output, document)


def document(article: Article) -> dict[str, Any]:
    text = _text(article.paragraphs)
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if article.entries else "NewsArticle",
        "@id": article.canonical_url,
        "url": article.url,
        "identifier": _identifier(article.id),
        "version": article.version,
        "headline": article.title,
        "articleBody": text,
        "wordCount": len(text.split()),
        "abstract": article.description,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "datePublished": _moment(article.published),
        "dateModified": _moment(article.modified),
        "publisher": _organization(article.publisher),
        "articleSection": article.section,
        "keywords": list(article.tags),
        "inLanguage": article.language,
        "isAccessibleForFree": _IS_FREE.get(article.access),
        "image": [_image(image) for image in article.images],
        "relatedLink": [link.url for link in article.related],
        "conditionsOfAccess": "; ".join(article.rights),
        "liveBlogUpdate": [_update(entry) for entry in article.entries],
        "sdDatePublished": _moment(article.fetched_at),
    }


def _identifier(article_id: str | None) -> dict[str, str | None]:
    return {"@type": "PropertyValue", "propertyID": "presskeep", "value": article_id}


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def _image(image: Image) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "url": image.url,
        "caption": image.caption,
        "description": image.alt,
        "creditText": image.credit,
        "encodingFormat": image.type,
        "width": image.width,
        "height": image.height,
        "sha256": image.sha256,
        "representativeOfPage": image.role == "lead" or None,
    }


def _update(entry: LiveEntry) -> dict[str, Any]:
    return {
        "@type": "BlogPosting",
        "headline": entry.title,
        "datePublished": _moment(entry.published),
        "articleBody": _text(entry.paragraphs),
    }


def _moment(moment: date | None) -> str | None:
    return moment_text(moment) if moment else None


def _text(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs)
