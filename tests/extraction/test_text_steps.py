"""What is taken out of trafilatura's text, and what is brought back."""

from __future__ import annotations

from crawler.extraction.blocks import text_blocks
from crawler.extraction.completion import with_alike
from crawler.extraction.extract import extract
from crawler.extraction.headings import with_headings
from crawler.extraction.lines import Line, merged
from crawler.extraction.parse import parse_page
from crawler.extraction.surroundings import without_boxes, without_frame
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, json_ld, markup


def paragraphs(body: str, head: str = "") -> list[str]:
    found = extract(markup(body, head).encode(), URL).article
    assert found is not None
    return list(found.paragraphs)


def story(*, above: str = "", below: str = "", kept: tuple[str, ...] = PARAGRAPHS) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in kept)
    return f"<article><h1>{HEADLINE}</h1>{above}{text}{below}</article>"


def test_a_kicker_a_byline_and_a_date_above_the_text_are_no_part_of_it() -> None:
    above = (
        "<p>Council</p><p>By Jane Doe and Max Muster</p>"
        "<p class='when'>Tuesday, 22 September 2024, 18:05</p>"
    )
    head = json_ld(headline=HEADLINE, author=[{"name": "Jane Doe"}, {"name": "Max Muster"}])
    assert list(PARAGRAPHS) == paragraphs(story(above=above), head)


def test_a_headline_with_its_kicker_is_not_repeated() -> None:
    assert list(PARAGRAPHS) == paragraphs(story(above=f"<p>Flood damage: {HEADLINE}</p>"))


def test_a_first_sentence_that_is_short_stays() -> None:
    assert ["It rained.", *PARAGRAPHS] == paragraphs(story(above="<p>It rained.</p>"))


def test_a_few_words_after_the_first_paragraph_stay() -> None:
    lines = (PARAGRAPHS[0], "The old bridge", *PARAGRAPHS[1:])
    assert list(lines) == paragraphs(story(kept=lines))


def test_the_sign_of_an_agency_closes_no_text() -> None:
    assert list(PARAGRAPHS) == paragraphs(story(below="<p>dpa/jd</p>"))


def placed(page: str) -> tuple[Line, ...]:
    """Every block of a page as a line."""
    blocks = text_blocks(parse_page(markup(page).encode(), None).tree)
    return tuple(Line(block.text, block, block.key) for block in blocks)


def test_a_box_that_its_class_names_is_no_part_of_the_text() -> None:
    box = "<div class='article-infobox'><p>The bridge was built in 1866 by two brothers.</p></div>"
    lines = placed(story(below=box))
    assert lines[:-1] == without_boxes(lines)


def test_a_motto_in_the_masthead_is_no_part_of_a_short_text() -> None:
    motto = "<header><p>All the news from the river bank, since 1866.</p></header>"
    page = f"{motto}<main>{story(kept=PARAGRAPHS[:1])}</main>"
    assert [PARAGRAPHS[0]] == paragraphs(page)


def test_the_header_of_an_article_is_no_masthead() -> None:
    lines = placed(f"<header><h1>{HEADLINE}</h1><p>It rained.</p></header><p>Then it did not.</p>")
    assert lines == without_frame(lines)


def test_a_class_that_most_of_the_text_has_is_no_box() -> None:
    lines = placed(f"<div class='newsletter'>{story()}</div>")
    assert lines == without_boxes(lines)


def test_a_class_that_names_a_topic_or_a_state_is_no_box() -> None:
    texts = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 3)
    lines = placed(f"<div class='tag-newsletter has-comments'><p>It rained.</p></div>{texts}")
    assert lines == without_boxes(lines)


def test_a_biography_below_the_text_is_no_part_of_it() -> None:
    head = json_ld(headline=HEADLINE, author={"name": "Jane Doe"})
    below = "<p>Jane Doe has written about rivers and bridges for twenty years.</p>"
    assert list(PARAGRAPHS) == paragraphs(story(below=below), head)


