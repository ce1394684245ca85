"""rapidfuzz over names in Latin letters: `python -m measure.rapid SCORER FOLDER OUT [TOP]`. SCORER is token-sort, ratio,
jaro-winkler or WRatio. Every query against every name (process.cdist); names become Latin by ICU first (normality), in lower
case. token-sort is fuzz.ratio over words sorted beforehand, which gives the scores of fuzz.token_sort_ratio in less time."""

import json
import sys
import time
from pathlib import Path

import numpy
from normality import ascii_text
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from . import figures, tables

SCORERS = {
    "token-sort": (fuzz.ratio, 100.0),
    "ratio": (fuzz.ratio, 100.0),
    "WRatio": (fuzz.WRatio, 100.0),
    "jaro-winkler": (JaroWinkler.similarity, 1.0),
}
BATCH = 64


def latin(name: str, scorer: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in (ascii_text(name) or "")).lower().split()
    return " ".join(sorted(words) if scorer == "token-sort" else words)


def main(scorer: str, folder: str, out: str, top: str = "25") -> None:
    measure, whole = SCORERS[scorer]
    start = time.process_time()
    entities = tables.read(Path(folder) / "entities.tsv", "entity_id")
    names = [(latin(name, scorer), at) for at, row in enumerate(entities) for name in row.names()]
    texts, owners = [name for name, _ in names], numpy.array([at for _, at in names])
    built = time.process_time() - start
    queries = tables.read(Path(folder) / "queries.tsv", "query_id")
    run: figures.Run = {}
    start = time.process_time()
    comparing = 0.0
    for first in range(0, len(queries), BATCH):
        rows = queries[first : first + BATCH]
        before = time.process_time()
        scores = process.cdist([latin(row.name, scorer) for row in rows], texts, scorer=measure, workers=1)
        comparing += time.process_time() - before
        for row, found in zip(rows, scores):
            run[row.id] = best(found, owners, entities, int(top), whole)
    spent = time.process_time() - start
    figures.write_run(Path(out), run)
    print(json.dumps({
        "names": len(texts), "build_s": built, "query_ms": 1000 * spent / len(queries),
        "compared_per_s": len(texts) * len(queries) / comparing,
    }))


def best(scores, owners, entities, top: int, whole: float):
    """The best name of each entity counts; ties in the order of the table."""
    most = min(len(scores), 8 * top)
    near = numpy.argpartition(-scores, most - 1)[:most]
    kept: dict[int, float] = {}
    for at in sorted(near, key=lambda at: (-scores[at], at)):
        kept.setdefault(int(owners[at]), float(scores[at]) / whole)
    return [(entities[owner].id, score) for owner, score in list(kept.items())[:top] if score > 0]


if __name__ == "__main__":
    main(*sys.argv[1:])
