"""Tests of the readers of coreference corpora; they need no PyTorch and no corpora."""

import tempfile
import unittest
from pathlib import Path

from coreference_data import Text, brackets, document, gap, gum

ROW = "{}\t{}\t_\tX\t_\t_\t0\tdep\t_\t{}"


class Coreference(unittest.TestCase):
    def test_brackets_nest_and_touch(self):
        cells = ["(3(4)", "_", "3)", "(4)"]
        self.assertEqual(brackets(cells), {"4": [(0, 1), (3, 4)], "3": [(0, 3)]})

    def test_spans_count_bytes(self):
        text = Text()
        for form in ("é", "é"):
            text.add(form)
        found = document("d", text, ["(1)", "(1)"])
        self.assertEqual((found["text"], found["clusters"]), ("éé", [[(0, 2), (2, 4)]]))

    def test_gap_gives_the_right_name_and_the_wrong_one(self):
        header = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
        row = "v-1\tÉva met Ann; she left.\tshe\t13\tÉva\t0\tTRUE\tAnn\t8\tFALSE\tu"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gap.tsv"
            path.write_text(f"{header}\n{row}\n")
            (found,) = gap(path)
        text = found["text"].encode()
        self.assertEqual([text[s:e].decode() for s, e in found["clusters"][0]], ["she", "Éva"])
        self.assertEqual([text[s:e].decode() for s, e in found["wrong"]], ["Ann"])

    def test_genres_that_are_not_free_teach_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            (data / "gum" / "built").mkdir(parents=True)
            conll = data / "gum" / "coref" / "ontogum" / "conll"
            conll.mkdir(parents=True)
            lines = []
            for name in ("GUM_news_a", "GUM_fiction_b"):
                lines += [f"# newdoc id = {name}", ROW.format(1, "He", "_"), ROW.format(2, "left", "SpaceAfter=No"),
                          ROW.format(3, ".", "_"), ""]
                (conll / f"{name}.conll").write_text("0\tHe\t(1)\n1\tleft\t_\n2\t.\t_\n")
            for split in ("train", "dev"):
                (data / "gum" / "built" / f"en_gum_noreddit-{split}.conllu").write_text("\n".join(lines))
            self.assertEqual([(d["id"], d["text"]) for d in gum(data, "train")], [("GUM_news_a", "He left.")])
            self.assertEqual(len(list(gum(data, "dev"))), 2)


if __name__ == "__main__":
    unittest.main()
