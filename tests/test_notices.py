"""What is no error of a run, and that its operator should know."""

from __future__ import annotations

import pytest

from crawler import settings
from crawler.notices import notices

NO_CONTACT = [
    "USER_AGENT names no contact: set it to a name and an address where sites reach you",
]


def of(user_agent: str, *, is_loopback: bool = False) -> list[str]:
    return list(notices(user_agent, is_loopback=is_loopback, rotten_rules=[]))


def test_the_default_user_agent_names_no_contact() -> None:
    assert of(settings.USER_AGENT) == NO_CONTACT


def test_nobody_is_to_be_reached_on_loopback() -> None:
    assert of(settings.USER_AGENT, is_loopback=True) == []


@pytest.mark.parametrize(
    "user_agent",
    [
        "OurArchive/1.0 (+https://example.org/bot)",
        "OurArchive/1.0 (crawler@example.org)",
        "OurArchive/1.0 (mailto:crawler@library.example.org)",
    ],
)
def test_a_user_agent_with_an_address_is_fine(user_agent: str) -> None:
    assert of(user_agent) == []


@pytest.mark.parametrize("user_agent", ["", "OurArchive/1.0", "Mozilla/5.0 (X11; @home)"])
def test_a_user_agent_without_an_address_is_not(user_agent: str) -> None:
    assert of(user_agent) == NO_CONTACT


def test_a_rule_that_fits_no_page_is_named() -> None:
    found = notices("A/1 (a@b.example)", is_loopback=False, rotten_rules=["courier"])
    assert list(found) == ["the rule of courier fits no page any more"]
