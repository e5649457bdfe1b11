"""A robots.txt as rules: may this agent fetch that URL, how slowly, where are the sitemaps. Pure.

Protego matches paths; the groups are read here, since for it any unknown line ends a group, and the
agents above that line would be allowed everything. https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from protego import Protego

if TYPE_CHECKING:
    from collections.abc import Iterator

# RFC 9309, section 2.5, asks for at least 500 KiB.
MAX_PARSED_BYTES = 500 * 1024
MAX_SITEMAPS = 1000
_LINE_END = re.compile(r"\r\n|\r|\n")
# A colon may have been forgotten (`Disallow /`): Google's parser forgives that, too.
_LINE = re.compile(
    r"[ \t]*(user agent|[a-z-]{1,20})(?:[ \t]*:[ \t]*([^#]*)|[ \t]+([^\s#]+)[ \t]*(?:#.*)?$)",
    re.IGNORECASE,
)
# Who wrote them meant them: in doubt the site has its way.
_SLIPS = {
    **dict.fromkeys(("useragent", "user agent", "useg-agent"), "user-agent"),
    **dict.fromkeys(("dissallow", "dissalow", "disalow", "diasllow", "disallaw"), "disallow"),
    "desallow": "disallow",
}
_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PRODUCT_TOKEN = re.compile(r"\*|[A-Za-z0-9_-]+")
_RULES = frozenset({"allow", "disallow"})


class Rules:
    def __init__(self, groups: Protego, sitemaps: tuple[str, ...]) -> None:
        self._groups = groups
        self.sitemaps = sitemaps

    def allows(self, url: str, agent: str) -> bool:
        """`agent` is a product token, without version."""
        return self._groups.can_fetch(url, agent)

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds; None where the file names none for this agent."""
        return self._groups.crawl_delay(agent)


@dataclass(slots=True)
class _Group:
    agents: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    has_rules: bool = False


def parse(body: bytes) -> Rules:
    """Whatever it is: what is no robots.txt has no rules, and allows everything."""
    lines = list(_lines(body))
    groups = _groups(lines)
    text = "\n".join(line for group in groups for line in (*group.agents, *group.lines))
    sitemaps = [value for name, value in lines if name == "sitemap" and value]
    return Rules(Protego.parse(text), tuple(sitemaps[:MAX_SITEMAPS]))


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Name and value; a last line that the limit cut in two is left out."""
    lines = _LINE_END.split(_decoded(body[:MAX_PARSED_BYTES]))
    for line in lines[:-1] if len(body) > MAX_PARSED_BYTES else lines:
        if match := _LINE.match(line):
            name = match[1].lower()
            yield _SLIPS.get(name, name), (match[2] or match[3] or "").strip()


def _decoded(body: bytes) -> str:
    """UTF-8 by RFC 9309; some editors write UTF-16, with its mark."""
    for mark, encoding in _UTF_16:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    return body.decode("utf-8-sig", "replace")


def _groups(lines: list[tuple[str, str]]) -> list[_Group]:
    """Only a rule ends the list of agents that a group begins with."""
    groups: list[_Group] = []
    for name, value in lines:
        if name == "user-agent":
            if not groups or groups[-1].has_rules:
                groups.append(_Group())
            if token := _PRODUCT_TOKEN.match(value):
                groups[-1].agents.append(f"User-agent: {token[0]}")
        elif groups and (name in _RULES or name == "crawl-delay"):
            groups[-1].lines.append(f"{name}: {value}")
            groups[-1].has_rules |= name in _RULES
    return [group for group in groups if group.agents]
