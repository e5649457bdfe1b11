"""A page with the content of the reference file becomes the reference file, byte for byte."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.command import crawl
from tests.end_to_end.misbehaviour import reply
from tests.extraction.pages import markup
from tests.extraction.test_reference_page import (
    CHROME_ABOVE,
    CHROME_BELOW,
    REFERENCE,
    Reference,
    with_json_ld,
    with_microdata,
    with_open_graph,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.end_to_end.archive import Archive

PATH = "/en/politics/kenya-pledges-more-police-officers-to-haiti"


@pytest.fixture(scope="module")
def text() -> str:
    if not REFERENCE.exists():
        pytest.skip("the shared folder with the reference file is not beside the project")
    return REFERENCE.read_text(encoding="utf-8")


def page(text: str, variant: Callable[[Reference], tuple[str, str, str]]) -> bytes:
    lines = text.split("\n")
    paragraphs = tuple(line for line in lines[7:-1] if line)
    head, byline, scope = variant(Reference(lines[0], lines[2], lines[3], lines[4], paragraphs))
    shown = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    body = f"<article{scope}><h1>{escape(lines[0])}</h1>{byline}{shown}</article>"
    return markup(CHROME_ABOVE + body + CHROME_BELOW, head).encode()


@pytest.mark.parametrize("variant", [with_json_ld, with_open_graph, with_microdata])
def test_the_text_file_is_the_reference(
    archive: Archive, text: str, variant: Callable[[Reference], tuple[str, str, str]]
) -> None:
    with WireServer({PATH: [reply(page(text, variant))]}) as server:
        # The image is on the real site, which a test leaves alone: its line is there, its file not.
        settings = {"IMAGES_MAX_PER_ARTICLE": 0, "EXTRACT_WORKERS": 0}
        done = crawl(archive, f"url={server.url(PATH)}", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    (written,) = archive.folder.glob("articles/*/*/*/*.txt")
    assert text.encode() == written.read_bytes()
    (article,) = archive.articles()
    assert (text.split("\n")[2], [None]) == (article.lead_image, [i.path for i in article.images])
