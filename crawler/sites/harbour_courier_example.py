"""The Harbour Courier, a paper of our tests: what a rule looks like, and how it grows with a site.

Until 2023 its pages were tables without any statement of what is what; since then its text stands
in <div>s among teasers of the same look.
"""

from datetime import date

from crawler.sites import Rule, Site

SITE = Site(
    hosts=("harbour-courier.example",),
    rules=(
        Rule(
            title="td.head > b::text",
            authors="td.head > i::text",
            published="td.head > small::text",
            section="//td[@class='way']/a[last()]",
            paragraphs="td.text > font",
        ),
        Rule(
            since=date(2023, 5, 1),
            title="h1.story-title",
            paragraphs="div.story > div.para, div.story > h2",
            without=".teaser, .noprint",
            authors=".story-by a",
            published=".story-by time::attr(datetime)",
            lead_image=".story-photo img::attr(data-full)",
        ),
    ),
)
