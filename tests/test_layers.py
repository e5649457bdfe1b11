"""The house's rule of imports: pure rooms touch nothing, and imports point inwards.

Held by reading the source: no room is imported for it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SOURCES = ("crawler", "spiders", "pipelines")

PURE = (
    "crawler.article",
    "crawler.paths",
    "crawler.printable",
    "crawler.exit_codes",
    "crawler.host_figures",
    "crawler.notices",
    "crawler.rule_health",
    "crawler.stats_keys",
    "crawler.statuses",
    "crawler.strangers_xml",
    "crawler.typography",
    "crawler.seeds",
    "crawler.discovery",
    "crawler.extraction",
    "crawler.sites",
    "crawler.duplicates",
    "crawler.formats",
    "crawler.demo",
)
# Of the demonstration only its pages are pure: these serve them, read their files, draw them.
IMPURE_PARTS = (
    "crawler.demo.__main__",
    "crawler.demo.content",
    "crawler.demo.drawing",
    "crawler.demo.handler",
    "crawler.demo.server",
    # Looks for the rules in its own folder.
    "crawler.sites.registry",
)
# The package offers the server to others; the pages take their text from files beside the code.
NAMES_THE_SERVER = "crawler.demo"
FILES_OF_THE_PAGES = "crawler.demo.content"
# Rows of the ledger and WARC records are made by modules that touch nothing either.
PURE_PARTS = (
    "crawler.ledger.found",
    "crawler.ledger.outcome",
    "crawler.ledger.retry",
    "crawler.ledger.vocabulary",
    "crawler.download.pace",
    "crawler.download.retry_after",
    "crawler.warc.answers",
    "crawler.warc.cdxj",
    "crawler.warc.dates",
    "crawler.warc.decoding",
    "crawler.warc.exchange",
    "crawler.warc.fields",
    "crawler.warc.messages",
    "crawler.warc.record",
    "crawler.warc.records",
    "crawler.warc.remarks",
    "crawler.warc.revisits",
    "crawler.warc.surt",
    "crawler.report",
    "crawler.report_page",
    "crawler.seed_health",
    "crawler.verification.article_files",
)
# What reaches the network, the disk, the clock, chance, the environment or another process.
REACHING_NAMES = """
    aiohttp asyncio concurrent ctypes fcntl glob httpx importlib logging multiprocessing os pathlib
    random requests resource scrapy secrets select selectors shutil signal socket socketserver
    sqlite3 ssl subprocess sys tempfile threading time twisted uuid
