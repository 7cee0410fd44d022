#!/usr/bin/env python3
"""A result folder in, a larger one out, for measuring: its facts again and again under other names.

Usage: multiply_results.py RESULTS FACTS OUTPUT

Every copy has articles, entities and names of its own; sources, which would be the same texts, are left out.
"""

import json
import os
import sys


def renamed(value, number):
    """The same record with other entities, names and articles."""
    if isinstance(value, list):
        return [renamed(item, number) for item in value]
    if not isinstance(value, dict):
        return value
    new = {}
    for key, item in value.items():
        if key in ("entity", "article", "id", "name") and isinstance(item, str):
            new[key] = f"{item}-{number}"
        elif key == "aliases":
            new[key] = [f"{alias} {number}" for alias in item]
        elif key in ("links", "mentions", "merges"):
            continue
        else:
            new[key] = renamed(item, number)
    return new


def main():
    source, facts, output = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    os.makedirs(output, exist_ok=True)
    files = {}
    for name in ("facts.jsonl", "entities.jsonl", "ledger.jsonl"):
        with open(os.path.join(source, name), encoding="utf-8") as lines:
            files[name] = [json.loads(line) for line in lines]
    copies = -(-facts // len(files["facts.jsonl"]))
    for name, records in files.items():
        left = facts if name == "facts.jsonl" else len(records) * copies
        with open(os.path.join(output, name), "w", encoding="utf-8") as out:
            for number in range(copies):
                for record in records[:left]:
                    record = renamed(record, number)
                    record.pop("source", None)
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
                left -= min(left, len(records))


if __name__ == "__main__":
    main()
