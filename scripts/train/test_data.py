"""Tests of the corpus readers; they need no PyTorch and no corpora."""

import tempfile
import unittest
from pathlib import Path

from data import allowed_names, casing_class, edit_script, read_conllu, read_names, to_iob2


class Data(unittest.TestCase):
    def test_casing_classes(self):
        cases = {"the": 0, "Paris": 1, "IS": 2, "U.S.": 2, "al-Ansari": 3, "McDonald": 3, "I": 4, "2026": 5,
                 "3.5": 5, "-": 6, "$": 6, "F-16": 7, "5th": 7, "'s": 0, "日本": 0}
        for word, expected in cases.items():
            self.assertEqual(casing_class(word), expected, word)

    def test_edit_scripts_give_the_lemma_back(self):
        def apply(script, form):
            if script.startswith("="):
                return script[1:]
            case, cut, suffix = script.split("/", 2)
            start = form.lower() if case == "l" else form
            return start[: len(start) - int(cut)] + suffix

        pairs = [("withdrew", "withdraw"), ("attacks", "attack"), ("Was", "be"), ("IS", "IS"), ("The", "the"),
                 ("n't", "not"), ("'s", "'s"), ("better", "good"), ("killed", "kill"), ("a/c", "a/c")]
        for form, lemma in pairs:
            self.assertEqual(apply(edit_script(form, lemma), form), lemma)
        self.assertEqual(edit_script("attacks", "attack"), "k/1/")

    def test_iob1_becomes_iob2(self):
        tags = ["I-ORG", "I-ORG", "O", "I-PER", "B-PER", "I-LOC"]
        self.assertEqual(to_iob2(tags), ["B-ORG", "I-ORG", "O", "B-PER", "B-PER", "B-LOC"])

    def test_labels_that_a_corpus_does_not_have_stay_open(self):
        self.assertEqual(allowed_names("O", "btc"), ["O", "B-MISC", "I-MISC"])
        self.assertEqual(allowed_names("O", "conll"), ["O"])

    def test_readers(self):
        with tempfile.TemporaryDirectory() as folder:
            conllu = Path(folder) / "a.conllu"
            conllu.write_text("# newdoc id = GUM_news_x\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                              "1\tDo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n\n")
            (example,) = read_conllu(conllu)
            self.assertEqual(example.words, ["Do", "n't"])
            self.assertEqual(example.tree.head, [0, 1])
            self.assertEqual(list(read_conllu(conllu, lambda document: "news" not in document)), [])
            names = Path(folder) / "b.conll"
            names.write_text("-DOCSTART- O\n\nParis I-location\nfell O\n")
            (example,) = read_names(names, "x", {"location": "LOC"})
            self.assertEqual(example.names, ["B-LOC", "O"])


if __name__ == "__main__":
    unittest.main()
