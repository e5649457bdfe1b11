"""Each attack in a crawl of its own, with ten good articles: what became of it, at what cost.

`python -m tests.end_to_end.attacks` prints the table of docs/security.md.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.end_to_end.attacks.stage import every_attack, expected_outcomes, staged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.end_to_end.attacks.attack import Attack


def main() -> int:
    failed = 0
    failed += _told("none: ten good articles and a robots.txt of 10 MB", [])
    for attack in every_attack():
        failed += _told(attack.name, [attack])
    return 1 if failed else 0


def _told(name: str, attacks: Sequence[Attack]) -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        staged(attacks, Path(folder)) as stage,
    ):
        expected = expected_outcomes(attacks)
        found = {path: stage.archive.outcome(stage.paper.url(path)) for path in expected}
        wrong = {path: found[path] for path in expected if found[path] != expected[path]}
        outcomes = sorted({word for attack in attacks for word in attack.outcomes.values()})
        sys.stdout.write(
            f"| {name} | {', '.join(outcomes)} | {stage.peak_mb:.0f} MB | {stage.seconds:.1f} s |\n"
        )
        if wrong or stage.exit_code not in {0, 3}:
            sys.stdout.write(f"  WRONG: exit {stage.exit_code}, {wrong}, {stage.stderr[-500:]}\n")
        sys.stdout.flush()
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
