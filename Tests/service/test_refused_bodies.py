"""Bodies that are no JSON, not the right JSON, too large or of another type: refused at every route, storing nothing."""

import json
import re

import pytest

from client import pointers, refused
from path import FINDING, Path, day
from untouched import untouched

NOTHING = "00000000-0000-4000-8000-000000000000"
# A body that is right as such at each route with one, who may send it, and which of its members must be there.
# `$name` is a record of the path below.
BODIES = {
    "POST cases": ("carla", {"contract_id": NOTHING, "reason": "High risk"}, ["contract_id", "reason"]),
    "POST cases/$case/moves": ("carla", {"action": "discard", "reason": "Duplicate", "data": {}}, ["action"]),
    "POST cases/$case/assignments": (
        "carla",
        {"monitor_id": NOTHING, "due_on": day(9)},
        ["monitor_id", "due_on"],
    ),
    "POST cases/$case/conflict-declarations": (
        "carla",
        {"has_conflict": False, "statement": "None"},
        ["has_conflict"],
    ),
    "POST cases/$case/reports": ("monica", {"form": "imonitor"}, ["form"]),
    "POST reports/$report/findings": (
        "monica",
        FINDING | {"occurred_on": "2026-01-01", "place": "Rome", "evidence": [], "replaces": 1},
        ["kind", "category", "phase", "statement"],
    ),
    "POST reports/$report/comments": (
        "rita",
        {"question": "narrative", "finding": 1, "text": "Why?"},
        ["text"],
    ),
    "POST cases/$case/referrals": (
        "carla",
        {"authority_id": NOTHING, "findings": [NOTHING], "evidence": [NOTHING]},
        ["authority_id"],
    ),
    "PATCH referrals/$referral": ("carla", {"findings": [NOTHING], "evidence": [NOTHING]}, []),
    "POST referrals/$referral/approvals": ("anna", {"content_digest": "0" * 64}, ["content_digest"]),
    "POST referrals/$referral/questions": ("olga", {"text": "When?", "due_on": day(9)}, ["text", "due_on"]),
    "POST referrals/$referral/questions/1/answer": ("carla", {"text": "Then."}, ["text"]),
    "POST account/password": (
        "carla",
        {"present": "the present one", "password": "horse battery staple"},
        ["present", "password"],
    ),
    "POST people/$account/grants": ("adam", {"role": "auditor"}, ["role"]),
    "POST people/$account/trainings": (
        "carla",
        {"title": "Basics", "valid_from": day(-1), "valid_until": day(9)},
        ["title", "valid_from", "valid_until"],
    ),
}
NOT_JSON = {
    "nothing": b"",
    "an object cut short": b'{"reason": ',
    "text behind the end": b"{} {}",
    "single quotes": b"{'reason': 1}",
    "a key twice": b'{"reason": "a", "reason": "b"}',
    "bytes that are no UTF-8": b'{"reason": "\xff"}',
    "a lone surrogate": b'{"reason": "\\ud800"}',
    "a hundred thousand levels": b"[" * 100_000,
    "NaN": b'{"reason": NaN}',
}


@pytest.fixture(scope="module")
def path(service):
    """A case with a referral that the authority has, and one question without an answer."""
    path = Path(service).advance("acknowledged")
    path.ask()
    return path


@pytest.fixture(params=BODIES)
def route(request, path):
    person, body, required = BODIES[request.param]
    method, address = request.param.split(" ")
    known = {
        "$case": path.case,
        "$report": path.report,
        "$referral": path.referral,
        "$account": path.service.account("marco"),
    }
    for name, value in known.items():
        address = address.replace(name, value)
    return Route(path, person, method, address, body, required)


class Route:
    def __init__(self, path, person, method, address, body, required):
        self.path, self.client, self.required = path, path[person], required
        self.method, self.address, self.body = method, address, body

    def send(self, body=None, content=None, media_type="application/json", **headers):
        content = json.dumps(body).encode() if content is None else content
        headers |= {"If-Match": '"1"'} | ({"Content-Type": media_type} if media_type else {})
        return self.client.ask(self.method, self.address, content=content, headers=headers)


def test_what_is_no_json_is_refused_with_its_place(route):
    with untouched(route.path.service):
        for content in NOT_JSON.values():
            problem = refused(route.send(content=content), 400, "malformed_json")
            assert re.search(r"\d+:\d+", problem["errors"][0]["detail"])


