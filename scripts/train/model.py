"""The network: a plain BERT encoder, casing classes as token types, heads on each word's first piece.

Shapes: B sentences, P pieces, N words, H hidden width. Attention Is All You Need (Vaswani et al. 2017),
BERT (Devlin et al. 2019), deep biaffine arcs (Dozat and Manning 2017); labels by a two-layer
perceptron over the sum of head and dependent projections (Kiperwasser and Goldberg 2016), which costs
far less than a bilinear form per label.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

ARC, LABEL, CASINGS = 256, 256, 8


class Layer(nn.Module):
    def __init__(self, hidden, heads, inner, dropout, epsilon):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=epsilon)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, p, h = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(b, p, h)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    """Scores for every word. `inventory` names the columns of each head."""

    def __init__(self, config, inventory, dropout=0.1):
        super().__init__()
        hidden, epsilon = config["hidden_size"], config.get("layer_norm_eps", 1e-12)
        self.config, self.inventory = config, inventory
        self.words = nn.Embedding(config["vocab_size"], hidden, sparse=True)
        self.positions = nn.Embedding(config["max_position_embeddings"], hidden)
        self.casings = nn.Embedding(CASINGS, hidden)
        self.norm = nn.LayerNorm(hidden, eps=epsilon)
        self.layers = nn.ModuleList(
            Layer(hidden, config["num_attention_heads"], config["intermediate_size"], dropout, epsilon)
            for _ in range(config["num_hidden_layers"])
        )
        self.dropout = nn.Dropout(dropout)
        self.names = nn.Linear(hidden, len(inventory["names"]))
        self.upos = nn.Linear(hidden, len(inventory["upos"]))
        self.xpos = nn.Linear(hidden, len(inventory["xpos"]))
        self.lemmas = nn.Linear(hidden, len(inventory["lemmas"]))
        self.arc_dependent = nn.Linear(hidden, ARC)
        self.arc_head = nn.Linear(hidden, ARC)
        self.arc = nn.Linear(ARC, ARC)  # the biaffine form; its bias scores heads alone
        self.label_dependent = nn.Linear(hidden, LABEL)
        self.label_head = nn.Linear(hidden, LABEL)
        self.label = nn.Linear(LABEL, len(inventory["deprels"]))
        self.head_dropout = nn.Dropout(0.2)

    @classmethod
    def from_base(cls, config, weights, inventory, dropout=0.1):
        """A network that starts from a BERT checkpoint; new casing rows start near the first token type."""
        self = cls(config, inventory, dropout)
        w = {k.removeprefix("bert."): v for k, v in weights.items()}
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"])
            row = w["embeddings.token_type_embeddings.weight"][0]
            self.casings.weight.copy_(row + 0.02 * torch.randn(CASINGS, row.shape[0]))
            copy = lambda module, name: (module.weight.copy_(w[name + ".weight"]), module.bias.copy_(w[name + ".bias"]))
            copy(self.norm, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                parts = ["query", "key", "value"]
                layer.qkv.weight.copy_(torch.cat([w[f"{at}attention.self.{p}.weight"] for p in parts]))
                layer.qkv.bias.copy_(torch.cat([w[f"{at}attention.self.{p}.bias"] for p in parts]))
                copy(layer.out, at + "attention.output.dense")
                copy(layer.norm1, at + "attention.output.LayerNorm")
                copy(layer.up, at + "intermediate.dense")
                copy(layer.down, at + "output.dense")
                copy(layer.norm2, at + "output.LayerNorm")
        return self

    def encode(self, ids, casings, mask):
        """[B, P] ids and casing classes, [B, P] mask of real pieces, to [B, P, H]."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(positions) + self.casings(casings))
        x = self.dropout(x)
        attention = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attention)
        return x

    def word_rows(self, hidden, first):
        """[B, P, H] and [B, N] positions of first pieces to [B, N, H]."""
        return hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))

    def tags(self, rows):
        rows = self.head_dropout(rows)
        return {"names": self.names(rows), "upos": self.upos(rows), "xpos": self.xpos(rows), "lemmas": self.lemmas(rows)}

    def arcs(self, rows, root):
        """[B, N, H] words and [B, 1, H] root to [B, N, N + 1] scores; column 0 is the root."""
        heads = self.head_dropout(F.gelu(self.arc_head(torch.cat([root, rows], 1))))
        dependents = self.head_dropout(F.gelu(self.arc_dependent(rows)))
        return (self.arc(dependents) @ heads.transpose(1, 2)) / math.sqrt(ARC)

    def label_rows(self, rows, root):
        return self.label_dependent(rows), self.label_head(torch.cat([root, rows], 1))

    def labels(self, dependents, heads, chosen):
        """Label scores of each word's arc to `chosen` [B, N]: [B, N, L]."""
        picked = heads.gather(1, chosen[..., None].expand(-1, -1, heads.shape[-1]))
        return self.label(self.head_dropout(F.gelu(dependents + picked)))
