#!/usr/bin/env python3
"""Trains the confidence of facts: labelled articles and CaRB's sentences in, models/english/confidence.tsv out.

    scripts/train/confidence.py --articles DIR [--articles DIR] --sentences FILE [--program FILE] [--report]

Runs `triplewire evaluate confidence` on each set, which lists every fact with its features and with how
right it is by the labels: 1 or 0 for articles, the share of matched words for sentences. Fits a logistic
model with a ridge penalty by Newton's method; articles and sentences weigh the same in all. Before, the same
is done ten times without a tenth of the articles and sentences each, and how well the model judges what it
has not seen is printed: these are the figures to trust, those of the program on its own training labels are
better than the truth. --report writes them to docs/confidence.md, with the reliability diagram beside it.
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
    brier = ((chance - right) ** 2).mean()
    print(f"{name:30} {len(right):5} facts, Brier {brier:.4f}, calibration error {calibration_error(chance, right):.3f}, "
          f"precision of the first 25, 50, 75, 90, 100 %: {at}")


def bins(chance, right):
    """For each tenth of 0 to 1: lower end, count, mean confidence, mean of how right."""
    of = np.minimum((chance * 10).astype(int), 9)
    return [(b / 10, (of == b).sum(), chance[of == b].mean(), right[of == b].mean()) for b in range(10) if (of == b).any()]


def calibration_error(chance, right):
    return sum(count * abs(mean - share) for _, count, mean, share in bins(chance, right)) / len(right)


def diagram(sets):
    """The reliability diagram: one line a set, over the diagonal of perfect calibration."""
    side, margin = 300, 40
    x = lambda value: margin + side * value
    y = lambda value: margin / 2 + side * (1 - value)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side + 2 * margin + 130}" height="{side + 2 * margin}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<rect x="{x(0)}" y="{y(1)}" width="{side}" height="{side}" fill="none" stroke="#999"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" stroke-dasharray="4"/>',
        f'<text x="{x(0.5)}" y="{y(0) + 32}" text-anchor="middle">confidence</text>',
        f'<text x="{x(0) - 28}" y="{y(0.5)}" text-anchor="middle" transform="rotate(-90 {x(0) - 28} {y(0.5)})">share that is right</text>',
    ]
    for tenth in range(0, 11, 2):
        lines.append(f'<text x="{x(tenth / 10)}" y="{y(0) + 15}" text-anchor="middle">{tenth / 10}</text>')
        lines.append(f'<text x="{x(0) - 5}" y="{y(tenth / 10) + 4}" text-anchor="end">{tenth / 10}</text>')
    for index, (name, chance, right) in enumerate(sets):
        colour = ["#1b6ca8", "#c8553d", "#3a7d44"][index % 3]
        points = [(x(mean), y(share)) for _, _, mean, share in bins(chance, right)]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        lines += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.5" fill="{colour}"/>' for a, b in points]
        lines.append(f'<text x="{x(1) + 8}" y="{y(1) + 15 + 16 * index}" fill="{colour}">{name}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def write_report(sets, names, found):
    """docs/confidence.md and its diagram, from what models say of facts that they have not seen."""
    parts = [
        "# What confidence means",
        "",
        "<!-- Written by scripts/train/confidence.py --report. -->",
        "",
        "The `confidence` of a fact estimates how likely a careful reader is to accept it. It is a logistic model over named",
        "features of the fact, its sentence's tree and how sure the parser was of it; the weights are in",
        "`models/english/confidence.tsv`, one line a feature. Facts below `--min-confidence` (0.35 unless told otherwise) are",
        "left out, and counted in the ledger as `facts_below_confidence`.",
        "",
        "The figures below are of ten-fold cross-validation: each fact is judged by a model that has seen neither its article",
        "nor its sentence. The trees, the rules and the features were chosen by looking at the same sets, so new text will do",
        "somewhat worse. For sentences (CaRB) a fact is as right as the share of its words that the labels have.",
        "",
        "![Reliability diagram](images/reliability.svg)",
        "",
        "| set | facts | expected calibration error | Brier score |",
        "|---|---:|---:|---:|",
    ]
    for name, chance, right in sets:
        parts.append(f"| {name} | {len(right)} | {calibration_error(chance, right):.3f} | {((chance - right) ** 2).mean():.3f} |")
    for name, chance, right in sets:
        parts += ["", f"## {name}", "", "| confidence | facts | mean confidence | right | precision from here on |", "|---|---:|---:|---:|---:|"]
        for start, count, mean, share in bins(chance, right):
            above = right[chance >= start].mean()
            parts.append(f"| {start:.1f} to {start + 0.1:.1f} | {count} | {100 * mean:.1f} % | {100 * share:.1f} % | {100 * above:.1f} % |")
    order = sorted(zip(names, found), key=lambda pair: -abs(pair[1]))
    general = [(name, weight) for name, weight in order if not name.startswith("alone ")][:24]
    parts += ["", "## What weighs most", "", "| feature | weight |", "|---|---:|"]
    parts += [f"| `{name}` | {weight:+.2f} |" for name, weight in general]
    (ROOT / "docs/confidence.md").write_text("\n".join(parts) + "\n")
    (ROOT / "docs/images/reliability.svg").write_text(diagram(sets))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", action="append", required=True, help="folder of .txt and .facts; may be repeated")
    parser.add_argument("--sentences", required=True, help="CaRB's tab-separated file")
    parser.add_argument("--program", default=str(ROOT / "target/release/triplewire"))
    parser.add_argument("--output", default=str(ROOT / "models/english/confidence.tsv"))
    parser.add_argument("--ridge", type=float, default=10.0)
    parser.add_argument("--report", action="store_true")
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
    start, seen = 0, []
    print("judged by models that have not seen the fact's article or sentence:")
    for path, facts in sets:
        part = slice(start, start + len(facts))
        resolved = pathlib.Path(path).resolve()
        inside = resolved.is_relative_to(ROOT)
        seen.append((str(resolved.relative_to(ROOT)) if inside else resolved.name, chance[part], right[part]))
        describe(*seen[-1])
        start += len(facts)

    found = fit(values, right, weights, options.ridge)
    with open(options.output, "w") as output:
        output.write(HEADER)
        for name, weight in zip(names, found):
            output.write(f"{name}\t{weight:.4f}\n")
    if options.report:
        write_report(seen, names, found)
    print(f"{options.output}: {len(names)} features, {len(rows)} facts")


if __name__ == "__main__":
    main()
