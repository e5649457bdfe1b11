from __future__ import annotations

import pytest

from crawler import stats_keys as keys
from crawler.commands.summary import Figures, figures_of, gains, summary
from crawler.exit_codes import ExitCode

LOG = "/archive/runs/1/crawl.log"


def told(figures: Figures, code: ExitCode, *, terminal: bool = False) -> str:
    return summary(figures, code, archive="/archive", log=LOG, terminal=terminal)


def test_a_good_run_that_nobody_watches_says_nothing() -> None:
    assert told(Figures(new=3), ExitCode.OK) == ""


def test_a_good_run_on_a_terminal_says_what_it_brought_and_where_it_is() -> None:
    figures = Figures(new=12, changed=1, images=3, duplicates=2, unchanged=40, failed=1)
    expected = (
        "12 new articles, 1 changed article, 3 images; "
        "2 duplicates, 40 unchanged articles, 1 failed page\n"
        "archive: /archive\n"
        f"log: {LOG}\n"
    )
    assert expected == told(figures, ExitCode.OK, terminal=True)


def test_nothing_new_is_said_in_so_many_words() -> None:
    assert gains(Figures()) == "nothing new"
    assert gains(Figures(unchanged=40)) == "nothing new; 40 unchanged articles"


def test_unread_seeds_are_counted_and_the_first_named_with_their_reason() -> None:
    figures = Figures(
        seeds_total=5,
        seeds_read=3,
        unreadable=(("http://a/", "connection refused"), ("http://b/", "404")),
    )
    expected = (
        "presskeep: 2 of 5 seeds could not be read (exit 3)\n"
        "  http://a/: connection refused\n"
        "  http://b/: 404\n"
        f"log: {LOG}\n"
    )
    assert expected == told(figures, ExitCode.SOME_SEEDS_UNREAD)


def test_no_seed_read_is_said_of_the_whole_list() -> None:
    first = told(Figures(seeds_total=2), ExitCode.NO_SEED_READ).splitlines()[0]
    assert first == "presskeep: no seed could be read (2 in the list) (exit 4)"


@pytest.mark.parametrize(
    ("figures", "code", "expected"),
    [
        (
            Figures(output_error="[Errno 28] No space left on device"),
            ExitCode.OUTPUT,
            "output could not be written: [Errno 28] No space left on device (exit 5)",
        ),
        (
            Figures(bugs=3, first_bug="LookupError: x"),
            ExitCode.BUG,
            "a bug: LookupError: x and 2 more (exit 1)",
        ),
        (
            Figures(finish_reason="memusage_exceeded"),
            ExitCode.BUG,
            "the run ended early: memusage_exceeded (exit 1)",
        ),
        (
            Figures(),
            ExitCode.INTERRUPTED,
            "stopped by SIGINT; the next run goes on from here (exit 130)",
        ),
        (
            Figures(),
            ExitCode.TERMINATED,
            "stopped by SIGTERM; the next run goes on from here (exit 143)",
        ),
    ],
)
def test_each_bad_end_says_what_it_was(figures: Figures, code: ExitCode, expected: str) -> None:
    assert f"presskeep: {expected}\nlog: {LOG}\n" == told(figures, code)


def test_a_bad_end_takes_no_more_than_five_lines() -> None:
    unreadable = tuple((f"http://{n}/", "no") for n in range(keys.UNREADABLE_NAMED))
    figures = Figures(seeds_total=9, seeds_read=1, unreadable=unreadable)
    assert len(told(figures, ExitCode.SOME_SEEDS_UNREAD).splitlines()) == 5


def test_what_servers_say_cannot_draw_on_the_terminal_nor_add_lines() -> None:
    figures = Figures(
        seeds_total=2, seeds_read=1, unreadable=(("http://u:secret@a/", "\x1b[2Jno\nno\u202e"),)
    )
    lines = told(figures, ExitCode.SOME_SEEDS_UNREAD).splitlines()
    assert lines[1] == "  http://***@a/: [2Jno no"
    assert len(lines) == 3


def test_the_figures_are_read_from_the_stats() -> None:
    stats = {
        keys.ARTICLES_NEW: 1,
        keys.SEEDS_UNREADABLE_FIRST: [(f"http://{n}/", "no") for n in range(9)],
        keys.SPIDER_EXCEPTIONS: 2,
    }
    figures = figures_of(stats)
    assert figures.new == 1
    assert figures.bugs == 2
    assert len(figures.unreadable) == 3
