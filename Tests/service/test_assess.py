"""`casebridge assess` after a change of rules: what changed is counted, what is frozen into cases stays."""

import json
import shutil

import pytest
from program import Program, resources


@pytest.fixture
def changed(service, tmp_path):
    """The program with the rules of a country that flags fewer than nine tenders."""
    for folder in ("Workflows", "Migrations", "Templates"):
        shutil.copytree(resources() / folder, tmp_path / folder)
    path = tmp_path / "Workflows/indicators/few-bids.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fewer_than: 3", "fewer_than: 9"), encoding="utf-8")
    version = tmp_path / "Workflows/indicators/rule-set.yaml"
    version.write_text("id: country-1\n", encoding="utf-8")
    program = Program(service.program.connection, service.program.folder)
    program.settings = service.program.settings | {"CASEBRIDGE_RESOURCES": str(tmp_path)}
    return program


def flagged(service, indicator):
    return service.one(
        f"SELECT count(*) FROM casebridge.contract_result WHERE indicator = '{indicator}' AND result = 'flag'"
    )


def test_stored_contracts_follow_the_rules_and_cases_keep_theirs(service, changed):
    first = json.loads(service.program.run("assess", "--format", "json"))
    assert (first["changed"], first["changes"], first["unreadable"]) == (0, [], [])
    before = flagged(service, "few-bids")
    frozen = service.one("SELECT string_agg(risk_profile::text, '' ORDER BY id) FROM casebridge.case_file")
    told = json.loads(changed.run("assess", "--format", "json"))
    turned = sum(each["contracts"] for each in told["changes"] if each["after"] == "flag")
    assert {each["indicator"] for each in told["changes"]} == {"few-bids"}
    assert turned > 0 and told["scores"] > 0
    assert flagged(service, "few-bids") == before + turned
    assert service.one("SELECT min(rule_set) FROM casebridge.indicator") == "country-1"
    assert frozen == service.one("SELECT string_agg(risk_profile::text, '' ORDER BY id) FROM casebridge.case_file")
    again = changed.run("assess").splitlines()
    assert again[-1].startswith(f"{told['notices']} notices assessed, 0 with other results than before, 0 contracts")
    back = service.program.try_run("assess")
    assert "few-bids\tflag -> no_flag\t" in back.stdout
    assert flagged(service, "few-bids") == before


def test_a_stored_contract_is_explained(service):
    contract = service.one(
        "SELECT contract_id::text FROM casebridge.contract_result WHERE indicator = 'single-bid' AND result = 'flag' LIMIT 1"
    )
    told = service.program.run("indicators", "explain", "single-bid", contract)
    assert "Single bid\nFlag. Only one tender was received." in told
    unknown = service.program.try_run("indicators", "explain", "single-bid", "00000000-0000-0000-0000-000000000000")
    assert unknown.returncode == 66 and "casebridge assess" in unknown.stderr


def test_faulty_rules_assess_nothing(service, changed, tmp_path):
    (tmp_path / "Workflows/indicators/few-bids.yaml").write_text("id: few-bids\n", encoding="utf-8")
    before = flagged(service, "few-bids")
    done = changed.try_run("assess")
    assert done.returncode == 65 and "few-bids.yaml" in done.stderr
    assert flagged(service, "few-bids") == before
