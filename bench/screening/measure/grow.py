"""Invented people in any number, for measuring growth: the same on every machine.

A name is a given name, in one case of three a second one, and a family name. Words are two to four syllables of a consonant,
a vowel and mostly no end consonant, drawn by the rank of the word: rank r of n comes with a density of one over r (4,000 given
names, 160,000 family names), as names in a population do. About one name in six is alone with its family name. Every
query is a name of the table with one random edit in one word of three letters or more: a letter left out, put in, changed, or
two neighbours swapped."""

import random
import string

from .tables import Row, Set

ONSETS = ["b", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "w", "y", "z"]
NUCLEI = ["a", "e", "i", "o", "u", "ai"]
CODAS = ["", "", "n", "r", "l", "s"]


def word(rank: int, salt: int, known: dict) -> str:
    made = known.get((rank, salt))
    if made is None:
        chance = random.Random(rank * 4 + salt)
        made = "".join(
            chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)
            for _ in range(2 + chance.randrange(2) + (chance.randrange(4) == 0))
        )
        known[rank, salt] = made
    return made


def people(count: int) -> list[Row]:
    chance, known = random.Random("people"), {}

    def rank(most: int) -> int:
        return int(most ** chance.random()) - 1

    rows = []
    for at in range(count):
        given = [word(rank(4_000), 1, known) for _ in range(1 + (chance.randrange(3) == 0))]
        name = " ".join([*given, word(rank(160_000), 2, known)])
        dob = f"{1940 + chance.randrange(65)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        rows.append(Row(f"p{at}", name, dob=dob))
    return rows


def mistyped(name: str, chance: random.Random) -> str:
    words = name.split()
    chosen = chance.choice([at for at, word in enumerate(words) if len(word) >= 3])
    text = words[chosen]
    at = chance.randrange(len(text))
    other = chance.choice([c for c in string.ascii_lowercase if c != text[at]])
    edits = [text[:at] + text[at + 1 :], text[:at] + other + text[at:], text[:at] + other + text[at + 1 :]]
    if at + 1 < len(text) and text[at] != text[at + 1]:
        edits.append(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    words[chosen] = chance.choice(edits)
    return " ".join(words)


def grown(count: int, queries: int) -> Set:
    """Every entity of the very name that was mistyped is a true answer: by names alone they cannot be told apart."""
    rows, chance = people(count), random.Random(f"queries of {count}")
    bearers: dict[str, set[str]] = {}
    for row in rows:
        bearers.setdefault(row.name, set()).add(row.id)
    asked = [chance.choice(rows) for _ in range(queries)]
    named = [Row(f"q{at}", mistyped(row.name, chance)) for at, row in enumerate(asked)]
    return Set(f"{count:,} people", rows, named, {f"q{at}": bearers[row.name] for at, row in enumerate(asked)})
