"""Coreference corpora in, one JSON line a document out: text and clusters of byte spans.

    python3 scripts/train/coreference_data.py DATA > documents.jsonl

Read are the training documents of GUM (words from Universal Dependencies, clusters from OntoGUM),
LitBank, and GAP's validation file. `rank` tells how much of a document is labelled: `all` mentions, or
`one` pronoun with the name that it stands for, where every other pronoun is open.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from data import GUM_FREE

NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?)\]}%]|'s|n't|'(?:ll|re|ve|d|m)|''|”|’.*)$", re.IGNORECASE)
NO_SPACE_AFTER = {"(", "[", "{", "``", "“", "‘", "$"}


class Text:
    """A text that is built word by word and remembers where each word stands, in bytes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.words: list[tuple[int, int]] = []

    def add(self, form: str) -> None:
        start = self.length
        self.raw(form)
        self.words.append((start, self.length))

    def raw(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text.encode())


def brackets(cells: list[str]) -> dict[str, list[tuple[int, int]]]:
    """CoNLL's "(1", "1)" and "(1)", one cell a word; spans of words, half open."""
    clusters: dict[str, list[tuple[int, int]]] = {}
    open_at: dict[str, list[int]] = {}
    for word, cell in enumerate(cells):
        for opens, name, closes in re.findall(r"(\(?)(\d+)(\)?)", cell):
            if opens:
                open_at.setdefault(name, []).append(word)
            if closes and open_at.get(name):
                clusters.setdefault(name, []).append((open_at[name].pop(), word + 1))
    return clusters


def document(name: str, text: Text, cells: list[str]) -> dict:
    def span(words: tuple[int, int]) -> tuple[int, int]:
        return text.words[words[0]][0], text.words[words[1] - 1][1]

    clusters = [[span(words) for words in mentions] for mentions in brackets(cells).values()]
    return {"id": name, "rank": "all", "text": "".join(text.parts), "clusters": clusters}


def gum(data: Path, split: str) -> Iterator[dict]:
    name, text, joined, inside = "", Text(), True, 0

    def finished() -> Iterator[dict]:
        path = data / "gum" / "coref" / "ontogum" / "conll" / f"{name}.conll"
        # Of the genres whose texts are under a non-commercial licence nothing is learnt.
        free = split != "train" or any(name.startswith(f"GUM_{genre}_") for genre in GUM_FREE)
        if text.words and path.exists() and free:
            cells = [line.split("\t")[2] for line in path.read_text().splitlines() if line.count("\t") == 2]
            if len(cells) == len(text.words):
                yield document(name, text, cells)

    for line in (data / "gum" / "built" / f"en_gum_noreddit-{split}.conllu").read_text().splitlines():
        if line.startswith("# newdoc id"):
            yield from finished()
            name, text, joined, inside = line.split("=")[1].strip(), Text(), True, 0
        elif re.match(r"# newpar *(=|$)", line) and text.words:
            text.raw("\n\n")
            joined = True
        elif line and not line.startswith("#"):
            number, form, *_, misc = line.split("\t")
            if "." in number:
                continue
            if "-" in number:
                # The words of "don't" stand in one token: its end says whether a space follows.
                inside, after = int(number.split("-")[1]), misc
                continue
            if not joined:
                text.raw(" ")
            text.add(form)
            joined = int(number) < inside or "SpaceAfter=No" in (after if int(number) == inside else misc)
    yield from finished()


def litbank(data: Path) -> Iterator[dict]:
    for path in sorted((data / "litbank" / "coref").glob("*.conll")):
        text, cells, closing = Text(), [], True
        for line in path.read_text().splitlines():
            columns = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(columns) < 4:
                continue
            form = columns[3]
            if text.words and not closing and not NO_SPACE_BEFORE.match(form):
                text.raw(" ")
            text.add(form)
            cells.append(columns[-1])
            closing = form in NO_SPACE_AFTER
        yield document(path.stem, text, cells)


def gap(path: Path) -> Iterator[dict]:
    with path.open(newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["Text"]

            def span(column: str) -> tuple[int, int]:
                start = len(text[: int(row[f"{column}-offset"])].encode())
                return start, start + len(row[column].encode())

            truth = {name: row[f"{name}-coref"] == "TRUE" for name in ("A", "B")}
            clusters = [[span("Pronoun")] + [span(name) for name, true in truth.items() if true]]
            wrong = [span(name) for name, true in truth.items() if not true]
            yield {"id": row["ID"], "rank": "one", "text": text, "clusters": clusters, "wrong": wrong}


def main() -> None:
    data = Path(sys.argv[1])
    split = sys.argv[2] if len(sys.argv) > 2 else "train"
    if split == "train":
        documents = [gum(data, "train"), litbank(data), gap(data / "gap" / "gap-validation.tsv")]
    else:
        documents = [gum(data, "dev"), gap(data / "gap" / "gap-development.tsv")]
    for source in documents:
        for record in source:
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
