"""The profile and the calendar as their owner uses them: on pages, over the API, and in a calendar program."""

import re
from datetime import date, timedelta

import icalendar
import pytest

from browsing import FAILURES, Browser
from client import pointers, refused
from path import Path


@pytest.fixture(scope="module", autouse=True)
def relaxed(service):
    service.program.run("door", "--second-factor-for-nobody")


@pytest.fixture
def enter(service):
    def enter(person):
        browser = Browser(service)
        assert browser.password(person).headers["location"] == "/"
        return browser

    service.rows(FAILURES)
    return enter


def typed(page):
    """What the page's form would send back: checked choices, texts and the version."""
    fields = dict(re.findall(r'<input[^>]* name="(name|pseudonym|regions|version)"[^>]* value="([^"]*)"', page))
    fields |= dict(re.findall(r'<input[^>]*type="hidden" name="(version)" value="([^"]*)"', page))
    fields |= {name: value for name, value in re.findall(r'type="radio" name="(\w+)"[^>]*value="(\w+)" checked', page)}
    return fields


def test_a_profile_is_saved_on_its_page_and_shown_as_saved(service, enter):
    browser = enter("monica")
    fields = typed(browser.get("/account/profile").text)
    assert fields["name"] == "Monica"
    fields |= {"regions": "it, bg41", "language": "it", "notifications": "daily", "time_zone": "Europe/Sofia"}
    answer = browser.post("/account/profile", 303, **fields)
    assert answer.headers["location"] == "/account/profile?done=profile_changed"
    profile = service["monica"].get("account/profile")
    assert (profile["regions"], profile["notifications"]) == (["BG41", "IT"], "daily")
    assert "Europe/Sofia" in browser.get("/account").text
    page = browser.post("/account/profile", 422, **fields)
    assert 'id="name-error"' in page.text, "the version that was read is not that of now"


def test_faults_of_the_page_stand_at_their_fields_and_nothing_is_lost(enter):
    browser = enter("marco")
    fields = typed(browser.get("/account/profile").text)
    page = browser.post("/account/profile", 422, **fields | {"regions": "Lombardia", "time_zone": ""}).text
    assert 'id="regions-error"' in page and 'value="Lombardia"' in page
    page = browser.post("/account/profile", 422, **fields | {"name": " ", "language": "xx"}).text
    assert 'id="name-error"' in page and 'id="language-error"' in page


def test_over_the_api_a_merge_patch_needs_the_version_and_known_fields(service):
    client = service["mila"]
    answer = client.ask("GET", "account/profile", 200)
    tag = answer.headers["ETag"]
    refused(client.ask("PATCH", "account/profile", body={"notifications": "none"}), 428, "if_match_missing")
    changed = client.ask("PATCH", "account/profile", 200, {"notifications": "none", "time_zone": None}, tag=tag)
    assert changed.json()["notifications"] == "none" and changed.headers["ETag"] != tag
    refused(client.ask("PATCH", "account/profile", body={"notifications": "daily"}, tag=tag), 412, "stale_version")
    tag = changed.headers["ETag"]
    for body, pointer, code in (
        ({"email": "x@example.org"}, "/email", "unknown_key"),
        ({"notifications": "often"}, "/notifications", "not_a_choice"),
        ({"languages": ["bg", 7]}, "/languages/1", "wrong_type"),
    ):
        assert pointers(refused(client.ask("PATCH", "account/profile", body=body, tag=tag), 422, "invalid"))[pointer] == code
    for body, code in (({"regions": ["Lombardia"]}, "regions_malformed"), ({"time_zone": "Rome"}, "time_zone_unknown")):
        refused(client.ask("PATCH", "account/profile", body=body, tag=tag), 422, code)


def test_a_calendar_holds_the_own_due_dates_by_number_and_nothing_else(service, enter):
    path = Path(service).advance("offered")
    case = service["carla"].get(f"cases/{path.case}")
    browser = enter(path.monitor)
    page = browser.post("/account/calendar", 200).text
    address = re.search(r"<code>http://[^/]+(/calendar/cbc_[\w-]+\.ics)</code>", page)[1]
    visitor = service.visitor()
    answer = visitor.http.get(service.server.origin + address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(answer.content)
    events = [event for event in calendar.walk("VEVENT") if case["number"] in event["SUMMARY"]]
    assert len(events) == 2 and not [event.errors for event in calendar.walk() if event.errors]
    for event in events:
        assert type(event["DTSTART"].dt) is date and event["DTSTART"].dt >= date.today() + timedelta(days=1)
        assert event.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-1)
    assert case["title"] not in answer.text and str(path.case) not in answer.text
    again = icalendar.Calendar.from_ical(visitor.http.get(service.server.origin + address).content)
    assert {str(event["UID"]) for event in again.walk("VEVENT")} == {str(e["UID"]) for e in calendar.walk("VEVENT")}
    assert address.rsplit("/", 1)[1][:-4] not in service.server.log.read_text()
    browser.post("/account/calendar/removal", 303)
    assert visitor.http.get(service.server.origin + address).status_code == 404


def test_an_address_of_another_shape_or_a_sessions_token_opens_no_calendar(service):
    visitor = service.visitor()
    for name in ("cbc_none.ics", service.token("carla") + ".ics", "cbc_" + "a" * 43, "cbc_" + "a" * 43 + ".ics"):
        assert visitor.http.get(f"{service.server.origin}/calendar/{name}").status_code == 404
