"""The formats by name, and what each of them takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.exports.source import Exported, Source


class Export(Protocol):
    def __call__(self, source: Source, output: BinaryIO) -> Exported:
        """Raises DamagedError or LedgerError for the archive, OSError for the output."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`made_by`: module and function, imported when it is asked for. `is_text`: fit for a terminal.
    `extra`: of pyproject.toml, without which it cannot be imported.
    """

    made_by: str
    is_text: bool
    extra: str | None = None

    def load(self) -> Export:
        """Raises RefusalError where the extra is not installed."""
        module, _, function = self.made_by.partition(":")
        try:
            return cast("Export", getattr(import_module(module), function))
        except ModuleNotFoundError as error:
            if self.extra is None:
                raise
            message = (
                f"scrapy export: {error.name} is not installed:"
                f' pip install -e ".[{self.extra}]" -c constraints.txt'
            )
            raise RefusalError(ExitCode.USAGE, message) from error


FORMATS: Mapping[str, Format] = {
    "csv": Format(made_by="crawler.exports.csv_table:export_csv", is_text=True),
    "jsonl": Format(made_by="crawler.exports.json_lines:export_records", is_text=True),
    "ninjs": Format(made_by="crawler.exports.ninjs:export_ninjs", is_text=True),
    "parquet": Format(
        made_by="crawler.exports.parquet:export_parquet", is_text=False, extra="parquet"
    ),
    "schemaorg": Format(made_by="crawler.exports.schemaorg:export_schemaorg", is_text=True),
    "wacz": Format(made_by="crawler.exports.wacz:export_wacz", is_text=False),
}
