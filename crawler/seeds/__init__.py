"""Seeds: a seed list's bytes in, the URLs where a crawl starts out."""

from crawler.seeds.reading import read_seeds
from crawler.seeds.seed import Seed, SeedKind, SeedListError, seed_of_url

__all__ = ["Seed", "SeedKind", "SeedListError", "read_seeds", "seed_of_url"]
