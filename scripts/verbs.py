#!/usr/bin/env python3
"""Writes crates/encoder/data/verbs.tsv: the lemmas of English verbs, and their forms that no rule gives.

    scripts/verbs.py

Needs the packages lemminflect (MIT) and wordfreq (Apache-2.0): the first knows which forms a verb has, the
second which words are in use. A form is left out where crates/encoder/src/verbs.rs finds its lemma by rule.
"""

import pathlib

from lemminflect import getAllInflections, getLemma
from wordfreq import top_n_list

OUTPUT = pathlib.Path(__file__).resolve().parents[1] / "crates" / "encoder" / "data" / "verbs.tsv"
WORDS = 60_000
HEADER = """\
# Verbs: lemma, and the forms of it that are not regular. Written by scripts/verbs.py from lemminflect (MIT),
# whose tables come from the SPECIALIST lexicon, for verbs among the 60,000 most frequent words (wordfreq).
"""


def plain(word):
    return word.isascii() and word.isalpha() and word.islower()


def stems(form):
    """What the rules of verbs.rs take off a form: the stems that may be its lemma, in their order."""
    found = []
    for ending in ("ing", "ed", "es", "s"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            found += [stem, stem + "e"]
            if stem[-1] == stem[-2:-1]:
                found.append(stem[:-1])
    for ending in ("ied", "ies"):
        if form.endswith(ending):
            found.append(form[: -len(ending)] + "y")
    if form.endswith("ying"):
        found.append(form[:-4] + "ie")
    return found


def main():
    lemmas = set()
    for word in top_n_list("en", WORDS):
        if plain(word):
            lemmas.update(lemma for lemma in getLemma(word, "VERB", lemmatize_oov=False) if plain(lemma))
    lines = []
    for lemma in sorted(lemmas):
        inflected = getAllInflections(lemma, "VERB")
        forms = {form for tag in ("VBD", "VBN", "VBG", "VBZ") for form in inflected.get(tag, ()) if plain(form)}
        odd = sorted(form for form in forms if form != lemma and lemma not in stems(form))
        lines.append("\t".join([lemma, " ".join(odd)]).rstrip())
    OUTPUT.write_text(HEADER + "lemma\tforms\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