"""
REACHING = frozenset(REACHING_NAMES.split())
# Harmless parts of them.
ALLOWED = {
    "pathlib": frozenset({"PurePosixPath"}),
    "http": frozenset({"HTTPStatus"}),
    "urllib": frozenset({"parse"}),
}
REACHING_PARTS = ("http.client", "http.server", "urllib.request")
# Calls that ask the clock, or open a file.
REACHING_CALLS = frozenset({"open", "input", "print", "breakpoint"})
ASKS_THE_CLOCK = frozenset({"now", "utcnow", "today"})

# A room may import those of the rows above its own, and its neighbours in the same row.
ROWS: tuple[tuple[str, ...], ...] = (
    (*PURE, "crawler.rooms"),
    ("crawler.durable", "crawler.garbage"),
    ("crawler.ledger", "crawler.warc", "crawler.workers"),
    (
        "crawler.fetched",
        "crawler.led",
        "crawler.verdict",
        "crawler.submission",
        "crawler.reading_outcome",
        "crawler.terms",
        "crawler.report",
        "crawler.report_page",
        "crawler.seed_health",
    ),
    ("crawler.verification",),
    ("crawler.archive", "crawler.download", "crawler.exports", "crawler.inquiries"),
    (
        "crawler.extensions",
        "crawler.commands",
        "crawler.doctor",
        "crawler.launch",
        "crawler.preview",
        "pipelines",
        "spiders",
    ),
)
# Whatever its row: the ledger knows no captures' files, the workers no ledger.
NEVER = {
    "crawler.ledger": ("crawler.warc", "crawler.workers"),
    "crawler.warc": ("crawler.ledger", "crawler.workers"),
    "crawler.workers": ("crawler.ledger", "crawler.warc"),
    "crawler.inquiries": ("crawler.download", "crawler.workers", "crawler.exports"),
    "crawler.exports": ("crawler.download", "crawler.workers"),
    "pipelines": ("spiders", "crawler.commands"),
    "spiders": ("pipelines", "crawler.commands"),
    "crawler.extensions": ("pipelines", "spiders"),
    "crawler.commands": ("pipelines", "spiders"),
}


@dataclass(frozen=True)
class Module:
    name: str
    path: Path

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def modules() -> tuple[Module, ...]:
    found = (path for source in SOURCES for path in sorted((ROOT / source).rglob("*.py")))
    return tuple(Module(_name(path), path) for path in found)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def within(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def is_pure(module: Module) -> bool:
    if module.name == NAMES_THE_SERVER or within(module.name, IMPURE_PARTS):
        return False
    return within(module.name, PURE) or within(module.name, PURE_PARTS)


def pure_modules() -> list[Module]:
    return [module for module in modules() if is_pure(module)]


def imports(module: Module, *, at_run_time: bool = False) -> Iterator[str]:
    """Dotted names, `from a import b` as a.b; at run time without those for type checkers."""
    tops = [top for top in module.tree.body if not (at_run_time and _is_for_typing(top))]
    for node in (node for top in tops for node in ast.walk(top)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_for_typing(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def reaches_out(name: str) -> bool:
    top, _, rest = name.partition(".")
    if name.startswith(REACHING_PARTS):
        return True
    return top in REACHING and rest not in ALLOWED.get(top, ())


def row_of(name: str) -> int | None:
    """None for what stands outside the house: libraries, and settings.py, which names classes."""
    return next((number for number, rooms in enumerate(ROWS) if within(name, rooms)), None)


def room_of(name: str) -> str:
    """crawler.discovery.feeds is of the room crawler.discovery."""
    parts = name.split(".")
    return ".".join(parts[: 2 if parts[0] == "crawler" else 1])


@pytest.mark.parametrize("module", pure_modules(), ids=lambda module: module.name)
def test_a_pure_module_imports_nothing_that_reaches_out(module: Module) -> None:
    assert [name for name in imports(module, at_run_time=True) if reaches_out(name)] == []


@pytest.mark.parametrize("module", pure_modules(), ids=lambda module: module.name)
def test_a_pure_module_opens_no_file_and_asks_no_clock(module: Module) -> None:
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    assert [ast.unparse(call) for call in calls if _reaches_out(call)] == []


def _reaches_out(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in REACHING_CALLS
    return isinstance(call.func, ast.Attribute) and call.func.attr in ASKS_THE_CLOCK


@pytest.mark.parametrize("module", pure_modules(), ids=lambda module: module.name)
def test_a_pure_module_imports_only_pure_ones_of_ours(module: Module) -> None:
    ours = [name for name in imports(module, at_run_time=True) if name.startswith(SOURCES)]
    pure = {FILES_OF_THE_PAGES, *(other.name for other in pure_modules())}
    # `from room import name`: the room, or the name is a module itself.
    assert [name for name in ours if not {name, name.rpartition(".")[0]} & pure] == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_imports_point_inwards(module: Module) -> None:
    row = row_of(module.name)
    if row is None:
        pytest.skip("stands outside the rows")
    outwards = [name for name in imports(module) if (row_of(name) or 0) > row]
    assert outwards == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_rooms_of_one_row_keep_apart_where_they_must(module: Module) -> None:
    forbidden = NEVER.get(room_of(module.name), ())
    assert [name for name in imports(module) if within(name, forbidden)] == []


def test_every_room_has_its_row() -> None:
    outside = {module.name for module in modules() if row_of(module.name) is None}
    assert {"crawler", "crawler.settings"} == outside


def test_only_extraction_imports_trafilatura() -> None:
    users = {
        room_of(module.name)
        for module in modules()
        if any(name.split(".")[0] == "trafilatura" for name in imports(module))
    }
    assert {"crawler.extraction"} == users


def test_settings_name_classes_and_import_none() -> None:
    (settings,) = (module for module in modules() if module.name == "crawler.settings")
    ours = {name for name in imports(settings) if name.startswith(SOURCES)}
    assert {"crawler.rooms.PROJECT_ROOT", "crawler.rooms.put_project_first"} == ours
