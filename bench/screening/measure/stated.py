"""Figures of the peers as they were stated before (stated.tsv, over every query), so that a run that differs says so."""

from pathlib import Path

from .tables import cells

TABLE = cells(Path(__file__).with_name("stated.tsv"))


def compare(given: str, engine: str, figures: dict) -> list[str]:
    """A line for each figure that is off by more than 5 % from the stated one, with the reason where it is known."""
    lines = []
    for row in TABLE:
        now = figures.get(row["figure"])
        if (row["set"], row["engine"]) != (given, engine) or now is None:
            continue
        then = float(row["stated"])
        if abs(now - then) > 0.05 * then:
            lines.append(f"{engine} on {given}: {row['figure']} {now:.3f}, stated {then:.3f}. {row['why']}")
    return lines
