"""How often a process that reads thousands of pages looks for cyclic garbage."""

from __future__ import annotations

import gc

# Objects more than before, until the young ones are looked through: those of a few pages, where
# Python's 700 are a part of one.
_YOUNG_OBJECTS = 10_000


def collect_rarely() -> None:
    """Call it when the modules are imported: they are looked through no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)
