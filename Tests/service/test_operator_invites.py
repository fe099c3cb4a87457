"""What the README tells an operator without a mail server: the organisations' ids, and an invitation's link."""

import json

from browsing import Browser


def test_the_operator_reads_the_ids_that_an_invitation_names(service):
    listed = json.loads(service.program.run("organisation", "list"))
    assert set(service.organisations.values()) <= {item["id"] for item in listed}
    assert all(set(item) == {"id", "kind", "name", "country"} for item in listed)
    place = next(item for item in listed if item["id"] == service.organisations["bridge_watch"])
    words = ("--organisation", place["id"], "--email", "newcomer@example.org")
    link = service.program.run("account", "invite", *words)
    page = Browser(service).ask("GET", "/invitation/" + link.rsplit("/", 1)[1])
    assert page.status_code == 200 and place["name"] in page.text
