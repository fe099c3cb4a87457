#!/usr/bin/env python3
"""Prints all indicators, and what the known catalogues have beyond them, as tables for docs/indicators.md.

usage: indicator_table.py [PATH…]    (notices; with them the share of flags among decisions by format is given)
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys

import catalogue_rules
import core_rules

CHECKOUT = pathlib.Path(__file__).parents[2]
CATALOGUES = ("Red Flags", "Integrity Watch", "Opentender", "OCP")


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


def tests():
    """The files of RiskTests that hold the indicator's tables, found by its type, which its source file names."""
    sources = "\n".join(each.read_text(encoding="utf-8") for each in (CHECKOUT / "Sources/Risk").rglob("*.swift"))
    types = {key: kind for kind, key in re.findall(r'(?:struct|enum) (\w+): \w+ \{\n\s+static let id = "([\w-]+)"', sources)}
    files = sorted((CHECKOUT / "Tests/RiskTests").glob("*Tests.swift"))
    texts = {each.stem: each.read_text(encoding="utf-8") for each in files}

    def found(key):
        wanted = re.compile(rf'\b{types[key]}\.id\b|"{key}"')
        skipped = ("AllRealNoticesTests", "CheckedExampleTests", "NaiveReaderTests", "SampleRiskTests", "CatalogueTests")
        names = [name for name, text in texts.items() if name not in skipped and wanted.search(text)]
        second = ["test_indicators.py"] if key in core_rules.RULES else []
        second += ["test_catalogue.py"] if key in catalogue_rules.RULES else []
        return ", ".join(names + second)

    return found


def share(count):
    return f"{count[0]} of {count[1]}" if count[1] else "–"


def main(paths):
    catalogue = json.loads(run("indicators", "list", "--format", "json"))
    counts = shares(paths)
    print("# Indicators\n\nPrinted by `Tests/independent/indicator_table.py` from `casebridge indicators list --format json`.")
    print("The flags are those among the decisions on the real notices that the tests read; that sample was drawn")
    print("for its many structures, so its rates say nothing about Europe.\n")
    print("Weight 0: told of a contract and not scored. Tests: tables of Tests/RiskTests; those of Tests/independent")
    print("compute the same a second time on every real notice.\n")
    print("| indicator | colour | level | weight | basis | forms | references | tests | flags, eForms | flags, TED |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    test_files = tests()
    for each in catalogue["indicators"]:
        cells = [each[key] for key in ("id", "colour", "level", "weight", "basis")]
        cells += [forms(each["forms"]), ", ".join(each["references"]), test_files(each["id"])]
        cells += [share(counts[each["id"], name]) for name in ("eforms", "ted_export")]
        print("| " + " | ".join(cells) + " |")
    print_signs(catalogue)


def print_signs(catalogue):
    """Every sign of the four catalogues, with what computes it or why nothing does."""
    computed = collections.defaultdict(list)
    for each in catalogue["indicators"]:
        for reference in each["references"]:
            computed[reference].append(each["id"])
    left_out = {sign["reference"]: sign for sign in catalogue["left_out"]}
    for name in CATALOGUES:
        signs = sorted(key for key in {*computed, *left_out} if key.startswith(name))
        here = [key for key in signs if key in computed]
        print(f"\n# {name}: {len(here)} of {len(signs)} computed\n\n| sign | indicator, or why there is none |\n|---|---|")
        for key in signs:
            if key in computed:
                print(f"| {key} | {', '.join(computed[key])} |")
            else:
                print(f"| {key} ({left_out[key]['title']}) | {left_out[key]['because']} |")


if __name__ == "__main__":
    main(sys.argv[1:])
