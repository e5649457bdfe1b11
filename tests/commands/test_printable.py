from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.printable import one_line, without_password


def test_control_characters_and_line_ends_become_single_spaces() -> None:
    assert one_line("a\r\n\x1b[31mb\t\u202ec\u2028d") == "a [31mb c d"


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert one_line("x" * 50, limit=10) == "xxxxxxxxx…"


def test_a_password_is_never_shown() -> None:
    assert without_password("at http://me:p@ss@host/a@b") == "at http://***@host/a@b"


def test_a_url_without_password_stays() -> None:
    assert without_password("https://host/@user") == "https://host/@user"


@given(st.text(), st.integers(2, 50))
def test_what_comes_out_is_one_short_printable_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
