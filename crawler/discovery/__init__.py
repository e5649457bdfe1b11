"""A feed, sitemap, listing page or robots.txt in, candidate URLs out; and what a URL is."""

from crawler.discovery.candidate import Candidate, Discovered, Flag, Role, Source, too_old
from crawler.discovery.canonical import canonical_url
from crawler.discovery.hosts import UrlError
from crawler.discovery.recognition import AnswerKind, recognise
from crawler.discovery.robots import robots_sitemaps
from crawler.discovery.urls import clean_url, host_of, in_scope, origin_of, registrable_domain

__all__ = [
    "AnswerKind",
    "Candidate",
    "Discovered",
    "Flag",
    "Role",
    "Source",
    "UrlError",
    "canonical_url",
    "clean_url",
    "host_of",
    "in_scope",
    "origin_of",
    "recognise",
    "registrable_domain",
    "robots_sitemaps",
    "too_old",
]
