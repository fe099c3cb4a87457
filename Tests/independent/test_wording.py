"""Whatever a result can say is worded in every language: names, explanations, facts, values and reasons."""

import json
import os
import pathlib
import re
import subprocess

import pytest
import yaml

RESOURCES = pathlib.Path(os.environ.get("CASEBRIDGE_RESOURCES", pathlib.Path(__file__).parents[2]))
LANGUAGES = sorted(each.name for each in (RESOURCES / "Templates/locales").iterdir() if each.is_dir())
INDICATORS = sorted(each.stem for each in (RESOURCES / "Workflows/indicators").glob("*.yaml") if each.stem != "rule-set")
# Shown by their own label, not by one of the facts.
UNLABELLED = {"reason", "count_used"}
# Facts whose values are the notice's own text.
AS_WRITTEN = {"grounds", "form", "law", "weights", "code", "estimate_currency", "final_currency", "amount_currency"}
# Facts that are countries, named by the locale.
COUNTRIES = {"supplier_countries"}


def words(language):
    path = RESOURCES / "Templates/locales" / language / "contracts.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["indicator"]


@pytest.fixture(scope="module")
def said():
    """Facts, values and reasons of every result on the notices at hand."""
    paths = [RESOURCES / "Samples/notices"]
    if "CASEBRIDGE_NOTICES" in os.environ:
        paths += sorted(pathlib.Path(os.environ["CASEBRIDGE_NOTICES"]).glob("*.tar.gz"))
    command = [os.environ["CASEBRIDGE_PROGRAM"], "inspect", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    facts, values, reasons = set(), set(), set()
    for line in map(json.loads, done.stdout.splitlines()):
        for inputs in (each["inputs"] for each in line.get("indicators", [])):
            reasons |= {inputs["reason"]} if "reason" in inputs else set()
            facts |= inputs.keys() - UNLABELLED
            for key in inputs.keys() - UNLABELLED - AS_WRITTEN - COUNTRIES:
                each = inputs[key] if isinstance(inputs[key], list) else [inputs[key]]
                values |= {value for value in each if isinstance(value, str) and not re.match(r"[0-9.]", value)}
    assert len(facts) > 20 and len(values) > 10 and len(reasons) > 10
    return facts, values, reasons


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_an_indicator_is_explained(indicator, language):
    assert {"name", "meaning", "check", "flag", "no_flag"} <= words(language)[indicator].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_value_and_reason_is_worded(language, said):
    for kind, keys in zip(("fact", "value", "reason"), said, strict=True):
        assert keys - set(map(str, words(language)[kind])) == set(), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_code_is_worded(language):
    code = (RESOURCES / "Sources/Risk/Reason.swift").read_text(encoding="utf-8")
    codes = {value or name for name, value in re.findall(r'case (\w+)(?: = "(\w+)")?', code)}
    assert len(codes) > 40
    assert codes - words(language)["reason"].keys() == set()
