"""Fuzzing by coverage: `python -m tests.fuzzing all --seconds 600`, or one target's name.

Needs atheris (`pip install -e ".[fuzz]"`). Each target runs in a process of its own for the seconds
given, again after every finding, on inputs that are kept in --folder from one time to the next.
An input that raised, took longer than ten seconds or 2 GB lies in --findings afterwards; what is
mended is kept as tests/fuzzing/found/TARGET/NAME.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.fuzzing.starts import corpora, starts
from tests.fuzzing.targets import TARGETS
from tests.project_copy import ROOT

WORDS = Path(__file__).parent / "words"
INPUT_LIMIT_S = 10
MEMORY_LIMIT_MB = 2_048
MAX_INPUT_BYTES = 65_536
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


@dataclass(slots=True)
class Outcome:
    target: str
    inputs: int = 0
    seconds: float = 0.0
    findings: int = 0

    def __str__(self) -> str:
        return f"{self.target:12} {self.inputs:>10,} {self.seconds:>8.0f} {self.findings:>8}"


def main() -> int:
    asked = _asked()
    targets = TARGETS if asked.target == "all" else (asked.target,)
    sys.stdout.write(f"{'target':12} {'inputs':>10} {'seconds':>8} {'findings':>8}\n")
    found = 0
    for target in targets:
        outcome = _fuzzed(target, asked)
        found += outcome.findings
        sys.stdout.write(f"{outcome}\n")
        sys.stdout.flush()
    return 1 if found else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", choices=["all", *TARGETS])
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "fuzzing")
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    return parser.parse_args()


def _fuzzed(target: str, asked: argparse.Namespace) -> Outcome:
    kept, findings = asked.folder.resolve() / target, asked.findings.resolve() / target
    kept.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(starts(target)):
        (kept / f"start-{number}").write_bytes(start)
    outcome = Outcome(target)
    started = time.monotonic()
    while (left := asked.seconds - (time.monotonic() - started)) >= 1:
        before = len(list(findings.iterdir()))
        outcome.inputs += _run(target, left, kept, findings)
        outcome.findings += len(list(findings.iterdir())) - before
    outcome.seconds = time.monotonic() - started
    return outcome


def _run(target: str, seconds: float, kept: Path, findings: Path) -> int:
    """The number of inputs that were tried until the time was over, or one was found."""
    command = [
        *(sys.executable, "-m", "tests.fuzzing.one_target", target),
        *(str(kept), *map(str, corpora(target))),
        f"-artifact_prefix={findings}/",
        f"-max_total_time={seconds:.0f}",
        f"-timeout={INPUT_LIMIT_S}",
        f"-rss_limit_mb={MEMORY_LIMIT_MB}",
        f"-max_len={MAX_INPUT_BYTES}",
        "-print_final_stats=1",
    ]
    if (words := WORDS / f"{target}.txt").exists():
        command.append(f"-dict={words}")
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    (findings.parent / f"{target}.log").write_text(ran.stdout + ran.stderr, encoding="utf-8")
    executed = _EXECUTED.search(ran.stderr)
    if executed is None:
        raise SystemExit(f"{target} did not run: {ran.stderr[-2_000:]}")
    return int(executed[1])


if __name__ == "__main__":
    sys.exit(main())
