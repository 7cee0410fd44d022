"""Names as tags: labelled text in, files in three schemes with mistakes out, and two scorers of such files.

A sentence is its forms and its spans (start, end, type), the end being one past the last token.
"""

import re
import warnings

from seqeval.metrics import classification_report

SCHEMES = ("IOB1", "IOB2", "BIOES")


def from_labelled_articles(folder):
    """Sentences of the articles of a folder; the entities of their .facts files are searched in them."""
    sentences = []
    for facts in sorted(folder.rglob("*.facts")):
        entities = {}
        for line in facts.read_text(encoding="utf-8").splitlines():
            if line.startswith("entity:"):
                kind, *names = [part.strip() for part in line[len("entity:"):].split("|")]
                entities.update({tuple(tokens(name)): kind for name in names})
        text = facts.with_suffix(".txt").read_text(encoding="utf-8")
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
            forms = tokens(sentence)
            if forms:
                sentences.append((forms, search(forms, entities)))
    return sentences


def tokens(text):
    return re.findall(r"\w+|[^\w\s]", text)


def search(forms, entities):
    """The longest entity that begins at each token, from left to right."""
    spans, start = [], 0
    longest = max(map(len, entities), default=0)
    while start < len(forms):
        for end in range(min(len(forms), start + longest), start, -1):
            kind = entities.get(tuple(forms[start:end]))
            if kind:
                spans.append((start, end, kind))
                start = end - 1
                break
        start += 1
    return spans


def from_columns(text):
    """Sentences of a file in CoNLL columns, whatever its scheme."""
    sentences = []
    for block in re.split(r"\n\s*\n", text):
        rows = [line.split() for line in block.splitlines() if line.strip() and not line.startswith("-DOCSTART-")]
        if rows:
            sentences.append(([row[0] for row in rows], conlleval_spans([row[-1] for row in rows])))
    return sentences


def columns(sentences):
    return "\n".join("".join(f"{form} {tag}\n" for form, tag in zip(*sentence)) for sentence in sentences)


def tags(spans, length, scheme):
    """The tags of spans that do not overlap. IOB1 writes B- only after a span of the same type."""
    found = ["O"] * length
    for start, end, kind in spans:
        for place in range(start, end):
            found[place] = f"I-{kind}"
        after_same = start and found[start - 1].endswith(f"-{kind}")
        if scheme != "IOB1" or after_same:
            found[start] = f"B-{kind}"
        if scheme == "BIOES":
            found[end - 1] = f"{'S' if end - start == 1 else 'E'}-{kind}"
    return found


def damage(tags, rate, rng):
    """Some tags of each sentence dropped, moved to another type or to another place in the chunk."""
    kinds = ("PER", "LOC", "ORG", "MISC", "GPE")
    damaged = []
    for tag in tags:
        if rng.random() < rate:
            place, _, kind = tag.partition("-")
            tag = rng.choice((
                "O",
                f"{rng.choice('BIES')}-{kind or rng.choice(kinds)}",
                f"{place if kind else 'B'}-{rng.choice(kinds)}",
            ))
        damaged.append(tag)
    return damaged


def seqeval_scores(gold, predicted):
    """Precision, recall and F1 of all types and of each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = classification_report(gold, predicted, output_dict=True, zero_division=0)
    scores = {name: (row["precision"], row["recall"], row["f1-score"]) for name, row in report.items()}
    scores["all"] = scores.pop("micro avg")
    for average in ("macro avg", "weighted avg"):
        scores.pop(average)
    return scores


def conlleval_spans(tags):
    """The chunks that the rules of the shared task's Perl script find (Tjong Kim Sang and Buchholz 2000)."""
    spans, start = [], None
    before, before_kind = "O", ""
    for index, tag in enumerate([*tags, "O"]):
        place, _, kind = tag.partition("-")
        ends = before != "O" and (
            before in "ES" or place in ("B", "S", "O") or kind != before_kind
        )
        starts = place != "O" and (
            place in "BS" or before in ("E", "S", "O") or kind != before_kind
        )
        if ends:
            spans.append((start, index, before_kind))
        if starts:
            start = index
        before, before_kind = place, kind
    return spans


def conlleval_scores(gold, predicted):
    """Precision, recall and F1 of all types and of each, of chunks with the same borders and type."""
    chunks = [
        {(number, *span) for number, tags in enumerate(side) for span in conlleval_spans(tags)}
        for side in (gold, predicted)
    ]
    kinds = {chunk[-1] for side in chunks for chunk in side}
    scores = {kind: prf(*({c for c in side if c[-1] == kind} for side in chunks)) for kind in kinds}
    return {**scores, "all": prf(*chunks)}


def prf(gold, predicted):
    correct = len(gold & predicted)
    precision = correct / len(predicted) if predicted else 0.0
    recall = correct / len(gold) if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
