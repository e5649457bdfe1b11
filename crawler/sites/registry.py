"""Which site a URL belongs to: the modules beside this one are looked at once.

A file that cannot be used costs its own rule, never the crawl; a test fails for it.
"""

from __future__ import annotations

import logging
import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler import sites
from crawler.sites.rule import Site

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.sites.rule import Rule

logger = logging.getLogger(__name__)

_OURS = frozenset({"registry", "rule"})


def rule_of(url: str, at: datetime | None) -> tuple[str, Rule] | None:
    """The site's name and its rule for a capture of that time; None: it is read generically."""
    found = _site_of(url)
    if found is None:
        return None
    name, site = found
    rule = site.rule_at(at.date() if at else None)
    return None if rule is None else (name, rule)


@cache
def known_sites() -> dict[str, Site]:
    """By the name of the module."""
    found: dict[str, Site] = {}
    for module in pkgutil.iter_modules(sites.__path__):
        if module.name in _OURS:
            continue
        try:
            found[module.name] = _site_in(module.name)
        except Exception as error:  # noqa: BLE001 - whatever a rule's file does wrong
            logger.warning(
                "the rule %s is not used: %s: %s", module.name, type(error).__name__, error
            )
    return found


def _site_in(name: str) -> Site:
    site = import_module(f"{sites.__name__}.{name}").SITE
    if not isinstance(site, Site):
        raise TypeError("SITE is no crawler.sites.Site")
    return site


@cache
def _by_host() -> dict[str, tuple[str, Site]]:
    return {host: (name, site) for name, site in known_sites().items() for host in site.hosts}


def _site_of(url: str) -> tuple[str, Site] | None:
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return None
    hosts = _by_host()
    names = (".".join(labels[start:]) for start in range(len(labels)))
    return next((hosts[name] for name in names if name in hosts), None)
