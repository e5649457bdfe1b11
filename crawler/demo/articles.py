"""Articles as pages: the story's markup module states what it is, the layout shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.article import Access
from crawler.demo import bare, jsonld, layout, microdata, opengraph
from crawler.demo.edition import amp_path, page_path
from crawler.demo.markup import element, link, prose, tag, void
from crawler.demo.story import Markup

if TYPE_CHECKING:
    from crawler.demo.edition import Edition
    from crawler.demo.story import Story


def article_page(edition: Edition, story: Story, page: int = 1) -> str:
    """Page 1 is the article; further pages carry the rest of a long one."""
    text = prose(edition, story.pages[page - 1]) + _ending(edition, story, page)
    return layout.whole(
        edition,
        layout.suffixed(edition, story.headline),
        "\n".join(filter(None, (_head(edition, story), _links(edition, story, page)))),
        _article(edition, story, text) + layout.related(edition, story),
        story.charset or "utf-8",
    )


def amp_page(edition: Edition, story: Story) -> str:
    """The article once more for telephones.

    https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml
    """
    head = jsonld.head(edition, story) + layout.canonical(edition, story.path)
    main = layout.article(edition, story, prose(edition, story.blocks))
    page = layout.whole(edition, layout.suffixed(edition, story.headline), head, main)
    return (
        page.replace("<html lang", '<html amp="amp" lang', 1)
        .replace("<style>", '<style amp-custom="amp-custom">')
        .replace("<img ", '<amp-img layout="responsive" ')
    )


def _head(edition: Edition, story: Story) -> str:
    if story.markup is Markup.JSONLD:
        return jsonld.head(edition, story)
    if story.markup is Markup.OPENGRAPH:
        return opengraph.head(edition, story)
    return ""


def _article(edition: Edition, story: Story, text: str) -> str:
    if story.markup is Markup.MICRODATA:
        return microdata.article(edition, story, text)
    if story.markup is Markup.BARE:
        return bare.article(edition, story, text)
    return layout.article(edition, story, text)


def _links(edition: Edition, story: Story, page: int) -> str:
    links = []
    if story.markup is not Markup.BARE:
        links.append(layout.canonical(edition, page_path(story, page)))
    if story.amp:
        links.append(void("link", rel="amphtml", href=edition.url(amp_path(story))))
    if page > 1:
        before = edition.url(page_path(story, page - 1))
        links.append(void("link", rel="prev", href=before))
    if page < len(story.pages):
        after = edition.url(page_path(story, page + 1))
        links.append(void("link", rel="next", href=after))
    return "\n".join(links)


def _ending(edition: Edition, story: Story, page: int) -> str:
    if page < len(story.pages):
        after = link(edition.word("next_page"), edition.url(page_path(story, page + 1)))
        return element("p", after, class_="pages")
    if story.access is Access.PAYWALLED:
        return tag("div", edition.word("subscribe"), class_="notice subscribers")
    if story.source_note:
        return tag("p", story.source_note)
    return ""
