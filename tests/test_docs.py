"""The documents say what is true: settings, exit codes, keys, words and links are compared."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from dataclasses import fields
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from scrapy.settings import default_settings

from crawler import article, settings
from crawler.duplicates.decision import Standing
from crawler.exit_codes import ExitCode
from crawler.extensions.warcinfo import SETTINGS_THAT_MATTER
from crawler.extraction.page import Flag
from crawler.ledger import Reason, State
from crawler.seeds import SeedKind, read_seeds
from crawler.warc.exchange import Provenance
from crawler.warc.fields import fetch_fields, provenance_fields
from crawler.warc.record import RecordIds
from crawler.warc.records import exchange_records
from tests.documents import DOCUMENTS, blocks_of, links_of, quoted_in, rows_of, text_of
from tests.project_copy import ROOT
from tests.warc.samples import exchange

if TYPE_CHECKING:
    from pathlib import Path

README_MAX_LINES = 200
LANGUAGES = {"sh", "python", "text", "crontab", "ini"}
OPERATIONS = "docs/operations.md"
OUTPUT = "docs/output.md"
SETTING = re.compile(r"\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b")
# Written so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(rb"(?:^|[^a-zA-Z0-9.])/(?:wor[k]|roo[t]|tm[p])/[a-z]")
PACKAGE_INDEX = re.compile(rb"index[-]url|pythonhoste[d]|pypi\.or[g]|registry\.npmj[s]")

# PROJECT_ROOT is imported there, and set nowhere.
OURS = {n: v for n, v in vars(settings).items() if n.isupper() and n != "PROJECT_ROOT"}


def tracked_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git repository to ask which files are tracked")
    words = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name.decode() for name in listed.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


def test_the_readme_is_short() -> None:
    assert len(text_of("README.md").splitlines()) < README_MAX_LINES


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document: str) -> None:
    folder = (ROOT / document).parent
    assert all((folder / link).exists() for link in links_of(document)), links_of(document)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_block_says_what_language_it_is_in(document: str) -> None:
    assert {block.language for block in blocks_of(document)} <= LANGUAGES


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != "CONTRIBUTING.md"])
def test_each_setting_that_is_named_exists(document: str) -> None:
    exit_codes = {code.name for code in ExitCode}
    named = set(SETTING.findall(text_of(document)))
    assert set() == named - OURS.keys() - set(vars(default_settings)) - exit_codes


def test_each_setting_of_ours_is_named() -> None:
    assert set() == OURS.keys() - quoted_in(OPERATIONS)


def test_the_defaults_of_settings_are_those_of_the_code() -> None:
    rows = [row for row in rows_of(OPERATIONS) if SETTING.fullmatch(row[0].strip("`"))]
    stated = {row[0].strip("`"): row[1].strip("`") for row in rows}
    assert {name: str(OURS[name]) for name in stated} == stated
    assert len(stated) > 20


def test_the_table_of_exit_codes_is_the_codes() -> None:
    rows = [row for row in rows_of(OPERATIONS) if row[0].isdecimal()]
    assert {code.name: int(code) for code in ExitCode} == {
        row[1].strip("`"): int(row[0]) for row in rows
    }


def test_the_readme_names_every_exit_code() -> None:
    codes = [re.findall(r"\d+", row[0]) for row in rows_of("README.md")]
    assert sorted(ExitCode) == sorted(int(code) for row in codes for code in row)


@pytest.mark.parametrize("name", ["Article", "Image", "RelatedLink", "CaptureRef", "NearDuplicate"])
def test_each_key_of_the_record_is_named(name: str) -> None:
    shape: Any = getattr(article, name)
    assert set() == {field.name for field in fields(shape)} - quoted_in(OUTPUT)


@pytest.mark.parametrize("words", [State, Reason, Flag, article.Access, article.ImageRole])
def test_each_word_of_a_fixed_vocabulary_is_named(words: Any) -> None:
    assert set() == {*map(str, words), str(Standing.CANONICAL_DISAGREES)} - quoted_in(OUTPUT)


def test_each_field_of_a_capture_is_named() -> None:
    ids = RecordIds("urn:a", "urn:b", "urn:c", "urn:d")
    whole = b"".join(record.content for record in exchange_records(exchange(tls_version="x"), ids))
    named = {match.decode() for match in re.findall(rb"^(WARC-[\w-]+):", whole, re.MULTILINE)}
    named -= {"WARC-Type", "WARC-Record-ID"}  # every WARC record has these
    named |= provenance_fields(Provenance()).keys() | fetch_fields(exchange(), b"").keys()
    named |= {f"setting-{name}" for name in SETTINGS_THAT_MATTER}
    assert set() == named - quoted_in("docs/warc.md")


def test_the_example_list_names_no_seed_until_its_lines_are_taken_from_their_comments() -> None:
    lines = text_of("seeds.txt").splitlines()
    assert all(line.startswith("#") for line in lines if line)
    examples = [line[1:] for line in lines if re.match(r"#\S", line)]
    seeds = list(read_seeds("\n".join(examples).encode(), "seeds.txt"))
    assert {*SeedKind, None} == {seed.kind for seed in seeds}


def test_every_dependency_has_a_version_that_the_checks_ran_with() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    pinned = dict(line.lower().split("==") for line in text_of("constraints.txt").splitlines())
    for requirement in map(Requirement, wanted):
        name = requirement.name.lower().replace("-", "_")
        versions = [v for other, v in pinned.items() if other.replace("-", "_") == name]
        assert [requirement.specifier.contains(version) for version in versions] == [True], name


def test_no_file_names_a_place_on_one_machine_or_a_package_index() -> None:
    for path in tracked_files():
        content = path.read_bytes()
        found = MACHINE_PATH.search(content) or PACKAGE_INDEX.search(content)
        assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]!r}"


def test_the_seed_lists_that_are_shown_can_be_read() -> None:
    lists = [block.text for block in blocks_of("docs/seeds.md") if block.language == "text"]
    counts = [len(list(read_seeds(text.encode(), "seeds.txt"))) for text in lists]
    assert counts == [4, 3, 2]
