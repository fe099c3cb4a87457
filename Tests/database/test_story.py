"""The told world itself: if a step of the path were refused, every other test would say so less clearly."""


def test_every_status_but_none_is_reached_in_the_told_world(told):
    reached = set(
        told.superuser(
            "SELECT DISTINCT record_kind, to_status FROM casebridge.audit_event WHERE to_status <> ''"
        )
    )
    declared = set(
        told.superuser(
            "SELECT w.kind, s.name FROM casebridge.workflow w JOIN casebridge.workflow_status s ON"
            " s.workflow_id = w.id"
        )
    )
    assert declared == reached
