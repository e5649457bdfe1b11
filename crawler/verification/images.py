"""One folder of images: each file is what its name says, and some row of the ledger has it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from crawler.duplicates.images import sniff
from crawler.verification.files import UnreadableFileError, names_in, read_file
from crawler.verification.findings import Counted, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import NamedImage
    from crawler.verification.ledger_reading import SecondLook

# Many times what a download may have by default.
_MAX_IMAGE_BYTES = 256 * 1024 * 1024
_NAME = re.compile(r"([0-9a-f]{64})\.([a-z0-9]{1,5})")


class ImageFolder:
    """`folder` is relative to the archive, as images/67. With `quick` no image is read."""

    def __init__(
        self,
        archive: Path,
        folder: str,
        ledger: SecondLook,
        findings: Findings,
        *,
        quick: bool,
    ) -> None:
        self._archive = archive
        self._folder = folder
        self._ledger = ledger
        self._findings = findings
        self._quick = quick

    def check(self, rows: Iterable[NamedImage]) -> None:
        """`rows`: those of the ledger for this folder; 200 bytes each are held."""
        known = {row.name: row for row in rows}
        for name in names_in(self._archive / self._folder, self._folder, self._findings):
            place = f"{self._folder}/{name}"
            row = known.pop(name, None)
            found = _NAME.fullmatch(name)
            if found is None or not name.startswith(self._folder[-2:]):
                self._findings.add(place, "is no image of this folder")
                continue
            self._findings.counts[Counted.IMAGES] += 1
            self._findings.add_all(place, self._complaints(name, found[1], found[2], row))
        for name in sorted(known):
            self._findings.add(f"{self._folder}/{name}", "is missing")

    def _complaints(
        self, name: str, sha256: str, extension: str, row: NamedImage | None
    ) -> Iterator[str]:
        if row is None:
            yield from self._unknown(sha256)
        path = self._archive / self._folder / name
        if self._quick:
            if not path.is_file():
                yield "is no file"
            return
        try:
            body = read_file(path, _MAX_IMAGE_BYTES)
        except UnreadableFileError as error:
            yield str(error)
            return
        yield from image_complaints(body, sha256, extension, row)

    def _unknown(self, sha256: str) -> Iterator[str]:
        """What the copy of the ledger does not have; by the time of a second look it may."""
        if self._ledger.knows_image(sha256):
            return
        if self._ledger.is_unfinished():
            self._findings.notes[Note.UNPLACED] += 1
        # Its run may have ended between the two questions.
        elif not self._ledger.knows_image(sha256):
            yield "the ledger does not know it"


def image_complaints(
    body: bytes, sha256: str, extension: str, row: NamedImage | None
) -> Iterator[str]:
    if hashlib.sha256(body).hexdigest() != sha256:
        yield "its name is not the SHA-256 of its bytes"
    kind = sniff(body)
    if kind is None:
        yield "is no image of a kind that is kept"
        return
    if kind.extension != extension:
        yield f"its bytes are {kind.media_type}"
    if row is not None and (row.type, row.width, row.height) != (
        *(kind.media_type, kind.width, kind.height),
    ):
        yield "type or size are not the ledger's"
