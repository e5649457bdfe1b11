"""Certificates are verified, but for the sites that a seed list excuses; captures say which.

Scrapy knows one answer for all hosts (DOWNLOAD_VERIFY_CERTIFICATES), and its setting for another
policy is deprecated: this one stands around Scrapy's own, and on one private name of it.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped] # it ships no types

from crawler.discovery import UrlError, registrable_domain

if TYPE_CHECKING:
    from collections.abc import Container


@implementer(IPolicyForHTTPS)
class Certificates:
    """`policy` is Scrapy's, `excused` are registrable domains at which nothing is verified."""

    excused: Container[str] = frozenset()

    def __init__(self, policy: Any) -> None:
        self._verifies = bool(policy._verify_certificates)  # noqa: SLF001
        self._policy = policy
        self._unverified = copy(policy)
        self._unverified._verify_certificates = False  # noqa: SLF001

    def are_verified_for(self, url: str) -> bool:
        """True without TLS, too: nothing was passed over."""
        return urlsplit(url).scheme != "https" or self._are_verified_at(url)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        host = hostname.decode("ascii")
        host = f"[{host}]" if ":" in host else host
        is_verified = self._are_verified_at(f"https://{host}:{port}/")
        policy = self._policy if is_verified else self._unverified
        return policy.creatorForNetloc(hostname, port)

    def _are_verified_at(self, url: str) -> bool:
        try:
            return self._verifies and registrable_domain(url) not in self.excused
        except UrlError:
            return self._verifies
