"""Captures synced, files in place, ledger committed: in that order, and no file by halves."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path, PurePosixPath

import pytest

from crawler.extensions.checkpoint import Checkpoint, FileChangedError

PLACE = PurePosixPath("articles/2026/11/23/000_a.txt")


class Recorder:
    """What the checkpoint did, and what stood in the archive when it did it."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.steps: list[tuple[str, bool]] = []
        self.checkpoint = Checkpoint(
            archive,
            note_captures=lambda: self._note("noted"),
            sync_captures=lambda: self._note("synced"),
            commit=lambda: self._note("commit"),
        )

    def _note(self, step: str) -> None:
        self.steps.append((step, (self.archive / PLACE).exists()))


def nothing() -> None:
    """Of captures there are none."""


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path)


def test_captures_are_synced_before_files_appear_and_the_ledger_is_last(
    recorder: Recorder,
) -> None:
    recorder.checkpoint.stage(PLACE, b"text")
    asyncio.run(recorder.checkpoint.make())
    assert recorder.steps == [("noted", False), ("synced", False), ("commit", True)]
    assert (recorder.archive / PLACE).read_bytes() == b"text"


def test_until_then_a_file_has_another_name(recorder: Recorder) -> None:
    recorder.checkpoint.stage(PLACE, b"text")
    (staged,) = (recorder.archive / PLACE).parent.iterdir()
    assert staged.name == ".000_a.txt.tmp"


def test_afterwards_nothing_else_is_left(recorder: Recorder) -> None:
    recorder.checkpoint.stage(PLACE, b"text")
    asyncio.run(recorder.checkpoint.make())
    assert [recorder.archive / PLACE] == list((recorder.archive / PLACE).parent.iterdir())


def test_without_files_captures_and_ledger_are_made_safe_all_the_same(recorder: Recorder) -> None:
    asyncio.run(recorder.checkpoint.make())
    assert [step for step, _ in recorder.steps] == ["noted", "synced", "commit"]


def test_a_file_that_is_there_with_the_same_bytes_is_left_as_it_is(recorder: Recorder) -> None:
    final = recorder.archive / PLACE
    final.parent.mkdir(parents=True)
    final.write_bytes(b"text")
    before = final.stat().st_ino
    recorder.checkpoint.stage(PLACE, b"text")
    asyncio.run(recorder.checkpoint.make())
    assert before == final.stat().st_ino


def test_a_file_that_is_there_with_other_bytes_is_never_changed(recorder: Recorder) -> None:
    final = recorder.archive / PLACE
    final.parent.mkdir(parents=True)
    final.write_bytes(b"older")
    with pytest.raises(FileChangedError, match=r"000_a\.txt is there with other bytes"):
        recorder.checkpoint.stage(PLACE, b"text")
    assert final.read_bytes() == b"older"


def test_the_same_place_is_staged_once(recorder: Recorder) -> None:
    recorder.checkpoint.stage(PLACE, b"text")
    recorder.checkpoint.stage(PLACE, b"text")
    asyncio.run(recorder.checkpoint.make())
    assert (recorder.archive / PLACE).read_bytes() == b"text"


@pytest.mark.parametrize("step", ["sync", "replace"])
def test_nothing_is_committed_that_is_not_on_disk(tmp_path: Path, step: str) -> None:
    committed: list[bool] = []

    def sync() -> None:
        if step == "sync":
            raise OSError(28, "No space left on device")

    checkpoint = Checkpoint(
        tmp_path,
        note_captures=nothing,
        sync_captures=sync,
        commit=lambda: committed.append(True),
    )
    checkpoint.stage(PLACE, b"text")
    if step == "replace":
        (tmp_path / PLACE).mkdir()
    with pytest.raises(OSError, match=r"No space|directory"):
        asyncio.run(checkpoint.make())
    assert committed == []
    assert not checkpoint.gate.locked()


def test_decisions_wait_while_a_checkpoint_is_made_and_belong_to_the_next(
    tmp_path: Path,
) -> None:
    syncing, go_on = threading.Event(), threading.Event()
    committed: list[list[str]] = []
    decided: list[str] = ["first"]

    def sync() -> None:
        syncing.set()
        assert go_on.wait(5)

    checkpoint = Checkpoint(
        tmp_path,
        note_captures=nothing,
        sync_captures=sync,
        commit=lambda: committed.append(list(decided)),
    )

    async def decide() -> None:
        async with checkpoint.gate:
            checkpoint.stage(PLACE, b"text")
            decided.append("second")

    async def scene() -> None:
        making = asyncio.ensure_future(checkpoint.make())
        await asyncio.to_thread(syncing.wait, 5)
        deciding = asyncio.ensure_future(decide())
        await asyncio.sleep(0.01)
        assert not deciding.done()
        go_on.set()
        await asyncio.gather(making, deciding)
        assert committed == [["first"]]
        assert not (tmp_path / PLACE).exists()
        await checkpoint.make()

    asyncio.run(scene())
    assert committed == [["first"], ["first", "second"]]
    assert (tmp_path / PLACE).exists()
