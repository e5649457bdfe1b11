"""What ninjs 2.1 allows: its members and their types, as a JSON Schema of our own making.

The facts are those of https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json (2.1.1; IPTC, CC BY
4.0), of the members that news texts have; what it names and is not here would be refused by this
one, though not by that one. PRESSKEEP_NINJS_SCHEMA may name a file with that one itself.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

_TEXT: dict[str, Any] = {"type": "string"}
_URI = {"type": "string", "format": "uri"}
_INSTANT = {"type": "string", "format": "date-time"}
_NUMBER: dict[str, Any] = {"type": "number"}


def _closed(required: tuple[str, ...] = (), **members: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": members,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_VALUE = _closed(("value",), role=_TEXT, contenttype=_TEXT, value=_TEXT)
_MEMBERS: dict[str, Any] = {
    "uri": _URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component"]},
    "representationtype": {"enum": ["full", "partial"]},
    "profile": _TEXT,
    "version": _TEXT,
    "firstcreated": _INSTANT,
    "versioncreated": _INSTANT,
    "contentcreated": _INSTANT,
    "pubstatus": {"enum": ["usable", "withheld", "canceled"]},
    "usageterms": _TEXT,
    "language": _TEXT,
    "descriptions": _list(_VALUE),
    "bodies": _list(
        _closed(
            ("value",),
            role=_TEXT,
            contenttype=_TEXT,
            charcount=_NUMBER,
            wordcount=_NUMBER,
            value=_TEXT,
        )
    ),
    "headlines": _list(_VALUE),
    "people": _list(_closed(name=_TEXT, rel=_TEXT, uri=_URI, literal=_TEXT)),
    "subjects": _list(_closed(name=_TEXT, rel=_TEXT, uri=_URI, literal=_TEXT, creator=_TEXT)),
    "infosources": _list(_closed(name=_TEXT, role=_TEXT, uri=_URI, literal=_TEXT)),
    "title": _TEXT,
    "by": _TEXT,
    "renditions": _list(
        _closed(
            ("name",),
            name=_TEXT,
            href=_URI,
            contenttype=_TEXT,
            title=_TEXT,
            height=_NUMBER,
            width=_NUMBER,
            sizeinbytes=_NUMBER,
        )
    ),
    "altids": _list(_closed(role=_TEXT, value=_TEXT)),
    "standard": _closed(name=_TEXT, version=_TEXT, schema=_URI),
}
_OWN: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        ("uri",),
        **_MEMBERS,
        associations=_list(_closed(("name", "uri"), name=_TEXT, **_MEMBERS)),
    ),
}


def ninjs_schema() -> dict[str, Any]:
    named = os.environ.get("PRESSKEEP_NINJS_SCHEMA")
    return json.loads(Path(named).read_text(encoding="utf-8")) if named else _OWN
