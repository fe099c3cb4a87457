"""Every core indicator of every lot of every notice, computed twice: by the program and by core_rules.py."""

import collections
import itertools
import json
import os
import pathlib
import subprocess
import tarfile

import core_rules
import mutants
import pytest
import read_eforms
import read_ted
from lxml import etree

FOLDER = pathlib.Path(os.environ.get("CASEBRIDGE_NOTICES", "/nonexistent"))
ARCHIVES = [FOLDER / f"{name}.tar.gz" for name in ("ted-export", "eforms", "eforms-sdk-examples")]
pytestmark = pytest.mark.skipif(
    not all(archive.exists() for archive in ARCHIVES), reason="no real notices: CASEBRIDGE_NOTICES names none"
)
SEEDS = {"eforms": range(20), "eforms-sdk-examples": range(6), "ted-export": range(1)}


def notices():
    """Name, archive and root of each notice, the constructed ones of the eForms SDK included."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for archive in ARCHIVES:
        with tarfile.open(archive) as entries:
            for entry in entries:
                if entry.isfile() and entry.name.endswith(".xml"):
                    root = etree.fromstring(entries.extractfile(entry).read(), parser)
                    yield pathlib.PurePath(entry.name).name, archive.name.split(".")[0], root


def inspect(*paths):
    """The results of the program: by file, then by indicator, (lot, result) in its order; and what it refused."""
    command = [os.environ["CASEBRIDGE_PROGRAM"], "inspect", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found, refused = {}, {}
    for line in map(json.loads, done.stdout.splitlines()):
        file = pathlib.PurePath(line["file"]).name
        if "error" in line:
            refused[file] = line["error"]
            continue
        results = found.setdefault(file, collections.defaultdict(list))
        for each in line["indicators"]:
            results[each["id"]].append((each.get("lot"), each["result"]))
    assert done.returncode == (65 if refused else 0), done.stderr
    return found, refused


def by_the_rules(root):
    is_ted = etree.QName(root).localname == "TED_EXPORT"
    return core_rules.assess((read_ted if is_ted else read_eforms).read(root))


def differing(indicator, expected, found):
    """The first few files on which they differ, with both results."""
    files = (each for each in expected if each in found and expected[each][indicator] != found[each][indicator])
    return [
        f"{file}: {expected[file][indicator]} by the rules, {found[file][indicator]} by the program"
        for file in itertools.islice(files, 10)
    ]


@pytest.fixture(scope="module")
def inspected():
    return inspect(*ARCHIVES)


@pytest.fixture(scope="module")
def expected():
    return {file: by_the_rules(root) for file, _, root in notices()}


@pytest.fixture(scope="module")
def mutated(tmp_path_factory):
    """What both say of the mutants."""
    folder = tmp_path_factory.mktemp("mutants")
    expected = {}
    for file, archive, root in notices():
        if archive == "ted-export" and len(etree.tostring(root)) > 60_000:
            continue
        for seed in SEEDS[archive]:
            changed = mutants.mutant(root, f"{file} {seed}")
            name = f"{file[:-4]}-{seed}.xml"
            (folder / name).write_bytes(etree.tostring(changed, xml_declaration=True, encoding="UTF-8"))
            expected[name] = by_the_rules(changed)
    return expected, inspect(folder)[0]


def test_only_constructed_notices_without_an_identity_are_refused(inspected, expected):
    found, refused = inspected
    assert set(found) | set(refused) == set(expected)
    assert len(found) > 2500
    assert all(file.startswith("INVALID_") for file in refused), refused
    assert all("no publication number" in reason for reason in refused.values()), refused


@pytest.mark.parametrize("indicator", core_rules.RULES)
def test_every_lot_has_the_same_result(indicator, inspected, expected):
    assert differing(indicator, expected, inspected[0]) == []


@pytest.mark.parametrize("indicator", core_rules.RULES)
def test_every_lot_of_a_changed_notice_has_the_same_result(indicator, mutated):
    expected, found = mutated
    assert len(found) > 3000
    assert differing(indicator, expected, found) == []


@pytest.mark.parametrize("indicator", core_rules.RULES)
def test_the_changed_notices_try_all_four_results(indicator, mutated):
    """A comparison in which a rule never decides would prove little."""
    seen = {result for results in mutated[0].values() for _, result in results[indicator]}
    assert seen == {"flag", "no_flag", "not_applicable", "missing_data"}
