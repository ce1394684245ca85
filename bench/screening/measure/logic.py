"""nomenklatura logic-v2: `python -m measure.logic search FOLDER OUT` puts its own blocker (at its documented defaults) before
it, as its cross-referencing does; `... pairs CASES OUT` compares labelled pairs of names."""

import csv
import json
import sys
import tempfile
import time
from pathlib import Path

from followthemoney import Dataset, StatementEntity, model
from nomenklatura.blocker.index import Index
from nomenklatura.matching import LogicV2
from nomenklatura.resolver import Linker
from nomenklatura.store import MemoryStore

from . import figures, tables

DATASET = Dataset.make({"name": "bench", "title": "bench"})
SCHEMATA = {"Person", "Organization", "Company", "Vessel", "Airplane"}


def entity(row: tables.Row) -> StatementEntity:
    made = model.get(row.schema if row.schema in SCHEMATA else "LegalEntity")
    one = StatementEntity(DATASET, {"schema": made.name, "id": row.id})
    one.add("name", row.name)
    one.add("alias", row.names()[1:])
    if row.schema == "Person":
        one.add("birthDate", row.dob)
        one.add("nationality", row.nationality)
    elif "jurisdiction" in made.properties:
        one.add("jurisdiction", row.nationality)
    return one


def search(folder: str, out: str) -> None:
    entities = tables.read(Path(folder) / "entities.tsv", "entity_id")
    queries = tables.read(Path(folder) / "queries.tsv", "query_id")
    start = time.process_time()
    store = MemoryStore(DATASET, Linker({}))
    with store.writer() as writer:
        for row in entities:
            writer.add_entity(entity(row))
    with tempfile.TemporaryDirectory() as place:
        index = Index(store.default_view(), Path(place))
        index.con.execute("SET threads TO 1")
        index.build()
        built = time.process_time() - start
        asked = {row.id: entity(row) for row in queries}
        start = time.process_time()
        blocked = {query.id: [found.id for found, _ in matches] for query, matches in index.match_entities(asked.values())}
        blocking = time.process_time() - start
    view, config = store.default_view(), LogicV2.default_config()
    held = {row.id: view.get_entity(row.id) for row in entities}
    # The first comparison loads its reference data.
    LogicV2.compare(next(iter(asked.values())), next(iter(held.values())), config)
    start = time.process_time()
    run: figures.Run = {}
    compared = 0
    for query, one in asked.items():
        scores = [(found, LogicV2.compare(one, held[found], config).score) for found in blocked.get(query, [])]
        compared += len(scores)
        # A stable sort: among equal scores the blocker's order stands.
        run[query] = [(found, score) for found, score in sorted(scores, key=lambda pair: -pair[1]) if score > 0][:25]
    comparing = time.process_time() - start
    figures.write_run(Path(out), run)
    truth = Path(folder) / "truth.json"
    reached = None
    if truth.exists():
        true = json.loads(truth.read_text())
        reached = sum(any(found in true[q] for found in blocked.get(q, [])) for q in true) / max(1, len(true))
    print(json.dumps({
        "names": sum(len(row.names()) for row in entities), "build_s": built,
        "query_ms": 1000 * (blocking + comparing) / len(queries), "blocking_ms": 1000 * blocking / len(queries),
        "compared_per_s": compared / comparing if comparing else 0, "candidate_recall": reached,
    }))


def pairs(cases: str, out: str) -> None:
    config = LogicV2.default_config()
    with open(cases, encoding="utf-8", newline="") as file:
        rows = [[entity(tables.Row(side, case[f"name{side}"], case["schema"])) for side in "12"] for case in csv.DictReader(file)]
    # The first comparison loads its reference data.
    LogicV2.compare(*rows[0], config)
    start = time.process_time()
    scores = [LogicV2.compare(left, right, config).score for left, right in rows]
    spent = time.process_time() - start
    Path(out).write_text(json.dumps(scores))
    print(json.dumps({"compared_per_s": len(scores) / spent}))


if __name__ == "__main__":
    {"search": search, "pairs": pairs}[sys.argv[1]](*sys.argv[2:])
