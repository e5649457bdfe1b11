"""The command line's words, checked before anything starts. Pure: words in, a complaint or none.

A spider declares the arguments it takes as `ARGUMENTS: ClassVar[tuple[str, ...]]`; one without the
declaration takes any, as Scrapy has it.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# Who has both takes exactly one of them.
SEED_SOURCES = ("seeds", "url")
# difflib's ratio above which an unknown setting is taken for a known one misspelt; below it, it is
# the user's own.
MISSPELT = 0.85


def spider_name(words: Sequence[str], known: Collection[str]) -> str:
    """Raises RefusalError unless `words` are the name of one known spider."""
    if not words:
        raise _usage(f"scrapy crawl: which spider? Known: {_listed(known)}")
    if len(words) > 1:
        raise _usage(f"scrapy crawl: one spider at a time; unexpected: {' '.join(words[1:])}")
    if words[0] not in known:
        raise _usage(f"scrapy crawl: no spider {words[0]!r}{_suggestion(words[0], known)}")
    return words[0]


def check_pairs(option: str, pairs: Iterable[str], command: str = "crawl") -> None:
    """Raises RefusalError for a word without `=` and for a name given twice."""
    names: set[str] = set()
    for pair in pairs:
        name, equals, _ = pair.partition("=")
        if not (name and equals):
            raise _usage(f"scrapy {command}: {option} {pair}: expected {option} NAME=VALUE")
        if name in names:
            raise _usage(f"scrapy {command}: {option} {name} is given twice")
        names.add(name)


def check_arguments(
    spider: str, given: Mapping[str, str], declared: Collection[str] | None
) -> None:
    """Raises RefusalError for an argument that the spider does not take, or that it lacks."""
    if declared is None:
        return
    for name in given:
        if name not in declared:
            raise _usage(
                f"scrapy crawl {spider}: no argument {name!r}{_suggestion(name, declared)}"
            )
    if set(SEED_SOURCES) <= set(declared) and len(given.keys() & set(SEED_SOURCES)) != 1:
        raise _usage(f"scrapy crawl {spider}: give either -a seeds=FILE or -a url=URL")


def check_setting_names(
    given: Iterable[str], known: Collection[str], command: str = "crawl"
) -> None:
    """Raises RefusalError for a setting that is not known but nearly so: Scrapy ignores it."""
    for name in given:
        close = get_close_matches(name, known, n=1, cutoff=MISSPELT)
        if close and name not in known:
            raise _usage(f"scrapy {command}: no setting {name!r}; did you mean {close[0]!r}?")


def _suggestion(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word, known, n=1)
    question = f"; did you mean {close[0]!r}?" if close else ""
    return f"{question} Known: {_listed(known)}" if question else f". Known: {_listed(known)}"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _usage(message: str) -> RefusalError:
    return RefusalError(ExitCode.USAGE, message)
