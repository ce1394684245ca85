"""`python -m measure DATA [--full] [--out FOLDER] [--only SECTION,...]`: measures every section and prints the report."""

import argparse
import os
import platform
import time
from pathlib import Path

from . import sections

PEERS = ("nomenklatura", "rapidfuzz", "splink", "duckdb", "rigour")


def main() -> None:
    words = argparse.ArgumentParser(prog="bench/screening/run", description=__doc__)
    words.add_argument("data", type=Path)
    words.add_argument("--full", action="store_true", help="every query, more peers, a million names (an hour or more)")
    words.add_argument("--out", type=Path, help="where the report and the runs are kept")
    words.add_argument("--only", help=f"some of: {', '.join(sections.ALL)}")
    words.add_argument("--work", type=Path, required=True)
    given = words.parse_args()
    out = given.out or given.work
    out.mkdir(parents=True, exist_ok=True)
    chosen = given.only.split(",") if given.only else list(sections.ALL)
    unknown = [name for name in chosen if name not in sections.ALL]
    if unknown:
        words.error(f"no section {', '.join(unknown)}; there are {', '.join(sections.ALL)}")
    with (out / "report.md").open("w", encoding="utf-8") as file:

        def tell(text: str = "") -> None:
            print(text, flush=True)
            print(text, file=file, flush=True)

        from importlib.metadata import version

        tell(f"# Screening side by side ({'full' if given.full else 'quick'})")
        tell()
        tell(f"{', '.join(f'{name} {version(name)}' for name in PEERS)}; Python {platform.python_version()}.")
        tell("Processor time of one core; load beside each section. Scores of engines are not comparable: each is also shown")
        tell("at its own best threshold.")
        for name in chosen:
            start = time.time()
            tell()
            sections.ALL[name](sections.Place(given.data, out, given.full, tell))
            tell()
            tell(f"({name}: {time.time() - start:.0f} s by the wall, load {os.getloadavg()[0]:.1f})")


main()
