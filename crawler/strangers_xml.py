"""How XML that strangers wrote is parsed: no entity, no network, no external DTD. One rule."""

from __future__ import annotations

from typing import Final, TypedDict


class XmlLimits(TypedDict):
    """Options of lxml's XMLParser and iterparse; without huge_tree, libxml2's own limits hold."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


XML_LIMITS: Final = XmlLimits(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
