"""What anybody may read of a contract: from official notices alone, without persons, and the same whether there is a case."""

import pytest

from paths import Path
from people import INDICATORS
from procedures import award, call, imported, planned
from refusals import Refused

PERSON = {"name": "Mario Sample", "identifier": "SMPMRA80A01H501U", "country": "IT"}
FIRM = {"name": "Impresa Sample S.r.l.", "identifier": "01234567890", "country": "IT"}


def anybody(world, function, *values):
    """As the app without an account."""
    with world.connection("casebridge_app").transaction(), world.connection("casebridge_app").cursor() as cursor:
        marks = ", ".join(["%s"] * len(values))
        cursor.execute(f"SELECT casebridge.{function}({marks})", values)  # noqa: S608 - a name of this file
        return cursor.fetchone()[0]


def test_a_case_changes_nothing_of_what_anybody_reads(world):
    contract = world.new_contract()
    before = anybody(world, "public_contract", contract)
    path = Path(world)
    path.select(contract)
    path.offer("monica")
    assert world.call("carla", "contract_view", contract)["case_id"] == path.case
    assert anybody(world, "public_contract", contract) == before
    assert not {"case_id", "case_status", "case_number", "description"} & set(before)


@pytest.mark.parametrize("looked_into", [(), (0,), (1,), (0, 1)], ids=str)
def test_contracts_that_became_one_tell_nothing_of_a_case(world, looked_into):
    """Both ids lead to the contract, and it is listed once, under the older, whichever of them has a case."""
    imported(world, call("000021-2021", lots=("1",)), award("000022-2021", before=None, lots=("1",)))
    ids = [
        str(world.one(
            "SELECT cn.contract_id FROM casebridge.contract_notice cn JOIN casebridge.notice n ON n.id = cn.notice_id"
            " WHERE n.number = %s", number))
        for number in ("000021-2021", "000022-2021")
    ]
    for place in looked_into:
        world.call("carla", "create_case", ids[place], "Looks wrong")
    imported(world, planned("000023-2021", "000021-2021", "000022-2021"))
    first, second = (anybody(world, "public_contract", contract) for contract in ids)
    assert (first["id"], second["id"]) == tuple(ids)
    assert {**first, "id": None} == {**second, "id": None}
    assert first["title"] == "Ponte 1" and len(first["notices"]) == 2
    for number in ("000021-2021", "000022-2021"):
        assert [item["id"] for item in anybody(world, "public_contracts", number)["items"]] == [ids[0]]


def test_no_case_is_opened_on_a_contract_that_became_another(world):
    imported(world, call("000021-2021", lots=("1",)), award("000022-2021", before=None, lots=("1",)))
    rows = world.superuser(
        "SELECT DISTINCT cn.contract_id::text FROM casebridge.contract_notice cn JOIN casebridge.notice n"
        " ON n.id = cn.notice_id WHERE n.number IN ('000021-2021', '000022-2021') ORDER BY 1")
    older, younger = (row[0] for row in rows)
    for contract in (older, younger):
        world.call("carla", "create_case", contract, "Looks wrong")
    imported(world, planned("000023-2021", "000021-2021", "000022-2021"))
    listed = [item["id"] for item in world.call("boris", "contract_list", {"limit": 100})["items"]]
    assert older in listed and younger not in listed
    case = world.call("boris", "create_case", younger, "Looks wrong")["id"]
    assert world.one("SELECT contract_id::text FROM casebridge.case_file WHERE id = %s", case) == older


@pytest.mark.parametrize(
    "supplier, is_shown",
    [
        (FIRM, True),
        (FIRM | {"identifier": None}, True),
        ({"name": "Сампъл ЕООД", "country": "BG"}, True),
        ({"name": "Cooperativa Sample", "country": "IT"}, True),
        ({"name": "Sample Bau GmbH & Co. KG", "country": "DE"}, True),
        ({"name": "Juan Sample", "identifier": "12345678Z", "country": "ES"}, False),
        ({"name": "Иван Сампъл", "identifier": "8001011234", "country": "BG"}, False),
        ({"name": "SMP Mario", "identifier": "SMP MRA 80A01 H501U", "country": "IT"}, False),
        ({"name": "A.B. Sample", "country": "GB"}, False),
        (PERSON, False),
        (PERSON | {"identifier": "it" + PERSON["identifier"].lower()}, False),
        (PERSON | {"identifier": None}, False),
        (FIRM | {"natural_person": True}, False),
        (PERSON | {"natural_person": False}, True),
    ],
)
def test_a_supplier_is_named_when_it_is_known_to_be_a_firm(shared_world, supplier, is_shown):
    contract = shared_world.contract
    shared_world.superuser("UPDATE casebridge.contract SET suppliers = %s WHERE id = %s", [supplier], contract)
    seen = anybody(shared_world, "public_contract", contract)
    assert [found["name"] for found in seen["suppliers"]] == [supplier["name"]] * is_shown
    assert seen["hidden_suppliers"] == (not is_shown)
    assert (supplier["name"] in str(seen)) == is_shown


def test_contracts_are_looked_up_by_the_number_of_their_notice_alone(shared_world):
    number = shared_world.one(
        "SELECT n.number FROM casebridge.notice n JOIN casebridge.contract_notice c ON c.notice_id = n.id WHERE"
        " c.contract_id = %s",
        shared_world.contract,
    )
    items = anybody(shared_world, "public_contracts", number)["items"]
    assert [item["id"] for item in items] == [str(shared_world.contract)]
    for other in ("", "%", number[:-1], number + " "):
        assert anybody(shared_world, "public_contracts", other)["items"] == []


def test_the_catalogue_holds_every_indicator(shared_world):
    items = anybody(shared_world, "public_indicators")["items"]
    assert {item["id"] for item in items} == {indicator["id"] for indicator in INDICATORS}


def test_what_is_not_public_is_refused_without_an_account(shared_world):
    for function, values in (("clock_days", ("2026-01-01", "2026-02-01")), ("statistics", (12,)), ("case_count", (None, None, False, None))):
        with pytest.raises(Exception) as refusal:
            anybody(shared_world, function, *values)
        assert isinstance(refusal.value, Refused) or refusal.value.sqlstate in ("MV401", "MV403")
