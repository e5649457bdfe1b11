"""The authority part of a URL in, its one normal spelling and its registrable domain out.

Specs: https://url.spec.whatwg.org/#host-parsing (spellings of addresses), RFC 5891 and UTS #46
(A-labels), https://publicsuffix.org/list/ (registrable domains, as bundled with publicsuffixlist:
a list of last month, where tldextract's is of last year, and without requests to import).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import unquote_to_bytes

import idna
from publicsuffixlist import PublicSuffixList

MAX_HOST_LENGTH = 253  # characters; RFC 1035, 2.3.4, without the root's dot
DEFAULT_PORTS = {"http": "80", "https": "443"}
# One crawl sees some thousand hosts; links of a page repeat them hundreds of times.
HOSTS_REMEMBERED = 8_192

_BRACKETED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::([0-9]*))?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class UrlError(ValueError):
    """No http or https URL that could be fetched. The message never repeats the URL."""


@lru_cache(maxsize=HOSTS_REMEMBERED)
def normal_authority(authority: str, scheme: str) -> str:
    """`host` or `host:port`: lower case, A-labels, no user name, no default port, no root dot."""
    authority = authority.rpartition("@")[2]
    if authority.startswith("["):
        return _ipv6_authority(authority, scheme)
    host, _, port = authority.partition(":")
    return _host_name(host) + _port_suffix(port, scheme)


def _ipv6_authority(authority: str, scheme: str) -> str:
    match = _BRACKETED.fullmatch(authority)
    if match is None:
        raise UrlError("no IPv6 address between the brackets")
    try:
        address = IPv6Address(match[1])
    except AddressValueError as error:
        raise UrlError("no IPv6 address between the brackets") from error
    return f"[{address}]{_port_suffix(match[2] or '', scheme)}"


def _port_suffix(port: str, scheme: str) -> str:
    if not port:
        return ""
    if not (port.isascii() and port.isdigit()) or len(port.lstrip("0")) > 5 or int(port) > 65_535:
        raise UrlError("the port is no number up to 65535")
    number = str(int(port))
    return "" if number == DEFAULT_PORTS[scheme] else f":{number}"


def _host_name(host: str) -> str:
    host = _lower_ascii(host).rstrip(".")
    labels = host.split(".")
    if len(host) > MAX_HOST_LENGTH or not all(_LABEL.fullmatch(label) for label in labels):
        raise UrlError("the host is no domain name")
    return _ipv4(labels) if _NUMBER.fullmatch(labels[-1]) else host


def _lower_ascii(host: str) -> str:
    if "%" in host:
        try:
            host = unquote_to_bytes(host).decode()
        except UnicodeError as error:
            raise UrlError("the host is not UTF-8") from error
    if host.isascii():
        return host.lower()
    if len(host) > MAX_HOST_LENGTH:
        raise UrlError("the host is too long")
    try:
        labels = idna.uts46_remap(host, std3_rules=False, transitional=False).split(".")
        return ".".join(
            label if label.isascii() else idna.alabel(label).decode("ascii") for label in labels
        )
    except idna.IDNAError as error:
        raise UrlError("the host is no internationalised domain name") from error


def _ipv4(labels: list[str]) -> str:
    """The dotted address: 2130706433, 0x7f.1 and 0177.0.0.1 are spellings of 127.0.0.1."""
    if len(labels) > 4:
        raise UrlError("an IPv4 address has four parts at most")
    numbers = [_number(label) for label in labels]
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        raise UrlError("a part of the IPv4 address is too large")
    high = sum(number << 8 * (3 - place) for place, number in enumerate(numbers))
    return str(IPv4Address(high + last))


def _number(label: str) -> int:
    if not _NUMBER.fullmatch(label):  # int() takes a sign and an underscore, too
        raise UrlError("the host ends in a number, but is no IPv4 address")
    try:
        if label.startswith("0x"):
            return int(label[2:] or "0", 16)
        return int(label, 8 if label.startswith("0") and len(label) > 1 else 10)
    except ValueError as error:
        raise UrlError("the host ends in a number, but is no IPv4 address") from error


@lru_cache(maxsize=HOSTS_REMEMBERED)
def domain_of_authority(authority: str) -> str:
    """The registrable domain; addresses, bare suffixes and single labels stay, with their port.

    Private suffixes count: two blogs of one hosting service are two domains.
    """
    host = authority.partition(":")[0]
    if authority.startswith("[") or "." not in host or host[-1].isdigit():
        return authority
    return _suffix_list().privatesuffix(host) or authority


@cache
def _suffix_list() -> PublicSuffixList:
    """Reads the bundled list (0.05 s, once). Of a name under no known suffix it knows no domain."""
    return PublicSuffixList(accept_unknown=False)
