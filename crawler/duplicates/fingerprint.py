"""How much two texts resemble each other, told from a few bytes of each.

An article goes in, a fingerprint comes out: a MinHash signature of its word triples by one
permutation hashing, and the numbers that it names. A triple is three words in a row, so that a word
that is changed changes three of them. Measured on 2026-11-26: 0.6 ms of CPU for 700 words; the
estimate is off by 0.04 (root mean square), two unrelated pages of 640 reach 0.24 at most.
https://arxiv.org/abs/1208.1259 (one permutation), https://arxiv.org/abs/1703.04664 (densification)
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.typography import without_typography

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crawler.article import Article

_BINS = 96
# Shorter texts have too few triples to tell; equal ones are found by their digest.
_MIN_SHINGLES = 40
# Triples of bins by which resembling texts are looked up, each a column of an index. Two texts of
# resemblance r share one with 1 - (1 - r**3)**24: .95 for .5, .79 for .4, .001 for .035.
_BANDS = 24
_BAND_BINS = 3
# Numbers that are told apart, at most; a page of results has hundreds.
_MAX_NUMBERS = 64
_MIN_NUMBERS = 4
_SAME_NUMBERS = 0.5

# Scripts without spaces count by the character: Thai, Lao, Burmese, Khmer, kana and Han. In the
# others vowels and accents may be marks, which \\w leaves out.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
    r"\u0f00-\u0fff]+"
)
_WORDS_ALONE = bytes(n if chr(n).isalnum() or chr(n) == "_" else 32 for n in range(256))
_DIGIT = re.compile(r"\d")
_BITS = (1 << 64) - 1
# The golden ratio's multiple of 2**64: neighbouring checksums end far from each other.
_SPREAD = 0x9E3779B97F4A7C15
_BYTE = 256
# Without a divisor in common with the number of bins.
_STRIDES = (5, 7, 11, 13, 17, 19, 23, 25, 29, 31, 35, 37, 41, 43, 47)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`signature` has a byte for each bin, `numbers` two for each number, sorted."""

    signature: bytes
    numbers: bytes


def fingerprint(article: Article) -> Fingerprint | None:
    """None for a text that is too short to be told from others by its words."""
    words = _words(" ".join(article.paragraphs).casefold())
    threes = zip(words, words[1:], words[2:], strict=False)
    # Loops of C alone: a third of the time of a comprehension.
    checksums = set(map(zlib.crc32, map(b" ".join, threes)))
    if len(checksums) < _MIN_SHINGLES:
        return None
    return Fingerprint(_signature(checksums), _numbers(words))


def _words(text: str) -> list[bytes]:
    plain = without_typography(text, " ")
    try:  # the same words in a fifth of the time
        spaced = plain.encode("latin-1").translate(_WORDS_ALONE).decode("latin-1")
    except UnicodeEncodeError:
        spaced = " ".join(_WORD.findall(text))
    # No word has a space in it, so that all of them can be encoded at once.
    return spaced.encode("utf-8", "surrogatepass").split()


def resemblance(one: Fingerprint, other: Fingerprint) -> float:
    """The share of their word triples that both have, from 0 to 1.

    0 for forms that are filled in anew each day (weather, lottery, stock exchange): their words are
    the same, and most of their numbers are not.
    """
    if _are_one_form(one.numbers, other.numbers):
        return 0.0
    pairs = zip(one.signature, other.signature, strict=True)
    equal = sum(a == b for a, b in pairs) / _BINS
    # One bin in 256 is equal by chance, as a byte is all that is kept of it.
    return max(0.0, (equal - 1 / _BYTE) / (1 - 1 / _BYTE))


def bands(signature: bytes) -> Iterator[int]:
    """Numbers below 2**29; texts that resemble each other have one in common."""
    for band in range(_BANDS):
        at = band * _BAND_BINS
        yield band << 24 | int.from_bytes(signature[at : at + _BAND_BINS])


def _signature(checksums: Iterable[int]) -> bytes:
    """Of each bin the least hash, and of that the byte that says least of its size."""
    hashes = [checksum * _SPREAD & _BITS for checksum in checksums]
    hashes.sort(reverse=True)
    # The last one of a bin, which is its least, stays.
    least = {(mixed >> 40) % _BINS: mixed for mixed in hashes}
    return bytes([_filled(least, place) >> 24 & 0xFF for place in range(_BINS)])


def _filled(least: Mapping[int, int], place: int) -> int:
    """An empty bin borrows from the first full one on a way of its own through all bins."""
    stride = _STRIDES[place % len(_STRIDES)]
    while place not in least:
        place = (place + stride) % _BINS
    return least[place]


def _numbers(words: Iterable[bytes]) -> bytes:
    found = (word for word in set(words) if not word.isalpha() and _has_digit(word))
    hashes = {zlib.crc32(word) & 0xFFFF for word in found}
    return b"".join([number.to_bytes(2) for number in sorted(hashes)[:_MAX_NUMBERS]])


def _has_digit(word: bytes) -> bool:
    return _DIGIT.search(word.decode("utf-8", "surrogatepass")) is not None


def _are_one_form(one: bytes, other: bytes) -> bool:
    ours, theirs = _pairs(one), _pairs(other)
    fewer = min(len(ours), len(theirs))
    return fewer >= _MIN_NUMBERS and len(ours & theirs) < _SAME_NUMBERS * fewer


def _pairs(numbers: bytes) -> set[bytes]:
    return {numbers[at : at + 2] for at in range(0, len(numbers), 2)}