def test_an_author_named_in_the_middle_of_the_text_stays() -> None:
    head = json_ld(headline=HEADLINE, author={"name": "Jane Doe"})
    lines = (PARAGRAPHS[0], "Jane Doe was there when the river rose, she says.", *PARAGRAPHS * 2)
    assert lines[1] in paragraphs(story(kept=lines), head)


def test_the_standfirst_stands_above_the_text_if_it_is_on_the_page() -> None:
    standfirst = "Engineers and neighbours agree for once: it cannot stay as it is."
    head = json_ld(headline=HEADLINE, description=standfirst)
    above = f"<header><div class='dek'>{standfirst}</div></header>"
    assert [standfirst, *PARAGRAPHS] == paragraphs(story(above=above), head)
    assert list(PARAGRAPHS) == paragraphs(story(), head)


TEXTS = (
    "The council met on Tuesday evening, and nobody had brought an umbrella for the walk home.",
    "Engineers had measured two pillars in spring and had found them shorter than they had been.",
    "Shop owners spoke of quiet months, of bread that nobody bought and of cats in the windows.",
    "A neighbour proposed a ferry, a second one a tunnel, and a third one to learn to swim better.",
)


def alike(texts: tuple[str, ...], kept: tuple[int, ...]) -> list[str]:
    """What `with_alike` makes of a page with these paragraphs of which trafilatura kept some."""
    page = markup(f"<article>{''.join(f'<p>{text}</p>' for text in texts)}</article>")
    blocks = text_blocks(parse_page(page.encode(), None).tree)
    lines = tuple(Line(blocks[n].text, blocks[n], blocks[n].key) for n in kept)
    return [line.text for line in with_alike(lines, blocks, ())]


def test_paragraphs_that_look_like_the_kept_ones_come_back_in_their_place() -> None:
    assert list(TEXTS) == alike(TEXTS, (0, 2))


def test_a_paragraph_that_repeats_a_kept_one_does_not_come_back() -> None:
    texts = (*TEXTS, f"Once more: {TEXTS[0]}")
    assert list(TEXTS) == alike(texts, (0, 1, 2, 3))


def test_a_small_part_of_the_text_is_no_loss() -> None:
    texts = (
        *(f"{text} {text[::-1]} {text.upper()}" for text in TEXTS),
        "Ferries are quite dear here.",
    )
    assert list(texts[:4]) == alike(texts, (0, 1, 2, 3))


def test_lines_are_merged_in_page_order_though_some_have_no_place() -> None:
    blocks = text_blocks(parse_page(story(kept=TEXTS).encode(), None).tree)[1:]
    placed = [Line(block.text, block, block.key) for block in blocks]
    loose = Line("loose", None, "loose")
    expected = (placed[0], placed[1], loose, placed[2], placed[3])
    assert expected == merged([placed[0], loose, placed[2]], [placed[3], placed[1]])


def test_a_paragraph_of_the_stated_body_comes_back() -> None:
    lost = "The mayor said that nobody had asked her about the colour of the railing."
    body = " ".join((*PARAGRAPHS, lost))
    head = json_ld(headline=HEADLINE, articleBody=body)
    page = story(below=f"<table class='x'><tr><td><form><div>{lost}</div></form></td></tr></table>")
    assert [*PARAGRAPHS, lost] == paragraphs(page, head)
    assert lost not in paragraphs(page, json_ld(headline=HEADLINE, articleBody=lost))


def test_a_sub_heading_between_kept_paragraphs_comes_back() -> None:
    part = "<div><p>One.</p><h2>What it costs</h2><p>Two.</p></div><h2>Most read</h2><p>Three.</p>"
    lines = placed(part)
    blocks = [line.block for line in lines if line.block]
    one, heading, two, other, three = lines
    assert (one, heading, two) == with_headings((one, two), blocks, ())
    assert (one, two) == with_headings((one, two), blocks, [heading.block] if heading.block else ())
    assert (three,) == with_headings((three,), blocks, ())
    assert other not in with_headings((one, two, three), blocks, ())
