"""Indicators of the catalogues beyond the core ones, on every real notice, computed twice."""

import core_rules
import catalogue_rules
import pytest
import read_eforms
import read_ted
from lxml import etree
from test_indicators import ARCHIVES, differing, inspect, notices
from trees import children, name

pytestmark = pytest.mark.skipif(
    not all(archive.exists() for archive in ARCHIVES), reason="no real notices: CASEBRIDGE_NOTICES names none"
)


def both(root):
    """The notice as the core rules read it, and the element in which its facts stand."""
    if etree.QName(root).localname != "TED_EXPORT":
        return read_eforms.read(root), root
    forms = [
        form
        for section in children(root, "FORM_SECTION")
        for form in section
        if name(form) and form.get("CATEGORY") == "ORIGINAL" and name(form) != "NOTICE_UUID"
    ]
    return read_ted.read(root), forms[0]


@pytest.fixture(scope="module")
def expected():
    found = {}
    for file, _, root in notices():
        notice, form = both(root)
        results = catalogue_rules.assess(root, notice, form)
        if results:
            found[file] = results
    return found


@pytest.fixture(scope="module")
def found():
    return inspect(*ARCHIVES)[0]


@pytest.mark.parametrize("indicator", catalogue_rules.RULES)
def test_every_real_notice_has_the_same_result(indicator, expected, found):
    assert len(expected) > 1000
    assert differing(indicator, expected, found) == []


@pytest.mark.parametrize("indicator", set(catalogue_rules.RULES) - {"cartel-prone-object"})
def test_the_real_notices_are_flagged_and_not_flagged(indicator, expected):
    """A comparison in which a rule never decides would prove little."""
    seen = {result for results in expected.values() for _, result in results[indicator]}
    assert {core_rules.FLAG, core_rules.NO_FLAG, core_rules.NOT_APPLICABLE} <= seen
