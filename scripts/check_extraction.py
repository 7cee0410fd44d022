#!/usr/bin/env python3
"""Scores what is read of web pages: the text against the benchmark's, and the day against that in the page's address.

    scripts/check_extraction.py PROGRAM FOLDER

In: the program and a folder as scrapinghub/article-extraction-benchmark has it: ground-truth.json (articleBody and
url by name) and html/NAME.html.gz. Out: precision, recall and F1 of four-word shingles as that benchmark defines
them (counted with their numbers, averaged over pages), and how many of the days that addresses show are found in
the page without them.
"""

import collections
import datetime
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|[/-](20\d\d)(\d\d)(\d\d)(?:[./-]|$)")


def shingles(text):
    words = re.findall(r"\w+", text)
    if len(words) < 4:
        return collections.Counter([tuple(words)] if words else [])
    return collections.Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))


def day(url):
    """The day in an address."""
    found = DAY.search(url)
    if not found:
        return None
    try:
        return datetime.date(*(int(part) for part in found.groups() if part)).isoformat()
    except ValueError:
        return None


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = sys.argv[1], Path(sys.argv[2])
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        results = Path(scratch)
        for command in (["annotate", "--format", "brat"], ["extract"]):
            run = [program, *command, "--quiet", "--any-language", folder / "html", "-o", results / command[0]]
            if subprocess.run(run).returncode not in (0, 1):
                sys.exit("the program failed")
        read = {path.name.split(".")[0]: path.read_text(encoding="utf-8")
                for path in (results / "annotate").rglob("*.txt")}
        ledger = (results / "extract" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
        days = {line["article"].split(".")[0]: (line.get("published") or {}).get("date")
                for line in map(json.loads, ledger)}
    precisions, recalls, shown, right = [], [], 0, 0
    for name, page in sorted(truth.items()):
        wanted, found = shingles(page["articleBody"]), shingles(read.get(name, ""))
        both = sum((wanted & found).values())
        precisions.append(both / found.total() if found else 0.0)
        recalls.append(both / wanted.total() if wanted else 0.0)
        if day(page["url"]):
            shown += 1
            right += days.get(name) == day(page["url"])
    precision, recall = (sum(values) / len(truth) for values in (precisions, recalls))
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(truth)} pages: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"days: {right} of {shown} that addresses show")


if __name__ == "__main__":
    main()
