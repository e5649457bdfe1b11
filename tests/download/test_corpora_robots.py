"""Other projects' robots.txt decisions, judged in place; rows decided otherwise are named."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from crawler.download.robots_rules import parse

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "robots"
RAW_URL = "the URL comes unencoded; ours never do"
LONG = "a line's length has no limit but the file's: Google cuts it at 16 KB"
RFC_TABLE = "the RFC's table of 2.2.2 makes both the same URL; Google's test does not"
DECIDED_OTHERWISE = {
    "GoogleOnly_AcceptUserAgentUpToFirstSpace#2": "we are asked about by product token, no space",
    "ID_Encoding#3": RAW_URL,
    "ID_Encoding#5": RAW_URL,
    "ID_Encoding#6": RFC_TABLE,
    "GoogleOnly_LineTooLong#2": LONG,
    "GoogleOnly_LineTooLong#5": LONG,
    "2.2.2 reserved characters encoded in the URL only": "another resource, by RFC 3986, 2.2",
    "crawler-commons testHtmlMarkupInRobotsTxt#2": "markup in a value is a part of it",
}

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="shared/corpora is not beside the project"
)


@pytest.mark.parametrize(("name", "rows", "agreed"), [("google", 145, 139), ("rfc9309", 283, 281)])
def test_decisions_are_those_of_the_collection(name: str, rows: int, agreed: int) -> None:
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    cases = [json.loads(line) for line in lines if line]
    otherwise = [case["name"] for case in cases if _decided(case) != case["allowed"]]
    assert set(otherwise) <= set(DECIDED_OTHERWISE)
    assert (len(cases), len(cases) - len(otherwise)) == (rows, agreed)


def _decided(case: dict[str, Any]) -> bool:
    text = case["robots_txt"]
    body = base64.b64decode(case["robots_txt_base64"]) if text is None else text.encode()
    return parse(body).allows(case["url"], case["user_agent"])
