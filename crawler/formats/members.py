"""The members of a JSON object, read with the type that each must have.

A decoded JSON value goes in, typed values come out; RecordError says which member is wrong
(`images[2].width`) and how.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.formats import moments

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


class RecordError(ValueError):
    """The message names the member."""


@dataclass(frozen=True, slots=True)
class Members:
    values: dict[str, Any]
    place: str

    @classmethod
    def of(cls, value: object, shape: type, place: str) -> Members:
        """`shape` is the dataclass whose fields the object must have: all of them, no others."""
        if not isinstance(value, dict):
            raise RecordError(f"{place}: expected an object, found {_kind(value)}")
        expected = {field.name for field in fields(shape)}
        for name in sorted(expected ^ value.keys()):
            raise RecordError(f"{place}: {'no' if name in expected else 'unknown'} member {name!r}")
        return cls(value, place)

    def text(self, name: str) -> str:
        return self._typed(name, str, "text")

    def text_or_none(self, name: str) -> str | None:
        return None if self.values[name] is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        found = self._typed(name, list, "a list")
        if not all(isinstance(text, str) for text in found):
            raise self._error(name, "a list of text")
        return tuple(found)

    def integer(self, name: str) -> int:
        return self._typed(name, int, "a whole number")

    def integer_or_none(self, name: str) -> int | None:
        return None if self.values[name] is None else self.integer(name)

    def number(self, name: str) -> float:
        found = self._typed(name, float, "a number")
        if not math.isfinite(found):
            raise self._error(name, "a finite number")
        return found

    def word(self, name: str, words: type[Word]) -> Word:
        try:
            return words(self.text(name))
        except ValueError as error:
            raise self._error(name, f"one of {', '.join(words)}") from error

    def moment(self, name: str) -> datetime | date | None:
        return self._read(name, moments.moment)

    def instant(self, name: str) -> datetime | None:
        return self._read(name, moments.instant)

    def objects(self, name: str, shape: type) -> list[Members]:
        found = self._typed(name, list, "a list")
        place = f"{self.place}.{name}"
        return [Members.of(value, shape, f"{place}[{at}]") for at, value in enumerate(found)]

    def object_or_none(self, name: str, shape: type) -> Members | None:
        value = self.values[name]
        return None if value is None else Members.of(value, shape, f"{self.place}.{name}")

    def _typed(self, name: str, wanted: type[T], words: str) -> T:
        value = self.values[name]
        # Not isinstance: True is an int to it.
        if type(value) is not wanted:
            raise self._error(name, words)
        return value

    def _read(self, name: str, reader: Callable[[str], T]) -> T | None:
        if self.values[name] is None:
            return None
        try:
            return reader(self.text(name))
        except ValueError as error:
            raise RecordError(f"{self.place}.{name}: {error}") from error

    def _error(self, name: str, wanted: str) -> RecordError:
        return RecordError(
            f"{self.place}.{name}: expected {wanted}, found {_kind(self.values[name])}"
        )


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__
