"""Which addresses a page may lead us to: only those that anybody on the internet can reach.

The decision is pure. It is asked for every address that a name resolves to, at connect time, on
every hop, and the connection goes to the very address that was asked about: no second look-up.
https://www.iana.org/assignments/iana-ipv4-special-registry
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import (
    IHostnameResolver,
    IReactorPluggableNameResolver,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped] # it ships no types

if TYPE_CHECKING:
    from collections.abc import Callable

# RFC 6052: the last four bytes are an IPv4 address, which the gateway connects to.
_NAT64 = IPv6Network("64:ff9b::/96")


class AddressRefused(IgnoreRequest):
    """The host resolves to no address that may be connected to."""

    reason = "address"

    def __init__(self, refused: str) -> None:
        super().__init__(f"address {refused} is not global (ALLOW_PRIVATE_ADDRESSES is off)")
        self.refused = refused


class PortRefused(AddressRefused):
    """The URL names a port on which no newspaper is read: a link may try a mail server, say."""

    reason = "port"

    def __init__(self, port: int) -> None:
        IgnoreRequest.__init__(self, f"port {port} is none of the web's")
        self.refused = str(port)


def check_port(url: str, allowed: frozenset[int]) -> None:
    """Raises PortRefused; the ports that http and https mean by themselves are no question."""
    port = urlsplit(url).port
    if port is not None and port not in allowed:
        raise PortRefused(port)


def check_literal(url: str) -> None:
    """Raises AddressRefused for an address that needs no look-up; of names the resolver is asked.

    Scrapy's resolver knows IPv4 only: an address of IPv6 would else end as a name without answer.
    """
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return
    if not is_allowed(host):
        raise AddressRefused(host)


def is_allowed(ip: str) -> bool:
    """False for private, loopback, link-local, multicast and reserved ones, and for no address."""
    try:
        address = _unmapped(ip_address(ip.partition("%")[0]))
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside a v4-mapped, 6to4 or NAT64 one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


@implementer(IReactorPluggableNameResolver)
class GuardedReactor:
    """The reactor, but for its resolver: what connects through it meets allowed addresses only."""

    def __init__(self, reactor: Any, on_refused: Callable[[str], None]) -> None:
        self._reactor = reactor
        self.nameResolver = _GuardedResolver(reactor.nameResolver, on_refused)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def installNameResolver(self, resolver: Any) -> Any:  # noqa: N802 - Twisted's name
        return self._reactor.installNameResolver(resolver)


@implementer(IHostnameResolver)
class _GuardedResolver:
    def __init__(self, resolver: Any, on_refused: Callable[[str], None]) -> None:
        self._resolver = resolver
        self._on_refused = on_refused

    def resolveHostName(  # noqa: N802 - Twisted's name
        self, receiver: Any, *arguments: Any, **options: Any
    ) -> Any:
        guarded = _GuardedReceiver(receiver, self._on_refused)
        return self._resolver.resolveHostName(guarded, *arguments, **options)


@implementer(IResolutionReceiver)
class _GuardedReceiver:
    def __init__(self, receiver: Any, on_refused: Callable[[str], None]) -> None:
        self.resolutionBegan = receiver.resolutionBegan
        self.resolutionComplete = receiver.resolutionComplete
        self._pass_on = receiver.addressResolved
        self._on_refused = on_refused

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        if is_allowed(address.host):
            self._pass_on(address)
        else:
            self._on_refused(address.host)
