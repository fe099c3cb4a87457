"""Every role at every route, for records of its own organisation and of another, against roles_and_routes.yaml."""

import re
from pathlib import Path

import pytest
import yaml

from client import Client
from people import PEOPLE, email
from program import resources
from sides import Side

TABLE = yaml.safe_load((Path(__file__).parent / "roles_and_routes.yaml").read_text())
ROLES, ROUTES = TABLE["roles"], TABLE["routes"]
TABLES = {"cases": "case_file", "assignments": "assignment", "reports": "report", "referrals": "referral"}


@pytest.fixture(scope="module")
def listed(service):
    """Method and address of each route of the program, with what reads it and who may reach it."""
    lines = [line.split("\t") for line in service.program.run("routes").splitlines()]
    return {f"{method} {address}": (kind, access) for method, address, kind, access in lines}


@pytest.fixture(scope="module")
def sides(service):
    return {name: Side(service, name) for name in ("own", "foreign")}


def test_every_route_has_a_row_and_every_row_is_a_route(listed):
    # A row of the table may be ahead of an older program's pages, never behind its routes.
    assert sorted(set(listed) - set(ROUTES)) == []
    assert sorted(set(ROUTES) - set(listed)) == []


def test_every_role_of_the_workflow_stands_in_the_table():
    known = yaml.safe_load((resources() / "Workflows/roles.yaml").read_text())["roles"]
    held = {role for person in ROLES.values() if person for role in PEOPLE[person][1]}
    assert held == set(known)


@pytest.mark.parametrize("route", ROUTES)
def test_each_role_gets_the_answer_of_the_table(service, sides, listed, route):
    if route not in listed:
        pytest.skip("this program has no such route")
    wrong = {}
    for number, row in enumerate(ROUTES[route] if isinstance(ROUTES[route], list) else [ROUTES[route]]):
        for role in ROLES:
            for side in sides:
                got, wanted = Question(service, sides[side], route, row).ask(ROLES[role]), expected(
                    row, side, role
                )
                if got != wanted:
                    wrong[number, role, side] = f"{got} instead of {wanted}"
    assert wrong == {}


def expected(row, side, role):
    by_role = row[side]
    if not isinstance(by_role, dict):
        return by_role
    return by_role[role] if role in by_role else by_role["others"]


@pytest.mark.parametrize("route", ROUTES)
def test_without_a_token_there_is_no_answer(service, sides, listed, route):
    if route not in listed:
        pytest.skip("this program has no such route")
    kind, access = listed[route]
    row = ROUTES[route][0] if isinstance(ROUTES[route], list) else ROUTES[route]
    answer = Question(service, sides["own"], route, row).send(None)
    if access == "open":
        assert answer.status_code not in (401, 403, 500)
    elif kind == "page" and route.startswith("GET"):
        assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    else:
        assert answer.status_code == 401, answer.text


class Question:
    """One request of a row, and what its answer says: a status, or whether a list shows the record."""

    def __init__(self, service, side, route, row):
        self.service = service
        self.side = side
        self.method, self.address = route.split(" ", 1)
        self.row = row

    def ask(self, person):
        answer = self.send(person)
        if answer.status_code == 200 and "shows" in self.row:
            return "shown" if self.side.fill(self.row["shows"]) in answer.text else "empty"
        return answer.status_code

    def send(self, person):
        client = self.client(person)
        parts = {"headers": {"Origin": self.service.server.origin} | self.versions()}
        if "body" in self.row:
            parts["json"] = self.side.fill(self.row["body"])
        if "form" in self.row:
            parts["data"] = self.side.fill(self.row["form"]) | self.version_field()
        if self.row.get("multipart"):
            parts["files"] = {"file": ("note.txt", b"A note", "text/plain")}
        return client.http.request(self.method, self.service.server.origin + self.path(), **parts)

    def client(self, person):
        """A row that ends what it was asked with asks with a token of its own."""
        if person is None:
            return self.service.visitor()
        if self.row.get("fresh_token"):
            return Client(
                self.service.server.origin,
                self.service.program.run("token", "create", "--account", email(person)),
            )
        return self.service[person]

    def path(self):
        path = self.address
        for name, value in self.row.get("at", {}).items():
            path = path.replace("{" + name + "}", str(self.side.fill(value)))
        return path + (re.sub(r"\$(\w+)", lambda found: self.side.ids[found[1]], self.row.get("query", "")))

    def versions(self):
        """If-Match of the API, as the row says."""
        version = self.version()
        return {} if version is None or "form" in self.row else {"If-Match": f'"{version}"'}

    def version_field(self):
        """The same in a form."""
        version = self.version()
        return {} if version is None else {"version": str(version)}

    def version(self):
        """A number that the row gives, or the version that the record has now."""
        version = self.row.get("version")
        if version != "now":
            return version
        table = next(TABLES[part] for part in self.address.split("/") if part in TABLES)
        return self.service.one(
            f"SELECT version FROM casebridge.{table} WHERE id = %s", self.side.fill(self.row["at"]["id"])
        )
