"""Content files: what a person writes, and what is said when it is wrong."""

from __future__ import annotations

import pytest

from crawler.demo import content
from crawler.demo.prose import lines_of, plain, read_pages
from crawler.demo.reading import ContentError, read_story
from crawler.demo.story import Block, BlockKind

COURIER = content.newspapers()[0]
FRONT = """\
+++
headline = "H"
section = "council"
published = 2026-11-12T07:30:00+00:00
markup = "bare"
+++
"""


def test_a_body_is_read_as_pages_of_blocks() -> None:
    body = "One.\n\n## Two\n\n- a\n- b\n===\n> Three\n\n![c](d.png /e/f.png)\n"
    assert read_pages(body) == (
        (
            Block(BlockKind.PARAGRAPH, "One."),
            Block(BlockKind.HEADING, "Two"),
            Block(BlockKind.LIST, items=("a", "b")),
        ),
        (
            Block(BlockKind.QUOTATION, "Three"),
            Block(BlockKind.FIGURE, "c", file="d.png", path="/e/f.png"),
        ),
    )


def test_a_figure_adds_no_line_and_a_list_one_for_each_item() -> None:
    assert lines_of(Block(BlockKind.FIGURE, "caption", file="a.png")) == ()
    assert lines_of(Block(BlockKind.LIST, items=("a", "b"))) == ("- a", "- b")


def test_a_link_reads_as_its_words() -> None:
    assert plain("See [the accounts](budget) now.") == "See the accounts now."


def test_a_story_knows_its_path() -> None:
    assert read_story(FRONT + "Text.", "a-b", COURIER).path == "/2026/11/12/a-b"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no front matter", "courier/s: front matter must stand between two lines +++"),
        (FRONT.replace("section", "sect"), "courier/s: no 'section' in the front matter"),
        (FRONT.replace("bare", "xml"), "courier/s: 'xml' is not a valid Markup"),
    ],
)
def test_a_wrong_content_file_is_named_with_its_fault(text: str, message: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_story(text, "s", COURIER)
    assert message == str(raised.value)
