"""OpenSSL's names in the spelling of WARC-Protocol and WARC-Cipher-Suite."""

from __future__ import annotations

import pytest

from crawler.download.connection_facts import cipher_suite, tls_version


@pytest.mark.parametrize(
    ("openssl", "warc"),
    [("TLSv1.3", "tls/1.3"), ("TLSv1.2", "tls/1.2"), ("TLSv1", "tls/1.0"), ("SSLv3", "sslv3")],
)
def test_versions_are_spelled_as_warc_protocol_has_them(openssl: str, warc: str) -> None:
    assert tls_version(openssl) == warc


@pytest.mark.parametrize(
    ("openssl", "iana"),
    [
        ("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
        ("AES128-SHA", "AES128-SHA"),
    ],
)
def test_cipher_suites_have_the_names_of_iana(openssl: str, iana: str) -> None:
    assert cipher_suite(openssl) == iana
