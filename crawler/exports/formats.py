"""The formats by name, and what each of them takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from crawler.exports.wacz import export_wacz

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.exports.source import Exported, Source


class Export(Protocol):
    def __call__(self, source: Source, output: BinaryIO) -> Exported:
        """Raises DamagedError or LedgerError for the archive, OSError for the output."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """`is_text`: fit for a terminal."""

    export: Export
    is_text: bool


FORMATS: Mapping[str, Format] = {"wacz": Format(export_wacz, is_text=False)}
