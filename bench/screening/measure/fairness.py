"""Who is found and who is stopped by mistake, by script and naming tradition: on test data only. The tradition of a query is
guessed here from its words by the plain rules below, and for the invented bearers of common names it is known. Nothing of this
is part of the product, which never says what it thinks a name's tradition is."""

import random
import re
import unicodedata
from pathlib import Path

from .tables import Row, Set, cells

SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "DEVANAGARI", "THAI")
RULES = [
    ("Arabic: bin, ibn, bint, abu, abd", r"\b(bin|ben|ibn|bint|abu|abou|abd|abdul|abdel|abdal|umm|ould)\b"),
    ("Arabic: al-, el-", r"\b(al|el|ad|as|ar)[- ]\w"),
    ("East Slavic: patronymic", r"\w(ovich|evich|ovych|evych|ovna|evna|ivna|yevich)\b"),
    ("Slavic: -ov, -ev, -sky, -enko, -ic", r"\w{2}(ov|ev|ova|eva|skiy|skyy|sky|ski|enko|chuk|vic|vich|ic)\b"),
    ("Persian, Urdu, Pashto", r"\b(khan|zada|zadeh|mullah|mohammad|mohammadi|ullah|ur|rehman|haqqani|akhund|hosseini)\b|\w(zadeh|pour|ullah|nejad)\b"),
    ("Romance: de, del, da, dos, Spanish endings", r"\b(de|del|da|dos|la|los)\b|\w{2}(ez|illo|eiro)\b"),
    ("Korean, Chinese, Vietnamese in Latin letters", r"^(kim|ri|pak|park|choe|jang|jong|chang|li|wang|zhang|chen|liu|yang|huang|nguyen|tran|lin|wu|xu|han|jon|kang|so|o|an)\b"),
]


def script(name: str) -> str:
    counts: dict[str, int] = {}
    for c in name:
        if c.isalpha():
            first = unicodedata.name(c, "OTHER").split()[0]
            first = first if first in SCRIPTS else "OTHER"
            counts[first] = counts.get(first, 0) + 1
    return max(counts, key=lambda one: (counts[one], one)).capitalize() if counts else "None"


def group(row: Row) -> str:
    written = script(row.name)
    if written != "Latin":
        return f"script {written}"
    if row.schema != "Person":
        return "not a person"
    plain = unicodedata.normalize("NFKD", row.name).encode("ascii", "ignore").decode().lower()
    return next((name for name, rule in RULES if re.search(rule, plain)), "other")


def bystanders(given: Set, each: int) -> Set:
    """Invented bearers of common names of each tradition (traditions.tsv), who are on no list: any alert is a mistake. Whoever
    has exactly a listed name is left out."""
    listed = {" ".join(sorted(name.lower().split())) for row in given.entities for name in row.names()}
    queries = []
    for tradition in cells(Path(__file__).with_name("traditions.tsv")):
        chance = random.Random(tradition["tradition"])
        first, last = tradition["given"].split(), tradition["family"].split("|")
        names = sorted({tradition["form"].format(g=chance.choice(first), h=chance.choice(first), f=chance.choice(last).strip()) for _ in range(3 * each)})
        chance.shuffle(names)
        fair = [name for name in names if " ".join(sorted(name.lower().split())) not in listed][:each]
        queries += [Row(f"n{len(queries) + at}", name, kind=tradition["tradition"]) for at, name in enumerate(fair)]
    return Set(f"{given.name} bystanders", given.entities, queries, {})
