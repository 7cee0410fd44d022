"""Treebanks: text or CoNLL-U in, CoNLL-U with mistakes out, and the scorer of the CoNLL 2018 shared task.

A treebank is a list of sentences, a sentence a list of tokens, a token its form and its words: one word
with the same form, or the words of a multiword token.
"""

import copy
import dataclasses
import io
import re

from udtools import udeval

DEPRELS = (
    "nsubj", "obj", "obl", "obl:tmod", "nmod", "nmod:poss", "amod", "advmod", "aux", "aux:pass", "case", "mark",
    "det", "cc", "conj", "punct", "compound", "flat", "advcl", "acl:relcl", "ccomp", "xcomp", "cop", "dep",
)
UPOS = ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "ADP", "DET", "PUNCT", "AUX", "PART", "_")
XPOS = ("NN", "NNS", "VBD", "VBZ", "JJ", "RB", "IN", "DT", "_")


@dataclasses.dataclass(eq=False)
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    head: "Word | None"
    deprel: str


@dataclasses.dataclass(eq=False)
class Token:
    form: str
    words: list


def words(sentence):
    return [word for token in sentence for word in token.words]


def from_articles(folder, rng):
    """The articles of a folder under trees drawn at random: a scorer does not ask whether they are right.
    Words with an apostrophe inside are multiword tokens."""
    treebank = []
    for path in sorted(folder.rglob("*.txt")):
        for text in re.split(r"(?<=[.!?])\s+|\n+", path.read_text(encoding="utf-8")):
            sentence = []
            for form in re.findall(r"\w+(?:['’]\w+)?|[^\w\s]", text):
                parts = re.fullmatch(r"(\w+)(['’]\w+)", form)
                forms = parts.groups() if parts else (form,)
                sentence.append(Token(form, [random_word(part, rng) for part in forms]))
            if sentence:
                random_tree(words(sentence), rng)
                treebank.append(sentence)
    return treebank


def random_word(form, rng):
    return Word(form, form.lower(), rng.choice(UPOS), rng.choice(XPOS), None, rng.choice(DEPRELS))


def random_tree(sentence, rng):
    """Each word hangs from one that was placed before it."""
    placed = rng.sample(sentence, len(sentence))
    placed[0].head, placed[0].deprel = None, "root"
    for index, word in enumerate(placed[1:], 1):
        word.head = rng.choice(placed[:index])


def from_conllu(text):
    treebank = []
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        rows = [row for row in rows if "." not in row[0]]
        found = {row[0]: Word(row[1], row[2], row[3], row[4], None, row[7]) for row in rows if "-" not in row[0]}
        for row in rows:
            if row[0] in found and row[6] != "0":
                found[row[0]].head = found[row[6]]
        sentence, last = [], 0
        for row in rows:
            first, _, end = row[0].partition("-")
            if end:
                last = int(end)
                sentence.append(Token(row[1], [found[str(number)] for number in range(int(first), last + 1)]))
            elif int(first) > last:
                sentence.append(Token(row[1], [found[first]]))
        if sentence:
            treebank.append(sentence)
    return treebank


def conllu(treebank):
    lines = []
    for sentence in treebank:
        number = {word: index for index, word in enumerate(words(sentence), 1)}
        for token in sentence:
            if len(token.words) > 1:
                places = f"{number[token.words[0]]}-{number[token.words[-1]]}"
                lines.append("\t".join([places, token.form, *["_"] * 8]))
            for word in token.words:
                head = number[word.head] if word.head else 0
                columns = [number[word], word.form, word.lemma, word.upos, word.xpos, "_", head, word.deprel, "_", "_"]
                lines.append("\t".join(map(str, columns)))
        lines.append("")
    return "\n".join(lines) + "\n"


