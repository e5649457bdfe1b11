"""Whatever a newspaper sends: every URL gets its one outcome, and the run ends well by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.ledger import Ledger
from tests.end_to_end import misbehaviour

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Visit

PAGES = {page.path: page for page in misbehaviour.pages()}
# Pages, and images, that gave an article or a file; the others of PICTURES gave none.
KEPT_PICTURES = {"moved-picture", "shared-picture-a", "shared-picture-b", "same-bytes-picture"}


def test_the_run_ends_well_by_itself(visit: Visit) -> None:
    assert (visit.done.returncode, visit.done.stderr) == (0, "")


@pytest.mark.parametrize("path", PAGES)
def test_every_url_has_the_outcome_that_it_should(visit: Visit, path: str) -> None:
    assert PAGES[path].outcome == visit.archive.outcome(visit.paper.url(path))


def test_a_site_without_robots_txt_to_be_had_is_left_alone(visit: Visit) -> None:
    outcome = visit.archive.outcome(visit.other.url("/page"))
    assert outcome == "forbidden (robots-unreachable)"
    assert {"/robots.txt"} == set(visit.other.noted)


def test_nothing_waits_when_it_is_over(visit: Visit) -> None:
    assert "queued" not in visit.archive.report()["ledger"]
    assert visit.archive.claims() == 0


def test_every_good_page_is_archived_once(visit: Visit) -> None:
    good = {path for path, page in PAGES.items() if page.outcome == misbehaviour.NEW}
    expected = {visit.paper.url(path) for path in good - {"/with-slash"}}
    expected |= {visit.paper.url("/with-slash/"), visit.paper.url("/foreign-picture")}
    assert expected == set(visit.archive.records)
    assert len(expected) == len(list(visit.archive.articles()))


def test_what_failed_is_tried_again_and_what_is_settled_is_not(visit: Visit) -> None:
    twice = {"/dropped", "/reset", "/silent", "/truncated", "/flaky", "/broken", "/too-many"}
    once = {"/walled", "/gone", "/teapot", "/huge", "/bomb", "/good", "/empty", "/nowhere"}
    asked = {path: len(visit.paper.noted[path]) for path in twice | once}
    assert dict.fromkeys(twice, 2) | dict.fromkeys(once, 1) == asked


def test_a_redirect_to_itself_is_followed_no_more_often_than_the_setting_says(
    visit: Visit,
) -> None:
    assert len(visit.paper.noted["/to-itself"]) == 11


@pytest.mark.parametrize(("path", "to"), [("/to-a-known-page", "/good"), ("/moved", "/moved-here")])
def test_a_redirect_says_where_it_led(visit: Visit, path: str, to: str) -> None:
    assert visit.paper.url(to) == visit.archive.url(visit.paper.url(path)).of


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/slow-for-ever", "time"),
        ("/huge", "length"),
        ("/huge-unannounced", "length"),
        ("/truncated", "disconnect"),
        ("/reset", "disconnect"),
        ("/good", None),
    ],
)
def test_what_came_of_a_broken_answer_is_captured_with_the_reason(
    visit: Visit, path: str, why: str | None
) -> None:
    url = visit.paper.url(path)
    assert {why} == {each.truncated for each in visit.archive.exchanges() if each.url == url}


@pytest.mark.parametrize("name", sorted({*misbehaviour.PICTURES, "foreign-picture"}))
def test_a_picture_costs_its_place_and_never_the_article(visit: Visit, name: str) -> None:
    kept = [image.path is not None for image in visit.record(name).images]
    if name == "script-picture":
        assert (visit.record(name).lead_image, kept) == (None, [])
    else:
        assert [name in KEPT_PICTURES] == kept


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/drawing.svg", "svg"),
        ("/broken.png", "no-picture"),
        ("/bomb.png", "pixels"),
        ("/postscript.png", "no-picture"),
        ("/missing.png", "http-404"),
    ],
)
def test_a_picture_that_is_not_kept_has_its_reason(visit: Visit, address: str, reason: str) -> None:
    with Ledger.open_to_read(visit.archive.folder / "ledger.sqlite") as ledger:
        row = ledger.images.by_url(visit.paper.url(address))
    assert row is not None
    assert row.reason == reason


def test_one_picture_is_one_file_whatever_its_addresses(visit: Visit) -> None:
    paths = {image.path for name in KEPT_PICTURES for image in visit.record(name).images}
    assert len(paths) == 1
    (file,) = visit.archive.folder.glob("images/*/*")
    assert {str(file.relative_to(visit.archive.folder))} == paths
    assert file.read_bytes() == misbehaviour.PIXEL


def test_a_picture_of_two_articles_is_fetched_once(visit: Visit) -> None:
    assert len(visit.paper.noted["/shared.png"]) == 1


def test_a_front_page_is_no_articles_canonical_url(visit: Visit) -> None:
    own = visit.paper.url("/front-as-canonical")
    assert own == visit.record("front-as-canonical").canonical_url


def test_pages_that_share_a_canonical_link_stay_the_articles_that_they_are(visit: Visit) -> None:
    names = ("one-for-all-a", "one-for-all-b", "one-for-all-c")
    stated = [visit.record(name).canonical_url for name in names]
    # Whichever was captured first is believed; the others showed that the link means nothing.
    first = stated.index(visit.paper.url("/the-one"))
    expected = [visit.paper.url(f"/{name}") for name in names]
    expected[first] = visit.paper.url("/the-one")
    assert expected == stated
    flags: list[tuple[str, ...]] = [("canonical-disagrees",)] * 3
    flags[first] = ()
    assert flags == [visit.record(name).flags for name in names]


def test_the_captures_are_whole_and_nothing_half_is_left(visit: Visit) -> None:
    assert visit.archive.warc_problems() == []
    assert visit.archive.left_overs() == []
