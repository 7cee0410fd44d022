#!/usr/bin/env python3
"""Writes a checkpoint as a model folder: int8 weights with row scales, config, vocabulary, golden scores.

    export.py CHECKPOINT FOLDER

Weights are symmetric int8, one scale for each output row; embeddings one for each row. Those of the
layers take six of the eight bits. The golden
file holds the scores that PyTorch gets from these very weights in floats, for sentences of our own:
the Rust tests compare their numbers with it, head by head.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from batches import Pieces
from model import ARC, CASINGS, LABEL, Network

SENTENCES = """
Rebels seized the town of Marsh Hill on Thursday , the governor said .
IS claimed responsibility for two attacks in northern Syria .
Dr. Amina al-Rashid , who leads the clinic , did n't comment .
U.S. officials said they will not extend the 5 % tariff .
The minister 's spokesman denied that 1,200 troops had left the al-Tanf base .
PARIS - Police arrested three men .
Why ?
The court , citing new evidence , ordered Jean-Luc Petit to pay $ 3.5 million .
""".strip().splitlines()


# The greatest level of a weight in the layers. With six bits, processors that have AVX2 but no dot product
# of bytes multiply 1.35 times as fast (`crates/encoder/src/narrow.rs`); the scores are those of eight bits.
LAYER_LEVELS, LEVELS = 31, 127


def quantise(weight, levels):
    """Levels and row scales. Of several scales, each row gets the one with the least square error."""
    best = None
    for share in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
        scale = weight.abs().amax(1).clamp(min=1e-8) * share / levels
        rounded = (weight / scale[:, None]).round().clamp(-levels, levels)
        error = ((rounded * scale[:, None] - weight) ** 2).sum(1)
        if best is None:
            best = error, rounded, scale
        else:
            better = error < best[0]
            best = tuple(torch.where(better if new.dim() == 1 else better[:, None], new, old)
                         for new, old in zip((error, rounded, scale), best))
    return best[1].to(torch.int8), best[2].float()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    state = torch.load(args.checkpoint, weights_only=False, map_location="cpu")
    network = Network(state["config"], state["inventory"]).eval()
    network.load_state_dict(state["average"])
    tensors = {}
    with torch.no_grad():
        for name, module in network.named_modules():
            if isinstance(module, (torch.nn.Linear, torch.nn.Embedding)):
                weight, scale = quantise(module.weight, LAYER_LEVELS if name.startswith("layers.") else LEVELS)
                tensors[f"{name}.weight"], tensors[f"{name}.scale"] = weight.contiguous(), scale
                module.weight.copy_(weight.float() * scale[:, None])
                if isinstance(module, torch.nn.Linear):
                    tensors[f"{name}.bias"] = module.bias.clone()
            elif isinstance(module, torch.nn.LayerNorm):
                tensors[f"{name}.weight"], tensors[f"{name}.bias"] = module.weight.clone(), module.bias.clone()
    args.folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, args.folder / "model.safetensors")
    kept = ("hidden_size", "intermediate_size", "num_attention_heads", "num_hidden_layers", "vocab_size",
            "max_position_embeddings", "layer_norm_eps", "hidden_act", "model_type", "do_lower_case")
    config = {k: state["config"][k] for k in kept if k in state["config"]}
    config |= {"type_vocab_size": CASINGS, "arc_size": ARC, "label_size": LABEL, "inventory": state["inventory"]}
    (args.folder / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (args.folder / "vocab.txt").write_text(state["vocabulary"], encoding="utf-8")

    pieces, golden = Pieces(state["vocabulary"], state["config"].get("do_lower_case", True)), []
    with torch.no_grad():
        for sentence in SENTENCES:
            ids, casings, first = pieces.sentence(sentence.split())
            tensor = lambda values: torch.tensor([values])
            hidden = network.encode(tensor(ids), tensor(casings), torch.ones(1, len(ids), dtype=torch.bool))
            rows, root = network.word_rows(hidden, tensor(first)), hidden[:, :1]
            scores, arcs = network.tags(rows), network.arcs(rows, root)
            heads = arcs.argmax(-1)
            labels = network.labels(*network.label_rows(rows, root), heads)
            flat = lambda t: [round(v, 4) for v in t[0].flatten().tolist()]
            golden.append({
                "words": sentence.split(), "ids": ids, "classes": casings, "first": first,
                **{kind: flat(values) for kind, values in scores.items()},
                "arcs": flat(arcs), "heads": heads[0].tolist(), "labels": flat(labels),
            })
    lines = ",\n".join(json.dumps(g, ensure_ascii=False) for g in golden)
    (args.folder / "golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    size = (args.folder / "model.safetensors").stat().st_size
    print(f"{args.folder}: {len(tensors)} tensors, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
