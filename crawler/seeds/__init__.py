"""Seeds: a seed list's bytes in, the URLs where a crawl starts out."""

from crawler.seeds.options import is_excused
from crawler.seeds.reading import read_seeds
from crawler.seeds.roles import FRONT_PAGES, role_of_seed
from crawler.seeds.seed import Seed, SeedKind, SeedListError, seed_of_url

__all__ = [
    "FRONT_PAGES",
    "Seed",
    "SeedKind",
    "SeedListError",
    "is_excused",
    "read_seeds",
    "role_of_seed",
    "seed_of_url",
]
