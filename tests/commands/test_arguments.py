from __future__ import annotations

import pytest

from crawler.commands.arguments import (
    check_arguments,
    check_pairs,
    check_setting_names,
    spider_name,
)
from crawler.exit_codes import ExitCode, RefusalError

NEWS = ("seeds", "url")


def complaint(function: object, *arguments: object) -> str:
    with pytest.raises(RefusalError) as refused:
        function(*arguments)  # type: ignore[operator]  # any of the checks
    assert refused.value.exit_code is ExitCode.USAGE
    return str(refused.value)


def test_a_known_spider_is_taken() -> None:
    assert spider_name(["news"], ["news", "warc"]) == "news"


def test_a_misspelt_spider_is_answered_with_the_nearest_and_all() -> None:
    expected = "scrapy crawl: no spider 'newz'; did you mean 'news'? Known: news, warc"
    assert expected == complaint(spider_name, ["newz"], ["warc", "news"])


def test_a_spider_like_no_other_is_answered_with_all() -> None:
    assert complaint(spider_name, ["x"], ["news"]) == "scrapy crawl: no spider 'x'. Known: news"


def test_no_spider_is_answered_with_all() -> None:
    assert complaint(spider_name, [], ["news"]) == "scrapy crawl: which spider? Known: news"


def test_a_second_word_is_no_second_spider() -> None:
    assert "unexpected: --bogus" in complaint(spider_name, ["news", "--bogus"], ["news"])


@pytest.mark.parametrize("pair", ["seeds", "=x", ""])
def test_an_argument_is_a_name_and_a_value(pair: str) -> None:
    assert f"-a {pair}: expected -a NAME=VALUE" in complaint(check_pairs, "-a", [pair])


def test_an_argument_given_twice_is_refused_rather_than_half_ignored() -> None:
    assert "-a url is given twice" in complaint(check_pairs, "-a", ["url=a", "url=b"])


def test_a_value_may_be_empty_and_hold_equals_signs() -> None:
    check_pairs("-a", ["url=http://a/?b=c", "seeds="])


def test_an_unknown_argument_is_answered_with_those_that_exist() -> None:
    expected = "scrapy crawl news: no argument 'seed'; did you mean 'seeds'? Known: seeds, url"
    assert expected == complaint(check_arguments, "news", {"seed": "x"}, NEWS)


@pytest.mark.parametrize("given", [{}, {"seeds": "a", "url": "b"}])
def test_news_takes_exactly_one_source_of_seeds(given: dict[str, str]) -> None:
    expected = "scrapy crawl news: give either -a seeds=FILE or -a url=URL"
    assert expected == complaint(check_arguments, "news", given, NEWS)


@pytest.mark.parametrize("given", [{"seeds": "a"}, {"url": "b"}])
def test_one_source_of_seeds_is_enough(given: dict[str, str]) -> None:
    check_arguments("news", given, NEWS)


def test_a_spider_that_declares_nothing_takes_anything() -> None:
    check_arguments("free", {"anything": "x"}, None)


def test_a_spider_that_takes_no_argument_says_so() -> None:
    assert complaint(check_arguments, "s", {"a": "x"}, ()).endswith("no argument 'a'. Known: none")


def test_a_setting_that_is_nearly_known_is_refused() -> None:
    expected = "scrapy crawl: no setting 'EXTRACT_WORKER'; did you mean 'EXTRACT_WORKERS'?"
    assert expected == complaint(check_setting_names, ["EXTRACT_WORKER"], ["EXTRACT_WORKERS"])


def test_a_setting_of_the_users_own_is_left_alone() -> None:
    check_setting_names(["MY_OWN_THING", "EXTRACT_WORKERS"], ["EXTRACT_WORKERS"])
