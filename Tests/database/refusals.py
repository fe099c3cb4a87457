"""What PostgreSQL says when it refuses, as an exception that tests can ask for its code."""

import json
from contextlib import contextmanager

import psycopg
import pytest


class Refused(Exception):
    """SQLSTATE, code, and the reasons that stand in DETAIL."""

    def __init__(self, error):
        self.state = error.sqlstate
        self.code = error.diag.message_primary or str(error)
        self.constraint = error.diag.constraint_name
        self.hint = error.diag.message_hint or ""
        detail = error.diag.message_detail
        self.reasons = json.loads(detail) if detail and detail.startswith("[") else []
        super().__init__(f"{self.state} {self.code} {self.reasons or detail or ''}")


@contextmanager
def refusals():
    try:
        yield
    except psycopg.Error as error:
        raise Refused(error) from error


@contextmanager
def refused(code, state=None):
    """The one act inside is refused with this code; what it said is there afterwards."""
    with pytest.raises(Refused) as caught:
        yield caught
    found = caught.value
    assert code in (found.code, found.constraint, found.state), str(found)
    assert state in (None, found.state), str(found)


PRIVILEGE = "42501"
FORGED = "identity_forged"
