"""Serves the demonstration until it is interrupted: `python -m crawler.demo [PORT]`.

The seed list goes to stdout, so that it can be kept in a file. Exit code 2 when the port is taken.
"""

from __future__ import annotations

import contextlib
import sys
from threading import Event

from crawler.demo import DEFAULT_PORT, DemoPortTakenError, serve


def main(arguments: list[str]) -> int:
    if arguments and not (len(arguments) == 1 and arguments[0].isdecimal()):
        sys.stderr.write("usage: python -m crawler.demo [PORT]\n")
        return 2
    port = int(arguments[0]) if arguments else DEFAULT_PORT
    try:
        newspaper = serve(port)
    except DemoPortTakenError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    with newspaper, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(newspaper.seeds)
        sys.stdout.flush()
        Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
