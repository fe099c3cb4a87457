"""A request sent twice, on purpose or by accident: one effect, the same answer, or a refusal that says so."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import Client, refused
from path import FINDING, Path
from untouched import untouched

LONGEST = "k" * 255


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("draft")


def at_once(count, work):
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def new_key():
    return str(uuid.uuid4())


def test_a_repeated_key_gets_the_first_answer_and_has_one_effect(path):
    body = {"has_conflict": False, "statement": "None"}
    address = f"cases/{path.case}/conflict-declarations"
    key = new_key()
    first = path["carla"].ask("POST", address, 201, body, key=key)
    with untouched(path.service):
        again = path["carla"].ask("POST", address, 201, body, key=key)
    assert again.json() == first.json()


def test_the_same_key_with_another_payload_is_refused(path):
    address, key = f"cases/{path.case}/conflict-declarations", new_key()
    path["carla"].ask("POST", address, 201, {"has_conflict": False}, key=key)
    with untouched(path.service):
        refused(
            path["carla"].ask(
                "POST", address, None, {"has_conflict": True, "statement": "A cousin"}, key=key
            ),
            422,
            "idempotency_key_reused",
        )


def test_a_key_is_its_persons_and_its_routes(path):
    key, body = new_key(), {"has_conflict": False}
    ids = {
        path[person].ask("POST", f"cases/{path.case}/conflict-declarations", 201, body, key=key).json()["id"]
        for person in ("carla", "monica", "rita")
    }
    assert len(ids) == 3
    path["monica"].ask("POST", f"reports/{path.report}/comments", 201, {"text": "The same key"}, key=key)


def test_a_refused_request_leaves_its_key_free(path):
    key, address = new_key(), f"reports/{path.report}/findings"
    with untouched(path.service):
        unknown = FINDING | {"evidence": [str(uuid.uuid4())]}
        assert path["monica"].ask("POST", address, body=unknown, key=key).status_code == 422
    path["monica"].ask("POST", address, 201, FINDING, key=key)


def test_eight_requests_at_once_with_one_key_have_one_effect(path):
    key, address = new_key(), f"reports/{path.report}/findings"
    before = len(path["monica"].get(f"reports/{path.report}")["findings"])
    answers = at_once(8, lambda _: path["monica"].ask("POST", address, body=FINDING, key=key))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len(path["monica"].get(f"reports/{path.report}")["findings"]) == before + 1


def test_a_key_is_one_to_255_printable_characters(path):
    address, body = f"cases/{path.case}/conflict-declarations", {"has_conflict": False}
    path["carla"].ask("POST", address, 201, body, key=LONGEST)
    with untouched(path.service):
        assert path["carla"].ask("POST", address, 201, body, key=LONGEST).status_code == 201
        for key in ("", LONGEST + "k", "two words"):
            refused(path["carla"].ask("POST", address, body=body, key=key), 400, "malformed_idempotency_key")


def test_a_repeated_move_with_its_key_is_answered_as_the_first(service):
    """Whoever lost the answer asks again, with the version that he knew."""
    path = Path(service)
    path.select()
    address, key = f"cases/{path.case}/moves", new_key()
    body = {"action": "discard", "reason": "Duplicate"}
    first = service["carla"].ask("POST", address, 200, body, tag=1, key=key)
    with untouched(service):
        again = service["carla"].ask("POST", address, 200, body, tag=1, key=key)
        refused(service["carla"].ask("POST", address, body=body, tag=1), 412, "stale_version")
    assert (again.json(), again.headers["ETag"]) == (first.json(), first.headers["ETag"])


def test_a_report_submitted_twice_at_once_is_submitted_once(service):
    path = Path(service).advance("gathered")
    version = service["monica"].moves("report", path.report)["version"]
    answers = at_once(
        6,
        lambda _: service["monica"].ask(
            "POST", f"reports/{path.report}/moves", body={"action": "submit"}, tag=version
        ),
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    assert len(service["monica"].get(f"reports/{path.report}")["submissions"]) == 1


def test_a_contract_chosen_twice_at_once_has_one_case(service):
    path = Path(service)
    body = {"contract_id": path.free_contract(), "reason": "High risk"}
    answers = at_once(6, lambda _: service["carla"].ask("POST", "cases", body=body))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"case_open"}


def test_of_two_saves_from_one_version_one_is_kept(path):
    tag = path["monica"].tag(f"reports/{path.report}")
    answers = at_once(
        6,
        lambda number: path["monica"].patch_answers(
            path.report, {"narrative": f"Version {number}"}, status=None, version=tag
        ),
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    kept = next(number for number, answer in enumerate(answers) if answer.status_code == 200)
    assert path["monica"].get(f"reports/{path.report}")["answers"]["narrative"] == f"Version {kept}"


def test_many_people_at_once_get_numbers_without_gaps_or_doubles(service):
    path = Path(service).advance("draft")
    at_once(8, lambda number: path.add_finding(statement=f"Finding {number}"))
    findings = service["monica"].get(f"reports/{path.report}")["findings"]
    assert [finding["number"] for finding in findings] == list(range(1, 9))


def test_a_client_that_hangs_up_leaves_a_whole_change_or_none(service):
    path = Path(service).advance("draft")
    for number in range(10):
        client = Client(service.server.origin, service.token("monica"))
        client.http.timeout = 0.001 * (number + 1)
        try:
            client.ask("POST", f"reports/{path.report}/comments", body={"text": f"Comment {number}"})
        except Exception as error:  # noqa: BLE001 - whatever httpx makes of its own hanging up
            assert "imeout" in type(error).__name__, error
        client.close()
    # One look at both: the last change may still be on its way.
    ((comments, events),) = service.rows(
        "SELECT (SELECT count(*) FROM casebridge.comment WHERE report_id = %s), (SELECT count(*) FROM"
        " casebridge.audit_event WHERE action = 'comment_added' AND chain_id = %s)",
        path.report,
        path.case,
    )
    assert comments == events
