"""What an export reads, what it gives back, and what can be wrong with an archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.exports.selection import EVERYTHING
from crawler.formats import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.article import Article
    from crawler.exports.selection import Selection
    from crawler.ledger import ArticleRow, Ledger

    # What is being done, how much of it is done, and how much there is.
    Progress = Callable[[str, int, int], None]


# How JSON writes half a surrogate pair, which UTF-8 cannot hold. No record of ours has one.
_HALF_CHARACTER = r"\ud"


class DamagedError(Exception):
    """A file of the archive is not what it was when a run left it; the message names it."""


class UnreadableRecordError(DamagedError):
    """One article's record; the others may be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`scratch` is a folder for files without a name; None: the system's. `since` is the cursor of
    an earlier export, of which nothing comes again; 0: there was none.
    """

    archive: Path
    ledger: Ledger
    scratch: Path | None
    progress: Progress
    since: int = 0
    selection: Selection = EVERYTHING

    @property
    def is_in_part(self) -> bool:
        return self.since > 0 or self.selection != EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`cursor`: the ordinal up to which every article was looked at. `left_out`: how many of them
    are missing in the output although the ledger has them, and why the first of them is.
    """

    cursor: int
    left_out: int = 0
    first_left_out: str | None = None


def read_article(archive: Path, row: ArticleRow) -> Article:
    """From its record. Raises UnreadableRecordError."""
    path = (archive / row.path).with_suffix(".json")
    try:
        text = path.read_text(encoding="utf-8")
        article = record.parse(text)
        if _HALF_CHARACTER in text.casefold():
            record.render(article)  # raises what it would do to every output
        return article  # noqa: TRY300 - beside what it is made of
    except OSError as error:
        raise UnreadableRecordError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, record.RecordError) as error:
        raise UnreadableRecordError(f"{path}: {error}") from error
