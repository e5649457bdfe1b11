"""Lists of phrases, one regular expression a line → one pattern for all of them."""

from __future__ import annotations

import re


def any_of(lines: str) -> re.Pattern[str]:
    alternatives = (line.strip() for line in lines.strip().splitlines())
    return re.compile("|".join(f"(?:{line})" for line in alternatives if line), re.IGNORECASE)
