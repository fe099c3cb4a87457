"""The API against its own document by schemathesis: with a token of each role, with sound requests and with others.

The short part, which the gate runs, asks every operation once by everybody and then a fixed series of generated
requests; CASEBRIDGE_FULL=1 asks far more, from a seed that it prints."""

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import schemathesis
import yaml
from openapi_spec_validator import validate
from schemathesis.checks import load_all_checks

from demonstration import ROLES
from generated import Generated

HERE = Path(__file__).parent
FULL = bool(os.environ.get("CASEBRIDGE_FULL"))
# Phases and made-up requests an operation, by role. What administrators do may end what others could do: they come last.
SHORT = {
    "coordinator": ("coverage", 1),
    "monitor": ("coverage", 1),
    "officer": ("fuzzing", 5),
    "administrator": ("fuzzing", 5),
}
LONG = {role: ("coverage,fuzzing,stateful", 150) for role in sorted(ROLES, key=lambda role: "administrator" in role)}
REQUESTS = yaml.safe_load((HERE / "requests.yaml").read_text())
# What only a browser may do.
CLOSED = {name for name, request in REQUESTS.items() if "refused" in request}
load_all_checks()


@pytest.fixture(scope="module")
def document(world):
    return world.visitor().ask("GET", world.server.origin + "/api/openapi.json", 200).json()


@pytest.fixture(scope="module")
def operations(document, world):
    """Each operation of the document by its name."""
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=world.server.origin)
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def test_the_document_is_valid_openapi(document):
    validate(document)


def test_each_operation_has_a_request_and_each_request_an_operation(operations):
    assert sorted(REQUESTS) == sorted(operations)


@pytest.fixture(scope="module")
def answers(world, seeds, operations):
    """Each operation's own request by everybody: its status, and what the document does not say of the answer."""
    found = {}
    for name, request in REQUESTS.items():
        for role, person in ROLES.items():
            found[name, role] = ask(operations[name], seeds.fill(request), world.token(person))
    return found


def ask(operation, request, token):
    headers = {"Authorization": f"Bearer {token}"} | ({"If-Match": request["tag"]} if "tag" in request else {})
    parts = {"body": request["body"]} if "body" in request else {}
    case = operation.Case(
        path_parameters=request.get("path"), query=request.get("query"), headers=headers, **parts
    )
    answer = case.call()
    try:
        case.validate_response(answer)
    except BaseExceptionGroup as failures:
        return answer.status_code, "\n".join(str(failure) for failure in failures.exceptions)
    return answer.status_code, None


def test_every_answer_to_a_sound_request_is_as_the_document_says(answers):
    assert {asked: said for asked, (_, said) in answers.items() if said} == {}


def test_every_operation_succeeds_for_somebody(answers):
    reached = {name for (name, _), (status, _) in answers.items() if status < 300}
    assert sorted(set(REQUESTS) - reached) == sorted(CLOSED)


def test_what_no_token_may_do_is_forbidden_to_everybody(answers):
    assert {status for (name, _), (status, _) in answers.items() if name in CLOSED} == {403}


def test_no_role_may_everything(answers):
    for role in ROLES:
        assert Counter(status // 100 for (_, asked), (status, _) in answers.items() if asked == role)[4]


def test_no_made_up_request_is_answered_otherwise_than_the_document_says(world, seeds, answers, document, tmp_path):
    seed = int(os.environ.get("CASEBRIDGE_SEED") or (random.randrange(10**6) if FULL else 1))
    print(f"CASEBRIDGE_SEED={seed} repeats this")
    generated = Generated(world, seeds.fill(REQUESTS), document, tmp_path)
    wanted = LONG if FULL else SHORT
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda role: generated.run(role, ROLES[role], *wanted[role], seed), wanted)
    failed = {role: said for role, (code, said) in zip(wanted, runs) if code}
    assert failed == {}, "\n".join(failed.values())


def test_the_servers_log_tells_of_no_fault(world, answers):
    """After everything above: nothing was a 5xx, asked by whomever."""
    faults = [line for line in world.server.log.read_text().splitlines() if '"level":"error"' in line]
    assert faults == []
