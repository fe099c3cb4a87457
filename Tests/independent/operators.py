#!/usr/bin/env python3
"""Turns each comparison operator of Sources/Risk in turn, and demands that a test of RiskTests turns red each time.

usage: operators.py [--build FOLDER] [--list] [FILE…]

  --build FOLDER  where the changed copy is built (a temporary folder, removed afterwards)
  --list          prints the places and ends
  FILE…           only the operators of these files of Sources/Risk

All operators are changed in one copy that is built once: each becomes an operator of its own, which compares as before
unless the variable MUTANT gives its number. < turns into <=, > into >=, == into != and back. What no test could tell apart
stands in operators_equivalent.yaml, with the reason. Exit code 1 when an operator survives, or one listed there does not.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
PLACE = re.compile(r"(?<= )(==|!=|<=|>=|<|>)(?= )")
# Types are compared in these, not values; a string's characters are none of the program's operators.
NO_VALUES = re.compile(r"^\s*(///?|\*)|RawValue ==|Element ==|static func [<=>]")
MANIFEST = """// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "operators", platforms: [.macOS(.v15)],
    dependencies: [.package(path: "Yams")],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
        .target(name: "Notices", dependencies: ["CLibXML2", "CArchive"]),
        .target(name: "Risk", dependencies: ["Notices", "Yams"]),
        .testTarget(name: "RiskTests", dependencies: ["Risk"]),
    ],
    swiftLanguageModes: [.v6])
"""
HEAD = """import Foundation

private let mutant = Int(ProcessInfo.processInfo.environment["MUTANT"] ?? "") ?? 0

"""


def operator(symbol, number):
    """A name of its own for each place: Swift lets operators hold no digits, so these are in twos."""
    return symbol + format(number, "b").replace("0", "⊖").replace("1", "⊕")


def declaration(symbol, number):
    name, turned = operator(symbol, number), TURNED[symbol]
    kind = "Equatable" if symbol in ("==", "!=") else "Comparable"
    lines = [
        f"infix operator {name}: ComparisonPrecedence",
        f"func {name} <T: {kind}>(a: T, b: T) -> Bool {{ mutant == {number} ? a {turned} b : a {symbol} b }}",
        # Whole numbers of two widths; for one width the operator above is meant.
        f"@_disfavoredOverload func {name} <A: BinaryInteger, B: BinaryInteger>(a: A, b: B) -> Bool "
        f"{{ mutant == {number} ? a {turned} b : a {symbol} b }}",
    ]
    if kind == "Equatable":
        lines += [
            f"func {name} <T>(a: T?, b: _OptionalNilComparisonType) -> Bool "
            f"{{ mutant == {number} ? a {turned} nil : a {symbol} nil }}",
        ]
    return "\n".join(lines) + "\n"


class Places:
    def __init__(self):
        self.found = []

    def change(self, path, text):
        lines = []
        for count, line in enumerate(text.split("\n"), 1):
            if NO_VALUES.search(line):
                lines.append(line)
                continue
            quotes = [match.span() for match in re.finditer(r'"(?:\\.|[^"\\])*"', line)]

            def turn(match, line=line, count=count, quotes=quotes):
                if any(start < match.start() < end for start, end in quotes):
                    return match.group()
                symbol = match.group()
                self.found.append((path, count, symbol, line.strip()))
                return operator(symbol, len(self.found))

            lines.append(PLACE.sub(turn, line))
        return "\n".join(lines)


def make_copy(folder, wanted):
    places = Places()
    for name in ("CLibXML2", "CArchive", "Notices"):
        shutil.copytree(CHECKOUT / "Sources" / name, folder / "Sources" / name)
    for source in sorted((CHECKOUT / "Sources/Risk").rglob("*.swift")):
        target = folder / source.relative_to(CHECKOUT)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        if not wanted or source.name in wanted:
            text = places.change(str(source.relative_to(CHECKOUT)), text)
        target.write_text(text, encoding="utf-8")
    declarations = (declaration(each[2], number) for number, each in enumerate(places.found, 1))
    (folder / "Sources/Risk/TurnedOperators.swift").write_text(HEAD + "\n".join(declarations), encoding="utf-8")
    shutil.copytree(CHECKOUT / "Tests/RiskTests", folder / "Tests/RiskTests")
    shutil.copytree(CHECKOUT / "Workflows/indicators", folder / "Workflows/indicators")
    shutil.copytree(CHECKOUT / "Samples", folder / "Samples")
    os.symlink(CHECKOUT / ".build/checkouts/Yams", folder / "Yams")
    (folder / "Package.swift").write_text(MANIFEST, encoding="utf-8")
    return places.found


def run(folder, number, seconds=120):
    """Whether all tests hold; a run that does not end is as red as one that fails."""
    command = ["swift", "test", "--skip-build", "--package-path", folder]
    environment = os.environ | {"MUTANT": str(number), "CASEBRIDGE_NOTICES": "/nonexistent"}
    try:
        return subprocess.run(command, env=environment, capture_output=True, timeout=seconds, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def equivalent():
    """{(file, line's text, place of the operator among those of the line): reason}, so that moved lines keep theirs."""
    path = CHECKOUT / "Tests/independent/operators_equivalent.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return {(each["file"], each["line"], each["operator"]): each["because"] for each in entries}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    folder = options.build or pathlib.Path(tempfile.mkdtemp(prefix="casebridge-operators-"))
    for old in ("Sources", "Tests", "Workflows", "Samples", "Yams", "Package.swift"):
        path = folder / old
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        places = make_copy(folder, {pathlib.PurePath(each).name for each in options.files})
        if options.list:
            print("\n".join(f"{file}:{line} {symbol}  {text}" for file, line, symbol, text in places))
            return 0
        return judge(folder, places, options.files)
    finally:
        if not options.build:
            shutil.rmtree(folder)


def judge(folder, places, files):
    print(f"{len(places)} operators; building", file=sys.stderr, flush=True)
    build = ["swift", "build", "--build-tests", "--package-path", folder]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
        return 70
    if not run(folder, 0):
        print("the tests fail without any change", file=sys.stderr)
        return 70
    known, survivors, surprises = equivalent(), [], []
    for number, (file, line, symbol, text) in enumerate(places, 1):
        holds = run(folder, number)
        listed = (file, text, symbol) in known
        word = "equivalent" if holds and listed else "SURVIVES" if holds else "listed, but KILLED" if listed else "killed"
        print(f"{number}/{len(places)} {word}: {file}:{line} {symbol}  {text}", file=sys.stderr, flush=True)
        if holds and not listed:
            survivors.append(f"{file}:{line}: {symbol} may be {TURNED[symbol]} in: {text}")
        if listed and not holds:
            surprises.append(f"{file}:{line}: {text}")
    named = {(file, text, symbol) for file, _, symbol, text in places}
    stale = [] if files else [each for each in known if each not in named]
    summary = {"operators": len(places), "survivors": survivors, "killed_but_listed": surprises, "stale": stale}
    print(json.dumps(summary, indent=2, ensure_ascii=False))
    return 1 if survivors or surprises or stale else 0


if __name__ == "__main__":
    sys.exit(main())
