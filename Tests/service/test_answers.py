"""What every answer carries, whatever it says: headers, languages, and problem documents that lead somewhere."""

import re
import uuid

import pytest
import yaml
from openapi_spec_validator import validate

from client import refused
from path import Path
from program import resources

# Said at the command line, with the code itself, or only between the program and its database.
TOLD_TO_OPERATORS = {
    "account_unknown",
    "answered_before",
    "email_taken",
    "expiry_out_of_range",
    "form_not_loaded",
    "ledger_moved_on",
    "loaded_version_never_changes",
    "manifest_sha256_malformed",
    "not_an_account",
    "operator_only",
    "time_zone_unknown",
    "token_unknown",
    "organisation_unknown",
    "scope_unknown",
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("gathered")


@pytest.fixture(scope="module")
def answers(path):
    """One answer of every kind there is, by a name for it."""
    carla, visitor, origin = path["carla"], path.service.visitor(), path.service.server.origin
    case = f"cases/{path.case}"
    return {
        "200": carla.ask("GET", case),
        "201": carla.ask("POST", f"{case}/conflict-declarations", body={"has_conflict": False}),
        "304": carla.ask("GET", case, headers={"If-None-Match": carla.tag(case)}),
        "400": carla.ask("POST", "cases", content=b"{", headers={"Content-Type": "application/json"}),
        "401": visitor.ask("GET", case),
        "403": path["monica"].ask("GET", "monitors"),
        "404": carla.ask("GET", "none"),
        "404 at another place": carla.ask("GET", origin + "/none"),
        "405": carla.ask("DELETE", case),
        "409": carla.ask("POST", "cases", body={"contract_id": path.contract, "reason": "Again"}),
        "412": carla.ask("POST", f"{case}/moves", body={"action": "discard"}, tag=99),
        "413": carla.ask(
            "POST", "cases", content=b"x" * (2 << 20), headers={"Content-Type": "application/json"}
        ),
        "415": carla.ask("POST", "cases", content=b"{}", headers={"Content-Type": "text/plain"}),
        "422": carla.ask("POST", "cases", body={}),
        "428": carla.ask("POST", f"{case}/moves", body={"action": "discard"}),
        "a file": path["monica"].ask("GET", f"evidence/{path.evidence[0]}/content"),
        "the API's document": visitor.ask("GET", origin + "/api/openapi.json"),
        "the log's checkpoint": visitor.ask("GET", origin + "/ledger/checkpoint"),
        "health": visitor.ask("GET", origin + "/healthz"),
        "readiness": visitor.ask("GET", origin + "/readyz"),
        "HEAD": carla.ask("HEAD", case),
    }


def test_each_kind_of_answer_has_its_status(answers):
    wrong = {
        name: answer.status_code
        for name, answer in answers.items()
        if name[:3].isdigit() and answer.status_code != int(name[:3])
    }
    assert wrong == {}
    assert {answers[name].status_code for name in answers if not name[:3].isdigit()} == {200}


def test_every_answer_carries_the_headers(answers):
    wrong = {
        name: (header, answer.headers.get(header))
        for name, answer in answers.items()
        for header, value in HEADERS.items()
        if answer.headers.get(header) != value
    }
    assert wrong == {}


def test_every_answer_allows_scripts_and_frames_of_nobody_else(answers):
    for answer in answers.values():
        policy = dict(
            part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
        )
        assert (
            policy["default-src"] == "'none'"
            and policy["frame-ancestors"] == "'none'"
            and policy["base-uri"] == "'none'"
        )
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_every_answer_names_its_request(answers):
    names = [answer.headers["x-request-id"] for answer in answers.values()]
    assert len(set(names)) == len(names)


def test_nothing_but_the_public_log_may_be_kept_by_others(answers):
    for name, answer in answers.items():
        public = name == "the log's checkpoint"
        assert answer.headers["cache-control"].startswith("public" if public else "no-store"), name


def test_problems_are_documents_without_our_inside(answers):
    for name, answer in answers.items():
        if name[0] == "4" and name != "404 at another place":
            refused(answer, int(name[:3]), answer.json()["code"])
    assert answers["404 at another place"].headers["content-type"].startswith("text/html")


def test_a_method_that_is_not_answered_is_told_from_an_address_that_is_not(answers):
    assert set(answers["405"].headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_each_problems_type_leads_to_its_explanation(answers, path):
    types = {
        answer.json()["type"]
        for name, answer in answers.items()
        if name[0] == "4" and name != "404 at another place"
    }
    types.add(path.move("rita", "report", "start_review", status=409)["type"])
    types |= {
        "/problems/" + code
        for code in (
            "requirement:form_complete",
            "already_answered",
            "report_not_editable",
            "multipart_cut_short",
            "unknown_outcome",
        )
    }
    unexplained = [
        type
        for type in types
        if path.service.visitor().ask("GET", path.service.server.origin + type).status_code != 200
    ]
    assert unexplained == []


@pytest.mark.parametrize("language", ("en", "it", "bg"))
def test_every_code_with_which_the_database_refuses_is_worded(language):
    """`problem.<code>`, `reason.<code>`, or for a requirement the workflow's wording."""
    words = {}
    for file in (resources() / "Templates/locales" / language).glob("*.yaml"):
        collect(yaml.safe_load(file.read_text()), "", words)
    codes = set()
    for file in (resources() / "Migrations").glob("*.sql"):
        source = file.read_text()
        codes |= set(re.findall(r"refuse\('MV\d+', '([a-z_:0-9]+)'", source))
        codes |= {"requirement:" + name for name in re.findall(r"FUNCTION req\.(\w+)\(", source)}
    places = ("problem.{}.title", "reason.{}")
    unworded = {
        code
        for code in codes - TOLD_TO_OPERATORS
        if not any(place.format(code.replace(":", ".")) in words for place in places)
        and f"workflow.requirements.{code.partition(':')[2]}.refusal" not in words
    }
    assert unworded == set()


def collect(node, key, words):
    if isinstance(node, dict):
        for name, inner in node.items():
            collect(inner, f"{key}.{name}" if key else str(name), words)
    else:
        words[key] = node


def test_problems_speak_the_readers_language(path):
    said = {
        language: path["carla"].ask("GET", "none", headers={"Accept-Language": language})
        for language in ("en", "it", "bg")
    }
    assert {language: answer.headers["content-language"] for language, answer in said.items()} == {
        "en": "en",
        "it": "it",
        "bg": "bg",
    }
    assert len({answer.json()["title"] for answer in said.values()}) == 3
    assert len({answer.json()["code"] for answer in said.values()}) == 1


def test_a_request_keeps_its_own_name_when_it_has_a_sound_one(path):
    own = uuid.uuid4().hex
    assert path["carla"].ask("GET", "account", headers={"X-Request-Id": own}).headers["x-request-id"] == own
    for odd in ("a b", "x" * 300, "<script>", "é".encode()):
        assert (
            path["carla"].ask("GET", "account", headers={"X-Request-Id": odd}).headers["x-request-id"] != odd
        )


def test_a_file_is_given_as_an_attachment_whatever_it_claims(answers):
    assert answers["a file"].headers["content-disposition"].startswith("attachment;")
    assert (
        "sandbox" in answers["a file"].headers["content-security-policy"]
        or answers["a file"].headers["content-type"] == "text/plain"
    )


def test_the_apis_document_is_valid_and_has_every_route(answers, path):
    document = answers["the API's document"].json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    routes = [line.split("\t") for line in path.service.program.run("routes").splitlines()]
    served = {(method.lower(), address) for method, address, kind, _ in routes if kind == "api"}
    described = {
        (method, address)
        for address, item in document["paths"].items()
        for method in item
        if method in ("get", "post", "put", "patch", "delete")
    }
    assert described == served
    assert path.service.program.run("openapi") == answers["the API's document"].text.strip()
