"""Sets of entities, queries and truths: tab-separated tables with a header line."""

import functools
import random
from dataclasses import dataclass, replace
from pathlib import Path

from rigour.territories import lookup_territory


@dataclass(frozen=True)
class Row:
    """An entity or a query. `kind` says where a query is from; an entity has none."""

    id: str
    name: str
    schema: str = "Person"
    aliases: str = ""
    dob: str = ""
    nationality: str = ""
    ids: str = ""
    kind: str = ""

    def names(self) -> list[str]:
        return [self.name, *(alias for alias in self.aliases.split("|") if alias.strip())]


@dataclass(frozen=True)
class Set:
    """What is searched in, what is asked, and which entities answer a query truly (none: a query that should stay silent)."""

    name: str
    entities: list[Row]
    queries: list[Row]
    truth: dict[str, set[str]]

    def sampled(self, most: int) -> "Set":
        """At most so many queries, the same on every machine; all engines are asked the same ones."""
        if len(self.queries) <= most:
            return self
        chosen = set(random.Random(f"queries of {self.name}").sample(range(len(self.queries)), most))
        return replace(self, queries=[row for at, row in enumerate(self.queries) if at in chosen])

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "entities.tsv", "entity_id", self.entities)
        write(folder / "queries.tsv", "query_id", self.queries)
        return folder


COLUMNS = ("name", "schema", "aliases", "dob", "nationality", "ids")


def write(path: Path, id_column: str, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join((id_column, *COLUMNS, "state")) + "\n")
        for row in rows:
            cells = (row.id, *(getattr(row, column) for column in COLUMNS), state(row.nationality))
            file.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")


@functools.cache
def state(name: str) -> str:
    """The ISO 3166-1 code of three letters of a State's name, or nothing."""
    found = lookup_territory(name) if name else None
    return (found.alpha3 or "").upper() if found else ""


def cells(path: Path) -> list[dict[str, str]]:
    # Only a line feed ends a row: names may hold other characters that Unicode counts as line ends.
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    return [dict(zip(header, line.rstrip("\r").split("\t"))) for line in lines[1:] if line.strip()]


def read(path: Path, id_column: str) -> list[Row]:
    known = Row.__dataclass_fields__
    return [
        Row(id=row[id_column], **{column: value for column, value in row.items() if column in known}) for row in cells(path)
    ]


def read_set(folder: Path) -> Set:
    truth: dict[str, set[str]] = {}
    for row in cells(folder / "truth.tsv"):
        truth.setdefault(row["query_id"], set()).add(row["entity_id"])
    entities = read(folder / "entities.tsv", "entity_id")
    return Set(folder.name, entities, read(folder / "queries.tsv", "query_id"), truth)


def by_name_alone(given: Set) -> Set:
    """The same, and the queries know nothing but the name."""
    bare = [replace(row, dob="", nationality="", ids="") for row in given.queries]
    return replace(given, name=f"{given.name} names", queries=bare)


def words(path: Path, candidates: int) -> Set:
    """So many pairs with different Latin words, drawn at random but the same everywhere: each native word asks for its own."""
    rows = [(row["latin"], row["native"]) for row in cells(path)]
    random.Random(f"words of {path.stem}").shuffle(rows)
    latin: dict[str, str] = {}
    for word, native in rows:
        if len(latin) < candidates:
            latin.setdefault(word, native)
    entities = [Row(f"e{at}", word) for at, word in enumerate(latin)]
    queries = [Row(f"q{at}", native) for at, native in enumerate(latin.values())]
    truth: dict[str, set[str]] = {}
    for at, native in enumerate(latin.values()):
        truth[f"q{at}"] = {f"e{other}" for other, same in enumerate(latin.values()) if same == native}
    return Set(f"{path.parent.name} {path.stem}", entities, queries, truth)
