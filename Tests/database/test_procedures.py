"""A procedure is the same whatever the order in which its notices come; the latest of them counts."""

import itertools
import secrets

import pytest

from procedures import (
    award,
    call,
    contracts,
    correction,
    imported,
    imported_together,
    modification,
    planned,
    result,
    source,
)
from refusals import refused


FAMILY = (call(), correction(), award(), modification())


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_every_order_of_import_tells_the_same(world, order):
    assert imported(world, *(FAMILY[place] for place in order)) == ["stored"] * 4
    found = contracts(world, "000001-2021")
    assert sorted(found) == ["1", "2"]
    assert found["1"] == {
        "title": "Ponte 1",
        "description": "Un ponte",
        "country": "IT",
        "buyer_name": "Comune di Esempio",
        "suppliers_text": "Impresa Esempio",
        "value_amount": "130",
        "value_currency": "EUR",
        "original_amount": "90",
        "estimated_amount": "100",
        "deadline_on": "2021-03-01",
        "original_deadline_on": "2021-02-10",
        "concluded_on": "2021-05-01",
        "published_on": "2021-09-01",
        "stage": "modification",
        "is_cancelled": "false",
        "score": "100.00",
        "flags": "{single-bid}",
    }
    second = found["2"]
    assert (second["value_amount"], second["original_amount"], second["stage"]) == ("90", None, "award")
    procedures = "SELECT count(DISTINCT procedure_id) FROM casebridge.notice WHERE number LIKE '%%-2021'"
    assert world.one(procedures) == 1


def test_a_second_import_changes_nothing(world):
    imported(world, *FAMILY)
    before = contracts(world, "000001-2021")
    assert imported(world, *FAMILY) == ["unchanged"] * 4
    assert contracts(world, "000001-2021") == before


@pytest.mark.parametrize("sizes", [(4,), (3, 1), (1, 3), (2, 2)], ids=str)
def test_how_an_import_is_cut_into_batches_changes_nothing(world, sizes):
    places = iter(FAMILY)
    for size in sizes:
        assert imported_together(world, *(next(places) for _ in range(size))) == ["stored"] * size
    together = contracts(world, "000001-2021"), parties(world)
    assert together[0]["1"]["value_amount"] == "130" and together[0]["1"]["score"] == "100.00"
    assert together[1] == [("Comune di Esempio", 2), ("Impresa Esempio", 2)]


def test_a_batch_mints_the_parties_of_each_of_its_notices(world):
    """The first winner of a lot is a party also when a later notice of the same batch names another."""
    first = award("000031-2021", before=None, lots=("1",), supplier="Erste")
    imported_together(world, first, award("000032-2021", "2021-06-01", "000031-2021", ("1",), supplier="Zweite"))
    assert parties(world) == [("Comune di Esempio", 1), ("Erste", 0), ("Zweite", 1)]


def parties(world):
    """Each party with the number of these contracts in which it has a role."""
    return world.superuser(
        "SELECT p.name, count(c.id)::int FROM casebridge.party p LEFT JOIN casebridge.party_role r ON r.party_id = p.id"
        " LEFT JOIN casebridge.contract c ON c.id = r.contract_id AND c.procedure_id IN"
        " (SELECT procedure_id FROM casebridge.notice WHERE number LIKE '0000%%-2021')"
        " WHERE p.name <> 'Impresa Esempio' OR c.id IS NOT NULL GROUP BY p.id, p.name ORDER BY p.name"
    )


def test_a_notice_that_is_known_stands_in_a_batch_with_new_ones(world):
    imported(world, call())
    assert imported_together(world, call(), award(), award()) == ["unchanged", "stored", "unchanged"]


def test_a_batch_with_a_notice_of_other_bytes_stores_none(world):
    imported(world, call())
    with refused("notice_differs", "MV409"):
        imported_together(world, award(), call(deadline="2021-09-09"))
    assert world.one("SELECT count(*) FROM casebridge.notice WHERE number = '000003-2021'") == 0


def test_a_later_version_counts_also_when_the_older_comes_last(world):
    old = call("000011-2021", "2021-01-01", ("1",), "2021-02-01", procedure_key="p")
    new = call("000012-2021", "2021-01-15", ("1",), "2021-02-20", procedure_key="p", is_change=True)
    imported(world, new, old)
    lot = contracts(world, "000012-2021")["1"]
    assert (lot["deadline_on"], lot["original_deadline_on"]) == ("2021-02-20", "2021-02-01")


