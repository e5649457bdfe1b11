"""The group commit: captures synced, then files in place, then the ledger committed.

That order is what "archived" in the ledger stands on. Syncing and renaming run in a thread while
fetching and extraction go on; only changes to the ledger wait, at the gate, so that a commit never
holds a row whose file or capture is not yet safe.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.durable import sync, temporary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path, PurePosixPath


class FileChangedError(Exception):
    """A file of the archive is there with other bytes: it is left as it is."""


class Checkpoint:
    """`gate` is held by whoever changes the ledger or stages a file.

    `note_captures` writes into the ledger what `sync_captures`, in another thread, then makes safe.
    """

    def __init__(
        self,
        archive: Path,
        *,
        note_captures: Callable[[], None],
        sync_captures: Callable[[], None],
        commit: Callable[[], None],
        after_a_kill: bool = False,
    ) -> None:
        self.gate = asyncio.Lock()
        self._archive = archive
        self._after_a_kill = after_a_kill
        self._note_captures = note_captures
        self._sync_captures = sync_captures
        self._commit = commit
        self._staged: dict[Path, Path] = {}

    def stage(self, path: PurePosixPath, content: bytes) -> None:
        """Writes `content` beside its place; the next checkpoint puts it there.

        Raises FileChangedError where a file with other bytes stands: none is ever changed, but for
        one that a killed run had put in place and not yet committed, so that nobody was told of it.
        """
        final = self._archive / path
        if final in self._staged or self._stands(final, content):
            return
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = temporary_of(final)
        temporary.write_bytes(content)
        self._staged[final] = temporary

    def _stands(self, final: Path, content: bytes) -> bool:
        try:
            standing = final.read_bytes()
        except FileNotFoundError:
            return False
        if standing != content and not self._after_a_kill:
            raise FileChangedError(f"{final} is there with other bytes; it was left as it is")
        return standing == content

    async def make(self) -> None:
        async with self.gate:
            staged, self._staged = self._staged, {}
            self._note_captures()
            await asyncio.to_thread(self._make_safe, staged)
            self._commit()

    def _make_safe(self, staged: dict[Path, Path]) -> None:
        self._sync_captures()
        for temporary in staged.values():
            sync(temporary)
        for final, temporary in staged.items():
            temporary.replace(final)
        for folder in _folders(staged, self._archive):
            sync(folder)


def _folders(files: Iterable[Path], archive: Path) -> set[Path]:
    """All between the files and the archive: a new one's name is safe once its parent is synced."""
    return {
        folder
        for file in files
        for folder in file.parents
        if folder == archive or archive in folder.parents
    }
