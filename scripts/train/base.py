"""A BERT folder in, what training starts from out: configuration, vocabulary and weights.

The folder is one that `transformers` writes: `config.json`, `vocab.txt`, `model.safetensors` (or, from before 2023,
`pytorch_model.bin`), and `tokenizer_config.json` for whether the vocabulary is cased. What the engines could not run
is refused here, before hours are spent on it.
"""

import json
from pathlib import Path

SIZES = ("hidden_size", "intermediate_size", "num_attention_heads", "num_hidden_layers", "vocab_size",
         "max_position_embeddings")


def read_config(folder: Path, vocabulary: str) -> dict:
    """`config.json` with `do_lower_case` from beside it."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tokenizer = folder / "tokenizer_config.json"
    beside = json.loads(tokenizer.read_text(encoding="utf-8")) if tokenizer.exists() else {}
    # Where nothing says it, a vocabulary with pieces in capitals is cased.
    cased = any(piece.removeprefix("##")[:1].isupper() for piece in vocabulary.splitlines() if piece[:1] != "[")
    config["do_lower_case"] = bool(beside.get("do_lower_case", config.get("do_lower_case", not cased)))
    config.setdefault("layer_norm_eps", 1e-12)
    if problem := unfit(config, vocabulary):
        raise SystemExit(f"{folder}: {problem}")
    return config


def unfit(config: dict, vocabulary: str):
    """Why the engines could not run it; nothing where they can."""
    if config.get("model_type", "bert") != "bert":
        return f"model_type is {config['model_type']}, only bert is known"
    if missing := [name for name in SIZES if name not in config]:
        return f"config.json has no {missing[0]}"
    if config.setdefault("hidden_act", "gelu") != "gelu":
        return f"hidden_act is {config['hidden_act']}, only gelu is known"
    if config.get("position_embedding_type", "absolute") != "absolute":
        return "only absolute positions are known"
    if config["hidden_size"] % config["num_attention_heads"]:
        return "hidden_size is no multiple of num_attention_heads"
    if config["max_position_embeddings"] < 512:
        return "max_position_embeddings is below 512, which sentences may need"
    lines = len(vocabulary.splitlines())
    if lines != config["vocab_size"]:
        return f"vocab_size is {config['vocab_size']}, vocab.txt has {lines} lines"
    return None


def read_base(folder: Path):
    """Configuration, vocabulary and tensors by name."""
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8")
    config = read_config(folder, vocabulary)
    if (folder / "model.safetensors").exists():
        from safetensors.torch import load_file

        return config, vocabulary, renamed(load_file(folder / "model.safetensors"))
    import torch

    return config, vocabulary, renamed(torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True))


def renamed(weights: dict) -> dict:
    """Layer norms of checkpoints from before 2020 have other names for their weights."""
    return {name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias"): tensor
            for name, tensor in weights.items()}