def test_versions_of_one_day_count_by_their_version(world):
    second = call("000013-2021", lots=("1",), deadline="2021-03-03", procedure_key="p", version="02")
    first = call("000014-2021", lots=("1",), deadline="2021-02-02", procedure_key="p", version="01")
    imported(world, second, first)
    assert contracts(world, "000013-2021")["1"]["deadline_on"] == "2021-03-03"


def test_a_correction_of_one_lot_leaves_the_others(world):
    imported(world, call(), correction(lot="2"))
    found = contracts(world, "000001-2021")
    assert found["1"]["deadline_on"] == "2021-02-10" and found["1"]["original_deadline_on"] is None
    assert found["2"]["deadline_on"] == "2021-03-01" and found["2"]["original_deadline_on"] == "2021-02-10"


def test_of_several_corrections_the_last_counts(world):
    first, second = correction(), correction(number="000005-2021", day="2021-01-25", deadline="2021-04-01")
    imported(world, second, call(), first)
    lot = contracts(world, "000001-2021")["1"]
    assert (lot["deadline_on"], lot["original_deadline_on"]) == ("2021-04-01", "2021-02-10")


def test_a_cancelled_call_is_cancelled_until_it_is_taken_up(world):
    imported(world, call(), correction(deadline=None, cancels=True))
    assert contracts(world, "000001-2021")["1"]["is_cancelled"] == "true"
    imported(world, award())
    assert contracts(world, "000001-2021")["1"]["is_cancelled"] == "false"


def test_two_awards_of_one_lot_are_no_changed_value(world):
    """They may be two contracts; only a modification says that a value was another before."""
    imported(world, award(), award("000004-2021", "2021-06-01", amount="9000", supplier="Altra"))
    assert contracts(world, "000003-2021")["1"]["original_amount"] is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=str)
def test_a_correction_of_an_award_belongs_to_it_whichever_comes_first(world, order):
    notices = award(before=None, lots=("1",)), correction(corrected="000003-2021", number="000005-2021", deadline=None)
    imported(world, *(notices[place] for place in order))
    contract = world.one("SELECT id::text FROM casebridge.contract ORDER BY id DESC LIMIT 1")
    told = world.call("carla", "contract_history", contract)["notices"]
    assert {notice["number"] for notice in told} == {"000003-2021", "000005-2021"}


def test_a_notice_that_ties_procedures_of_many_lots_joins_each_with_its_own(world):
    lots = tuple(map(str, range(1, 40)))
    imported(world, call("000021-2021", lots=lots), award("000022-2021", before=None, lots=lots))
    imported(world, planned("000023-2021", "000021-2021", "000022-2021"))
    found = contracts(world, "000021-2021")
    assert set(found) == set(lots)
    assert {(lot["deadline_on"], lot["value_amount"]) for lot in found.values()} == {("2021-02-10", "90")}


def test_an_organisation_of_a_very_long_name_is_a_party(world):
    assert imported(world, award(supplier=secrets.token_hex(5000))) == ["stored"]


def test_a_later_notice_ties_two_procedures(world):
    imported(world, call("000021-2021", lots=("",)), award("000022-2021", before=None, lots=("",), amount="70"))
    assert len(contracts(world, "000021-2021")) == len(contracts(world, "000022-2021")) == 1
    tie = planned("000023-2021", "000021-2021", "000022-2021")
    imported(world, tie)
    (lot,) = contracts(world, "000021-2021").values()
    assert (lot["value_amount"], lot["deadline_on"]) == ("70", "2021-02-10")
    assert world.one("SELECT count(*) FROM casebridge.procedure_merge") == 1
    assert world.one("SELECT count(*) FROM casebridge.contract_merge") == 1


def test_the_id_of_a_contract_that_was_another_leads_to_it(world):
    imported(world, call("000021-2021", lots=("1",)), award("000022-2021", before=None, lots=("1",)))
    ids = [str(id) for (id,) in world.superuser("SELECT id FROM casebridge.contract WHERE lot_key = '1' ORDER BY id DESC LIMIT 2")]
    imported(world, planned("000023-2021", "000021-2021", "000022-2021"))
    answers = [world.call("carla", "contract_history", contract) for contract in ids]
    assert answers[0] == answers[1]
    assert [notice["number"] for notice in answers[0]["notices"]] == [
        "000023-2021",
        "000022-2021",
        "000021-2021",
    ]


