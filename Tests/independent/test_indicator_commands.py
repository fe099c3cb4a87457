"""`casebridge indicators` and `casebridge inspect --counts` as a person at the command line sees them."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

RESOURCES = pathlib.Path(os.environ.get("CASEBRIDGE_RESOURCES", pathlib.Path(__file__).parents[2]))
SAMPLES = RESOURCES / "Samples/notices"
SAMPLE = SAMPLES / "00990003_2024.xml"


def run(*arguments, resources=RESOURCES):
    command = [os.environ["CASEBRIDGE_PROGRAM"], *map(str, arguments)]
    environment = os.environ | {"CASEBRIDGE_RESOURCES": str(resources)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def own_rules(tmp_path):
    """The resources of a country that changes its rules."""
    shutil.copytree(RESOURCES / "Workflows", tmp_path / "Workflows")
    return tmp_path


def test_one_indicator_is_explained_with_its_inputs_and_its_bound():
    told = run("indicators", "explain", "short-submission-period", SAMPLE).stdout
    assert told.startswith("00990003-2024 · LOT-0001: Short submission period\nNo flag. Tenderers had 16 days")
    for line in ("  Deadline for tenders: 2024-05-22", "  Least days by law: 15", "  Law: 2014/24/EU art. 27-31"):
        assert line in told.splitlines()


def test_a_flag_comes_with_what_to_look_at_on_site():
    told = run("indicators", "explain", "no-prior-publication", SAMPLES).stdout
    assert "Ask for the grounds in writing" in told
    assert told.count("Ask for the grounds in writing") == told.count("\nFlag.")


@pytest.mark.parametrize(("language", "word"), [("bg", "Кратък срок"), ("it", "Termine")])
def test_the_words_are_those_of_the_language(language, word):
    assert word in run("indicators", "explain", "short-submission-period", "--language", language, SAMPLE).stdout


def test_a_program_gets_the_result_itself():
    done = run("indicators", "explain", "short-submission-period", "--format", "json", SAMPLE)
    result = json.loads(done.stdout.splitlines()[0])
    assert (result["result"], result["inputs"]["days"], result["threshold"]["minimum_days"]) == ("no_flag", 16, 15)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("phase-of-moon", SAMPLE), 64, "there is no indicator phase-of-moon"),
        (("single-bid", "/nonexistent.xml"), 66, "no file /nonexistent.xml"),
        (("single-bid", SAMPLE, "--language", "tlh"), 64, "known are bg, en, it"),
        (("single-bid", RESOURCES / "README.md"), 65, "README.md"),
    ],
)
def test_what_cannot_be_explained_is_refused_with_the_next_step(arguments, code, message):
    done = run("indicators", "explain", *arguments)
    assert done.returncode == code
    assert message in done.stderr


def test_sound_rules_are_sound():
    done = run("indicators", "check")
    assert done.returncode == 0
    assert "55 rule files of core-3 are sound" in done.stderr
    assert run("indicators", "check", RESOURCES / "Workflows/indicators/few-bids.yaml").returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("few-bids.yaml", "fewer_than: 3", "fewer_than: many", ":9: \"fewer_than\" must be a whole number"),
        ("few-bids.yaml", "colour: pink", "colour: blue", "known are red, pink"),
        ("country-decision-period.yaml", "rule_set: opentender-2018", "rule_set: opentender-2030", "known are"),
        ("composites/cri.yaml", "{indicator: single-bid}", "{indicator: double-bid}", "no indicator \"double-bid\""),
        ("rule-set.yaml", "id: core-3", "name: core-3", "unknown key \"name\""),
        ("catalogues/left-out.yaml", "signs:", "sign:", "unknown key \"sign\""),
    ],
)
def test_a_fault_is_named_with_file_and_line(own_rules, file, old, new, message):
    path = own_rules / "Workflows/indicators" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run("indicators", "check", resources=own_rules)
    assert done.returncode == 65
    assert file in done.stderr
    assert message in done.stderr


def test_every_faulty_file_is_named(own_rules):
    files = [own_rules / "Workflows/indicators" / name for name in ("few-bids.yaml", "single-bid.yaml")]
    for path in files:
        path.write_text("id: none\n", encoding="utf-8")
    done = run("indicators", "check", *files)
    assert done.returncode == 65
    assert all(path.name in done.stderr for path in files)


def test_results_are_counted_and_a_share_above_the_files_warns(own_rules):
    counted = run("inspect", "--counts", SAMPLES)
    rows = {row[0]: row[1:] for row in (line.split("\t") for line in counted.stdout.splitlines())}
    assert rows["indicator"] == ["flag", "no_flag", "not_applicable", "missing_data"]
    flags, clear = map(int, rows["single-bid"][:2])
    assert flags + clear >= 20 and 0.3 < flags / (flags + clear) < 0.5
    assert "single-bid fires" not in counted.stderr
    path = own_rules / "Workflows/indicators/single-bid.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "warn_above: 0.3\n", encoding="utf-8")
    warned = run("inspect", "--counts", SAMPLES, resources=own_rules)
    assert f"single-bid fires for {flags} of {flags + clear} decisions" in warned.stderr
    assert warned.returncode == counted.returncode


def test_the_corruption_risk_index_names_what_it_could_not_compute():
    lines = [json.loads(line) for line in run("inspect", SAMPLES).stdout.splitlines()]
    values = [value for line in lines for value in line.get("composites", [])]
    assert values
    for value in values:
        known = [float(each["value"]) for each in value["components"] if each["value"] is not None]
        assert value["computed"] == len(known)
        assert len(value["missing"]) + len(known) == len(value["components"])
        assert (value["value"] is None) == (not known)
        assert not known or abs(float(value["value"]) - sum(known) / len(known)) < 1e-9
        assert "supplier_share" in value["missing"]
