"""Under which terms a capture becomes an article: its own file's, if they make sense."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from scrapy.settings import Settings

from crawler.extensions.captured_terms import is_our_form, own_terms, terms_to_read_by
from crawler.extensions.from_settings import terms_of
from crawler.extensions.warcinfo import warcinfo

NAMES = ("TEXT_TIMEZONE", "IMAGES_MAX_PER_ARTICLE", "MAX_AGE_DAYS", "DOWNLOAD_MAXSIZE")


def settings(**given: Any) -> Settings:
    made = Settings()
    made.setmodule("crawler.settings", priority="project")
    made.update({"RUN_ID": "20261123T180400Z"}, priority="cmdline")
    made.update(given, priority="cmdline")
    return made


def stated(**values: str) -> dict[str, str]:
    return {"software": "Presskeep/0.1"} | {f"setting-{name}": v for name, v in values.items()}


def test_a_file_of_ours_states_the_terms_of_its_run() -> None:
    then = settings(TEXT_TIMEZONE="Asia/Tokyo", IMAGES_MAX_PER_ARTICLE="3", MAX_AGE_DAYS="7")
    statement = warcinfo(then)
    assert is_our_form(statement)
    assert terms_of(then) == own_terms(statement, settings())
    assert terms_of(then) == terms_to_read_by(statement, settings())


def test_the_command_line_goes_before_what_a_file_states() -> None:
    now = settings(TEXT_TIMEZONE="Europe/Lisbon")
    statement = stated(TEXT_TIMEZONE="Asia/Tokyo", MAX_AGE_DAYS="7")
    terms = terms_to_read_by(statement, now)
    assert (terms.zone, terms.max_age_days) == (ZoneInfo("Europe/Lisbon"), 7)
    # A crawl that finishes what a killed one captured has no say in it.
    assert own_terms(statement, now).zone == ZoneInfo("Asia/Tokyo")


def test_other_peoples_pages_are_kept_however_old_they_are() -> None:
    statement = {"software": "Wget/1.21.3", "setting-MAX_AGE_DAYS": "7"}
    assert not is_our_form(statement)
    assert terms_to_read_by(statement, settings()).max_age_days == 0
    assert terms_to_read_by(statement, settings(MAX_AGE_DAYS=5)).max_age_days == 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "/etc/passwd", "nan", "inf", "-1", "9" * 5000, "\0", "x"]
)
def test_terms_that_make_no_sense_count_for_nothing(name: str, value: str) -> None:
    assert terms_of(settings()) == own_terms(stated(**{name: value}), settings())
