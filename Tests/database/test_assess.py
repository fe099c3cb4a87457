"""Indicators computed anew after a change of rules: what stands with contracts changes, what is frozen into cases stays."""

import copy
import json

import pytest
from people import INDICATORS, notice
from procedures import call, correction, imported


@pytest.fixture
def stored(world):
    """A contract of a notice of its own, with a case opened on it: the document, the contract, the case."""
    contract = world.new_contract()
    case = world.call("carla", "create_case", contract, "to look at")["id"]
    number = world.one(
        "SELECT n.number FROM casebridge.notice n JOIN casebridge.contract_notice c ON c.notice_id = n.id"
        " WHERE c.contract_id = %s",
        contract,
    )
    return {"number": number, "indicators": copy.deepcopy(notice(1)["indicators"])}, contract, case


def standing(world, contract):
    """Score and results as they stand with the contract."""
    results = world.superuser(
        "SELECT indicator, result FROM casebridge.contract_result WHERE contract_id = %s", contract
    )
    return world.one("SELECT score FROM casebridge.contract WHERE id = %s", contract), dict(results)


def frozen(world, case):
    return world.one("SELECT risk_profile::text FROM casebridge.case_file WHERE id = %s", case)


def assessments(world):
    return world.one("SELECT count(*) FROM casebridge.audit_event WHERE action = 'notices_reassessed'")


def test_what_changed_is_counted_and_an_open_case_keeps_its_score(world, stored):
    document, contract, case = stored
    before, events = frozen(world, case), assessments(world)
    document["indicators"][0]["result"] = "no_flag"
    answer = world.operate("reassess", [document])
    assert (answer["notices"], answer["scores"]) == (1, 1)
    assert answer["changes"] == [
        {"indicator": "single-bid", "before": "flag", "after": "no_flag", "contracts": 1}
    ]
    assert standing(world, contract) == (0, {"single-bid": "no_flag", "few-bids": "not_applicable"})
    assert frozen(world, case) == before
    assert assessments(world) == events + 1


def test_the_same_rules_change_nothing_and_leave_no_event(world, stored):
    document, contract, _ = stored
    before, events = standing(world, contract), assessments(world)
    answer = world.operate("reassess", [document])
    assert (answer["notices"], answer["scores"], answer["changes"]) == (0, 0, [])
    assert standing(world, contract) == before
    assert assessments(world) == events


def test_other_inputs_are_a_change_though_no_score_is(world, stored):
    document, contract, _ = stored
    document["indicators"][0]["inputs"] = {"tenders": 1, "procedure": "open"}
    answer = world.operate("reassess", [document])
    assert (answer["notices"], answer["scores"], answer["changes"]) == (1, 0, [])
    inputs = world.one(
        "SELECT inputs FROM casebridge.contract_result WHERE contract_id = %s AND indicator = 'single-bid'", contract
    )
    assert inputs["procedure"] == "open"


def test_an_indicator_that_was_taken_away_leaves_its_contracts(world, stored):
    document, contract, _ = stored
    del document["indicators"][0]
    answer = world.operate("reassess", [document])
    assert answer["changes"] == [{"indicator": "single-bid", "before": "flag", "after": None, "contracts": 1}]
    assert standing(world, contract) == (None, {"few-bids": "not_applicable"})


def test_another_weight_is_another_score_where_no_result_changed(world, stored):
    document, contract, _ = stored
    document["indicators"][1]["result"] = "no_flag"
    world.operate("reassess", [document])
    assert float(standing(world, contract)[0]) == 66.67
    heavier = [{**each, "weight": 1} for each in INDICATORS]
    world.operate("load_indicators", heavier)
    answer = world.operate("reassess", [document])
    assert (answer["notices"], answer["scores"], answer["changes"]) == (0, 1, [])
    assert float(standing(world, contract)[0]) == 50


def test_sources_come_page_by_page_in_the_order_of_numbers(world, stored):
    document, _, _ = stored
    rows = world.superuser(
        "SELECT number FROM casebridge.notice WHERE type <> 'other' ORDER BY number"
    )
    numbers = [number for (number,) in rows]
    place = numbers.index(document["number"])
    with world.operator() as cursor:
        cursor.execute("SELECT number, source FROM casebridge.notice_sources(%s, 1)", [numbers[place - 1]])
        ((number, source),) = cursor.fetchall()
    assert number == document["number"]
    assert json.loads(bytes(source))["number"] == number


def listed(world, call):
    with world.operator() as cursor:
        return {row[0] for row in cursor.execute(f"SELECT number FROM casebridge.{call}").fetchall()}


def test_what_corrects_a_call_waits_to_be_judged_with_it(world):
    """Read alone, a changed version would be judged as if it had been the first, and a correction not at all."""
    first = call("000011-2021", "2021-01-01", ("1",), "2021-02-01", procedure_key="p")
    later = call("000012-2021", "2021-01-15", ("1",), "2021-02-20", procedure_key="p", is_change=True)
    imported(world, first, later, call(), correction())
    for number in listed(world, "corrections_waiting(100)"):
        world.operate("store_corrected_results", number, [])
    alone = listed(world, "notice_sources('', 1000)")
    assert {"000001-2021", "000011-2021"} <= alone
    assert not {"000002-2021", "000012-2021"} & alone
    assert listed(world, "corrections_waiting(100)") == set()
    world.operate("await_all_corrections")
    assert {"000002-2021", "000012-2021"} <= listed(world, "corrections_waiting(100)")
    world.operate("reassess", [{"number": "000012-2021", "indicators": []}])
    assert listed(world, "corrections_waiting(100)") == {"000002-2021"}
