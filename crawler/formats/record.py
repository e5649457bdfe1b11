"""The JSON record: everything that is known of one article version.

An Article goes in, an object with one member for each of its fields comes out; an absent value is
null or an empty list, and no key is ever missing. Keys are sorted, so that equal articles give
equal bytes. `parse(render(article)) == article`. https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, NoReturn

from crawler.article import (
    Access,
    Article,
    ArticlePage,
    CaptureRef,
    Image,
    ImageRole,
    LiveEntry,
    NearDuplicate,
    RelatedLink,
)
from crawler.formats.members import Members, RecordError
from crawler.formats.moments import moment_text

__all__ = ["RecordError", "parse", "render", "render_json"]

# Two spaces: a paragraph a line, so that `diff` of two versions shows what changed.
_INDENT = 2

# JSON lets them stand, but readers that split lines as Unicode does (Python's str.splitlines,
# JavaScript before 2019) would cut a record in two. json escapes the others by itself.
_LINE_BREAKS = {"\x85": r"\u0085", "\u2028": r"\u2028", "\u2029": r"\u2029"}


def render(article: Article) -> str:
    """RecordError for what UTF-8 JSON cannot hold: half a surrogate pair, NaN, a naive time."""
    return render_json(article, indent=_INDENT) + "\n"


def render_json(article: Article, *, indent: int | None) -> str:
    try:
        return written_json(_members(article), indent=indent)
    except ValueError as error:
        raise RecordError(f"{article.canonical_url!r} has no record: {error}") from error


def written_json(value: object, *, indent: int | None) -> str:
    """ValueError for what UTF-8 JSON cannot hold."""
    text = json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        indent=indent,
        default=_written,
    )
    for line_break, escape in _LINE_BREAKS.items():
        text = text.replace(line_break, escape)
    text.encode()
    return text


def loaded_record(text: str) -> dict[str, Any]:
    """The members as they stand, all of them; RecordError for what is no record at all."""
    loaded = _loaded(text)
    if not isinstance(loaded, dict) or loaded.keys() != set(_names(Article)):
        raise RecordError("no record: its members are not those of an article")
    return loaded


def parse(text: str) -> Article:
    members = Members.of(_loaded(text), Article, "record")
    return Article(
        url=members.text("url"),
        canonical_url=members.text("canonical_url"),
        title=members.text("title"),
        paragraphs=members.texts("paragraphs"),
        authors=members.texts("authors"),
        published=members.moment("published"),
        modified=members.moment("modified"),
        publisher=members.text_or_none("publisher"),
        section=members.text_or_none("section"),
        tags=members.texts("tags"),
        language=members.text_or_none("language"),
        description=members.text_or_none("description"),
        access=members.word("access", Access),
        lead_image=members.text_or_none("lead_image"),
        images=tuple(map(_image, members.objects("images", Image))),
        related=tuple(map(_related, members.objects("related", RelatedLink))),
        entries=tuple(map(_entry, members.objects("entries", LiveEntry))),
        flags=members.texts("flags"),
        rights=members.texts("rights"),
        id=members.text_or_none("id"),
        version=members.integer_or_none("version"),
        capture=_capture(members.object_or_none("capture", CaptureRef)),
        pages=tuple(map(_page, members.objects("pages", ArticlePage))),
        fetched_at=members.instant("fetched_at"),
        seed=members.text_or_none("seed"),
        via=members.text_or_none("via"),
        near_duplicate=_near_duplicate(members.object_or_none("near_duplicate", NearDuplicate)),
    )


def _written(value: object) -> object:
    if isinstance(value, date):
        return moment_text(value)
    if not is_dataclass(value):
        raise TypeError(f"no JSON form for {type(value).__name__}")
    return _members(value)


def _members(value: object) -> dict[str, object]:
    """As dataclasses.asdict, but for the copies: those cost more than the JSON."""
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _loaded(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _image(members: Members) -> Image:
    return Image(
        url=members.text("url"),
        role=members.word("role", ImageRole),
        alt=members.text_or_none("alt"),
        caption=members.text_or_none("caption"),
        credit=members.text_or_none("credit"),
        path=members.text_or_none("path"),
        sha256=members.text_or_none("sha256"),
        type=members.text_or_none("type"),
        width=members.integer_or_none("width"),
        height=members.integer_or_none("height"),
        perceptual_hash=members.text_or_none("perceptual_hash"),
    )


def _related(members: Members) -> RelatedLink:
    return RelatedLink(url=members.text("url"), title=members.text_or_none("title"))


def _entry(members: Members) -> LiveEntry:
    return LiveEntry(
        paragraphs=members.texts("paragraphs"),
        title=members.text_or_none("title"),
        published=members.moment("published"),
    )


def _capture(members: Members | None) -> CaptureRef | None:
    if members is None:
        return None
    return CaptureRef(
        warc=members.text("warc"),
        offset=members.integer("offset"),
        length=members.integer("length"),
        record_id=members.text("record_id"),
        payload_digest=members.text_or_none("payload_digest"),
    )


def _page(members: Members) -> ArticlePage:
    capture = _capture(members.object_or_none("capture", CaptureRef))
    if capture is None:
        raise RecordError(f"{members.place}.capture: a page has one")
    return ArticlePage(url=members.text("url"), capture=capture)


def _near_duplicate(members: Members | None) -> NearDuplicate | None:
    if members is None:
        return None
    return NearDuplicate(
        of=members.text("of"),
        resemblance=members.number("resemblance"),
        cluster=members.text("cluster"),
    )
