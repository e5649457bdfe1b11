"""Pages that are no articles though links to them look like it, and pages about the newspaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo import layout
from crawler.demo.markup import element, tag, void

if TYPE_CHECKING:
    from crawler.demo.edition import Edition


def about_page(edition: Edition) -> str:
    return _notice(edition, "about")


def missing_page(edition: Edition) -> str:
    """What a page that is not there shows; a soft 404 shows it with status 200."""
    return _notice(edition, "missing")


def consent_wall(edition: Edition) -> str:
    buttons = element("button", "Accept all", name="choice", value="all") + element(
        "button", "Reject all", name="choice", value="none"
    )
    form = tag("h1", edition.word("consent")) + tag("p", edition.word("consent_text"))
    form += element("form", buttons, action=edition.url("/"), method="get", id="consent-form")
    main = element("div", form, class_="consent cookie-consent", id="consent", role="dialog")
    robots = void("meta", name="robots", content="noindex")
    return layout.whole(edition, edition.word("consent"), robots, main)


def _notice(edition: Edition, word: str) -> str:
    title = edition.word(word)
    text = tag("h1", title) + tag("p", edition.word(f"{word}_text"))
    main = element("div", text, class_="notice")
    return layout.whole(edition, layout.suffixed(edition, title), "", main)
