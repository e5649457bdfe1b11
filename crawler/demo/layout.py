"""The shell of every page, and how an article looks where no markup lies within its text.

An edition and markup go in, a whole page comes out as text; `answers` encodes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo import content
from crawler.demo.markup import element, figure, image, link, stories_list, tag, void

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.demo.edition import Edition
    from crawler.demo.story import Story


def whole(edition: Edition, title: str, head: str, main: str, charset: str = "utf-8") -> str:
    """`head` is what the page states about itself, beyond title, charset and style."""
    newspaper = edition.newspaper
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{newspaper.language}" style="--accent: {newspaper.accent}">\n'
        f'<head>\n<meta charset="{charset}" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        f"{tag('title', title)}\n{head}\n<style>\n{content.style_sheet()}</style>\n</head>\n"
        f"<body>\n{_masthead(edition)}\n{element('main', main)}\n{_footer(edition)}\n"
        "</body>\n</html>\n"
    )


def suffixed(edition: Edition, title: str) -> str:
    return f"{title} | {edition.newspaper.name}"


def canonical(edition: Edition, path: str) -> str:
    return void("link", rel="canonical", href=edition.url(path))


def article(edition: Edition, story: Story, prose: str, *, bare: bool = False) -> str:
    """Headline, byline, picture and text with nothing that a program would look for.

    A bare one shows the day of publication without the time.
    """
    parts = (
        kicker(edition, story),
        tag("h1", story.headline),
        tag("p", story.standfirst, class_="standfirst") if story.standfirst else "",
        _byline(edition, story, bare=bare),
        figure(edition, story.picture) if story.picture else "",
        prose,
    )
    return element("article", "\n".join(filter(None, parts)), class_="story")


def kicker(edition: Edition, story: Story, **attributes: str) -> str:
    """The line above a headline: the section, as a link to it."""
    url = edition.url(edition.section_path(story.section))
    name = tag("span", edition.section(story), **attributes)
    return element("div", element("a", name, href=url), class_="section")


def related(edition: Edition, story: Story) -> str:
    """Links to other stories, or the empty list under a heading that some systems leave behind."""
    heading = story.related_heading or edition.word("related")
    stories = () if story.related_heading else edition.related(story)
    inner = tag("h2", heading) + stories_list(edition, stories)
    return element("aside", inner, class_="related")


def cards(edition: Edition, stories: Iterable[Story]) -> str:
    return element("div", "\n".join(_card(edition, story) for story in stories), class_="cards")


def _byline(edition: Edition, story: Story, *, bare: bool) -> str:
    when = edition.day(story.published, short=bare)
    shown = when if bare else f"{when}, {story.published:%H:%M}"
    names = edition.byline(story)
    by = tag("span", names, class_="author") if names else ""
    return element("p", f"{by} {tag('span', shown, class_='date')}".strip(), class_="byline")


def _card(edition: Edition, story: Story) -> str:
    url = edition.url(story.path)
    parts = (
        element("a", image(edition, story.picture), href=url) if story.picture else "",
        kicker(edition, story),
        element("h2", link(story.headline, url)),
        tag("p", story.standfirst) if story.standfirst else "",
        tag("time", edition.day(story.published), datetime=story.published.isoformat()),
    )
    return element("article", "".join(parts), class_="card")


def _masthead(edition: Edition) -> str:
    newspaper = edition.newspaper
    name = element("p", link(newspaper.name, edition.url("/")), class_="masthead")
    motto = tag("p", newspaper.motto, class_="motto")
    links = [
        link(name, edition.url(edition.section_path(section)))
        for section, name in newspaper.sections.items()
    ]
    links.append(link(edition.word("archive"), edition.url("/archive")))
    return element("header", name + motto + element("nav", " ".join(links), class_="sections"))


def _footer(edition: Edition) -> str:
    about = link(edition.word("about"), edition.url("/about"))
    return element("footer", f"{tag('p', edition.newspaper.name)}{element('p', about)}")
