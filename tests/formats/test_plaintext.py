"""The text file of DESIGN §4: what `render` writes, what `parse` accepts, and that they agree."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article import Article
from crawler.formats.lines import clean_line
from crawler.formats.plaintext import PlainTextError, TextArticle, parse, render, text_article

REFERENCE_FOLDER = Path(__file__).parents[2] / ".." / "shared" / "reference"
PARIS = ZoneInfo("Europe/Paris")

EXAMPLE = TextArticle(
    title="Harbour Town Sends Two Ferries to Its Neighbour",
    lead_image="https://images.example.org/photos/1635/original/open-uri20261122?1795457031",
    publisher="The Harbour Gazette",
    section="Region",
    published=datetime(2026, 11, 22, 18, 48, tzinfo=UTC),
    paragraphs=("The first paragraph.", "The second, with “quotes” and 漢字."),
)
EXAMPLE_FILE = """\
Harbour Town Sends Two Ferries to Its Neighbour

https://images.example.org/photos/1635/original/open-uri20261122?1795457031
The Harbour Gazette
Region
22/11/2026 18h48

The first paragraph.

The second, with “quotes” and 漢字.

Related"""

# Separators, controls, directions, halves of characters, and the words of the format itself.
NASTY = st.one_of(
    st.sampled_from("\u2028\u2029\x85\x0b\x0c\x1c\r\n\t\xa0\u3000\x00\x1b\u202e\u2066\u200f\ufeff"),
    st.sampled_from("\u200b\u200d\xad\ud800\udfff aé\u0301"),
    st.sampled_from(["\n\n", "\r\n", "Related", "22/09/2024 18h48"]),
)
TEXT = st.one_of(st.lists(NASTY, max_size=6).map("".join), st.text(st.characters(), max_size=30))
# To the second, as local mean times were.
ZONES = st.integers(-14 * 3600, 14 * 3600).map(lambda s: timezone(timedelta(seconds=s)))
# Away from the ends of the calendar, where no zone can be applied.
TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)  # noqa: DTZ001 - hypothesis adds the zone
MOMENTS = st.one_of(st.none(), st.dates(), TIMES)
ARTICLES = st.builds(
    TextArticle,
    title=TEXT,
    lead_image=st.none() | TEXT,
    publisher=st.none() | TEXT,
    section=st.none() | TEXT,
    published=MOMENTS,
    paragraphs=st.lists(TEXT, max_size=5).map(tuple),
)


def article(**fields: object) -> Article:
    stated = {"title": "A title", "paragraphs": ("A paragraph.",), **fields}
    return Article(url="https://a.example/1", canonical_url="https://a.example/1", **stated)  # type: ignore[arg-type]  # any field, by name


def test_an_article_is_rendered_line_by_line() -> None:
    assert render(EXAMPLE, UTC) == EXAMPLE_FILE


def test_a_file_is_parsed_into_what_it_carries() -> None:
    assert parse(EXAMPLE_FILE, UTC) == EXAMPLE


def test_the_reference_file_survives_byte_for_byte() -> None:
    files = sorted(REFERENCE_FOLDER.glob("*.txt"))
    if not files:
        pytest.skip("../shared/reference is not beside the project")
    for file in files:
        reference = file.read_bytes()
        assert render(parse(reference.decode(), UTC), UTC).encode() == reference


def test_values_that_are_not_stated_leave_their_lines_empty() -> None:
    assert render(article(), UTC) == "A title\n\n\n\n\n\n\nA paragraph.\n\nRelated"


def test_a_date_without_a_time_of_day_is_carried_as_a_date() -> None:
    carried = parse(render(article(published=date(2026, 1, 2)), PARIS), PARIS)
    assert carried.published == date(2026, 1, 2)
    assert not isinstance(carried.published, datetime)


def test_the_time_is_written_in_the_zone_that_was_asked_for() -> None:
    late = article(published=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert render(late, PARIS).split("\n")[5] == "23/11/2026 00h30"


def test_years_before_1000_have_four_digits() -> None:
    assert render(article(published=date(987, 6, 5)), UTC).split("\n")[5] == "05/06/0987"


def test_a_paragraph_that_says_related_is_a_paragraph() -> None:
    carried = article(paragraphs=("Related", "More.", "Related"))
    assert parse(render(carried, UTC), UTC).paragraphs == ("Related", "More.", "Related")


def test_line_breaks_in_a_paragraph_become_single_spaces() -> None:
    broken = article(paragraphs=("one\ntwo\r\nthree\u2028four\x85five\x0bsix \t seven",))
    assert parse(render(broken, UTC), UTC).paragraphs == ("one two three four five six seven",)


def test_a_title_cannot_fake_the_lines_below_it() -> None:
    forged = article(title="Title\n\nhttps://evil.example/x.jpg\nPublisher")
    assert parse(render(forged, UTC), UTC).publisher is None


def test_bidirectional_controls_are_left_out() -> None:
    assert clean_line("invoice\u202egpj.exe\u202c") == "invoicegpj.exe"


def test_joiners_inside_words_stay() -> None:
    assert clean_line("क्\u200dष") == "क्\u200dष"


def test_a_paragraph_of_nothing_that_can_be_seen_is_left_out() -> None:
    carried = article(paragraphs=("\u200b \u2060", "Text.", ""))
    assert parse(render(carried, UTC), UTC).paragraphs == ("Text.",)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"title": "\x00 \u200b"}, 1),
        ({"paragraphs": ()}, 8),
        ({"paragraphs": ("\u202e",)}, 8),
        ({"published": datetime(2026, 1, 1)}, 6),  # noqa: DTZ001 - it is what is refused
        ({"published": datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))}, 6),
    ],
)
def test_what_has_no_text_file_is_refused_with_its_line(
    fields: dict[str, object], line: int
) -> None:
    with pytest.raises(PlainTextError) as refused:
        render(article(**fields), UTC)
    assert refused.value.line == line


def changed(number: int, line: str) -> str:
    lines = EXAMPLE_FILE.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        (EXAMPLE_FILE + "\n", 13),
        (EXAMPLE_FILE.removesuffix("\n\nRelated"), 10),
        (EXAMPLE_FILE[:-1], 12),
        ("\ufeff" + EXAMPLE_FILE, 1),
        (changed(1, ""), 1),
        (changed(2, "something"), 2),
        (changed(4, "a\tb"), 4),
        (changed(5, " Region"), 5),
        (changed(6, "22/11/2026 18:48"), 6),
        (changed(6, "31/02/2026 18h48"), 6),
        (changed(6, "22/11/2026 24h00"), 6),
        (changed(6, "00/00/0000"), 6),
        (changed(6, "\u0662\u0662/11/2026"), 6),
        (changed(7, "something"), 7),
        (changed(9, "something"), 9),
        (changed(10, ""), 10),
        (changed(8, "a\rb"), 8),
    ],
)
def test_a_file_that_render_would_not_write_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(PlainTextError, match=f"^line {line}: ") as refused:
        parse(text, UTC)
    assert refused.value.line == line


def test_a_time_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(PlainTextError, match="no such time in Europe/Paris"):
        parse(changed(6, "29/03/2026 02h30"), PARIS)


@settings(deadline=None)
@given(ARTICLES, ZONES)
def test_parse_gives_back_what_render_was_given(given_one: TextArticle, zone: timezone) -> None:
    carried = text_article(given_one)
    if carried.title and carried.paragraphs:
        assert parse(render(given_one, zone), zone) == carried
        assert text_article(carried) == carried
    else:
        with pytest.raises(PlainTextError):
            render(given_one, zone)


@settings(deadline=None)
@given(st.lists(TEXT | st.just(""), max_size=14).map("\n".join), st.booleans())
def test_whatever_parse_accepts_render_writes_again(text: str, whole: bool) -> None:  # noqa: FBT001 - drawn
    file = text + "\n\nRelated" if whole else text
    try:
        carried = parse(file, UTC)
    except PlainTextError:
        return
    assert render(carried, UTC) == file


@settings(deadline=None)
@given(st.integers(0, len(EXAMPLE_FILE) - 1), TEXT)
def test_a_file_with_anything_put_into_it_is_refused_or_kept_as_it_is(at: int, put: str) -> None:
    file = EXAMPLE_FILE[:at] + put + EXAMPLE_FILE[at:]
    try:
        carried = parse(file, UTC)
    except PlainTextError:
        return
    assert render(carried, UTC) == file


@settings(deadline=None)
@given(TEXT)
def test_a_clean_line_is_one_line_that_utf8_can_write(text: str) -> None:
    line = clean_line(text)
    assert line.splitlines() in ([], [line])
    assert clean_line(line) == line
    assert line.encode().decode() == line
