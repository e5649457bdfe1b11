"""What strangers were seen to try: each attack has its outcome, and the good pages beside it stand.

All of them in one crawl here; `python -m tests.end_to_end.attacks` runs them one by one and says
what each costs.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC
from typing import TYPE_CHECKING, Any

import pytest

from crawler.formats import plaintext
from crawler.ledger import Ledger
from tests.end_to_end.attacks import internal, stage
from tests.end_to_end.attacks.content import SECRET
from tests.end_to_end.command import LIMIT_S, ROOT
from tests.end_to_end.misbehaviour import NEW
from tests.extraction.test_hostile import DIRT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.article import Article

ATTACKS = {attack.name: attack for attack in stage.every_attack()}
# Of three processes together, whose peaks may meet or not: 560 on an idle machine, 708 on a loaded
# one. With two workers a crawl of good pages takes 200.
MAX_MB = 900
UNSHARE = shutil.which("unshare")
REFUSED = "refused (address)"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stage.Staged]:
    with stage.staged(list(ATTACKS.values()), tmp_path_factory.mktemp("attacks")) as run:
        yield run


def record_of(staged: stage.Staged, path: str) -> Article:
    return staged.archive.records[staged.paper.url(path)]


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_has_its_outcome(staged: stage.Staged, name: str) -> None:
    expected = ATTACKS[name].outcomes
    found = {path: staged.archive.outcome(staged.paper.url(path)) for path in expected}
    assert expected == found


def test_the_good_articles_beside_them_are_archived(staged: stage.Staged) -> None:
    outcomes = {staged.archive.outcome(staged.paper.url(path)) for path in stage.GOOD}
    assert outcomes == {NEW}


def test_the_run_ends_by_itself_and_in_little_memory(staged: stage.Staged) -> None:
    # One seed is an address that the server does not know.
    assert staged.exit_code == 3
    assert staged.peak_mb < MAX_MB


def test_the_captures_of_attacks_are_whole(staged: stage.Staged) -> None:
    assert staged.archive.warc_problems() == []
    assert staged.archive.left_overs() == []


def test_a_robots_txt_of_ten_megabytes_says_what_its_beginning_says(staged: stage.Staged) -> None:
    outcomes = [staged.archive.outcome(staged.other.url(path)) for path in ("/open", "/private")]
    assert outcomes == [NEW, "forbidden (robots)"]


def test_no_cookie_and_no_foreign_referrer_goes_out(staged: stage.Staged) -> None:
    requests = [each.request for noted in staged.paper.noted.values() for each in noted]
    assert not [each for each in requests if re.search(rb"\r\n(Cookie|Authorization):", each)]
    own = staged.paper.url("/").encode()
    assert "/foreign.png" in staged.paper.noted
    referrers = re.findall(rb"\r\nReferer: ([^\r]*)", b"".join(requests))
    assert all(referrer.startswith(own) for referrer in referrers)


def test_no_field_is_injected_into_a_request(staged: stage.Staged) -> None:
    requests = [each.request for noted in staged.paper.noted.values() for each in noted]
    assert not [each for each in requests if b"\r\nX-Injected" in each]


def test_a_password_of_a_link_stands_nowhere_but_in_the_capture(staged: stage.Staged) -> None:
    files = [path for path in staged.archive.folder.rglob("*") if path.is_file()]
    told = [path.name for path in files if SECRET.encode() in path.read_bytes()]
    assert told == []  # captures are compressed
    assert not [each.url for each in staged.archive.exchanges() if SECRET in each.url]


def test_the_log_has_no_control_characters(staged: stage.Staged) -> None:
    (log,) = staged.archive.folder.glob("runs/*/crawl.log")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", log.read_text(encoding="utf-8"))


def test_outside_entities_are_not_loaded(staged: stage.Staged) -> None:
    texts = [content for name, content in staged.archive.kept().items() if name.endswith("json")]
    assert texts
    assert not [text for text in texts if b"root:" in text]


def test_an_infinite_space_is_left_after_a_few_pages(staged: stage.Staged) -> None:
    asked = {path for path in staged.paper.noted if path.startswith("/space/")}
    assert asked == {"/space/1", "/space/2", "/space/3"}
    assert "refused (trap)" in staged.archive.decided.values()


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        ("/bomb-9000.png", "pixels"),
        ("/bomb-13000.png", "pixels"),
        ("/bomb-19000.png", "pixels"),
        ("/postscript.png", "no-picture"),
        ("/polyglot.gif", "pixels"),
        ("/drawing.svg", "svg"),
    ],
)
def test_a_picture_that_is_an_attack_is_refused(
    staged: stage.Staged, picture: str, reason: str
) -> None:
    with Ledger.open_to_read(staged.archive.folder / "ledger.sqlite") as ledger:
        row = ledger.images.by_url(staged.paper.url(picture))
    assert row is not None
    assert row.reason == reason


def test_every_file_has_a_name_of_our_own_making(staged: stage.Staged) -> None:
    article, image = (
        r"articles/\d{4}/\d\d/\d\d/\d{3}_[0-9a-f]{16}\.(txt|json)",
        r"images/../[0-9a-f]{64}\.png",
    )
    assert [
        name
        for name in staged.archive.kept()
        if not re.fullmatch(f"{article}|{image}", name)
    ] == []  # fmt: skip


def test_line_breaks_of_a_feed_stay_in_one_field_of_the_capture(staged: stage.Staged) -> None:
    url = staged.paper.url("/line-breaks")
    (exchange,) = (each for each in staged.archive.exchanges() if each.url == url)
    assert exchange.provenance.feed_title == "Two WARC-Type: warcinfo lines"


def test_line_breaks_of_a_page_stay_in_one_line_of_the_text(staged: stage.Staged) -> None:
    found = record_of(staged, "/line-breaks")
    (path,) = staged.archive.folder.glob(f"articles/*/*/*/000_{found.id}.txt")
    text = path.read_bytes().decode()
    read = plaintext.parse(text, UTC)
    assert (read.title, read.section) == ("Two lines Related", "Local Related")
    assert read.paragraphs == found.paragraphs


def test_what_cannot_be_seen_is_not_in_the_text(staged: stage.Staged) -> None:
    found = record_of(staged, "/invisible")
    assert not DIRT.search("".join((found.title, *found.paragraphs)))


def test_markup_of_a_title_is_text_in_the_report(staged: stage.Staged) -> None:
    assert "<script>alert(1)" in record_of(staged, "/markup").title
    (page,) = staged.archive.folder.glob("runs/*/report.html")
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<img src=x" not in html


def test_a_scripts_address_is_no_picture(staged: stage.Staged) -> None:
    assert record_of(staged, "/script-picture").images == ()


def test_a_local_file_is_no_canonical_url(staged: stage.Staged) -> None:
    own = staged.paper.url("/file-canonical")
    assert own == record_of(staged, "/file-canonical").canonical_url


# --- a network of its own, with a public address and a server that no stranger may reach ---


def _can_have_a_network() -> bool:
    if UNSHARE is None or shutil.which("ip") is None:
        return False
    tried = [UNSHARE, "-rn", "ip", "addr", "add", f"{internal.PUBLIC}/32", "dev", "lo"]
    return subprocess.run(tried, check=False, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def inward(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not _can_have_a_network():
        pytest.skip("a network of its own needs unshare(1), ip(8) and the right to use them")
    command = [str(UNSHARE), "-rn", sys.executable, "-m", "tests.end_to_end.attacks.internal"]
    done = subprocess.run(
        [*command, str(tmp_path_factory.mktemp("inward"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_of_our_own_network_is_asked(inward: dict[str, Any]) -> None:
    assert (inward["exit_code"], inward["stderr"], inward["asked_inside"]) == (0, "", [])


@pytest.mark.parametrize("url", internal.SPELLINGS)
def test_every_spelling_of_an_inner_address_is_refused(inward: dict[str, Any], url: str) -> None:
    path = f"/{url.rpartition('/')[2]}"
    found = [each for address, each in inward["outcomes"].items() if address.endswith(path)]
    assert found == [REFUSED]


@pytest.mark.parametrize("url", internal.SPELLINGS)
def test_a_redirect_to_an_inner_address_leads_nowhere(inward: dict[str, Any], url: str) -> None:
    path = f"{internal.PAPER}/to-{internal.SPELLINGS.index(url)}"
    assert inward["outcomes"][path] == "duplicate (redirect)"


def test_a_port_that_is_none_of_the_webs_is_refused(inward: dict[str, Any]) -> None:
    ports = {
        url: word for url, word in inward["outcomes"].items() if ":25/" in url or ":6379" in url
    }
    assert set(ports.values()) == {"refused (port)"}
    assert len(ports) == 2


def test_pictures_refreshes_and_next_pages_lead_nowhere_inside(inward: dict[str, Any]) -> None:
    names = ("good", "with-picture", "with-refresh", "with-canonical", "with-next")
    assert {f"{internal.PAPER}/{name}" for name in names} <= set(inward["articles"])
    assert set(inward["images"]) <= {None}
