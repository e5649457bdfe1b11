"""The WARC files that `-a input=` names: found before anything is begun."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.exit_codes import ExitCode, RefusalError
from crawler.warc.files import OPEN
from crawler.warc.inputs import warc_files

if TYPE_CHECKING:
    from collections.abc import Mapping


def checked_input(given: Mapping[str, str], project: Path) -> dict[str, str]:
    """`given` with an absolute pattern: a relative one is looked for in the working directory,
    then in the project. Raises RefusalError with USAGE.
    """
    pattern = given.get("input", "")
    if not pattern:
        raise _usage("give -a input=FILE, a folder, or a pattern such as 'output/warc/*.warc.gz'")
    for base in (Path.cwd(), project):
        try:
            here = str(base / Path(pattern).expanduser())
            files = warc_files(here)
        except (ValueError, RuntimeError, OSError) as error:
            raise _usage(f"input={pattern}: {error}") from error
        if files:
            _refuse_namesakes(pattern, files)
            return {**given, "input": here}
    raise _usage(f"input={pattern}: {_why_none(pattern, project)}")


def _why_none(pattern: str, project: Path) -> str:
    for base in (Path.cwd(), project):
        folder = base / Path(pattern).expanduser()
        folder = folder if folder.is_dir() else folder.parent
        if folder.is_dir() and any(folder.glob(f"*{OPEN}")):
            return (
                "only files that are still written, or that a killed crawl left;"
                " `scrapy crawl news` finishes those"
            )
        if (base / pattern).is_dir():
            return "there is no WARC file in this folder"
    return "there is no such WARC file"


def _refuse_namesakes(pattern: str, files: list[Path]) -> None:
    """An article's record names its capture's file, and not the folder."""
    name, count = Counter(file.name for file in files).most_common(1)[0]
    if count > 1:
        raise _usage(f"input={pattern}: {count} files are called {name}; rename them")


def _usage(message: str) -> RefusalError:
    return RefusalError(ExitCode.USAGE, f"scrapy crawl warc: {message}")
