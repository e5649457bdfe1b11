"""Every article that extraction gives can be written: as a record and as a text file."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extraction.extract import extract
from crawler.formats import plaintext, record
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, json_ld, markup, meta

LONE = "a\ud800b"
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Lone surrogates and everything else that a JSON string can spell.
ANYTHING = st.text(st.characters(codec=None), max_size=40)
NAMED = st.fixed_dictionaries({"@type": st.just("Person"), "name": ANYTHING})
PICTURE = st.fixed_dictionaries(
    {"url": ANYTHING.map("/a/{}.jpg".format), "caption": ANYTHING, "creditText": ANYTHING}
)
UPDATE = st.fixed_dictionaries(
    {"headline": ANYTHING, "articleBody": ANYTHING.map(lambda text: text * 90)}
)
STATED = st.fixed_dictionaries(
    {},
    optional={
        "headline": ANYTHING,
        "author": ANYTHING | NAMED | st.lists(NAMED, max_size=3),
        "publisher": NAMED,
        "articleSection": ANYTHING,
        "keywords": st.lists(ANYTHING, max_size=3),
        "description": ANYTHING,
        "articleBody": ANYTHING,
        "image": ANYTHING | PICTURE,
        "datePublished": ANYTHING | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"),
        "license": ANYTHING,
        "inLanguage": ANYTHING,
        "mainEntityOfPage": ANYTHING.map("https://news.example.org/{}".format),
        "relatedLink": ANYTHING.map("/{}".format),
        "liveBlogUpdate": st.lists(UPDATE, max_size=3),
    },
)


def written(body: bytes, url: str = URL) -> int:
    """How many articles came of it."""
    found = extract(body, url).article
    if found is None:
        return 0
    text = record.render(found)
    assert found == record.parse(text)
    assert plaintext.render(found, UTC).encode().endswith(b"Related")
    return 1


@QUICK
@given(STATED, st.sampled_from(["NewsArticle", "LiveBlogPosting"]))
def test_whatever_json_ld_spells_can_be_written(fields: dict[str, object], kind: str) -> None:
    head = json_ld(**{**fields, "@type": kind})
    assert written(article(head)) == 1


@QUICK
@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=60))
def test_whatever_markup_holds_can_be_written(title: str, text: str, author: str) -> None:
    head = meta("og:title", title) + meta("author", author)
    body = markup(f"<h1>{title}</h1><p>{text}</p><p>{'</p><p>'.join(PARAGRAPHS)}</p>", head)
    written(body.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": f"{HEADLINE} {LONE}"},
        {"author": {"name": f"Jane {LONE}"}, "publisher": {"name": LONE}},
        {"articleSection": LONE, "keywords": [LONE], "description": LONE},
        {"image": {"url": f"/{LONE}.jpg", "caption": LONE, "creditText": LONE}},
        {"mainEntityOfPage": f"https://news.example.org/{LONE}", "license": LONE},
        {"relatedLink": f"https://news.example.org/{LONE}"},
        {"datePublished": "0001-01-01T00:00:00+14:00"},
        {"datePublished": "9999-12-31T23:59:59-12:00"},
    ],
)
def test_half_a_character_never_leaves_a_page(fields: dict[str, object]) -> None:
    assert written(article(json_ld(**fields))) == 1


def test_half_a_character_never_leaves_a_url() -> None:
    assert written(article(), f"{URL}/{LONE}") == 1
