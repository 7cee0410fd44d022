"""Tests of what training may start from; they need no PyTorch."""

import json
import tempfile
import unittest
from pathlib import Path

from base import read_config, renamed, unfit

LARGE = {"hidden_size": 1024, "intermediate_size": 4096, "num_attention_heads": 16, "num_hidden_layers": 24,
         "vocab_size": 4, "max_position_embeddings": 512, "model_type": "bert"}
UNCASED, CASED = "[UNK]\n[CLS]\n[SEP]\nthe\n", "[UNK]\n[CLS]\n[SEP]\nThe\n"


def config(vocabulary, tokenizer=None, **more):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.json").write_text(json.dumps(LARGE | more))
        if tokenizer is not None:
            (Path(folder) / "tokenizer_config.json").write_text(json.dumps(tokenizer))
        return read_config(Path(folder), vocabulary)


class Base(unittest.TestCase):
    def test_sizes_are_those_of_the_folder(self):
        found = config(UNCASED)
        self.assertEqual({name: found[name] for name in LARGE}, LARGE)
        self.assertEqual((found["layer_norm_eps"], found["hidden_act"]), (1e-12, "gelu"))

    def test_case_is_what_the_tokenizer_says_or_the_vocabulary_shows(self):
        self.assertTrue(config(UNCASED)["do_lower_case"])
        self.assertFalse(config(CASED)["do_lower_case"])
        self.assertFalse(config(UNCASED, {"do_lower_case": False})["do_lower_case"])
        self.assertTrue(config(CASED, {"do_lower_case": True})["do_lower_case"])

    def test_what_the_engines_cannot_run_is_refused(self):
        for more, word in [({"model_type": "roberta"}, "roberta"), ({"hidden_act": "gelu_new"}, "gelu_new"),
                           ({"num_attention_heads": 7}, "multiple"), ({"max_position_embeddings": 128}, "512"),
                           ({"vocab_size": 9}, "vocab.txt has 4 lines"),
                           ({"position_embedding_type": "relative_key"}, "absolute")]:
            with self.assertRaises(SystemExit) as raised:
                config(UNCASED, **more)
            self.assertIn(word, str(raised.exception))
        self.assertEqual(unfit({"model_type": "bert"}, UNCASED), "config.json has no hidden_size")

    def test_old_names_of_layer_norms(self):
        self.assertEqual(renamed({"a.LayerNorm.gamma": 1, "a.LayerNorm.beta": 2, "b.bias": 3}),
                         {"a.LayerNorm.weight": 1, "a.LayerNorm.bias": 2, "b.bias": 3})


if __name__ == "__main__":
    unittest.main()
