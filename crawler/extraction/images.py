"""The article's pictures: the one that leads it, and those in its text.

https://html.spec.whatwg.org/multipage/images.html#srcset-attributes
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.article import Image, ImageRole
from crawler.extraction.byline import is_foreign
from crawler.extraction.jsonld import listed
from crawler.extraction.meta import first
from crawler.extraction.text import clean_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from crawler.extraction.sources import Sources

MAX_IMAGES = 50
_MAX_LOOKED_AT = 400
_LEAD_META = (
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
)
_LATE_META = ("thumbnail", "sailthru.image.full", "parsely-image-url", "image")
_SOURCE_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-full-src", "src")
_SET_ATTRIBUTES = ("srcset", "data-srcset", "data-lazy-srcset")
# Smaller pictures are icons, and single pixels count visitors.
_MIN_SIDE_PX = 60
_ORNAMENT = re.compile(
    r"avatar|emoji|favicon|(?:^|[/_.-])(?:icon|logo|sprite|spacer|pixel|blank|placeholder|"
    r"transparent|tracking|counter|share)s?(?=[/_.?-]|$)"
)
_CANDIDATE = re.compile(r"\s*(\S+[^\s,])(?:\s+([0-9.]{1,8})([wxh]))?\s*(?:,|$)")
# photo-1024x683.jpg and photo-scaled.jpg; a name of fewer characters is "image" or a number.
_SIZE_IN_NAME = re.compile(r"(?:[-_](?:\d{2,5}x\d{2,5}|scaled|w\d{3,4}|\d{3,4}w))+$")
_MIN_KEY_CHARS = 10
_MAX_SOURCES = 20
_MAX_SRCSET_CHARS = 20_000
_CREDIT_XPATH = (
    ".//*[contains(@class,'credit') or contains(@class,'copyright') or contains(@class,'source')]"
)


def images(
    sources: Sources, container: HtmlElement | None, by_rule: str | None = None
) -> tuple[Image, ...]:
    """The lead image first, then those of the text in page order.

    Where the page names no lead image, the first picture of its text leads: so a reader sees it.
    """
    body = {image.url: image for image in _body_images(sources, container)}
    lead = _lead(sources, body, by_rule) or next(iter(body.values()), None)
    if lead is None:
        return ()
    body.pop(lead.url, None)
    return (replace(lead, role=ImageRole.LEAD), *body.values())[:MAX_IMAGES]


def _lead(sources: Sources, body: dict[str, Image], by_rule: str | None) -> Image | None:
    url = _first_picture(sources, (by_rule, *_lead_addresses(sources)))
    if url is None:
        return None
    stated_alt = clean_value(first(sources.meta, "og:image:alt", "twitter:image:alt"))
    shown = body.get(url) or _in_figure(sources, url) or Image(url=url, alt=stated_alt)
    for node in _image_nodes(sources):
        shown = replace(
            shown,
            caption=shown.caption or clean_value(node.get("caption"), 1_000),
            credit=shown.credit or clean_value(node.get("creditText")),
        )
    return shown


def _in_figure(sources: Sources, url: str) -> Image | None:
    """The picture where the page shows it above the text, in its largest version and with what
    stands below it.
    """
    key = _file_key(url)
    name = urlsplit(url).path.rpartition("/")[2] if key == url else key
    for element in islice(sources.tree.iter("img", "amp-img"), _MAX_LOOKED_AT):
        if not _names(element, name) or not _is_shown(element):
            continue
        largest = _best_source(sources, element)
        shown = {address for address in (sources.absolute(element.get("src")), largest) if address}
        if url in shown or key in {_file_key(address) for address in shown}:
            return _image(element, next(element.iterancestors("figure"), None), largest or url)
    return None


def _is_shown(element: HtmlElement) -> bool:
    """Whether the page presents it as a picture, and not as part of its furniture."""
    is_framed = next(element.iterancestors("figure", "picture"), None) is not None
    return is_framed or element.get("srcset") is not None


def _names(element: HtmlElement, name: str) -> bool:
    """Whether a picture of that name may be among its sources: a look that costs little."""
    if any(name in value for value in element.attrib.values()):
        return True
    around = _sources_around(element)
    return any(name in value for each in around for value in each.attrib.values())


def _sources_around(element: HtmlElement) -> Iterator[HtmlElement]:
    """Those of its <picture>. The parser takes what follows an unclosed <source> for its child."""
    for above in islice(element.iterancestors(), _MAX_SOURCES):
        if above.tag == "picture":
            yield from islice(above.iter("source"), _MAX_SOURCES)
        if above.tag != "source":
            return


def _file_key(url: str) -> str:
    """What the addresses of one picture in several sizes share; the URL itself for short names."""
    name = urlsplit(url).path.rpartition("/")[2].rpartition(".")[0]
    key = _SIZE_IN_NAME.sub("", name)
    return key if len(key) >= _MIN_KEY_CHARS else url


def _lead_addresses(sources: Sources) -> Iterator[object]:
    yield first(sources.meta, *_LEAD_META)
    for value in sources.stated("image"):
        for image in listed(value):
            yield _address(image)
    for value in sources.stated("thumbnailUrl"):
        yield from listed(value)
    yield sources.rel("image_src")
    yield first(sources.meta, *_LATE_META)


def _address(image: object) -> object:
    if not isinstance(image, dict):
        return image
    return next((u for k in ("url", "contentUrl", "@id") for u in listed(image.get(k))), None)


def _image_nodes(sources: Sources) -> list[dict[str, object]]:
    """What JSON-LD says of the lead image; of several, nobody knows which is meant."""
    values = [image for value in sources.stated("image") for image in listed(value)]
    return [image for image in values if isinstance(image, dict)] if len(values) == 1 else []


def _body_images(sources: Sources, container: HtmlElement | None) -> Iterator[Image]:
    if container is None:
        return
    is_whole_page = container.tag in {"body", "html"}
    found = 0
    for element in container.xpath(".//img | .//amp-img")[:_MAX_LOOKED_AT]:
        figure = next(element.iterancestors("figure"), None)
        if (is_whole_page and figure is None) or is_foreign(element):
            continue
        url = _best_source(sources, element)
        if url is not None and not _is_ornament(element, url):
            found += 1
            yield _image(element, figure, url)
        if found == MAX_IMAGES:
            return


def _image(element: HtmlElement, figure: HtmlElement | None, url: str) -> Image:
    caption = credit = None
    if figure is not None:
        captions = figure.xpath(".//figcaption")
        credits_ = figure.xpath(_CREDIT_XPATH)
        credit = clean_value(credits_[0].text_content(), 200) if credits_ else None
        caption = clean_value(captions[0].text_content(), 1_000) if captions else None
    if caption and credit and caption != credit:
        caption = caption.removesuffix(credit).rstrip() or None
    return Image(url=url, alt=clean_value(element.get("alt")), caption=caption, credit=credit)


def _best_source(sources: Sources, element: HtmlElement) -> str | None:
    """The largest version that the page offers."""
    sets = [element.get(name) for name in _SET_ATTRIBUTES]
    for source in _sources_around(element):
        sets += [source.get(name) for name in _SET_ATTRIBUTES]
    versions = [version for value in sets if value for version in _versions(value)]
    ranked = [address for _, address in sorted(versions, key=lambda v: v[0], reverse=True)]
    ranked += [element.get(name) for name in _SOURCE_ATTRIBUTES]
    return _first_picture(sources, ranked)


def _first_picture(sources: Sources, addresses: Iterable[object]) -> str | None:
    """An empty address means the page itself, which is no picture."""
    urls = (sources.absolute(address) for address in addresses)
    return next((url for url in urls if url and url not in {sources.url, sources.base}), None)


def _versions(srcset: str) -> Iterator[tuple[float, str]]:
    for match in _CANDIDATE.finditer(srcset[:_MAX_SRCSET_CHARS]):
        size = match[2] or "1"
        if size.count(".") <= 1 and size != ".":
            # A density counts as if a picture of usual width were multiplied by it.
            yield float(size) * (1 if match[3] in {"w", "h"} else 300), match[1]


def _is_ornament(element: HtmlElement, url: str) -> bool:
    sides = [_pixels(element.get(name)) for name in ("width", "height")]
    if any(side is not None and side < _MIN_SIDE_PX for side in sides):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return bool(_ORNAMENT.search(names.lower()) or _ORNAMENT.search(url.lower()))


def _pixels(stated: str | None) -> int | None:
    number = (stated or "").strip().removesuffix("px")[:6]
    return int(number) if number.isascii() and number.isdigit() else None
