"""One's own profile: what may stand in it, who sees it, and what follows from a change."""

import json

import pytest

from paths import Path
from refusals import refused


def change(world, person, version=1, **patch):
    return world.call(person, "change_profile", version, patch)


def test_a_patch_changes_what_it_names_and_nothing_else(world):
    before = world.call("monica", "profile_view")
    after = change(world, "monica", languages=["it", "bg", "it"], regions=["IT", "BG41"], notifications="daily")
    assert after == before | {
        "languages": ["bg", "it"],
        "regions": ["BG41", "IT"],
        "notifications": "daily",
        "version": 2,
    }
    assert change(world, "monica", 2, time_zone="Europe/Sofia")["time_zone"] == "Europe/Sofia"
    assert world.call("monica", "account_view")["time_zone"] == "Europe/Sofia"
    assert change(world, "monica", 3, time_zone=None)["time_zone"] is None
    assert world.call("monica", "account_view")["time_zone"] == "Europe/Rome"


def test_a_patch_without_effect_is_no_change_and_no_event(world):
    before = world.one("SELECT count(*) FROM casebridge.audit_event")
    assert change(world, "monica", name="Monica ", notifications="at_once")["version"] == 1
    assert world.one("SELECT count(*) FROM casebridge.audit_event") == before


def test_an_older_version_is_refused(world):
    change(world, "monica", notifications="daily")
    with refused("stale_version", "MV412"):
        change(world, "monica", notifications="none")


@pytest.mark.parametrize(
    "patch, code",
    [
        ({"name": " "}, "text_missing"),
        ({"name": "x" * 201}, "text_too_long"),
        ({"pseudonym": None}, "text_missing"),
        ({"pseudonym": "x" * 61}, "text_too_long"),
        ({"pseudonym": "monica"}, "pseudonym_tells_the_name"),
        ({"name": "Heron", "pseudonym": "heron"}, "pseudonym_tells_the_name"),
        ({"name": "Anna Rossi", "pseudonym": "Rossi 1"}, "pseudonym_tells_the_name"),
        ({"language": "Italian, please"}, "language_unknown"),
        ({"language": None}, "language_unknown"),
        ({"languages": ["Italian"]}, "languages_malformed"),
        ({"languages": ["a" + chr(97 + n) for n in range(21)]}, "languages_malformed"),
        ({"regions": ["Lazio"]}, "regions_malformed"),
        ({"regions": ["it"]}, "regions_malformed"),
        ({"time_zone": "Rome"}, "time_zone_unknown"),
        ({"notifications": "often"}, "notifications_unknown"),
        ({"notifications": None}, "notifications_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(shared_world, patch, code):
    with refused(code, "MV422"):
        change(shared_world, "monica", **patch)


def test_a_pseudonym_of_somebody_else_in_the_organisation_is_refused(world):
    taken = world.one("SELECT pseudonym FROM casebridge.account WHERE name = 'Marco'")
    with refused("pseudonym_taken", "MV422"):
        change(world, "monica", pseudonym=taken.lower())
    change(world, "mila", pseudonym=taken)


def test_null_empties_a_list(world):
    """As RFC 7396 has it: null takes the member away."""
    change(world, "monica", languages=["it"], regions=["IT"])
    after = world.call("monica", "change_profile", 2, {"languages": None, "regions": None})
    assert (after["languages"], after["regions"]) == ([], [])


def test_a_pseudonym_that_somebody_gave_up_is_nobody_elses(world):
    """It stands in what was sealed, where it must go on meaning the same person."""
    former = world.one("SELECT pseudonym FROM casebridge.account WHERE name = 'Monica'")
    change(world, "monica", pseudonym="Heron")
    with refused("pseudonym_taken", "MV422"):
        change(world, "marco", pseudonym=former.lower())
    world.call("monica", "change_profile", 2, {"pseudonym": former})


def test_a_new_name_stands_in_the_worklist_and_not_in_the_chain(world):
    path = Path(world).advance("offered")
    change(world, "monica", name="Monica Nuova")
    line = world.one("SELECT line FROM casebridge.case_file WHERE id = %s", path.case)
    assert [monitor["name"] for monitor in line["monitors"]] == ["Monica Nuova"]
    action, facts = world.superuser(
        "SELECT action, facts FROM casebridge.audit_event WHERE chain_id = %s ORDER BY seq DESC LIMIT 1",
        world.accounts["monica"],
    )[0]
    assert (action, json.loads(facts)) == ("profile_changed", {"fields": ["name"]})


def test_whoever_offers_cases_sees_languages_and_regions_and_others_do_not(world):
    change(world, "monica", languages=["it"], regions=["BG41"])
    (monica,) = [item for item in world.call("carla", "monitor_list")["items"] if item["name"] == "Monica"]
    assert (monica["languages"], monica["regions"]) == (["it"], ["BG41"])
    with refused("role_missing", "MV403"):
        world.call("marco", "monitor_list")
    assert not [item for item in world.call("boris", "monitor_list")["items"] if item["name"] == "Monica"]
