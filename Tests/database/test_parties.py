"""Buyers and suppliers are found by number, then by name and country; what people join they can part again."""

import pytest
from psycopg.types.json import Jsonb

from procedures import award, imported, source
from refusals import refused

numbers = iter(range(100, 1000))


def supplied(world, *suppliers, country="IT"):
    """An award to these suppliers, each `{"name", …}`."""
    number = f"{next(numbers):06d}-2021"
    notice = award(number, before=None, lots=("1",)) | {"country": country}
    notice["awards"][0]["suppliers"] = list(suppliers)
    imported(world, notice)
    return number


def parties(world, role="supplier"):
    rows = world.superuser(
        "SELECT DISTINCT p.id::text, p.name, p.country FROM casebridge.party_role r JOIN casebridge.party p ON p.id = r.party_id"
        " JOIN casebridge.contract c ON c.id = r.contract_id JOIN casebridge.contract_notice cn ON cn.contract_id = c.id"
        " JOIN casebridge.notice n ON n.id = cn.notice_id WHERE n.number LIKE '%%-2021' AND r.role = %s ORDER BY 2, 1",
        role,
    )
    return [{"id": id, "name": name, "country": country} for id, name, country in rows]


ONE = [
    ({"name": "Impresa", "identifier": "IT-0123456"}, {"name": "Impresa Srl", "identifier": "0123456"}),
    ({"name": "Impresa", "identifier": "01 234 56"}, {"name": "IMPRESA", "identifier": "0123456"}),
    ({"name": "Impresa S.r.l."}, {"name": "impresa  s r l"}),
    ({"name": "„Болница“ ЕООД"}, {"name": "БОЛНИЦА ЕООД"}),
    ({"name": "Élève", "identifier": "0123456"}, {"name": "élève"}),
    ({"name": "Община", "identifier": "ЕИК 0123456"}, {"name": "Друга", "identifier": "0123456"}),
    ({"name": "Impresa", "identifier": "n/a"}, {"name": "Impresa", "identifier": None}),
    ({"name": "Impresa"}, {"name": "Impresa", "identifier": "0123456"}),
    ({"name": "Impresa", "identifier": "0123456"}, {"name": "Impresa"}),
    (
        {"name": "Impresa", "identifiers": [{"scheme": None, "value": "777888"}, {"scheme": "vat", "value": "0123456"}]},
        {"name": "Altra", "identifier": "0123456"},
    ),
]


@pytest.mark.parametrize("one, other", ONE)
def test_one_organisation_under_two_writings_is_one(world, one, other):
    supplied(world, one), supplied(world, other)
    assert len(parties(world)) == 1


@pytest.mark.parametrize("one, other", ONE)
def test_two_writings_in_one_notice_are_one_organisation(world, one, other):
    supplied(world, one, other)
    assert len(parties(world)) == 1


@pytest.mark.parametrize(
    "one, other",
    [
        ({"name": "Impresa", "identifier": "0123456"}, {"name": "Impresa", "identifier": "9999999"}),
        ({"name": "Impresa", "country": "IT"}, {"name": "Impresa", "country": "FR"}),
        ({"name": "Impresa", "identifier": "0123456", "country": "IT"}, {"name": "Altra", "identifier": "0123456", "country": "FR"}),
        ({"name": "Impresa", "identifier": "0000"}, {"name": "Altra", "identifier": "0000"}),
        ({"name": "Impresa", "identifier": "XYZ"}, {"name": "Altra", "identifier": "XYZ"}),
        ({"name": "Болница 12"}, {"name": "Училище 12"}),
        ({"name": "Città"}, {"name": "Cittè"}),
    ],
)
def test_two_organisations_are_two(world, one, other):
    supplied(world, one), supplied(world, other)
    assert len(parties(world)) == 2


def test_an_organisation_is_found_by_its_number_without_a_look_at_others(world):
    """Else each import would be slower than the one before."""
    many = [{"name": f"Impresa {number}", "identifier": f"{number:07d}"} for number in range(1000, 1300)]
    supplied(world, *many)
    again = award("000099-2021", before=None, lots=("1",)) | {"country": "IT"}
    again["awards"][0]["suppliers"] = many[:2]
    with world.operator() as cursor:
        before = read_of_keys(cursor)
        cursor.execute("SELECT casebridge.import_notice(%s, %s)", [Jsonb(again), source(again)])
        assert 0 < read_of_keys(cursor) - before < 50
    assert len(parties(world)) == 300


def read_of_keys(cursor):
    """What this connection has read of them and not yet told the statistics."""
    cursor.execute("SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'party_key'")
    return cursor.fetchone()[0]


def test_a_person_who_won_is_no_party_and_stays_marked(world):
    number = supplied(world, {"name": "A Person", "natural_person": True}, {"name": "Impresa"})
    assert [party["name"] for party in parties(world)] == ["Impresa"]
    assert world.one("SELECT count(*) FROM casebridge.party_key WHERE value LIKE '%%person%%'") == 0
    suppliers = world.one(
        "SELECT suppliers FROM casebridge.contract c WHERE procedure_id = (SELECT procedure_id FROM casebridge.notice WHERE number = %s)",
        number,
    )
    assert {"name": "A Person", "natural_person": True} in suppliers


