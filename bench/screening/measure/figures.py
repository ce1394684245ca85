"""What is measured of a run: recall, false alerts, F1, reliability. A run is, for each query, its candidates in order with
scores; scores of different engines are not comparable, so each is also shown at its own best threshold."""

from .tables import Set

Run = dict[str, list[tuple[str, float]]]


def read_run(path) -> Run:
    run: Run = {}
    for line in path.read_text(encoding="utf-8").split("\n")[1:]:
        if line:
            query, _, candidate, score = line.split("\t")
            run.setdefault(query, []).append((candidate, float(score)))
    return run


def write_run(path, run: Run) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("query_id\trank\tcandidate_id\tscore\n")
        for query, found in run.items():
            for rank, (candidate, score) in enumerate(found, 1):
                file.write(f"{query}\t{rank}\t{candidate}\t{score:.6f}\n")


class Figures:
    """A run against the truth of its set."""

    def __init__(self, given: Set, run: Run, queries=None):
        self.truth, self.run = given.truth, run
        asked = [row.id for row in (given.queries if queries is None else queries)]
        self.known = [query for query in asked if query in given.truth]
        self.unknown = [query for query in asked if query not in given.truth]
        self.tops = {query: run[query][0][1] for query in asked if run.get(query)}

    def recall(self, ranks: int) -> float:
        """Share of the queries with a true answer that have one among the first so many candidates."""
        return share(sum(self._hit(query, ranks) for query in self.known), len(self.known))

    def _hit(self, query: str, ranks: int) -> bool:
        return any(candidate in self.truth[query] for candidate, _ in self.run.get(query, [])[:ranks])

    def recall_at(self, threshold: float) -> float:
        """Share of them whose first candidate is true and at or above the threshold."""
        hits = sum(self.tops.get(query, -1.0) >= threshold and self._hit(query, 1) for query in self.known)
        return share(hits, len(self.known))

    def false_alerts(self, threshold: float) -> float:
        """Share of the queries without a true answer that have a candidate at or above the threshold."""
        return share(sum(self.tops.get(query, -1.0) >= threshold for query in self.unknown), len(self.unknown))

    def f1(self, threshold: float) -> float:
        """Of first candidates at or above the threshold, over all queries."""
        shown = sum(top >= threshold for top in self.tops.values())
        hits = round(self.recall_at(threshold) * len(self.known))
        precision, recall = share(hits, shown), share(hits, len(self.known))
        return 0.0 if hits == 0 else 2 * precision * recall / (precision + recall)

    def best(self) -> tuple[float, float]:
        """The best F1 and its threshold, among hundredths of the unit."""
        return max((self.f1(step / 100), step / 100) for step in range(1, 101))

    def within(self, budget: float) -> tuple[float, float] | None:
        """Recall at the lowest threshold (two-hundredths, and every score given to a query without a true answer) that keeps
        false alerts within the budget. None if there is no query without a true answer."""
        if not self.unknown:
            return None
        wrong = [self.tops[query] for query in self.unknown if query in self.tops]
        steps = sorted({step / 200 for step in range(1, 202)} | {round(score + 1e-6, 6) for score in wrong})
        for threshold in steps:
            if self.false_alerts(threshold) <= budget:
                return self.recall_at(threshold), threshold
        return 0.0, 1.0

    def reliability(self, bins: int = 10) -> list[tuple[float, float, float, int]]:
        """Of first candidates, by score: from, mean score, share that is true, how many."""
        held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
        for query, top in self.tops.items():
            held[min(int(top * bins), bins - 1)].append((top, query in self.truth and self._hit(query, 1)))
        return [
            (at / bins, share(sum(top for top, _ in rows), len(rows)), share(sum(hit for _, hit in rows), len(rows)), len(rows))
            for at, rows in enumerate(held)
            if rows
        ]


def share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def reliability_error(rows) -> float:
    """Expected calibration error: the mean distance between score and share, weighted by how many."""
    total = sum(count for *_, count in rows)
    return share(sum(abs(mean - true) * count for _, mean, true, count in rows), total)
