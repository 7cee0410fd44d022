#!/usr/bin/env python3
"""Folders of texts in, a folder of as many articles as asked for out, for measuring long runs.

Usage: many_articles.py COUNT OUTPUT [--words N] FOLDER...

The texts of the folders are taken in turn, again and again. Every copy has numbers of its own, so that no two are
the same article; --words cuts each after that many words, at the end of a line.
"""

import argparse
import pathlib
import re


def changed(text, copy):
    """The text with other numbers, of as many digits."""
    def other(match):
        number = match.group()
        return str((int(number) + 7 * copy) % 10 ** len(number)).zfill(len(number))

    return re.sub(r"\d{1,9}", other, text) if copy else text


def cut(text, words):
    """The first lines with about so many words."""
    lines, count = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(line)
        count += len(line.split())
        if words and count >= words:
            break
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("folders", type=pathlib.Path, nargs="+")
    options = parser.parse_args()
    paths = [path for folder in options.folders for path in sorted(folder.rglob("*.txt"))]
    texts = [cut(path.read_text(encoding="utf-8", errors="replace"), options.words) for path in paths]
    for number in range(options.count):
        folder = options.output / f"{number // 1000:04}"
        folder.mkdir(parents=True, exist_ok=True)
        text = changed(texts[number % len(texts)], number // len(texts))
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
