#!/usr/bin/env python3
"""Reads facts.parquet with pyarrow and compares it with facts.jsonl and facts.csv.

    scripts/check_parquet.py PROGRAM ARTICLES [--venv FOLDER]

In: a `triplewire` built with `--features parquet`, and a folder of articles. pyarrow is installed from PyPI
(scripts/check_parquet.txt) into a virtual environment: a temporary one, or FOLDER, which is used again where it is
there. Out: a line that counts what was compared; status 1 and what is wrong. Where PyPI cannot be reached it says so
and ends with status 0.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from packages import inside


# Columns beyond those of facts.csv, and where facts.jsonl has them.
MORE = {
    "subject_name": ("subject", "name"),
    "object_name": ("object", "name"),
    "object_core": ("object", "core"),
    "when_value": ("when", "value"),
    "where_entity": ("where", "entity"),
    "rule": ("rule",),
}


def at(fact, path):
    """A value of a fact, None where it has none."""
    for name in path:
        fact = fact.get(name) if fact else None
    return fact


def check(folder):
    """How many values differ."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "facts.parquet")
    rows = table.to_pylist()
    facts = [json.loads(line) for line in open(folder / "facts.jsonl", encoding="utf-8")]
    with open(folder / "facts.csv", encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    wrong = 0

    def equal(what, found, expected):
        nonlocal wrong
        if found != expected:
            wrong += 1
            print(f"wrong: {what}: {found!r}, expected {expected!r}", file=sys.stderr)

    equal("rows", len(rows), len(facts))
    equal("columns", table.column_names[: len(cells[0])], list(cells[0]))
    for row, fact, line in zip(rows, facts, cells):
        for column, cell in line.items():
            value = row[column]
            found = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            equal(f"{fact['id']} {column}", found, f"{float(cell):g}" if isinstance(value, float) else cell)
        for column, path in MORE.items():
            equal(f"{fact['id']} {column}", row[column], at(fact, path))
        equal(f"{fact['id']} implied", row["implied"], at(fact, ("relation", "implied")) or False)
        equal(f"{fact['id']} by_json", row["by_json"] and json.loads(row["by_json"]), fact.get("by"))
    print(f"pyarrow reads {len(rows)} facts in {len(table.column_names)} columns")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path, help="triplewire, built with --features parquet")
    parser.add_argument("articles", type=Path, help="folder of articles")
    parser.add_argument("--venv", metavar="FOLDER", help="virtual environment to use, made where it is not there")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if not options.inside:
            sys.exit(inside(__file__, options.venv or f"{name}/venv", "pyarrow"))
        folder = Path(name) / "out"
        command = [options.program, "extract", options.articles, "-q", "-o", folder, "--format", "parquet"]
        subprocess.run(command, check=True)
        wrong = check(folder)
    if wrong:
        sys.exit(f"{wrong} wrong")


if __name__ == "__main__":
    main()
