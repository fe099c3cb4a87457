"""The code of conduct: asked for before an offer is accepted, once a version, and only where one is loaded."""

import pytest

from paths import Path
from refusals import refused

ONE, TWO = {"en": "1" * 64, "bg": "2" * 64}, {"en": "3" * 64}


@pytest.fixture
def offered(world):
    path = Path(world).advance("offered")
    path.declare("monica")
    return path


def accept(path):
    path.move("monica", "assignment", "accept")


def test_where_no_code_is_loaded_nobody_is_asked(offered):
    assert offered.world.call("monica", "my_conduct") == {"version": None, "accepted_at": None}
    accept(offered)


def test_an_offer_is_accepted_after_the_code_and_not_before(offered):
    world = offered.world
    world.operate("load_conduct", 1, ONE)
    with refused("requirement:conduct_accepted", "MV409"):
        accept(offered)
    world.call("marco", "accept_conduct", 1, "en")
    with refused("requirement:conduct_accepted", "MV409"):
        accept(offered)
    assert world.call("monica", "accept_conduct", 1, "bg")["accepted_at"]
    accept(offered)


def test_a_newer_version_is_asked_for_anew_and_an_older_cannot_be_accepted(offered):
    world = offered.world
    world.operate("load_conduct", 1, ONE)
    world.call("monica", "accept_conduct", 1, "en")
    world.operate("load_conduct", 2, TWO)
    assert world.call("monica", "my_conduct") == {"version": 2, "accepted_at": None}
    with refused("requirement:conduct_accepted", "MV409"):
        accept(offered)
    for version, language in ((1, "en"), (3, "en"), (2, "bg"), (None, "en")):
        with refused("conduct_changed", "MV409"):
            world.call("monica", "accept_conduct", version, language)


def test_a_loaded_version_never_changes(world):
    assert [world.operate("load_conduct", 1, ONE) for _ in range(2)] == ["loaded", "unchanged"]
    with refused("loaded_version_never_changes", "MV409"):
        world.operate("load_conduct", 1, TWO)
    for table in ("conduct", "conduct_acceptance"):
        with refused("history_is_append_only", "MV403"):
            world.superuser(f"DELETE FROM casebridge.{table}")


def test_the_event_says_which_wording_was_accepted(world):
    world.operate("load_conduct", 1, ONE)
    world.call("monica", "accept_conduct", 1, "bg")
    facts = world.one("SELECT facts::jsonb FROM casebridge.audit_event WHERE action = 'conduct_accepted'")
    assert facts == {"version": 1, "language": "bg", "wording": "2" * 64}
