"""The log of a whole case: one JSON line a request with id, route, status and duration, and no word of any person."""

import json

import httpx
import pytest

import answers
import people
from walk import Walk

QUERY = "words-that-somebody-searched-for"
SENT = ("An answer that must stay silent", "a-file-name-of-hers.txt", "no-password-of-anybody")


@pytest.fixture(scope="module")
def walked(store):
    """One case from end to end, and what goes wrong besides; its log, line by line."""
    service = store.service
    walk = Walk(service).whole()
    provoke_refusals(service, walk)
    store.stop_serving()
    log = (store.state / "server.log").read_text()
    postgres = "".join(path.read_text() for path in (store.state / "postgres/log").glob("*.log"))
    store.serve()
    return service, walk, log, postgres


def provoke_refusals(service, walk):
    origin = service.server.origin
    service["carla"].get(f"contracts?q={QUERY}")
    service["carla"].ask("GET", f"contracts?{QUERY}=1&limit={QUERY}")
    service["monica"].ask("POST", f"cases/{walk.case}/reports", body={"form": SENT[0]})
    service["monica"].ask("POST", "no/such/path/" + QUERY)
    service["monica"].ask("PATCH", f"reports/{walk.report}/answers", body={"narrative": SENT[0]}, tag=1)
    service["monica"].ask(
        "POST",
        f"reports/{walk.report}/evidence",
        files={"file": (SENT[1], b"x", "text/plain")},
        data={"title": SENT[0]},
    )
    httpx.get(origin + f"/sign-in?next=/{QUERY}", headers={"User-Agent": QUERY, "Referer": QUERY})
    httpx.post(origin + "/sign-in", data={"email": people.email("carla"), "password": SENT[2]})
    httpx.get(origin + "/api/v1/account", headers={"Authorization": f"Bearer {SENT[2]}"})
    # What PostgreSQL itself refuses is told in its own log, and must be silent there.
    with service.database() as connection:
        connection.execute("ALTER ROLE casebridge_app SET statement_timeout = '1ms'")
        connection.execute("ALTER ROLE casebridge_app RESET statement_timeout")


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def personal(service):
    """Everything that says who somebody is or what he wrote."""
    for person, known in service.people.items():
        yield from (people.email(person), person.title(), known["token"], known["password"])
    # Words of the form are shorter; what people write is a sentence or a name.
    yield from (text for section in answers.SECTIONS for text in texts(section) if " " in text or "/" in text)
    yield from (QUERY, *SENT)
    yield from ("Bridge Watch", "The northern pier.", "Which part of the bridge?", "photo.jpg")


def test_nothing_personal_stands_in_the_servers_log(walked):
    service, walk, log, _ = walked
    assert [text for text in personal(service) if text in log] == []
    assert [id for id in (walk.case, walk.report, walk.referral) if id in log] == []


def test_nothing_personal_stands_in_the_databases_log(walked):
    service, _, _, postgres = walked
    assert postgres and [text for text in personal(service) if text in postgres] == []


def test_every_line_is_json_and_every_request_has_its_route(walked):
    service, _, log, _ = walked
    lines = [json.loads(line) for line in log.splitlines()]
    assert all({"time", "level", "label", "message"} <= line.keys() for line in lines)
    requests = [line for line in lines if line["message"] == "request"]
    assert len(requests) > 150
    known = {line.split("\t")[1] for line in service.program.run("routes").splitlines()}
    for line in requests:
        assert line.keys() >= {"method", "route", "status", "ms", "request_id"}, line
        assert line["route"] in known | {"none"}, line
        assert float(line["ms"]) >= 0 and 200 <= int(line["status"]) < 600
    assert len({line["request_id"] for line in requests}) == len(requests)


def test_a_request_is_found_by_the_id_that_its_caller_was_given(store):
    answer = httpx.get(store.service.server.origin + "/api/v1/account")
    given = answer.json()["request_id"]
    lines = (store.state / "server.log").read_text().splitlines()
    found = [json.loads(line) for line in lines if given in line]
    assert [(line["route"], line["status"]) for line in found] == [("/api/v1/account", "401")]
