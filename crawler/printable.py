"""Text of strangers made fit for a terminal, a log line, a cron mail. Text in, one line out.

Categories of Unicode: https://www.unicode.org/reports/tr44/#General_Category_Values
"""

from __future__ import annotations

import re
import unicodedata

# Characters that are not shown but act: controls, formats such as right-to-left overrides,
# surrogates, line and paragraph separators; and what no font has.
ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Between the slashes and the @ of a URL: a user name and a password.
CREDENTIALS = re.compile(r"//[^/\s]*@")


def one_line(text: str, limit: int = 300) -> str:
    """Without control characters and passwords, at most `limit` characters."""
    # Cut first: what is looked at stays short, however long the text.
    shown = without_password(text[: 4 * limit])
    shown = "".join(" " if unicodedata.category(c) in ACTING else c for c in shown)
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"


def without_password(text: str) -> str:
    return CREDENTIALS.sub("//***@", text)
