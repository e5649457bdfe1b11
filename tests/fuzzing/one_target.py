"""One target under atheris, which takes the rest of the command line: see __main__.py."""

from __future__ import annotations

import sys

import atheris

# Its coverage is what leads the fuzzer, so ours is the code that has to be looked into.
with atheris.instrument_imports(include=["crawler"], enable_loader_override=False):
    from tests.fuzzing.targets import TARGETS

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
