"""/metrics: closed unless opened, sound in the eyes of promtool, and right about what happened."""

import re
import secrets

import httpx
import pytest

from path import Path
from promtool import complaints
from server import free_port


@pytest.fixture(scope="module")
def opened(store):
    """The same store, served with both doors to the metrics open."""
    store.stop_serving()
    port, token = free_port(), secrets.token_urlsafe(24)
    service = store.serve(
        settings={"CASEBRIDGE_METRICS_PORT": str(port), "CASEBRIDGE_METRICS_TOKEN": token}
    )
    service.metrics_address = f"http://127.0.0.1:{port}/metrics"
    service.metrics_token = token
    return service


def read(service):
    answer = httpx.get(service.metrics_address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return answer.text


def value(text, name, **labels):
    """The sum of all samples of a name that have these labels."""
    total, found = 0.0, False
    for line in text.splitlines():
        match = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
        if match and match[1] == name:
            has = dict(re.findall(r'(\w+)="([^"]*)"', match[2] or ""))
            if labels.items() <= has.items():
                total, found = total + float(match[3]), True
    assert found, f"{name} {labels}"
    return total


def test_it_is_closed_by_default(store):
    if store.service is None:
        store.serve()
    assert httpx.get(store.service.server.origin + "/metrics").status_code == 404


def test_promtool_finds_nothing_to_say(opened):
    Path(opened).advance("draft")
    text = read(opened)
    assert complaints(text) == ""
    assert "casebridge_pool_waits_total" in text and "casebridge_checkpoint_age_seconds" in text


def test_promtool_would_find_something():
    assert complaints("# TYPE casebridge_requests counter\ncasebridge_requests 1\n") != ""


def test_a_request_is_counted_by_its_route_and_status(opened):
    place = {"method": "GET", "route": "/api/v1/cases/{id}"}
    case = Path(opened).advance("offered").case
    opened["carla"].get(f"cases/{case}")
    before = read(opened)
    opened["carla"].get(f"cases/{case}?secret=query")
    opened["mila"].get(f"cases/{case}", status=404)
    after = read(opened)
    for status, more in (("200", 1), ("404", 1)):
        count = [value(text, "casebridge_http_requests_total", status=status, **place) for text in (after,)]
        assert count[0] >= more
    grown = {
        name: value(after, name, **place) - value(before, name, **place)
        for name in ("casebridge_http_requests_total", "casebridge_http_request_duration_seconds_count")
    }
    assert set(grown.values()) == {2}
    assert value(after, "casebridge_http_request_duration_seconds_bucket", le="+Inf", **place) == value(
        after, "casebridge_http_request_duration_seconds_count", **place
    )
    assert case not in after and "secret" not in after


def test_the_queue_and_the_clocks_are_counted(opened):
    overdue = value(read(opened), "casebridge_clocks_overdue")
    case = Path(opened).advance("offered").case
    running = opened.one("SELECT count(*) FROM casebridge.clock WHERE stopped_at IS NULL")
    with opened.database() as connection:
        connection.execute(
            "UPDATE casebridge.clock SET soft_at = now() - interval '2 days', hard_at = now() - interval '1 day',"
            " soft_marked_at = now(), hard_marked_at = now() WHERE case_id = %s",
            (case,),
        )
        connection.execute(
            "INSERT INTO casebridge.job (kind, record_id, run_at, attempts, last_error) VALUES"
            " ('verify_evidence', gen_random_uuid(), now() + interval '1 hour', 3, 'no space')"
        )
    text = read(opened)
    assert value(text, "casebridge_clocks_overdue") > overdue
    assert value(text, "casebridge_clocks_running") == running
    assert value(text, "casebridge_jobs_failed") == 1
    assert value(text, "casebridge_disk_available_bytes", folder="evidence") > 0


def test_the_own_port_answers_nothing_else(opened):
    for path in ("/", "/readyz", "/api/v1/cases", "/sign-in"):
        assert httpx.get(opened.metrics_address.replace("/metrics", path)).status_code == 404


def test_the_token_opens_it_on_the_servers_port_and_nothing_else_does(opened):
    address = opened.server.origin + "/metrics"
    opening = {"Authorization": f"Bearer {opened.metrics_token}"}
    assert httpx.get(address, headers=opening).text.startswith("# HELP")
    for headers in (
        {},
        {"Authorization": f"Bearer {opened.metrics_token[:-1]}"},
        {"Authorization": f"Basic {opened.metrics_token}"},
        {"Authorization": f"Bearer {opened.token('carla')}"},
    ):
        assert httpx.get(address, headers=headers).status_code == 404, headers


def test_a_short_token_is_refused_at_the_start(opened):
    program = opened.program
    program.settings = program.settings | {"CASEBRIDGE_METRICS_TOKEN": "short"}
    done = program.try_run("config", "check")
    del program.settings["CASEBRIDGE_METRICS_TOKEN"]
    assert done.returncode == 78 and "shorter than 20" in done.stderr and "short;" not in done.stderr
