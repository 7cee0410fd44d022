"""Questions in, the weights of the coreference ranker out.

    cargo run --release -p triplewire-entities --example pronoun_questions -- gold < documents.jsonl > questions.jsonl
    python3 scripts/train/coreference.py questions.jsonl models/english/coreference.tsv

For each class of pronouns a network of one hidden layer scores every candidate and "none of these"; the
loss is the negative log of the softmax's share of the right ones. LitBank labels people, places and
vehicles only, so its "it" is left out, and of its "they" what has no answer.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import torch

CLASSES = ("person", "thing", "several")
FEMININE = ("she", "her", "hers", "herself")


class Questions:
    """The questions of one class, their candidates one below the other."""

    def __init__(self, records: list[dict]) -> None:
        rows, question, right, usable = [], [], [], []
        for index, record in enumerate(records):
            answered = any(record["right"])
            rows += record["rows"]
            question += [index] * len(record["rows"])
            right += [not answered, *record["right"]]
            usable += [True, *(not is_open or is_right for is_open, is_right in zip(record["open"], record["right"]))]
        self.rows = torch.tensor(rows)
        self.question = torch.tensor(question)
        self.right = torch.tensor(right)
        self.usable = torch.tensor(usable)
        self.count = len(records)
        self.weight = torch.tensor([record.get("weight", 1.0) for record in records])

    def shares(self, scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The logarithms of the sums of exponentials: over all candidates, and over the right ones."""
        scores = scores.masked_fill(~self.usable, -1e4)
        top = torch.full((self.count,), -1e4).scatter_reduce(0, self.question, scores.detach(), "amax")
        exponentials = (scores - top[self.question]).exp()
        zero = torch.zeros(self.count)
        every = zero.index_add(0, self.question, exponentials)
        right = zero.index_add(0, self.question, exponentials * self.right)
        return every.log(), right.clamp_min(1e-12).log()


class Network(torch.nn.Module):
    def __init__(self, inputs: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(inputs, hidden)
        self.dropout = torch.nn.Dropout(dropout)
        self.output = torch.nn.Linear(hidden, 1, bias=False)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.output(self.dropout(torch.relu(self.hidden(rows)))).squeeze(1)


def corpus(record: dict) -> str:
    name = record["id"]
    if name.startswith("GUM"):
        return "gum"
    return "litbank" if name.endswith("brat") else "gap"


def kept(record: dict) -> bool:
    if corpus(record) != "litbank" or record["class"] == "person":
        return True
    return record["class"] == "several" and any(record["right"])


def batches(records: list[dict], size: int, generator: torch.Generator) -> list[Questions]:
    order = torch.randperm(len(records), generator=generator).tolist()
    return [Questions([records[i] for i in order[start : start + size]]) for start in range(0, len(order), size)]


def train(records: list[dict], seed: int, options: argparse.Namespace) -> Network:
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    network = Network(len(records[0]["rows"][0]), options.hidden, options.dropout)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=options.decay)
    parts = batches(records, 64, generator)
    steps = options.passes * len(parts)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=steps)
    for _ in range(options.passes):
        for at in torch.randperm(len(parts), generator=generator).tolist():
            part = parts[at]
            every, right = part.shares(network(part.rows))
            loss = ((every - right) * part.weight).sum() / part.weight.sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return network.eval()


def average(networks: list[Network]) -> Network:
    """One network whose score is the mean of the given ones' scores."""
    inputs = networks[0].hidden.in_features
    whole = Network(inputs, sum(network.hidden.out_features for network in networks), 0.0)
    with torch.no_grad():
        whole.hidden.weight.copy_(torch.cat([network.hidden.weight for network in networks]))
        whole.hidden.bias.copy_(torch.cat([network.hidden.bias for network in networks]))
        whole.output.weight.copy_(torch.cat([network.output.weight for network in networks], 1) / len(networks))
    return whole.eval()


def report(network: Network, records: list[dict], name: str) -> None:
    """How many of the answered questions are right, by how far the best candidate leads."""
    parts = [("gum", False), ("gap", False), ("gap", True), ("litbank", False)]
    for source, feminine in parts:
        chosen = [r for r in records if corpus(r) == source and (not feminine or r["form"] in FEMININE)]
        if not chosen:
            continue
        outcomes = []
        with torch.no_grad():
            for record in chosen:
                scores = network(torch.tensor(record["rows"])).tolist()
                right = [not any(record["right"]), *record["right"]]
                best = max(range(len(scores)), key=scores.__getitem__)
                second = max((s for i, s in enumerate(scores) if i != best), default=-9.0)
                if best > 0:
                    outcomes.append((scores[best] - second, right[best]))
        answerable = sum(any(record["right"]) for record in chosen)
        line = [f"{name} {source}{' feminine' if feminine else ''}: {len(chosen)} questions, {answerable} answerable"]
        for margin in (0.0, 0.5, 1.0, 1.5, 2.0, 3.0):
            taken = [right for lead, right in outcomes if lead >= margin]
            if taken:
                line.append(f"{margin}: P {sum(taken) / len(taken):.3f} R {sum(taken) / max(answerable, 1):.3f}")
        print("  ".join(line))


def write(networks: dict[str, Network], path: Path) -> None:
    lines = ["# class\tbias\toutput\tweights of the inputs; one line a hidden unit (scripts/train/coreference.py)"]
    for name in CLASSES:
        network = networks[name]
        for unit in range(network.hidden.out_features):
            hidden, output = network.hidden, network.output
            numbers = [hidden.bias[unit].item(), output.weight[0, unit].item(), *hidden.weight[unit].tolist()]
            lines.append("\t".join([name, *(f"{number:.4g}" for number in numbers)]))
    path.write_text("\n".join(lines) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("output", type=Path)
    parser.add_argument("--dev", type=Path, help="questions to report on")
    parser.add_argument("--passes", type=int, default=20)
    parser.add_argument("--hidden", type=int, default=16)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--rate", type=float, default=0.005)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--networks", type=int, default=6, help="networks of different seeds to average")
    parser.add_argument("--litbank-weight", type=float, default=0.5)
    parser.add_argument("--gap-weight", type=float, default=4.0)
    parser.add_argument("--feminine-weight", type=float, default=2.5, help="men are spoken of more")
    parser.add_argument("--classes", nargs="*", default=CLASSES)
    options = parser.parse_args()

    def load(path: Path) -> dict[str, list[dict]]:
        by_class = defaultdict(list)
        with path.open() as lines:
            for record in map(json.loads, lines):
                if kept(record):
                    weights = {
                        "litbank": options.litbank_weight,
                        "gap": options.gap_weight,
                    }
                    record["weight"] = weights.get(corpus(record), 1.0)
                    if record["form"] in FEMININE:
                        record["weight"] *= options.feminine_weight
                    by_class[record["class"]].append(record)
        return by_class

    questions = defaultdict(list)
    for path in options.questions:
        for name, records in load(path).items():
            questions[name] += records
    dev = load(options.dev) if options.dev else {}
    networks = {}
    for name in options.classes:
        networks[name] = average([train(questions[name], seed, options) for seed in range(options.networks)])
        report(networks[name], dev.get(name, questions[name]), name)
    if set(networks) == set(CLASSES):
        write(networks, options.output)


if __name__ == "__main__":
    main()
