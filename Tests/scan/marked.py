"""Requests for sqlmap, as HTTP has them, with a `*` after everything that their caller chooses."""

import json
import re
import urllib.parse

import yaml

from conftest import HERE
from demonstration import ROLES

REQUESTS = yaml.safe_load((HERE / "requests.yaml").read_text())
QUERIES = yaml.safe_load((HERE / "queries.yaml").read_text())
# Somebody who gets past the permissions of most operations of that kind.
ASKERS = {"Grant": "adam", "People": "adam", "Audit": "audrey", "Question": "olga", "Answers": "monica"} | {
    "Finding": "monica", "Evidence": "monica", "createReport": "monica", "approveReferral": "anna"
}


class Marked:
    def __init__(self, world, seeds):
        self.world, self.seeds = world, seeds
        self.host = world.server.origin.removeprefix("http://")

    def text(self, method, address, headers, body=""):
        lines = [f"{method} {address} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in ({"Host": self.host} | headers).items()]
        return "\n".join(lines) + "\n\n" + body

    def fill(self, text):
        return re.sub(r"\$(\w+)", lambda found: str(self.seeds.ids[found[1]]), str(text))

    def address(self, template, at):
        for name, value in at.items():
            template = template.replace("{" + name + "}", self.fill(value) + "*")
        return template

    def of_page(self, route, row, headers):
        """A row of Tests/service/roles_and_routes.yaml, with each query that the page reads."""
        method, template = route.split(" ")
        address = self.address(template, row.get("at", {}))
        if method != "GET":
            headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
            form = ({"version": "1"} if "version" in row else {}) | row.get("form", {})
            return [self.text(method, address, headers, self.words(form.items()))]
        queries = [self.words(urllib.parse.parse_qsl(query)) for query in QUERIES.get(route, [])]
        return [self.text(method, f"{address}?{query}".rstrip("?"), headers) for query in queries or [""]]

    def words(self, fields):
        quote = urllib.parse.quote
        return "&".join(f"{quote(name)}={quote(self.fill(value), safe='')}*" for name, value in fields)

    def of_api(self, name, operation, method, template):
        """An operation's own request; one a query parameter, since a value that is refused would hide the others."""
        request = self.seeds.fill(REQUESTS[name])
        person = next((person for word, person in ASKERS.items() if word in name), ROLES["coordinator"])
        headers = {"Authorization": f"Bearer {self.world.token(person)}"}
        headers |= {"If-Match": request["tag"]} if "tag" in request else {}
        body = ""
        if "body" in request:
            headers["Content-Type"] = "application/json"
            body = json.dumps({
                key: f"{value}*" if isinstance(value, str) else value for key, value in request["body"].items()
            })
        address = self.address(template, request.get("path", {}))
        query = [item["name"] for item in operation.get("parameters", []) if item["in"] == "query"]
        for question in [f"?{asked}={request.get('query', {}).get(asked, 1)}*" for asked in query] or [""]:
            yield self.text(method.upper(), address + question, headers, body)
