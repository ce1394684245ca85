"""Engines, each in a process of its own so that its memory is its own. An engine is given a set's folder and writes a run."""

import json
import os
import subprocess
import sys
from pathlib import Path


def ours(*words) -> dict:
    return _measured([os.environ["OURS"], *map(str, words)])


def peer(module: str, *words) -> dict:
    return _measured([sys.executable, "-m", f"measure.{module}", *map(str, words)])


def _measured(command: list[str]) -> dict:
    """What the engine says of itself (one JSON object, the last line), its processor time and its peak memory."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{Path(command[0]).name} {' '.join(command[1:4])} ended with {process.returncode}")
    lines = [line for line in said.splitlines() if line.startswith("{")]
    figures = json.loads(lines[-1]) if lines else {}
    return figures | {"cpu_s": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024}
