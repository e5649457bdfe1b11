"""What an open connection says of itself: the other end's address, and TLS version and cipher.

https://www.iana.org/assignments/tls-parameters (names of cipher suites)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from OpenSSL.SSL import Connection

_TLS_VERSION = re.compile(r"TLSv1(?:\.(\d))?")
# OpenSSL keeps its own names for the suites before TLS 1.3; these are the ones still offered.
_OPENSSL_GCM = re.compile(r"(ECDHE|DHE)-(RSA|ECDSA)-AES(128|256)-GCM-SHA(256|384)")
_OPENSSL_CHACHA = re.compile(r"(ECDHE|DHE)-(RSA|ECDSA)-CHACHA20-POLY1305")


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """`is_ready` is False where the TLS handshake was not done: nothing of the request was sent."""

    remote_ip: str
    tls_version: str | None = None
    tls_cipher: str | None = None
    is_ready: bool = True


def tls_connection(transport: Any) -> Connection | None:
    """OpenSSL's side of a Twisted transport, None without TLS. To be had while it is connected."""
    handle = transport.getHandle()
    return handle if isinstance(handle, Connection) else None


def connection_facts(remote_ip: str, tls: Connection | None) -> ConnectionFacts:
    if tls is None:
        return ConnectionFacts(remote_ip)
    cipher = tls.get_cipher_name()
    # Before its own Finished a client sends nothing of the application (RFC 8446, 4.4.4).
    if cipher is None or tls.get_finished() is None:
        return ConnectionFacts(remote_ip, is_ready=False)
    return ConnectionFacts(
        remote_ip, tls_version(tls.get_protocol_version_name()), cipher_suite(cipher)
    )


def tls_version(openssl_name: str) -> str:
    """As WARC-Protocol spells it: tls/1.3."""
    version = _TLS_VERSION.fullmatch(openssl_name)
    return f"tls/1.{version[1] or 0}" if version else openssl_name.lower()


def cipher_suite(openssl_name: str) -> str:
    """The suite's name with IANA; OpenSSL's where it is none of the usual ones."""
    if gcm := _OPENSSL_GCM.fullmatch(openssl_name):
        return f"TLS_{gcm[1]}_{gcm[2]}_WITH_AES_{gcm[3]}_GCM_SHA{gcm[4]}"
    if chacha := _OPENSSL_CHACHA.fullmatch(openssl_name):
        return f"TLS_{chacha[1]}_{chacha[2]}_WITH_CHACHA20_POLY1305_SHA256"
    return openssl_name
