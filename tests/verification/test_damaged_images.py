"""What can befall images, each with the line that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verification.verified import Copy, Damages, found

if TYPE_CHECKING:
    from tests.verification.verified import Damage

DAMAGES = Damages()


def _records_with_image(copy: Copy) -> list[str]:
    name = copy.name(copy.image)
    records = sorted(copy.folder.glob("articles/*/*/*/*.json"))
    return [copy.name(path) for path in records if f'"{name}"' in path.read_text("utf-8")]


@DAMAGES.add
def a_byte_of_an_image_changed(copy: Copy) -> list[str]:
    content = bytearray(copy.image.read_bytes())
    content[-1] ^= 1
    copy.image.write_bytes(content)
    return [f"{copy.name(copy.image)}: its name is not the SHA-256 of its bytes"]


@DAMAGES.add
def an_image_missing(copy: Copy) -> list[str]:
    copy.image.unlink()
    name = copy.name(copy.image)
    wanting = [f"{record}: image {name} is missing" for record in _records_with_image(copy)]
    assert wanting
    return sorted([f"{name}: is missing", *wanting])


@DAMAGES.add
def an_image_with_another_extension(copy: Copy) -> list[str]:
    ((key,),) = copy.sql("SELECT key FROM images WHERE path = ?", copy.name(copy.image))
    other = copy.image.with_suffix(".jpg")
    copy.image.rename(other)
    copy.sql("UPDATE images SET path = ? WHERE key = ?", copy.name(other), key)
    name = copy.name(copy.image)
    wanting = [f"{record}: image {name} is missing" for record in _records_with_image(copy)]
    return sorted([f"{copy.name(other)}: its bytes are image/png", *wanting])


@DAMAGES.add
def an_image_of_another_size_in_the_ledger(copy: Copy) -> list[str]:
    copy.sql("UPDATE images SET width = 1 WHERE path = ?", copy.name(copy.image))
    return [f"{copy.name(copy.image)}: type or size are not the ledger's"]


@DAMAGES.add
def an_image_that_is_empty(copy: Copy) -> list[str]:
    copy.image.write_bytes(b"")
    name = copy.name(copy.image)
    return [
        f"{name}: is no image of a kind that is kept",
        f"{name}: its name is not the SHA-256 of its bytes",
    ]


@DAMAGES.add
def an_image_that_the_ledger_does_not_know(copy: Copy) -> list[str]:
    copy.sql("UPDATE images SET path = NULL, sha256 = NULL WHERE path = ?", copy.name(copy.image))
    return [f"{copy.name(copy.image)}: the ledger does not know it"]


@DAMAGES.add
def an_image_in_another_folder(copy: Copy) -> list[str]:
    other = copy.folder / "images/zz"
    other.mkdir()
    (copy.image.parent / "x.png").touch()
    return sorted(
        [
            f"{copy.name(copy.image.parent)}/x.png: is no image of this folder",
            "images/zz: is no part of an archive",
        ]
    )


@pytest.mark.parametrize("inflict", DAMAGES.known, ids=lambda inflict: inflict.__name__)
def test_damage_is_named(copy: Copy, inflict: Damage) -> None:
    expected = inflict(copy)
    assert sorted(expected) == found(copy)
