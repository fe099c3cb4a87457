#!/usr/bin/env python3
"""Prints all indicators, and what the known catalogues have beyond them, as tables for docs/indicators.md.

usage: indicator_table.py [PATH…]    (notices; with them the share of flags among decisions by format is given)
"""

import collections
import json
import os
import subprocess
import sys


def run(*arguments):
    command = [os.environ["CASEBRIDGE_PROGRAM"], *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def shares(paths):
    """Flags and decisions of each indicator by format."""
    counts = collections.defaultdict(lambda: [0, 0])
    for line in map(json.loads, run("inspect", *paths).splitlines() if paths else []):
        for result in line.get("indicators", []):
            if result["result"] in ("flag", "no_flag"):
                count = counts[result["id"], line["format"]]
                count[0] += result["result"] == "flag"
                count[1] += 1
    return counts


def forms(names):
    """eForms subtypes together, the others by name."""
    subtypes = [name.split()[1] for name in names if name.startswith("eForms ")]
    others = [name for name in names if not name.startswith("eForms ")]
    return "; ".join(part for part in ("eForms " + ", ".join(subtypes) if subtypes else "", ", ".join(others)) if part)


def share(count):
    return f"{count[0]} of {count[1]}" if count[1] else "–"


def main(paths):
    catalogue = json.loads(run("indicators", "list", "--format", "json"))
    counts = shares(paths)
    print("# Indicators\n\nPrinted by `Tests/independent/indicator_table.py` from `casebridge indicators list --format json`.")
    print("The flags are those among the decisions on the real notices that the tests read; that sample was drawn")
    print("for its many structures, so its rates say nothing about Europe.\n")
    print("| indicator | colour | level | weight | basis | forms | references | flags, eForms | flags, TED |")
    print("|---|---|---|---|---|---|---|---|---|")
    for each in catalogue["indicators"]:
        cells = [each[key] for key in ("id", "colour", "level", "weight", "basis")]
        cells += [forms(each["forms"]), ", ".join(each["references"])]
        cells += [share(counts[each["id"], name]) for name in ("eforms", "ted_export")]
        print("| " + " | ".join(cells) + " |")
    print("\n# What the catalogues have beyond them\n")
    reasons = {}
    for sign in catalogue["left_out"]:
        reasons.setdefault(sign["because"], []).append(f"{sign['reference']} ({sign['title']})")
    for because, signs in reasons.items():
        print(f"- {because} {len(signs)}: {'; '.join(signs)}.")


if __name__ == "__main__":
    main(sys.argv[1:])