def test_json_that_is_no_object_is_refused(route):
    with untouched(route.path.service):
        for content in (b"[]", b'"text"', b"7", b"null"):
            assert pointers(refused(route.send(content=content), 422, "invalid")) == {"": "wrong_type"}


def test_another_media_type_is_refused(route):
    with untouched(route.path.service):
        for media_type in (
            None,
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json; charset=latin-1",
        ):
            refused(route.send(route.body, media_type=media_type), 415, "wrong_media_type")


def test_every_key_that_nobody_knows_is_named(route):
    with untouched(route.path.service):
        problem = refused(route.send(route.body | {"surprise": 1, "a/b~c": 2}), 422, "invalid")
    assert pointers(problem) == {"/surprise": "unknown_key", "/a~1b~0c": "unknown_key"}


def test_every_member_of_a_wrong_type_is_named(route):
    with untouched(route.path.service):
        for member, value in route.body.items():
            wrong = {"not": ["this"]} if not isinstance(value, dict) else "text"
            problem = refused(route.send(route.body | {member: wrong}), 422, "invalid")
            assert pointers(problem).keys() == {"/" + member}


def test_every_member_that_is_missing_is_named(route):
    with untouched(route.path.service):
        left = {member: value for member, value in route.body.items() if member not in route.required}
        if route.required:
            assert pointers(refused(route.send(left), 422, "invalid")).keys() == {
                "/" + member for member in route.required
            }
        for member in route.required:
            assert pointers(refused(route.send(route.body | {member: None}), 422, "invalid")) == {
                "/" + member: "missing"
            }


def test_texts_with_a_zero_character_are_refused(route):
    with untouched(route.path.service):
        for member, value in route.body.items():
            if isinstance(value, str):
                answer = route.send(route.body | {member: value + "\0"})
                assert answer.status_code in (400, 422), answer.text


def test_numbers_that_no_computer_holds_are_refused(route):
    with untouched(route.path.service):
        for member in route.body:
            for number in ("99999999999999999999", "1e400", "-1", "0.5"):
                content = json.dumps(route.body | {member: "$"}).replace('"$"', number).encode()
                assert route.send(content=content).status_code == 422


def test_a_body_above_the_limit_is_refused_announced_or_not(route):
    large = json.dumps(route.body | {"surprise": "x" * (1 << 20)}).encode()
    with untouched(route.path.service):
        refused(route.send(content=large), 413, "too_large")
        chunks = (large[start : start + 65_536] for start in range(0, len(large), 65_536))
        refused(route.send(content=chunks), 413, "too_large")


def test_texts_above_their_limit_are_refused(path):
    with untouched(path.service):
        long = path["carla"].ask(
            "POST",
            f"cases/{path.case}/conflict-declarations",
            body={"has_conflict": True, "statement": "x" * 4_001},
        )
        assert pointers(refused(long, 422, "invalid")) == {"/statement": "too_long"}
        blank = path["rita"].ask("POST", f"reports/{path.report}/comments", body={"text": " \n\t "})
        assert pointers(refused(blank, 422, "invalid")) == {"/text": "missing"}


def test_addresses_that_name_nothing_are_not_found(path):
    with untouched(path.service):
        for address in (
            "cases/7",
            "cases/none/moves",
            f"reports/{NOTHING}",
            "evidence/%00/content",
            "people",
            "none",
            f"referrals/{path.referral}/questions/0/answer",
            "cases/" + "a" * 5_000,
        ):
            method = "POST" if address.endswith("answer") else "GET"
            body = {"text": "Then."} if method == "POST" else None
            answer = path["carla"].ask(method, address, body=body)
            assert answer.status_code in (403, 404), (address, answer.text)


def test_what_is_stored_would_have_been_noticed(path):
    """The claim `untouched` itself, which all the refusals above stand on."""
    with pytest.raises(AssertionError, match="audit_event.*comment"), untouched(path.service):
        path["rita"].post(f"reports/{path.report}/comments", {"text": "Stored"})
    with pytest.raises(AssertionError, match="files"), untouched(path.service):
        stray = path.service.folder / "evidence" / "00" / "stray"
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"x")
