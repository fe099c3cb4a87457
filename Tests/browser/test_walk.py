"""The whole path with nine accounts on pages that run no scripts, and what those outside it see of it."""

import pytest


def test_nine_people_walk_the_whole_path_without_scripts(journey):
    actions = [action for (action,) in journey.world.rows(
        """SELECT record_kind || ': ' || action FROM casebridge.audit_event
        WHERE chain_id = %s AND chain_kind = 'case' AND to_status IS NOT NULL ORDER BY seq""",
        journey.case.removeprefix("/cases/"))]
    assert actions == [
        "case: select", "assignment: offer", "case: assign", "assignment: accept", "case: start", "report: create",
        "report: submit", "report: start_review", "report: request_changes", "report: submit", "report: start_review",
        "report: recommend", "report: approve", "case: report", "referral: prepare", "referral: request_approval",
        "referral: seal", "referral: send", "case: refer", "referral: acknowledge", "case: follow_up",
        "referral: accept", "referral: conclude", "case: close",
        "assignment: case_closed",
    ]


@pytest.mark.parametrize(("name", "lists"), [
    ("coordinator.bg", ["/cases", "/referrals", "/contracts"]),
    ("monitor.bg", ["/my-cases"]),
    ("officer.bg", ["/inbox"]),
])
def test_those_outside_see_nothing_of_it(journey, name, lists):
    outsider = journey.people[name]
    for address in lists:
        outsider.go(address)
        assert not outsider.reads(journey.number)
        assert journey.case not in outsider.page.content() and journey.referral not in outsider.page.content()
    for address in (
        journey.case, journey.report, journey.report + "/evidence", journey.report + "/submissions/1",
        journey.referral, journey.case + "/declaration",
    ):
        outsider.go(address, status=404)
        assert not outsider.reads(journey.number)


@pytest.fixture
def second_case(journey):
    """Another case of the coordinator, shown; its form was sent twice."""
    coordinator = journey.coordinator
    coordinator.go("/contracts?country=IT&min_score=1")
    free = coordinator.page.locator("tbody tr:not(:has(a[href^='/cases/'])) a").first.get_attribute("href")
    coordinator.go(free).fill(reason="Sent twice")
    fields = coordinator.page.locator('main form[action="/cases"]').evaluate(
        "form => Object.fromEntries(new FormData(form))")
    coordinator.send()
    again = coordinator.context.request.post(
        coordinator.origin + "/cases", form=fields, headers={"Origin": coordinator.origin})
    return coordinator.path, again


def test_a_form_sent_twice_counts_once(second_case):
    case, again = second_case
    assert again.status == 200 and case in again.url


def test_a_page_grown_old_is_told_so(journey, second_case):
    case, _ = second_case
    coordinator = journey.coordinator
    coordinator.go(case + "/moves/discard").fill(reason="First")
    newer, older = coordinator.page, coordinator.context.new_page()
    older.goto(newer.url)
    older.fill("#reason", "Second")
    coordinator.send()
    coordinator.page = older
    coordinator.send(status=409)
    coordinator.page = newer
    older.close()
    made = journey.world.one(
        "SELECT count(*) FROM casebridge.audit_event WHERE chain_id = %s AND action = 'discard'",
        case.removeprefix("/cases/"))
    assert made == 1


def test_every_number_on_the_coordinators_desk_is_that_of_its_list(journey, second_case):
    coordinator = journey.coordinator
    coordinator.go("/")
    panels = {
        panel.get_attribute("href"): int(panel.locator(".panel-number").inner_text())
        for panel in coordinator.page.locator(".panels a").all()}
    assert {"/cases?overdue=true", "/cases?due_within=7", "/cases?status=selected", "/cases?status=assigned", "/cases?status=reported",
            "/reviews?show=open", "/reviews?show=returned"} == set(panels)
    assert panels["/cases?status=selected"] > 0
    for address, number in panels.items():
        coordinator.go(address)
        assert coordinator.page.locator("tbody tr").count() == number, address


def test_every_page_of_the_path_keeps_the_rules(journey):
    faults = sorted(set(journey.coordinator.faults))
    assert not faults, "\n".join(": ".join(fault) for fault in faults)
