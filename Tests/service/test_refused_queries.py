"""Filters, limits, cursors and versions that make no sense: refused with their place, never with a fault of ours."""

import base64
import json
from urllib.parse import quote

import pytest

from client import pointers, refused
from path import Path
from untouched import untouched

NOTHING = "00000000-0000-4000-8000-000000000000"


def cursor(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("draft")


MALFORMED = {
    "contracts?limit=0": "?limit",
    "contracts?limit=101": "?limit",
    "contracts?limit=ten": "?limit",
    "contracts?limit=99999999999999999999999": "?limit",
    "contracts?min_score=-1": "?min_score",
    "contracts?min_score=high": "?min_score",
    "contracts?sort=score": "?sort",
    "cases?overdue=perhaps": "?overdue",
    "cases?assignee=me": "?assignee",
    "cases?limit=1000": "?limit",
    "reports?limit=0": "?limit",
    "referrals?limit=0": "?limit",
    "authorities": "?case_id",
    "authorities?case_id=7": "?case_id",
}
MALFORMED_AUDIT = {
    "audit?limit=101": "?limit",
    "audit?id=7": "?id",
    "audit?actor=me": "?actor",
    "audit?from=yesterday": "?from",
    "audit?to=2026-02-30": "?to",
}


@pytest.mark.parametrize("address", [*MALFORMED, *MALFORMED_AUDIT])
def test_a_parameter_that_makes_no_sense_is_named(service, address):
    person = "audrey" if address in MALFORMED_AUDIT else "carla"
    problem = refused(service[person].ask("GET", address), 400, "malformed_query")
    assert list(pointers(problem)) == [(MALFORMED | MALFORMED_AUDIT)[address]]


UNREADABLE = {
    "bytes": "country=%ff",
    "nul": "q=bridge%00",
    "only-nul": "buyer=%00",
    "escape": "flag=%",
    "cut": "limit=%F2%B6%B2",
    "second": "min_score=1&country=%C3%28",
    "beyond-a-thousand": "a&" * 1000 + "country=IT",
}


@pytest.mark.parametrize("query", UNREADABLE.values(), ids=UNREADABLE)
def test_a_parameter_that_cannot_be_read_widens_no_list(service, query):
    for address in ("contracts", "cases", "reports"):
        refused(service["carla"].ask("GET", f"{address}?{query}"), 400, "malformed_query")


CURSORS = {
    "contracts": [
        "zzz",
        "=",
        cursor(),
        cursor("1.00"),
        cursor("1.00", "x"),
        cursor("high", NOTHING),
        cursor(1, 2),
        cursor("1.00", NOTHING, "more"),
        "a" * 2_000,
    ],
    "cases": [
        cursor("1.00", NOTHING),
        cursor("2026-13-45T10:00:00Z", NOTHING),
        cursor("2026-02-30T10:00:00Z", NOTHING),
        cursor("2026-01-01T25:00:00Z", NOTHING),
        cursor("infinity", NOTHING),
        cursor("2026-01-01T10:00:00Z", "x"),
    ],
    "audit": [
        cursor("1", NOTHING, "case", "x"),
        cursor("x", NOTHING, "case", "1"),
        cursor("1", "x", "case", "1"),
        cursor("99999999999999999999", NOTHING, "case", "1"),
        cursor("1", NOTHING, "case\0", "1"),
    ],
}


@pytest.mark.parametrize("listed", CURSORS)
def test_a_cursor_that_is_none_of_this_list_is_refused(service, listed):
    person = "audrey" if listed == "audit" else "carla"
    for text in CURSORS[listed]:
        refused(service[person].ask("GET", f"{listed}?cursor={quote(text)}"), 400, "malformed_cursor")


def test_odd_searches_find_nothing_or_something_and_break_nothing(service):
    for text in ("&|!(", '"', "a " * 29, "';--", "\\", "%", "*:*", "née"):
        for name in ("q", "buyer", "supplier", "flag", "country"):
            found = service["carla"].ask("GET", f"contracts?{name}={quote(text)}")
            assert found.status_code == 200, (name, text)


def test_a_code_is_two_to_eight_digits_and_nothing_else_widens_the_list(service):
    for text in ("4", "452331400", "45.2", "٤٥", "4a", "building"):
        problem = refused(service["carla"].ask("GET", f"contracts?cpv={quote(text)}"), 400, "malformed_query")
        assert pointers(problem) == {"?cpv": "not_digits"}
    for text in ("45", "45233140", "99", ""):
        service["carla"].ask("GET", f"contracts?cpv={text}", 200)


TOO_LONG = [
    ("carla", "contracts", "q", 200),
    ("carla", "contracts", "buyer", 200),
    ("carla", "contracts", "supplier", 200),
    ("carla", "contracts", "flag", 60),
    ("carla", "parties", "q", 200),
    ("carla", "cases", "status", 60),
    ("carla", "reports", "status", 60),
    ("carla", "referrals", "status", 60),
    ("audrey", "audit", "kind", 60),
    ("audrey", "audit", "action", 60),
]


@pytest.mark.parametrize(("person", "listed", "name", "length"), TOO_LONG)
def test_a_filter_that_is_too_long_is_refused_and_not_cut(service, person, listed, name, length):
    problem = refused(service[person].ask("GET", f"{listed}?{name}={'я' * (length + 1)}"), 400, "malformed_query")
    assert pointers(problem) == {f"?{name}": "too_long"}
    service[person].ask("GET", f"{listed}?{name}={'я' * length}", 200)


@pytest.mark.parametrize(
    ("listed", "name", "most"),
    [("contracts", "flag", 200), ("cases", "status", 20), ("reports", "status", 20), ("referrals", "status", 20)],
)
def test_more_values_than_are_read_are_refused_and_none_is_left_out(service, listed, name, most):
    values = [f"{name}=x{number}" for number in range(most + 1)]
    problem = refused(service["carla"].ask("GET", f"{listed}?{'&'.join(values)}"), 400, "malformed_query")
    assert pointers(problem) == {f"?{name}": "too_many"}
    service["carla"].ask("GET", f"{listed}?{'&'.join(values[1:])}", 200)


def test_pages_follow_one_another_by_cursor_and_link(service):
    whole = [line["id"] for line in service["carla"].get("contracts?limit=100")["items"]]
    address, seen = "contracts?limit=7&sort=-score", []
    while address:
        answer = service["carla"].ask("GET", address, 200)
        page = answer.json()
        seen += [line["id"] for line in page["items"]]
        assert ("next" in answer.links) == (page["next"] is not None)
        address = service.server.origin + answer.links["next"]["url"] if page["next"] else None
        assert address is None or f"cursor={page['next']}" in address and "limit=7" in address
    assert seen == whole and len(set(seen)) == len(seen)


def test_the_worklist_pages_too(service):
    made = [Path(service) for _ in range(3)]
    for path in made:
        path.select()
    first = service["carla"].ask("GET", "cases?limit=2&status=selected", 200)
    assert [line["id"] for line in first.json()["items"]] == [made[2].case, made[1].case]
    second = service["carla"].ask("GET", service.server.origin + first.links["next"]["url"], 200).json()
    assert second["items"][0]["id"] == made[0].case


MALFORMED_TAGS = ("7", '"x"', 'W/"1"', '"1", "2"', "*", '""', '"-1"', '"99999999999999999999999"', '"1')


def test_a_change_says_which_version_was_read(path):
    changes = {
        f"cases/{path.case}/moves": ("POST", "carla", {"action": "discard", "reason": "Duplicate"}),
        f"reports/{path.report}/answers": ("PATCH", "monica", {"narrative": "Late"}),
    }
    with untouched(path.service):
        for address, (method, person, body) in changes.items():
            refused(path[person].ask(method, address, body=body), 428, "if_match_missing")
            for tag in MALFORMED_TAGS:
                refused(path[person].ask(method, address, body=body, tag=tag), 400, "malformed_if_match")
            for version in (0, 999, 2_147_483_648, 4_294_967_297, 9_223_372_036_854_775_807):
                refused(path[person].ask(method, address, body=body, tag=version), 412, "stale_version")


def test_of_two_moves_from_one_version_one_is_made(service):
    path = Path(service)
    path.select()
    path.offer()
    tag = service["carla"].tag(f"cases/{path.case}")
    answers = [
        service["carla"].ask(
            "POST", f"cases/{path.case}/moves", tag=tag, body={"action": "discard", "reason": "Duplicate"}
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 412]


def test_a_record_that_was_read_is_not_sent_again(path):
    first = path["carla"].ask("GET", f"cases/{path.case}", 200)
    again = path["carla"].ask("GET", f"cases/{path.case}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_move_that_the_workflow_does_not_have_is_told_from_one_that_is_not_allowed(path):
    with untouched(path.service):
        problem = path.move("carla", "case", "close", reason="Done", status=409)
        assert problem["code"] == "not_a_move"
        assert path.move("carla", "case", "assign", status=409)["code"] == "not_a_move"
        assert path.move("carla", "case", "discard", status=422)["code"] == "reason_missing"
        assert (
            path.move("carla", "case", "discard", reason=" \u200b\u00a0", status=422)["code"]
            == "reason_missing"
        )
        assert path.move("rita", "case", "discard", reason="Why not", status=403)["code"] == "role_missing"
