"""What an archive should say of the demonstration, held against its pages and images."""

from __future__ import annotations

import io
from hashlib import sha256

from PIL import Image

from crawler.article import Access
from crawler.demo import Outcome, content, expectations
from crawler.demo.story import IMAGE_HEIGHT, IMAGE_WIDTH, BlockKind, Markup
from tests.demo.pages import HOSTS, split, tree_of

MIN_ARTICLES = 30
MAX_IMAGES_BYTES = 400_000


def test_every_image_decodes_and_has_its_size() -> None:
    kinds = set()
    for name, body in content.images().items():
        with Image.open(io.BytesIO(body)) as image:
            image.load()
            kinds.add(image.format)
            assert image.size == (IMAGE_WIDTH, IMAGE_HEIGHT), name
    assert {"JPEG", "PNG", "WEBP"} == kinds
    assert sum(map(len, content.images().values())) < MAX_IMAGES_BYTES


def test_every_image_is_used_and_one_has_two_addresses() -> None:
    shown: dict[str, set[str]] = {}
    for hoped in expectations(HOSTS).values():
        for image in hoped.article.images if hoped.article else ():
            shown.setdefault(image.sha256, set()).add(image.url)
    assert {sha256(body).hexdigest() for body in content.images().values()} == set(shown)
    heron = sha256(content.images()["heron.jpg"]).hexdigest()
    assert {"http://a.test/media/heron.jpg", "http://a.test/media/archive/IMG_0412.jpg"} == shown[
        heron
    ]


def test_there_are_articles_enough_in_three_scripts_and_all_markups() -> None:
    written = [story for story in content.stories() if not story.copy_of and not story.disallowed]
    assert len(written) >= MIN_ARTICLES
    assert {"courier", "visnyk", "shiomi", "lantern"} == {story.newspaper for story in written}
    for newspaper in ("courier", "visnyk", "shiomi"):
        markups = {story.markup for story in written if story.newspaper == newspaper}
        assert set(Markup) == markups


def test_every_article_has_real_paragraphs_and_no_two_are_the_same() -> None:
    written = [story for story in content.stories() if not story.copy_of]
    for story in written:
        texts = [b for b in story.blocks if b.kind in {BlockKind.PARAGRAPH, BlockKind.ENTRY}]
        assert (3 if story.access is Access.PAYWALLED else 4) <= len(texts) <= 12, story.slug
    paragraphs = [block.text for story in written for block in story.blocks if block.text]
    assert len(set(paragraphs)) == len(paragraphs)
    assert len({story.headline for story in written}) == len(written)


def test_the_truth_of_an_article_stands_on_its_page() -> None:
    for url, hoped in expectations(HOSTS).items():
        if hoped.article is None:
            continue
        shown = " ".join(tree_of(split(url)).text_content().split())
        for line in hoped.article.paragraphs[: hoped.article.first_page]:
            assert line.removeprefix("- ") in shown, (url, line)
        assert hoped.article.title in shown


def test_a_copy_has_the_text_of_its_original_and_a_near_copy_a_note_besides() -> None:
    hoped = expectations(HOSTS)
    texts = {url: each.article.paragraphs for url, each in hoped.items() if each.article}
    copies = {
        each.outcome: (texts[url], each.of)
        for url, each in hoped.items()
        if each.of in texts and url in texts
    }
    copy, original = copies[Outcome.COPY]
    assert texts[original or ""] == copy
    near_copy, original = copies[Outcome.NEAR_COPY]
    assert texts[original or ""] == near_copy[:-1]


def test_every_kind_of_outcome_occurs() -> None:
    assert set(Outcome) == {hoped.outcome for hoped in expectations(HOSTS).values()}
