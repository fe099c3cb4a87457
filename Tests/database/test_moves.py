"""move() and moves() against the model of the YAML: records at every point of the path, every person and action."""

import json

import psycopg
import pytest

from facts import Facts
from model import MACHINES, Person, moves_from, sees, verdict
from people import PEOPLE
from refusals import Refused

ACTIONS = {kind: sorted({move["action"] for move in machine["moves"]}) for kind, machine in MACHINES.items()}
# Data that every move accepts, so that only sight, status, permission and requirements decide.
DATA = f'{{"manifest_sha256": "{"0" * 64}", "reference_number": "AF-2", "outcome": "none"}}'
# Two requirements that no told case misses: a referral's report stays approved, one case a contract is open.
# The people of the told world act by tokens, which are never asked to confirm; test_own_sessions.py has browsers.
UNTOLD = {
    "requirement:report_approved",
    "requirement:no_other_open_case",
    "requirement:recently_authenticated",
}


@pytest.fixture(scope="module")
def facts(told):
    return Facts(told)


@pytest.fixture(scope="module")
def people(told):
    return {
        name: Person(told.accounts[name], told.organisations[organisation], roles)
        for name, (organisation, roles) in PEOPLE.items()
    }


@pytest.fixture(scope="module")
def records(facts, people):
    """One of all records that the model would treat alike."""
    alike = {}
    for (kind, record), row in facts.records.items():
        answers = [
            verdict(facts, person, kind, row, action)
            for person in people.values()
            for action in ACTIONS[kind]
        ]
        alike.setdefault((kind, row["status"], *answers), (kind, record, row))
    return list(alike.values())


def tried(cursor, kind, record, action):
    """What move() says, undone at once, in one round trip."""
    statement = (
        f"ROLLBACK TO here; SELECT casebridge.move('{kind}', '{record}', '{action}', NULL, 'because',"
        f" '{DATA}')"
    )
    try:
        cursor.execute(statement)
        cursor.nextset()
        return "moved", cursor.fetchone()[0]["status"]
    except psycopg.Error as error:
        cursor.execute("ROLLBACK TO here")
        code = error.diag.message_primary
        if code.startswith("requirement:"):
            code = tuple(reason["code"] for reason in json.loads(error.diag.message_detail))
        return error.sqlstate, code


def actions_to_try(facts, person, kind, row):
    """All, or one that the status has when the record is out of sight: its refusal must not tell."""
    if sees(facts, person, kind, row):
        return ACTIONS[kind]
    return [move["action"] for move in moves_from(kind, row["status"])][:1] or ACTIONS[kind][:1]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_action_on_every_record_ends_as_the_yaml_says(told, facts, records, people, name):
    wrong = []
    with told.account(name) as cursor:
        cursor.execute("SAVEPOINT here")
        for kind, record, row in records:
            for action in actions_to_try(facts, people[name], kind, row):
                expected, found = verdict(facts, people[name], kind, row, action), tried(
                    cursor, kind, record, action
                )
                if action == "seal" and expected[0] == "moved":
                    # The model knows no stored dossier of this digest.
                    expected = ("MV409", "dossier_not_stored")
                if expected != found:
                    wrong.append((kind, row["status"], action, expected, found))
    assert wrong == []


@pytest.mark.parametrize("name", PEOPLE)
def test_the_offered_moves_are_those_that_would_be_made(told, facts, records, people, name):
    wrong = []
    for kind, record, row in records:
        offered = offered_moves(told, name, kind, record)
        expected = expected_moves(facts, people[name], kind, row)
        if offered != expected:
            wrong.append((kind, row["status"], expected, offered))
    assert wrong == []


def expected_moves(facts, person, kind, row):
    if not sees(facts, person, kind, row):
        return "not_found"
    moves = []
    for move in moves_from(kind, row["status"]):
        state, codes = verdict(facts, person, kind, row, move["action"])
        codes = () if state == "moved" else codes if isinstance(codes, tuple) else (codes,)
        moves.append((move["action"], move["to"], state == "moved", codes, move.get("needs", [])))
    return moves


def offered_moves(told, name, kind, record):
    try:
        answer = told.call(name, "moves", kind, record)
    except Refused as refusal:
        return refusal.code
    return [
        (
            move["action"],
            move["to"],
            move["allowed"],
            tuple(reason["code"] for reason in move["refusals"]),
            move["needs"],
        )
        for move in answer["moves"]
    ]


def test_the_told_world_has_allowed_moves_and_each_kind_of_refusal(facts, records, people):
    found = [
        verdict(facts, person, kind, row, action)
        for person in people.values()
        for kind, _, row in records
        for action in ACTIONS[kind]
    ]
    seen = {code for _, codes in found for code in (codes if isinstance(codes, tuple) else (codes,))}
    requirements = {
        "requirement:" + name
        for machine in MACHINES.values()
        for move in machine["moves"]
        if move.get("by") != "system"
        for name in move.get("requires", [])
    }
    assert {"not_found", "not_a_move", "role_missing", "out_of_scope"} <= seen
    assert requirements - seen - UNTOLD == set()
    made = {
        (kind, action)
        for kind, _, row in records
        for action in ACTIONS[kind]
        for person in people.values()
        if verdict(facts, person, kind, row, action)[0] == "moved"
    }
    declared = {
        (kind, move["action"])
        for kind, machine in MACHINES.items()
        for move in machine["moves"]
        if move.get("by") != "system" and move.get("from")
    }
    assert made == declared
