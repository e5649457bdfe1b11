"""The content files of the demonstration, read from the package: the one place of it that reads
the disk. Nothing goes in; newspapers, stories, image bytes and the style sheet come out.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from crawler.demo.reading import read_newspapers, read_story, with_originals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from crawler.demo.story import Newspaper, Story

HERE = files("crawler.demo")


@cache
def newspapers() -> tuple[Newspaper, ...]:
    return read_newspapers(_text(HERE / "newspapers.toml"))


@cache
def stories() -> tuple[Story, ...]:
    """All stories of all newspapers, newest first."""
    found = (
        read_story(_text(file), file.name.removesuffix(".md"), newspaper)
        for newspaper in newspapers()
        for file in _files(HERE / "articles" / newspaper.key)
    )
    return tuple(
        sorted(with_originals(found), key=lambda story: (story.published, story.slug), reverse=True)
    )


@cache
def images() -> Mapping[str, bytes]:
    """The bytes of each image by its file name."""
    return {file.name: file.read_bytes() for file in _files(HERE / "images")}


@cache
def style_sheet() -> str:
    return _text(HERE / "newspaper.css")


def _files(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda file: file.name)


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
