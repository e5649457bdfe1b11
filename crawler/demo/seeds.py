"""The seed list of the demonstration: one line for each kind of seed. Hosts in, text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo.edition import editions

if TYPE_CHECKING:
    from crawler.demo.edition import Hosts

SEEDS = """\
# The demonstration: four small newspapers on this computer. Kinds stand after a tab.

# A whole site: front page, sections, and the feed and sitemaps that it names.
{courier}/\tkind=site

# A feed, and the paginated archive of the same newspaper.
{visnyk}/atom.xml\tkind=feed
{visnyk}/archive\tkind=listing

# A sitemap with all articles of a newspaper.
{shiomi}/sitemap.xml\tkind=sitemap

# A single article, and an address whose kind is told from what it answers.
{lantern}/story/harbour-ministers-lend-two-icebreakers-to-canal-port\tkind=article
{lantern}/
"""


def seed_list(hosts: Hosts) -> str:
    origins = {edition.newspaper.key: f"http://{edition.host}" for edition in editions(hosts)}
    return SEEDS.format(**origins)
