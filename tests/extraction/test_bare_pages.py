"""Pages that state nothing to programs: only what readers see is taken, and nothing is guessed."""

from __future__ import annotations

import pytest

from crawler.article import Article, ImageRole
from crawler.extraction.extract import extract
from tests.extraction.pages import HEADLINE, URL, article, markup

MASTHEAD = "<header><p class='masthead'><a href='/'>The Example Times</a></p></header>"


def read(page: str, url: str = URL) -> Article:
    found = extract(page.encode(), url).article
    assert found is not None
    return found


def bare(*, title: str = HEADLINE, above: str = "", below: str = "") -> str:
    body = article().decode().partition("<body>")[2].removesuffix("</body></html>")
    return markup(above + body + below, f"<title>{title}</title>")


@pytest.mark.parametrize(
    ("title", "above", "below", "expected"),
    [
        (f"{HEADLINE} | The Example Times", MASTHEAD, "", "The Example Times"),
        (f"{HEADLINE} - Example", "", "", "Example"),
        (HEADLINE, MASTHEAD, "", "The Example Times"),
        (
            HEADLINE,
            "<header><a href='/'><img alt='The Times' src='l.png'></a></header>",
            "",
            "The Times",
        ),
        (
            HEADLINE,
            "",
            "<footer>© 2019-2024 The Example Times. All rights</footer>",
            "The Example Times",
        ),
        (f"{HEADLINE} | Local", "", "", None),
        (HEADLINE, "<header><a href='/'>Home</a></header>", "", None),
        (HEADLINE, "<header><a href='https://elsewhere.test/'>Other</a></header>", "", None),
    ],
)
def test_the_publisher_is_the_name_that_readers_see(
    title: str, above: str, below: str, expected: str | None
) -> None:
    assert expected == read(bare(title=title, above=above, below=below)).publisher


def test_the_section_is_the_last_but_first_step_of_the_trail() -> None:
    trail = (
        "<nav class='breadcrumb'><a href='/'>Home</a> / <a href='/river'>River &amp; Marsh</a> / "
        f"<span>{HEADLINE}</span></nav>"
    )
    assert read(bare(above=trail)).section == "River & Marsh"


def test_the_name_of_the_site_is_no_section() -> None:
    trail = "<nav class='breadcrumb'><a href='/n'>EXAMPLE.ORG</a><a href='/l'>Local</a></nav>"
    assert read(bare(above=trail)).section == "Local"


def test_the_first_picture_of_the_text_leads_where_none_is_named() -> None:
    pictures = (
        "<p><img src='/pixel.gif' width='1' height='1'></p>"
        "<figure><img src='/bridge.jpg'><figcaption>The bridge. "
        "<span class='credit'>Jane Doe</span></figcaption></figure><p>Part 3"
    )
    found = read(bare().replace("<p>Part 3", pictures))
    assert found.lead_image == "https://news.example.org/bridge.jpg"
    (lead,) = found.images
    assert (lead.role, lead.caption, lead.credit) == (ImageRole.LEAD, "The bridge.", "Jane Doe")


def test_microdata_states_the_description() -> None:
    scope = "<article itemscope itemtype='https://schema.org/NewsArticle'>"
    standfirst = "<p itemprop='description'>It will stand again before winter, says the mayor.</p>"
    page = bare().replace("<article>", scope).replace("</h1>", f"</h1>{standfirst}")
    assert read(page).description == "It will stand again before winter, says the mayor."


def test_a_heading_in_other_words_is_the_title_that_readers_see() -> None:
    head = "<meta property='og:title' content='Old bridge: council decides to rebuild it'>"
    assert read(bare().replace("<head>", f"<head>{head}")).title == HEADLINE
