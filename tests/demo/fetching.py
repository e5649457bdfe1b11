"""One request to the demonstration, on a connection of its own."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

TIMEOUT_S = 10


def fetch(host: str, target: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(host, timeout=TIMEOUT_S)
    try:
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request("GET", target, headers=sent)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def fetch_url(url: str) -> tuple[HTTPResponse, bytes]:
    parts = urlsplit(url)
    return fetch(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))
