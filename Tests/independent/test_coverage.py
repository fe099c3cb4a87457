"""Every field of the eForms list is read, or stands with its reason; none has both."""

import os
import pathlib

import coverage
import pytest

TABLE = pathlib.Path(os.environ.get("CASEBRIDGE_NOTICES", "/nonexistent")).parent / "spec" / "eforms-xpaths.csv"


@pytest.mark.skipif(not TABLE.exists(), reason="no list of eForms fields beside the real notices")
def test_every_field_is_read_or_has_its_reason():
    rows = coverage.coverage(TABLE)
    assert len(rows) > 80
    assert [field for field, _, is_read, reason in rows if is_read == (reason is not None)] == []
