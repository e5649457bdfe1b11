"""A server's side of TLS, once for all of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.download.own_certificate import server_context

if TYPE_CHECKING:
    import ssl


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return server_context(tmp_path_factory.mktemp("tls"))
