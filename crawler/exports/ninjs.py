"""IPTC's News in JSON, version 2.1: an object a line, as newsroom systems take them in.

A URI is the article's canonical URL. ninjs has times of day only: a plain date finds no place.
https://iptc.org/standards/ninjs/ and https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from crawler.exports.json_lines import export_objects
from crawler.formats.moments import moment_text

if TYPE_CHECKING:
    from datetime import date

    from crawler.article import Article, Image
    from crawler.exports.source import Exported, Source

STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}
# With one of these flags a part of the text is not there.
_IN_PART = frozenset({"teaser", "truncated", "pages-missing"})


def export_ninjs(source: Source, output: BinaryIO) -> Exported:
    return export_objects(source, output, item)


def item(article: Article) -> dict[str, Any]:
    published, modified = _instant(article.published), _instant(article.modified)
    return {
        "uri": article.canonical_url,
        "standard": STANDARD,
        "type": "text",
        "representationtype": "partial" if _IN_PART & set(article.flags) else "full",
        "profile": "text-photo" if article.images else "text-only",
        "version": str(article.version),
        "firstcreated": published,
        "contentcreated": published,
        "versioncreated": modified or published or _instant(article.fetched_at),
        "pubstatus": "usable",
        "language": article.language,
        "title": article.title,
        "headlines": [{"role": "main", "value": article.title}],
        "by": ", ".join(article.authors),
        "descriptions": [_with_value({"role": "summary"}, article.description)],
        "bodies": [_body(article)],
        "people": [{"name": name, "rel": "author"} for name in article.authors],
        "subjects": _subjects(article),
        "infosources": [_with_name({"role": "publisher"}, article.publisher)],
        "usageterms": "; ".join(article.rights),
        "associations": [_picture(image) for image in article.images],
        "altids": _other_ids(article),
    }


def _instant(moment: datetime | date | None) -> str | None:
    return moment_text(moment) if isinstance(moment, datetime) else None


def _body(article: Article) -> dict[str, Any]:
    text = "\n\n".join(article.paragraphs)
    return {
        "role": "main",
        "contenttype": "text/plain",
        "charcount": len(text),
        "wordcount": len(text.split()),
        "value": text,
    }


def _subjects(article: Article) -> list[dict[str, str] | None]:
    tags = [{"name": tag, "rel": "keyword"} for tag in article.tags]
    return [_with_name({"rel": "section"}, article.section), *tags]


def _picture(image: Image) -> dict[str, Any]:
    return {
        "name": image.role.value,
        "uri": image.url,
        "type": "picture",
        "by": image.credit,
        "descriptions": [
            _with_value({"role": "caption"}, image.caption),
            _with_value({"role": "alt"}, image.alt),
        ],
        "renditions": [
            {
                "name": "original",
                "href": image.url,
                "contenttype": image.type,
                "width": image.width,
                "height": image.height,
            }
        ],
    }


def _other_ids(article: Article) -> list[dict[str, str] | None]:
    capture = article.capture.record_id if article.capture else None
    fetched = article.url if article.url != article.canonical_url else None
    return [
        _with_value({"role": "presskeep-id"}, article.id),
        _with_value({"role": "warc-record-id"}, capture),
        _with_value({"role": "fetched-url"}, fetched),
    ]


def _with_value(members: dict[str, str], value: str | None) -> dict[str, str] | None:
    return members | {"value": value} if value else None


def _with_name(members: dict[str, str], name: str | None) -> dict[str, str] | None:
    return members | {"name": name} if name else None
