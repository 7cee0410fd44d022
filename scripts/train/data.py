"""Corpora in, examples out: words with whatever labels each corpus has.

Reads the data folder that is given to train.py (its layout is listed in README.md). An example is a
sentence of words; `names` and `tree` say what it teaches. Nothing here knows of the network.
"""

import re
from dataclasses import dataclass
from pathlib import Path

# Name types of the BIO head. Other corpora are mapped on to CoNLL-2003's four.
TYPES = ["PER", "ORG", "LOC", "MISC"]
NAMES = ["O"] + [f"{p}-{t}" for t in TYPES for p in "BI"]

# GUM genres whose texts are under a licence that allows commercial use and derived works.
GUM_FREE = {"academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"}

# Pieces of one word that the encoder reads, at most; the tokenizer crate holds the same number.
WORD_PIECES = 16


@dataclass
class Tree:
    """One Universal Dependencies sentence: a label for each word."""

    upos: list
    xpos: list
    lemma: list  # edit scripts
    head: list  # 0 is the root
    deprel: list


@dataclass
class Example:
    words: list
    names: list | None = None  # BIO tags; "?TYPE…" never occurs here, see `allowed_names`
    source: str = ""
    tree: Tree | None = None


def casing_class(word: str) -> int:
    """The casing class of a word, as the tokenizer crate's `CasingClass` defines it."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isnumeric() for c in word)
    if not letters:
        return 5 if digits else 6
    if digits:
        return 7
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0
    if all(upper):
        return 4 if len(letters) == 1 else 2
    return 1 if upper[0] and not any(upper[1:]) else 3


def edit_script(form: str, lemma: str) -> str:
    """How to get from form to lemma: `case/cut/suffix` with the longest common prefix kept.

    `case` is `l` (lower the form first) or `k` (keep it); `cut` counts the characters taken from the
    end. A lemma that shares no prefix with its form is spelt out: `=lemma`.
    """
    best = None
    for case, start in (("k", form), ("l", form.lower())):
        shared = 0
        while shared < min(len(start), len(lemma)) and start[shared] == lemma[shared]:
            shared += 1
        script = f"{case}/{len(start) - shared}/{lemma[shared:]}"
        if best is None or shared > best[0]:
            best = (shared, script)
    if best[0] == 0 and lemma:
        return f"={lemma}"
    return best[1]


def read_conllu(path: Path, keep=lambda document: True):
    document, words, tree = "", [], Tree([], [], [], [], [])
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("# newdoc"):
            document = line.split("=", 1)[1].strip() if "=" in line else ""
        elif line.startswith("#"):
            continue
        elif line:
            column = line.split("\t")
            if not column[0].isdigit():
                continue
            words.append(column[1])
            tree.upos.append(column[3])
            tree.xpos.append(column[4])
            tree.lemma.append(edit_script(column[1], column[2] if column[2] != "_" or column[1] == "_" else column[1]))
            tree.head.append(int(column[6]))
            tree.deprel.append(column[7])
        elif words:
            if keep(document):
                yield Example(words, None, path.stem, tree)
            words, tree = [], Tree([], [], [], [], [])


def to_iob2(tags):
    """IOB1 or IOB2 in, IOB2 out."""
    out, before = [], "O"
    for tag in tags:
        if tag == "O":
            out.append(tag)
        else:
            kind = tag[2:]
            starts = tag[0] == "B" or before == "O" or before[2:] != kind
            out.append(("B-" if starts else "I-") + kind)
        before = tag
    return out


WNUT = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG", "creative-work": "MISC", "product": "MISC"}


def read_names(path: Path, source: str, kinds=None):
    words, tags = [], []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() + [""]:
        line = line.rstrip()
        if not line or line.startswith("-DOCSTART-"):
            if words:
                tags = [t if t == "O" else t[:2] + (kinds or {}).get(t[2:], t[2:]) for t in tags]
                tags = [t if t in NAMES else "O" for t in tags]
                yield Example(words, to_iob2(tags), source)
            words, tags = [], []
        else:
            column = line.split("\t") if "\t" in line else line.split(" ")
            words.append(column[0])
            tags.append(column[-1])


def allowed_names(tag: str, source: str):
    """The tags that a corpus's label may stand for.

    BTC has no MISC, so its "O" leaves MISC open: training then sums over the allowed tags.
    """
    if source == "btc" and tag == "O":
        return ["O", "B-MISC", "I-MISC"]
    return [tag]


def load(folder: Path):
    """Training examples with trees, training examples with names, and the two development sets."""
    free = lambda document: re.sub(r"^GUM_", "", document).split("_")[0] in GUM_FREE
    trees = list(read_conllu(folder / "ud_ewt/en_ewt-ud-train.conllu"))
    trees += list(read_conllu(folder / "gum/built/en_gum_noreddit-train.conllu", free))
    names = list(read_names(folder / "conll2003/eng.train", "conll"))
    names += list(read_names(folder / "erd/wikigold/CONLL-format/data/wikigold.conll.txt", "wikigold"))
    names += list(read_names(folder / "erd/SEC-filings/CONLL-format/data/train/FIN5.txt", "sec"))
    names += list(read_names(folder / "wnut17/wnut17train.conll", "wnut", WNUT))
    for part in "abe":
        names += list(read_names(folder / f"erd/BTC/CONLL-format/data/{part}.conll", "btc"))
    dev_trees = list(read_conllu(folder / "ud_ewt/en_ewt-ud-dev.conllu"))
    dev_names = list(read_names(folder / "conll2003/eng.testa", "conll"))
    return trees, names, dev_trees, dev_names
