#!/usr/bin/env python3
"""Prints which fields of eForms are read, and why the others are not, as a table for docs/eforms-fields.md.

usage: coverage.py FIELDS.csv    (field, name, type, XPath; from the eForms SDK's list of fields)
"""

import csv
import os
import pathlib
import subprocess
import sys

import yaml

REASONS = pathlib.Path(__file__).with_name("field_reasons.yaml")


def coverage(table):
    """Rows (field, name, is read, reason or none); the program itself says what it reads."""
    command = [os.environ["CASEBRIDGE_PROGRAM"], "inspect", "--coverage", str(table)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    read = {line["field"]: line["read"] == "yes" for line in csv.DictReader(output.splitlines())}
    reasons = {
        field: reason for reason, fields in yaml.safe_load(REASONS.read_text(encoding="utf-8")).items() for field in fields
    }
    with open(table, encoding="utf-8", newline="") as file:
        return [(row["field"], row["name"], read[row["field"]], reasons.get(row["field"])) for row in csv.DictReader(file)]


def main():
    rows = coverage(sys.argv[1])
    print("# Fields of eForms that are read\n")
    print("Printed by `Tests/independent/coverage.py`; the program names the fields that its rules take.")
    print(f"Of {len(rows)} fields, {sum(is_read for _, _, is_read, _ in rows)} are read.\n")
    print("| field | name | read, or why not |\n|---|---|---|")
    for field, name, is_read, reason in rows:
        print(f"| {field} | {name} | {'read' if is_read else reason} |")


if __name__ == "__main__":
    main()