def test_a_contract_with_a_case_goes_on_under_its_id(world):
    imported(world, call("000021-2021", lots=("1",)), award("000022-2021", before=None, lots=("1",)))
    later = str(world.one("SELECT max(contract_id::text) FROM casebridge.contract_notice cn JOIN casebridge.notice n ON n.id = cn.notice_id WHERE n.number = '000022-2021'"))
    case = world.call("carla", "create_case", later, "Looks wrong")
    imported(world, planned("000023-2021", "000021-2021", "000022-2021"))
    assert world.one("SELECT contract_id::text FROM casebridge.case_file WHERE id = %s", case["id"]) == later
    assert world.call("carla", "contract_view", later)["deadline_on"] == "2021-02-10"


def test_of_two_contracts_with_cases_the_second_stays_for_its_case(world):
    imported(world, call("000021-2021", lots=("1",)), award("000022-2021", before=None, lots=("1",)))
    rows = world.superuser(
        "SELECT cn.contract_id::text FROM casebridge.contract_notice cn JOIN casebridge.notice n ON n.id = cn.notice_id"
        " WHERE n.number IN ('000021-2021', '000022-2021') ORDER BY 1"
    )
    first, second = (row[0] for row in rows)
    for contract in (first, second):
        world.call("carla", "create_case", contract, "Looks wrong")
    imported(world, planned("000023-2021", "000021-2021", "000022-2021"))
    assert set(contracts(world, "000021-2021")) == {"1"}
    assert world.one("SELECT into_id::text FROM casebridge.contract_merge WHERE contract_id = %s", second) == first
    assert world.call("carla", "contract_view", second)["id"] == second


def test_what_a_correction_changes_in_the_judgement_stands_with_it(world):
    imported(world, call(), correction())
    (waiting,) = world.superuser("SELECT n.number FROM casebridge.correction_waiting w JOIN casebridge.notice n ON n.id = w.notice_id")
    assert waiting[0] == "000002-2021"
    world.operate("store_corrected_results", "000002-2021", [result("few-bids", "flag", days=10)])
    contract = world.one("SELECT id::text FROM casebridge.contract WHERE lot_key = '1' ORDER BY id DESC LIMIT 1")
    told = {each["id"]: each for each in world.call("carla", "contract_view", contract)["indicators"]}
    assert told["few-bids"]["result"] == "flag" and told["few-bids"]["notice"] == "000002-2021"
    kept = "SELECT result FROM casebridge.notice_result r JOIN casebridge.notice n ON n.id = r.notice_id WHERE n.number = %s AND indicator = 'few-bids'"
    assert world.one(kept, "000001-2021") == "not_applicable"
    assert world.one("SELECT count(*) FROM casebridge.correction_waiting") == 0


def test_what_a_correction_of_one_lot_changes_in_the_judgement_stands_with_that_lot(world):
    imported(world, call(), correction(lot="2"))
    judged = [result("few-bids", "flag", "1", days=10), result("few-bids", "no_flag", "2", days=60)]
    world.operate("store_corrected_results", "000002-2021", judged)
    assert {lot: facts["flags"] for lot, facts in contracts(world, "000001-2021").items()} == {"1": "{few-bids}", "2": "{}"}


def test_corrections_are_read_with_all_before_them(world):
    first, second = correction(), correction(number="000005-2021", day="2021-01-25", deadline="2021-04-01")
    imported(world, second, first, call())
    with world.operator() as cursor:
        cursor.execute("SELECT number, source FROM casebridge.corrections_waiting(10)")
        rows = [(number, bytes(text)) for number, text in cursor.fetchall()]
    texts = {notice["number"]: source(notice) for notice in (call(), first, second)}
    assert sorted(rows) == sorted(
        [
            ("000002-2021", texts["000001-2021"]),
            ("000002-2021", texts["000002-2021"]),
            ("000005-2021", texts["000001-2021"]),
            ("000005-2021", texts["000002-2021"]),
            ("000005-2021", texts["000005-2021"]),
        ]
    )
    assert [row for row in rows if row[0] == "000005-2021"][0][1] == texts["000001-2021"]


def test_results_of_a_notice_that_waits_for_none_are_refused(world):
    imported(world, call())
    with refused("not_found", "MV404"):
        world.operate("store_corrected_results", "000001-2021", [])
