"""What a seed is visited as."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.discovery.candidate import Role
from crawler.seeds.seed import SeedKind

if TYPE_CHECKING:
    from crawler.seeds.seed import Seed

FRONT_PAGES = ("", "/")
_ROLES = {
    SeedKind.ARTICLE: Role.ARTICLE,
    SeedKind.LISTING: Role.LISTING,
    SeedKind.FEED: Role.FEED,
    SeedKind.SITEMAP: Role.SITEMAP,
    SeedKind.SITE: Role.SITE,
}


def role_of_seed(seed: Seed) -> Role:
    """A front page stands for its site; what another URL is, its answer tells."""
    if seed.kind is not None:
        return _ROLES[seed.kind]
    return Role.SITE if urlsplit(seed.url).path in FRONT_PAGES else Role.PAGE
