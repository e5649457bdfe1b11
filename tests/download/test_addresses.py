"""Only addresses that anybody can reach are connected to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.download.addresses import is_allowed


@pytest.mark.parametrize(
    "ip",
    ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_global_addresses_are_allowed(ip: str) -> None:
    assert is_allowed(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104 - an address to refuse, nothing is bound
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "233.252.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_addresses_of_machines_and_networks_of_our_own_are_refused(ip: str) -> None:
    assert not is_allowed(ip)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.1.1.1 "])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert not is_allowed(text)


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_the_one_inside_it(ip: object) -> None:
    assert is_allowed(f"::ffff:{ip}") == is_allowed(str(ip))
