"""The fuzzer's targets hold for what was found with it, for what it begins from, and for chance."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.starts import corpora, starts
from tests.fuzzing.targets import TARGETS

FOUND = sorted((Path(__file__).parent / "found").glob("*/*"))
# Each a few milliseconds, but for pages and files of captures.
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_the_fuzzer_found_is_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_fuzzer_begins_from_is_sound(target: str) -> None:
    beginnings = starts(target)
    assert beginnings
    for start in beginnings:
        TARGETS[target](start)


@pytest.mark.parametrize("target", TARGETS)
@FEW
@given(choices=st.data())
def test_beginnings_that_were_cut_and_joined_are_sound(target: str, choices: st.DataObject) -> None:
    TARGETS[target](choices.draw(_damaged(starts(target))))


@pytest.mark.parametrize("target", ["feed", "sitemap", "page", "warc"])
def test_the_files_of_other_projects_are_sound(target: str) -> None:
    folders = corpora(target)
    if not folders:
        pytest.skip("shared/corpora is not beside the project")
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    assert len(files) > 30
    for file in files:
        TARGETS[target](file.read_bytes())


def _damaged(beginnings: list[bytes]) -> st.SearchStrategy[bytes]:
    """Pieces of two of them with a few bytes of anything between."""
    piece = st.sampled_from(beginnings).flatmap(_piece)
    return st.tuples(piece, st.binary(max_size=8), piece).map(b"".join)


def _piece(whole: bytes) -> st.SearchStrategy[bytes]:
    ends = st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))
    return ends.map(lambda two: whole[min(two) : max(two)])