def test_a_later_winner_takes_the_place_of_the_earlier(world):
    first = award("000051-2021", day="2021-05-01", before=None, lots=("1",), procedure_key="p")
    first["awards"][0]["suppliers"] = [{"name": "Erste"}]
    second = award("000052-2021", day="2021-06-01", before="000051-2021", lots=("1",), procedure_key="p")
    second["awards"][0]["suppliers"] = [{"name": "Zweite"}]
    imported(world, second, first)
    assert [party["name"] for party in parties(world)] == ["Zweite"]


def test_a_party_shows_what_it_bought_and_supplied(world):
    supplied(world, {"name": "Impresa"}), supplied(world, {"name": "Impresa"})
    (supplier,), (buyer,) = parties(world), parties(world, "buyer")
    view = world.call("carla", "party_view", supplier["id"])
    assert (view["supplied"]["count"], view["bought"]["count"]) == (2, 0)
    assert view["flags"] == [{"id": "single-bid", "colour": "red", "contracts": 2}]
    assert world.call("carla", "party_view", buyer["id"])["bought"]["count"] >= 2


def test_joined_parties_are_one_until_they_are_parted(world):
    supplied(world, {"name": "Impresa"}), supplied(world, {"name": "Altra"})
    altra, impresa = (party["id"] for party in parties(world))
    view = world.call("carla", "merge_party", altra, impresa, "The same number on their letters")
    assert view["supplied"]["count"] == 2 and [member["id"] for member in view["members"]] == [altra]
    organisation = world.one(
        "SELECT o.name FROM casebridge.account a JOIN casebridge.organisation o ON o.id = a.organisation_id WHERE a.id = %s",
        world.accounts["carla"],
    )
    assert view["members"][0]["merged_by"] == organisation
    assert world.call("carla", "party_view", altra)["merged_into"]["id"] == impresa
    assert [item["name"] for item in world.call("carla", "party_list", {"q": "altra"})["items"]] == []
    world.call("carla", "part_party", altra, "They are two")
    assert world.call("carla", "party_view", impresa)["supplied"]["count"] == 1
    assert world.call("carla", "party_view", altra)["merged_into"] is None
    assert world.one("SELECT count(*) FROM casebridge.party_merge WHERE party_id = %s AND parted_at IS NOT NULL", altra) == 1


def test_new_contracts_of_a_joined_party_count_for_the_whole(world):
    supplied(world, {"name": "Impresa"}), supplied(world, {"name": "Altra"})
    altra, impresa = (party["id"] for party in parties(world))
    world.call("carla", "merge_party", altra, impresa, "The same")
    supplied(world, {"name": "Altra"})
    assert world.call("carla", "party_view", impresa)["supplied"]["count"] == 3


def test_joining_in_a_circle_or_twice_is_refused(world):
    supplied(world, {"name": "Impresa"}), supplied(world, {"name": "Altra"}), supplied(world, {"name": "Terza"})
    altra, impresa, terza = (party["id"] for party in parties(world))
    world.call("carla", "merge_party", altra, impresa, "The same")
    for party, into in ((altra, terza), (impresa, altra), (impresa, impresa)):
        with refused("party_merged", "MV409"):
            world.call("carla", "merge_party", party, into, "The same")


def test_what_is_not_there_is_not_found(world):
    supplied(world, {"name": "Impresa"})
    (impresa,) = (party["id"] for party in parties(world))
    nobody = "00000000-0000-7000-8000-000000000000"
    with refused("not_found", "MV404"):
        world.call("carla", "merge_party", nobody, impresa, "The same")
    with refused("not_found", "MV404"):
        world.call("carla", "merge_party", impresa, nobody, "The same")
    with refused("not_found", "MV404"):
        world.call("carla", "part_party", impresa, "They are two")
    with refused("not_found", "MV404"):
        world.call("carla", "party_view", nobody)


@pytest.mark.parametrize("person", ["monica", "rita", "anna", "olga", "adam", "audrey", "nobody"])
def test_only_who_chooses_contracts_joins_and_parts(world, person):
    supplied(world, {"name": "Impresa"}), supplied(world, {"name": "Altra"})
    altra, impresa = (party["id"] for party in parties(world))
    with refused("role_missing", "MV403"):
        world.call(person, "merge_party", altra, impresa, "The same")
    world.call("carla", "merge_party", altra, impresa, "The same")
    with refused("role_missing", "MV403"):
        world.call(person, "part_party", altra, "They are two")


def test_joining_without_a_reason_is_refused(world):
    supplied(world, {"name": "Impresa"}), supplied(world, {"name": "Altra"})
    altra, impresa = (party["id"] for party in parties(world))
    with refused("text_missing"):
        world.call("carla", "merge_party", altra, impresa, " ")


def test_the_list_pages_by_name_and_filters(world):
    for name in ("Aaa Uno", "Aaa Due", "Aaa Tre"):
        supplied(world, {"name": name})
    seen, after = [], {}
    while True:
        page = world.call("carla", "party_list", {"q": "aaa", "limit": 2} | after)
        seen += [item["name"] for item in page["items"]]
        if page["next"] is None:
            break
        name, id = cursor(page["next"])
        after = {"after_name": name, "after_id": id}
    assert seen == ["Aaa Due", "Aaa Tre", "Aaa Uno"]
    assert world.call("carla", "party_list", {"country": "FR"})["items"] == []


def cursor(text):
    import base64
    import json

    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
