"""FEBRL tables: records of invented people, the same person by the number in `rec_id`, and what is right about groups."""

import csv
from itertools import combinations
from pathlib import Path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(file)]


def person(record: str) -> str:
    return record.split("-")[1]


def true_pairs(records: list[str]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for record in records:
        groups.setdefault(person(record), []).append(record)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def f1(found: set[tuple[str, str]], true: set[tuple[str, str]]) -> float:
    hits = len(found & true)
    return 2 * hits / (len(found) + len(true)) if found or true else 0.0


def pair_f1(pairs, threshold: float, true) -> float:
    return f1({tuple(sorted((a, b))) for a, b, score in pairs if score >= threshold}, true)


def cluster_f1(pairs, threshold: float, true) -> float:
    """Over all pairs of the groups that the found pairs connect."""
    leader: dict[str, str] = {}

    def find(one: str) -> str:
        while leader.setdefault(one, one) != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for a, b, score in pairs:
        if score >= threshold:
            leader[find(a)] = find(b)
    groups: dict[str, list[str]] = {}
    for one in list(leader):
        groups.setdefault(find(one), []).append(one)
    return f1({pair for group in groups.values() for pair in combinations(sorted(group), 2)}, true)


def best(pairs, true) -> tuple[float, float]:
    return max((pair_f1(pairs, step / 50, true), step / 50) for step in range(1, 51))
