"""File systems that are full, out of inodes, read-only, or of somebody else: each is code 5.

Real mounts, so only where the tests may make some (root in a container, say).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import LIMIT_S, ROOT, WORKERS, check, crawl, words
from tests.end_to_end.same_archive import contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.conftest import Run

SETTINGS = {**WORKERS, "CHECKPOINT_INTERVAL_S": 0.1}
ROOM = "size=64M,nr_inodes=100k"
MOUNT, UMOUNT, UNSHARE = (shutil.which(name) or "" for name in ("mount", "umount", "unshare"))
# Root without the right to pass over permissions.
LIKE_OTHERS = ("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override")


def _may_mount() -> bool:
    if os.geteuid() or not (MOUNT and UMOUNT and UNSHARE):
        return False
    tried = [UNSHARE, "--mount", MOUNT, "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _may_mount(), reason="nothing can be mounted here")


def mount(*options: str) -> None:
    subprocess.run([MOUNT, *options], check=True)


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Archive]:
    folder.mkdir()
    mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield Archive(folder / "archive")
    finally:
        subprocess.run([UMOUNT, "--lazy", str(folder)], check=True)


def assert_refused(done: subprocess.CompletedProcess[str], why: str) -> None:
    assert done.returncode == 5, done.stderr
    assert why in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def assert_completed(archive: Archive, seeds: str, demo_run: Run) -> None:
    done = crawl(archive, seeds, **SETTINGS)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(archive) == contents(demo_run.archive)
    assert archive.left_overs() == []
    checked = check(archive)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    "options",
    # 400k to 1300k, and 30 to 90 inodes, were tried too; each costs seconds.
    ["size=700k,nr_inodes=100k", "size=64M,nr_inodes=60"],
)
def test_a_disk_that_fills_up_in_the_middle_is_code_5_and_the_next_run_completes(
    tmp_path: Path, demo_seeds: str, demo_run: Run, options: str
) -> None:
    with disk(tmp_path / "disk", options) as archive:
        full = crawl(archive, demo_seeds, **SETTINGS)
        assert_refused(full, "[Errno 28]")
        # An index that found no room is made by the next run.
        assert [each for each in archive.warc_problems() if ".cdxj" not in each] == []
        mount("-o", f"remount,{ROOM}", str(archive.folder.parent))
        assert_completed(archive, demo_seeds, demo_run)


def test_a_disk_that_is_read_only_is_code_5_before_the_first_request(
    tmp_path: Path, demo_seeds: str, demo_run: Run
) -> None:
    with disk(tmp_path / "disk", ROOM) as archive:
        archive.folder.mkdir()
        mount("-o", "remount,ro", str(archive.folder.parent))
        done = crawl(archive, demo_seeds, **SETTINGS)
        assert_refused(done, "Read-only file system")
        assert list(archive.folder.iterdir()) == []
        mount("-o", "remount,rw", str(archive.folder.parent))
        assert_completed(archive, demo_seeds, demo_run)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv is not installed")
@pytest.mark.parametrize("name", ["warc", "images"])
def test_a_folder_of_somebody_else_is_code_5_and_the_next_run_completes(
    archive: Archive, demo_seeds: str, demo_run: Run, name: str
) -> None:
    folder = archive.folder / name
    folder.mkdir(parents=True)
    folder.chmod(0o555)
    done = subprocess.run(
        [*LIKE_OTHERS, *words(archive.folder, SETTINGS, demo_seeds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert_refused(done, "Permission denied")
    folder.chmod(0o755)
    assert_completed(archive, demo_seeds, demo_run)
