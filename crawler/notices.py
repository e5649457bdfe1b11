"""What is no error of a run, and that its operator should know. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# An address for mail, or of a page.
_CONTACT = re.compile(r"\S@\S+\.\S|https?://\S", re.IGNORECASE)


def notices(
    user_agent: str,
    *,
    is_loopback: bool,
    rotten_rules: Sequence[str],
    spent_hosts: Sequence[str] = (),
) -> Iterator[str]:
    """One line each. `is_loopback`: private addresses are allowed, so that no stranger is asked."""
    if not is_loopback and not _CONTACT.search(user_agent):
        yield "USER_AGENT names no contact: set it to a name and an address where sites reach you"
    for site in rotten_rules:
        yield f"the rule of {site} fits no page any more"
    for host in spent_hosts:
        yield f"{host} had all the visits of a run (HOST_MAX_VISITS); the rest waits for the next"
