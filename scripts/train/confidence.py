#!/usr/bin/env python3
"""Trains the confidence of facts: labelled articles and CaRB's sentences in, models/english/confidence.tsv out.

    scripts/train/confidence.py --articles DIR [--articles DIR] --sentences FILE [--program FILE] [--output FILE]

Runs `triplewire evaluate confidence` on each set, which lists every fact with its features and with how
right it is by the labels: 1 or 0 for articles, the share of matched words for sentences. Fits a logistic
model with a ridge penalty by Newton's method; articles and sentences weigh the same in all. Before, the same
is done ten times without a tenth of the articles and sentences each, and how well the model judges what it
has not seen is printed: these are the figures to trust, those of the program on its own training labels are
better than the truth.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = """\
# Weights of the confidence of facts: feature, weight. Written by scripts/train/confidence.py from development
# labels; crates/relations/src/confidence/features.rs says what the features are.
"""
RARE = 4
FOLDS = 10


def judged(program, path):
    """The facts of one labelled set: (unit, how right, features)."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        command = [program, "evaluate", "confidence", path, "--json", report]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        facts = json.loads(report.read_text())["report"]["facts"]
    return [(f"{path} {fact['unit']}", fact["right"], dict(fact["features"])) for fact in facts]


def fit(values, right, weights, ridge):
    """The weights of the columns that make the labels likeliest, the first column (bias) not penalised."""
    penalty = np.full(values.shape[1], ridge)
    penalty[0] = 1e-6
    found = np.zeros(values.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-values @ found))
        gradient = values.T @ (weights * (chance - right)) + penalty * found
        curvature = (values * (weights * chance * (1 - chance))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    return found


def folds(units):
    """For each row the number of its fold; rows of one unit stay together."""
    names = sorted(set(units))
    order = np.random.default_rng(7).permutation(len(names))
    of = {name: int(place) % FOLDS for name, place in zip(names, order)}
    return np.array([of[unit] for unit in units])


def describe(name, chance, right):
    order = np.argsort(-chance, kind="stable")
    running = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    at = " ".join(f"{running[int(len(order) * share) - 1]:.3f}" for share in (0.25, 0.5, 0.75, 0.9, 1))
    bins = np.minimum((chance * 10).astype(int), 9)
    error = sum(abs(chance[bins == b].mean() - right[bins == b].mean()) * (bins == b).sum() for b in set(bins))
    brier = ((chance - right) ** 2).mean()
    print(f"{name:40} {len(right):5} facts, Brier {brier:.4f}, calibration error {error / len(right):.3f}, "
          f"precision of the first 25, 50, 75, 90, 100 %: {at}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", action="append", required=True, help="folder of .txt and .facts; may be repeated")
    parser.add_argument("--sentences", required=True, help="CaRB's tab-separated file")
    parser.add_argument("--program", default=str(ROOT / "target/release/triplewire"))
    parser.add_argument("--output", default=str(ROOT / "models/english/confidence.tsv"))
    parser.add_argument("--ridge", type=float, default=10.0)
    options = parser.parse_args()

    sets = [(path, judged(options.program, path)) for path in [*options.articles, options.sentences]]
    rows = [row for _, facts in sets for row in facts]
    alone = np.array([path == options.sentences for path, facts in sets for _ in facts])
    counts = {}
    for _, _, features in rows:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    names = ["bias", *sorted(name for name, count in counts.items() if count >= RARE and name != "bias")]
    place = {name: index for index, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for index, (_, _, features) in enumerate(rows):
        for name, value in features.items():
            if name in place:
                values[index, place[name]] = value
    right = np.array([row[1] for row in rows])
    weights = np.where(alone, 1.0, alone.sum() / max((~alone).sum(), 1))

    fold = folds([row[0] for row in rows])
    chance = np.zeros(len(rows))
    for number in range(FOLDS):
        inside = fold != number
        found = fit(values[inside], right[inside], weights[inside], options.ridge)
        chance[~inside] = 1 / (1 + np.exp(-values[~inside] @ found))
    start = 0
    print("judged by models that have not seen the fact's article or sentence:")
    for path, facts in sets:
        part = slice(start, start + len(facts))
        describe(path, chance[part], right[part])
        start += len(facts)

    found = fit(values, right, weights, options.ridge)
    with open(options.output, "w") as output:
        output.write(HEADER)
        for name, weight in zip(names, found):
            output.write(f"{name}\t{weight:.4f}\n")
    print(f"{options.output}: {len(names)} features, {len(rows)} facts")


if __name__ == "__main__":
    main()
