"""Development scores while training: greedy heads, spans from BIO tags. The reported scores come from the Rust program."""

import torch

from batches import make_batch


def spans(tags):
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            found.add((start, i, tags[start][2:]))
            start = None
        if tag != "O" and start is None:
            start = i
    return found


@torch.no_grad()
def score(network, pieces, dev_trees, dev_names):
    network.eval()
    device = next(network.parameters()).device
    inventory = network.inventory
    index = {kind: {v: i for i, v in enumerate(values)} for kind, values in inventory.items()}
    universal = torch.tensor([hash(d.split(":")[0]) for d in inventory["deprels"]], device=device)
    counts = dict.fromkeys(["words", "upos", "xpos", "lemmas", "uas", "las"], 0)
    for at in range(0, len(dev_trees), 32):
        batch = {k: v.to(device) for k, v in make_batch(dev_trees[at : at + 32], pieces, index).items()}
        hidden = network.encode(batch["ids"], batch["casings"], batch["mask"])
        rows, root, real = network.word_rows(hidden, batch["first"]), hidden[:, :1], batch["real"]
        tags = network.tags(rows)
        columns = torch.cat([torch.ones_like(real[:, :1]), real], 1)
        heads = network.arcs(rows, root).masked_fill(~columns[:, None, :], -1e4).argmax(-1)
        labels = network.labels(*network.label_rows(rows, root), heads).argmax(-1)
        right = (heads == batch["heads"]) & real
        counts["words"] += int(real.sum())
        for kind in ("upos", "xpos", "lemmas"):
            counts[kind] += int(((tags[kind].argmax(-1) == batch[kind]) & real).sum())
        counts["uas"] += int(right.sum())
        known = batch["deprels"].clamp(min=0)
        counts["las"] += int((right & (universal[labels] == universal[known]) & (batch["deprels"] >= 0)).sum())
    total = counts.pop("words")
    result = {k: round(v / max(total, 1), 4) for k, v in counts.items()}
    hits = predicted = gold = 0
    for at in range(0, len(dev_names), 32):
        examples = dev_names[at : at + 32]
        batch = {k: v.to(device) for k, v in make_batch(examples, pieces, index).items()}
        hidden = network.encode(batch["ids"], batch["casings"], batch["mask"])
        best = network.names(network.word_rows(hidden, batch["first"])).argmax(-1).tolist()
        for example, row in zip(examples, best):
            ours = spans([inventory["names"][t] for t in row[: len(example.words)]])
            theirs = spans(example.names)
            hits, predicted, gold = hits + len(ours & theirs), predicted + len(ours), gold + len(theirs)
    result["names_f1"] = round(2 * hits / max(predicted + gold, 1), 4)
    return result
