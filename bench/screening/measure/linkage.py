"""Splink over the FEBRL tables: `python -m measure.linkage FILE OUT`. The model is that of its own FEBRL demonstration as far
as the columns allow; u by sampling, m by expectation and maximisation; no label is seen. Writes scored pairs."""

import json
import sys
import time
from pathlib import Path

import duckdb
import pyarrow
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from .febrl import read


def main(path: str, out: str) -> None:
    rows = read(Path(path))
    columns = ("given_name", "surname", "address_1", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id")
    table = pyarrow.table(
        {"unique_id": [row["rec_id"] for row in rows]} | {c: [row[c] or None for row in rows] for c in columns}
    )
    start = time.process_time()
    connection = duckdb.connect()
    connection.execute("SET threads TO 1")
    names = [compare.JaroWinklerAtThresholds(column, [0.9, 0.7]) for column in ("given_name", "surname")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *(name.configure(term_frequency_adjustments=True) for name in names),
            compare.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            compare.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            compare.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            compare.LevenshteinAtThresholds("address_1", [2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"), block_on("given_name", "surname"), block_on("date_of_birth"),
            block_on("surname", "postcode"), block_on("address_1"), block_on("given_name", "postcode"),
        ],
    )
    linker = Linker(DuckDBAPI(connection).register(table), settings, log_level=None)
    training = linker.training
    rules = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    training.estimate_probability_two_random_records_match(rules, recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    training.estimate_parameters_using_expectation_maximisation(block_on("given_name", "surname"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_record_list()
    spent = time.process_time() - start
    pairs = [(row["unique_id_l"], row["unique_id_r"], row["match_probability"]) for row in found]
    Path(out).write_text(json.dumps(pairs))
    print(json.dumps({"records": len(rows), "seconds": spent}))


if __name__ == "__main__":
    main(*sys.argv[1:])