def damage(treebank, columns, tokens, rng):
    """A copy in which a share of the words has wrong `columns`, and a share of the `tokens` and sentences is
    split, merged or made or unmade a multiword token. Every sentence remains a tree."""
    treebank = [copy.deepcopy(sentence) for sentence in treebank]
    for sentence in treebank:
        for word in words(sentence):
            if rng.random() < columns:
                wrong_column(word, sentence, rng)
    if not tokens:
        return treebank
    treebank = [other_tokens(sentence, tokens, rng) for sentence in treebank]
    return [repaired(sentence) for sentence in other_sentences(treebank, tokens, rng)]


def wrong_column(word, sentence, rng):
    column = rng.choice(("lemma", "upos", "xpos", "deprel", "head"))
    if column == "lemma":
        word.lemma = rng.choice((word.lemma.swapcase(), "_", word.form))
    elif column == "upos":
        word.upos = rng.choice(UPOS)
    elif column == "xpos":
        word.xpos = rng.choice(XPOS)
    elif word.head and column == "deprel":
        word.deprel = rng.choice(DEPRELS)
    elif word.head:
        word.head = rng.choice([other for other in words(sentence) if not is_above(word, other)])


def is_above(word, other):
    """Whether `other` is the word or hangs below it."""
    while other is not None and other is not word:
        other = other.head
    return other is word


def other_tokens(sentence, rate, rng):
    sentence = list(sentence)
    index = 0
    while index < len(sentence):
        token = sentence[index]
        change = rng.choice(("split", "merge", "multiword")) if rng.random() < rate else None
        if change == "split" and len(token.words) == 1 and len(token.form) > 1:
            at = rng.randrange(1, len(token.form))
            first = token.words[0]
            rest = random_word(token.form[at:], rng)
            rest.head, first.form = first, token.form[:at]
            sentence[index:index + 1] = [Token(first.form, [first]), Token(rest.form, [rest])]
            index += 1
        elif change == "multiword" and len(token.words) > 1:
            if "".join(word.form for word in token.words) == token.form:
                sentence[index:index + 1] = [Token(word.form, [word]) for word in token.words]
            else:
                token.words[0].form += "x"
        elif change and index + 1 < len(sentence):
            joined = token, sentence[index + 1]
            form = "".join(part.form for part in joined)
            if change == "merge" and all(len(part.words) == 1 for part in joined):
                sentence[index:index + 2] = [Token(form, [merged(form, sentence, joined)])]
            elif change == "multiword":
                sentence[index:index + 2] = [Token(form, words(joined))]
        index += 1
    return sentence


def merged(form, sentence, joined):
    """One word in place of two."""
    first, second = (token.words[0] for token in joined)
    upper = second if is_above(second, first) else first
    word = Word(form, first.lemma, first.upos, first.xpos, upper.head, upper.deprel)
    for other in words(sentence):
        if other.head in (first, second):
            other.head = word
    return word


def other_sentences(treebank, rate, rng):
    found = []
    for sentence in treebank:
        change = rng.choice(("split", "merge")) if rng.random() < rate else None
        if change == "merge" and found:
            found[-1] = found[-1] + sentence
        elif change == "split" and len(sentence) > 1:
            at = rng.randrange(1, len(sentence))
            found += [sentence[:at], sentence[at:]]
        else:
            found.append(sentence)
    return found


def repaired(sentence):
    """Words that have lost their head, or are a second root, hang from the first such."""
    inside = set(words(sentence))
    root = None
    for word in words(sentence):
        if word.head not in inside:
            word.head = root
            if root is None:
                root, word.deprel = word, "root"
    return sentence


def udtools_scores(gold, predicted, metrics):
    """Precision, recall and F1 of each metric."""
    switches = (
        "no_gapping", "no_shared_parents_in_coordination", "no_shared_dependents_in_coordination", "no_control",
        "no_external_arguments_of_relative_clauses", "no_case_info", "no_empty_nodes", "multiple_roots_okay",
    )
    loaded = [udeval.load_conllu(io.StringIO(text), "", dict.fromkeys(switches, 0)) for text in (gold, predicted)]
    found = udeval.evaluate(*loaded)
    return {name: (found[name].precision, found[name].recall, found[name].f1) for name in metrics}
