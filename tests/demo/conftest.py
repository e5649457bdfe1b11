"""The demonstration on free ports: one for the whole session, as its pages never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.demo import DemoNewspaper, serve

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def newspaper() -> Iterator[DemoNewspaper]:
    with serve(port=0) as running:
        yield running
