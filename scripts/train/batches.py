"""Examples in, padded tensors out; with the noise that training adds."""

import random
import re
from dataclasses import replace

import torch

from data import WORD_PIECES, allowed_names, casing_class


class Pieces:
    """Words to piece ids, each word by itself, as the tokenizer crate does it."""

    def __init__(self, vocabulary: str, lowercase: bool = True):
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        pieces = {piece: i for i, piece in enumerate(vocabulary.splitlines())}
        self.tokenizer = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]", max_input_chars_per_word=100))
        self.tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
        self.tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self.unknown, self.cls, self.sep, self.mask = (pieces[p] for p in ("[UNK]", "[CLS]", "[SEP]", "[MASK]"))
        self.known = {}

    def word(self, word):
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:WORD_PIECES]
            self.known[word] = ids or [self.unknown]
        return self.known[word]

    def sentence(self, words):
        """Ids and casing classes of all pieces, and the index of each word's first piece."""
        ids, casings, first = [self.cls], [0], []
        for word in words:
            first.append(len(ids))
            pieces = self.word(word)
            ids += pieces
            casings += [casing_class(word)] * len(pieces)
        return ids + [self.sep], casings + [0], first


def recase(words, rng):
    """Now and then a sentence in capitals, in lower case or as a headline: names must not hang on case alone."""
    draw = rng.random()
    if draw < 0.02:
        return [w.upper() for w in words]
    if draw < 0.04:
        return [w.lower() for w in words]
    if draw < 0.06:
        return [w[:1].upper() + w[1:] for w in words]
    return words


# Acronyms that are also words: what the casing class must decide, and what little text teaches.
ACRONYMS = ["IS", "IS", "IS", "WHO", "AN", "AS", "OR", "US", "AM"]


def with_acronyms(example, words, rng):
    """Now and then puts such an acronym in the place of a one-word name that stands by itself."""
    if example.tree:
        phrase = ("flat", "compound", "goeswith")
        joined = {h for h, d in zip(example.tree.head, example.tree.deprel) if d.split(":")[0] in phrase}
        single = [
            i for i, (upos, deprel) in enumerate(zip(example.tree.upos, example.tree.deprel))
            if upos == "PROPN" and i + 1 not in joined and deprel.split(":")[0] not in ("flat", "goeswith")
        ]
    else:
        after = [*example.names[1:], "O"]
        single = [i for i, (tag, then) in enumerate(zip(example.names, after)) if tag == "B-ORG" and then[0] != "I"]
    chosen = {i for i in single if rng.random() < 0.05}
    return [rng.choice(ACRONYMS) if i in chosen else word for i, word in enumerate(words)]


def split_hyphens(words, tags):
    """Cuts words at their hyphens as Universal Dependencies does; corpora of names keep them whole."""
    out_words, out_tags = [], []
    for word, tag in zip(words, tags):
        parts = re.split("(?<=[^\\W\\d_])(-)(?=[^\\W\\d_])", word)
        out_words += parts
        out_tags += [tag] + [tag.replace("B-", "I-")] * (len(parts) - 1)
    return out_words, out_tags


def make_batch(examples, pieces, index, rng=None):
    """Tensors of one batch. With `rng`, words are re-cased and 6 % of the pieces are masked."""
    if rng:
        # Half of the sentences with names, so that both ways of splitting are known.
        examples = [
            replace(e, **dict(zip(("words", "names"), split_hyphens(e.words, e.names)))) if e.names and rng.random() < 0.5 else e
            for e in examples
        ]
    rows = []
    for example in examples:
        words = with_acronyms(example, recase(example.words, rng), rng) if rng else example.words
        ids, casings, first = pieces.sentence(words)
        if rng:
            ids = [pieces.mask if 0 < i < len(ids) - 1 and rng.random() < 0.06 else p for i, p in enumerate(ids)]
        rows.append((ids[:512], casings[:512], [min(f, 510) for f in first]))
    b, p, n = len(rows), max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    batch = {k: torch.zeros(b, p, dtype=torch.long) for k in ("ids", "casings")}
    batch["mask"] = torch.zeros(b, p, dtype=torch.bool)
    batch["first"] = torch.zeros(b, n, dtype=torch.long)
    batch["real"] = torch.zeros(b, n, dtype=torch.bool)
    for i, (ids, casings, first) in enumerate(rows):
        batch["ids"][i, : len(ids)] = torch.tensor(ids)
        batch["casings"][i, : len(ids)] = torch.tensor(casings)
        batch["mask"][i, : len(ids)] = True
        batch["first"][i, : len(first)] = torch.tensor(first)
        batch["real"][i, : len(first)] = True
    if examples[0].names is not None:
        allowed = torch.zeros(b, n, len(index["names"]), dtype=torch.bool)
        for i, example in enumerate(examples):
            for j, tag in enumerate(example.names):
                for option in allowed_names(tag, example.source):
                    allowed[i, j, index["names"][option]] = True
        batch["names"] = allowed
    if examples[0].tree is not None:
        for kind, column in (("upos", "upos"), ("xpos", "xpos"), ("lemmas", "lemma"), ("deprels", "deprel")):
            batch[kind] = torch.full((b, n), -100)
            for i, example in enumerate(examples):
                values = [index[kind].get(v, -100) for v in getattr(example.tree, column)]
                batch[kind][i, : len(values)] = torch.tensor(values)
        batch["heads"] = torch.full((b, n), -100)
        for i, example in enumerate(examples):
            batch["heads"][i, : len(example.words)] = torch.tensor(example.tree.head)
    return batch


def shuffled_batches(examples, pieces, tokens, seed):
    """Lists of examples of like length, about `tokens` pieces each, in random order."""
    rng = random.Random(seed)
    sized = [(sum(len(pieces.word(w)) for w in e.words) + 2, rng.random(), e) for e in examples]
    sized = [s for s in sized if s[0] <= 160]
    sized.sort(key=lambda s: (s[0] + 6 * s[1], s[1]))
    batches, current, longest = [], [], 0
    for size, _, example in sized:
        if current and max(longest, size) * (len(current) + 1) > tokens:
            batches.append(current)
            current, longest = [], 0
        current.append(example)
        longest = max(longest, size)
    batches.append(current)
    rng.shuffle(batches)
    return batches
