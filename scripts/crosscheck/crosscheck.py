"""Compares the program's scores with those of other scorers on the same files.

    crosscheck.py PROGRAM [--data FOLDER] [--gold FOLDER] [--seed N]

PROGRAM is the built `triplewire`. Gold files are made of the articles in corpus/gold; with --data also
of conll2003/eng.testa and ud_ewt/en_ewt-ud-dev.conllu, where that folder has them. Predictions are
gold with mistakes made at random from a fixed seed, so the same files come out on every machine.

- `evaluate ner --pred` against seqeval, and against conlleval's rules written out in bio.py
- `evaluate parse --pred` against udtools, the scorer of the CoNLL 2018 shared task kept up by Universal
  Dependencies, over the same tokens and over other tokens and sentences

Exit status 1 where precision, recall or F1 of anything differs by more than 1e-6.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import bio
import trees

TOLERANCE = 1e-6
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Comparison:
    """Counts what was compared and prints what differs."""

    def __init__(self):
        self.compared = 0
        self.differences = 0

    def check(self, name, found, expected):
        """Compares (precision, recall, F1) of one score."""
        for measure, a, b in zip(("precision", "recall", "F1"), found, expected):
            self.compared += 1
            if abs(a - b) > TOLERANCE:
                self.differences += 1
                print(f"differs: {name} {measure}: {a:.8f}, other scorer {b:.8f}", file=sys.stderr)


def shares(counts):
    """Precision, recall and F1 of counts as the program's JSON has them."""
    precision = counts["correct"] / counts["predicted"] if counts["predicted"] else 0.0
    recall = counts["found"] / counts["gold"] if counts["gold"] else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def evaluate(program, task, gold, predicted, folder):
    """The program's report on two files, given as texts."""
    paths = [folder / f"{name}.{task}" for name in ("gold", "predicted")]
    for path, text in zip(paths, (gold, predicted)):
        path.write_text(text, encoding="utf-8")
    report = folder / "report.json"
    command = [program, "evaluate", task, paths[0], "--pred", paths[1], "--json", report]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads(report.read_text(encoding="utf-8"))["report"]


def check_names(program, name, sentences, rng, folder, comparison):
    """Every scheme on either side, with mistakes in the predictions."""
    for scheme in bio.SCHEMES:
        for rate in (0.0, 0.1, 0.4):
            gold = [(forms, bio.tags(spans, len(forms), scheme)) for forms, spans in sentences]
            predicted = [
                (forms, bio.damage(bio.tags(spans, len(forms), rng.choice(bio.SCHEMES)), rate, rng))
                for forms, spans in sentences
            ]
            report = evaluate(program, "ner", bio.columns(gold), bio.columns(predicted), folder)
            tags = [tags for _, tags in gold], [tags for _, tags in predicted]
            for other, scores in (("seqeval", bio.seqeval_scores(*tags)), ("conlleval", bio.conlleval_scores(*tags))):
                label = f"ner {name}, {scheme}, mistakes {rate}, {other}"
                comparison.check(f"{label}, all", shares(report["overall"]), scores.pop("all"))
                if set(scores) != set(report["by_type"]):
                    comparison.check(f"{label}: types {sorted(report['by_type'])}", (0, 0, 0), (1, 1, 1))
                for kind, expected in scores.items():
                    comparison.check(f"{label}, {kind}", shares(report["by_type"][kind]), expected)


def check_parses(program, name, treebank, rng, folder, comparison):
    """The same tokens with wrong columns, then other tokens and sentences too."""
    fields = {
        "Tokens": "tokens", "Sentences": "sentences", "Words": "words", "UPOS": "upos", "XPOS": "xpos",
        "Lemmas": "lemmas", "UAS": "uas", "LAS": "las", "CLAS": "clas",
    }
    gold = trees.conllu(treebank)
    for columns, tokens in ((0.0, 0.0), (0.2, 0.0), (0.6, 0.0), (0.0, 0.1), (0.2, 0.1), (0.2, 0.5)):
        predicted = trees.conllu(trees.damage(treebank, columns, tokens, rng))
        report = evaluate(program, "parse", gold, predicted, folder)
        for metric, expected in trees.udtools_scores(gold, predicted, fields).items():
            label = f"parse {name}, wrong columns {columns}, other tokens {tokens}, {metric}"
            comparison.check(label, shares(report[fields[metric]]), expected)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--gold", type=pathlib.Path, default=ROOT / "corpus" / "gold")
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    rng = random.Random(options.seed)
    names = {"corpus/gold": bio.from_labelled_articles(options.gold)}
    parses = {"corpus/gold": trees.from_articles(options.gold, rng)}
    if options.data:
        for corpus, reader, found in (
            ("conll2003/eng.testa", bio.from_columns, names),
            ("ud_ewt/en_ewt-ud-dev.conllu", trees.from_conllu, parses),
        ):
            if (options.data / corpus).is_file():
                found[corpus] = reader((options.data / corpus).read_text(encoding="utf-8"))
            else:
                print(f"{options.data / corpus} is not there: not compared")

    comparison = Comparison()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, sentences in names.items():
            check_names(options.program, name, sentences, rng, folder, comparison)
        for name, treebank in parses.items():
            check_parses(options.program, name, treebank, rng, folder, comparison)
    print(f"{comparison.compared} numbers compared, {comparison.differences} differ by more than {TOLERANCE}")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
