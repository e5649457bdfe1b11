from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.commands.setting_checks import CHECKS, check_settings
from crawler.exit_codes import ExitCode, RefusalError


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("EXTRACT_WORKERS", "-1", "a whole number from 0 to 256"),
        ("EXTRACT_WORKERS", "two", "a whole number from 0 to 256"),
        ("EXTRACT_WORKERS", "1.5", "a whole number from 0 to 256"),
        ("EXTRACT_WORKERS", 1000, "a whole number from 0 to 256"),
        ("EXTRACT_TIMEOUT_S", "0", "a number above 0"),
        ("EXTRACT_TIMEOUT_S", "nan", "a number above 0"),
        ("EXTRACT_TIMEOUT_S", "inf", "a number above 0"),
        ("DOWNLOAD_DELAY", "-0.5", "a number of at least 0"),
        ("DOWNLOAD_DELAY", "", "a number of at least 0"),
        ("TEXT_TIMEZONE", "Mars/Olympus", "a time zone such as UTC or Europe/Lisbon"),
        ("TEXT_TIMEZONE", "../../etc/passwd", "a time zone such as UTC or Europe/Lisbon"),
        ("TEXT_TIMEZONE", "America", "a time zone such as UTC or Europe/Lisbon"),
        ("TEXT_TIMEZONE", "", "a time zone such as UTC or Europe/Lisbon"),
        ("ALLOW_PRIVATE_ADDRESSES", "yes", "True or False"),
        ("PROGRESS", "on", "one of auto, off"),
        ("ARCHIVE_DIR", "  ", "the path of a folder"),
        ("ARCHIVE_DIR", "a\0b", "the path of a folder"),
    ],
)
def test_an_impossible_value_is_refused_with_what_it_must_be(
    name: str, value: Any, wanted: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        check_settings({name: value})
    assert refused.value.exit_code is ExitCode.USAGE
    assert f"scrapy crawl: {name}={value}: must be {wanted}" == str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXTRACT_WORKERS", "0"),
        ("EXTRACT_WORKERS", None),
        ("EXTRACT_TIMEOUT_S", "2.5"),
        ("TEXT_TIMEZONE", "Europe/Lisbon"),
        ("TEXT_TIMEZONE", "UTC"),
        ("ALLOW_PRIVATE_ADDRESSES", "true"),
        ("ALLOW_PRIVATE_ADDRESSES", True),
        ("LOG_LEVEL", "DEBUG"),
        ("WHATEVER_ELSE", "anything"),
    ],
)
def test_a_possible_value_is_taken(name: str, value: Any) -> None:
    check_settings({name: value})


@given(st.sampled_from(sorted(CHECKS)), st.text() | st.integers() | st.floats() | st.booleans())
def test_no_value_raises_anything_but_a_refusal(name: str, value: Any) -> None:
    with suppress(RefusalError):
        check_settings({name: value})
