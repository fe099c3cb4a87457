"""Which notice speaks of which contract follows from all notices of the procedure, whatever the order in which they came."""

import itertools

import pytest
from psycopg.types.json import Jsonb

from procedures import award, call, correction, imported, imported_together, modification, parts, planned, source

ONE, OTHER = ("Uno", "IT-1001"), ("Due", "IT-2002")
CALL, FIRST, SECOND = "000001-2021", "000003-2021", "000006-2021"


def won(number, winner, *, day="2021-05-01", before=CALL, lots=("1",), amount="90", **facts):
    supplier, identifier = winner
    return award(number, day, before, lots, amount, supplier, identifier, **facts)


def told(world, number=CALL):
    """Of each contract its lot, its supplier, its value and the notices that speak of it."""
    return [
        (lot, facts["suppliers_text"], facts["value_amount"], [notice.split(" ")[0] for notice in notices])
        for lot, notices, facts in parts(world, number)
    ]


# A call, two awards of its lot to others, and what was changed of the second.
TWICE = (
    call(lots=("1",)),
    won(FIRST, ONE),
    won(SECOND, OTHER, day="2021-06-01", amount="500"),
    modification("000008-2021", before=SECOND, value="700"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_two_awards_of_one_lot_to_others_are_two_contracts_in_every_order(world, order):
    assert imported(world, *(TWICE[place] for place in order)) == ["stored"] * 4
    assert told(world) == [
        ("1", "Uno", "90", [CALL, FIRST]),
        ("1", "Due", "700", [CALL, SECOND, "000008-2021"]),
    ]
    (_, _, first), (_, _, second) = parts(world, CALL)
    assert (first["stage"], second["stage"]) == ("award", "modification")
    assert (first["original_amount"], second["original_amount"]) == (None, "90")
    assert first["deadline_on"] == second["deadline_on"] == "2021-02-10"


def test_parted_contracts_are_of_one_lot(world):
    imported(world, *TWICE)
    for contract in world.superuser("SELECT id FROM casebridge.contract"):
        assert world.call("carla", "contract_view", *contract)["procedure"]["lots"] == 1


def test_a_batch_parts_them_too(world):
    imported_together(world, *TWICE)
    assert [supplier for _, supplier, _, _ in told(world)] == ["Uno", "Due"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_an_award_that_names_another_is_of_its_contract(world, order):
    notices = call(lots=("1",)), won(FIRST, ONE), won(SECOND, OTHER, day="2021-06-01", before=FIRST)
    imported(world, *(notices[place] for place in order))
    assert told(world) == [("1", "Due", "90", [CALL, FIRST, SECOND])]


@pytest.mark.parametrize("same", [("UNO!", None), ("Anders", "IT-1001")], ids=str)
def test_awards_that_share_a_supplier_are_of_one_contract(world, same):
    imported(world, call(lots=("1",)), won(FIRST, ONE), won(SECOND, same, day="2021-06-01"))
    assert len(told(world)) == 1


def test_lots_that_failed_part_nothing(world):
    imported(world, call(lots=("1",)), won(FIRST, ONE), won(SECOND, (None, None), day="2021-06-01"))
    assert told(world) == [("1", "Uno", "90", [CALL, FIRST, SECOND])]


def test_awards_of_eforms_are_not_parted(world):
    """Their versions say by themselves what they change."""
    imported(world, call(lots=("1",)), *(won(n, w, format="eforms") for n, w in ((FIRST, ONE), (SECOND, OTHER))))
    assert len(told(world)) == 1


def test_only_the_lots_that_were_awarded_twice_are_parted(world):
    imported(world, call(lots=("1", "2")), won(FIRST, ONE, lots=("1", "2")), won(SECOND, OTHER, day="2021-06-01", lots=("2",)))
    assert [(lot, supplier) for lot, supplier, _, _ in told(world)] == [("1", "Uno"), ("2", "Uno"), ("2", "Due")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_each_award_that_was_announced_goes_with_its_announcement(world, order):
    """Two voluntary announcements of one plan, and the two awards that followed, whose suppliers are spelt otherwise."""
    notices = (
        won("000011-2021", ONE, day="2021-03-01", before="000010-2021") | {"type": "veat", "stage": "ex_ante"},
        won("000012-2021", OTHER, day="2021-03-01", before="000010-2021") | {"type": "veat", "stage": "ex_ante"},
        won("000013-2021", ("Uno srl", None), before="000011-2021", amount="11"),
        won("000014-2021", ("Due srl", None), before="000012-2021", amount="12"),
    )
    imported(world, *(notices[place] for place in order))
    assert told(world, "000011-2021") == [
        ("1", "Uno srl", "11", ["000011-2021", "000013-2021"]),
        ("1", "Due srl", "12", ["000012-2021", "000014-2021"]),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_a_correction_goes_with_what_it_corrects(world, order):
    notices = (
        call(lots=("1",)),
        won(FIRST, ONE),
        won(SECOND, OTHER, day="2021-06-01"),
        correction(corrected=FIRST, number="000009-2021", deadline=None, cancels=True),
    )
    imported(world, *(notices[place] for place in order))
    assert [(supplier, notices) for _, supplier, _, notices in told(world)] == [
        ("Uno", [CALL, FIRST, "000009-2021"]),
        ("Due", [CALL, SECOND]),
    ]


def test_a_correction_of_the_call_moves_all_of_its_contracts(world):
    imported(world, TWICE[1], correction(), TWICE[2], TWICE[0])
    assert [facts["deadline_on"] for _, _, facts in parts(world, CALL)] == ["2021-03-01"] * 2


def test_an_award_that_shares_with_both_makes_two_contracts_one(world):
    both = won("000007-2021", ONE, day="2021-07-01", amount="1")
    both["awards"][0]["suppliers"].append({"name": "Due", "identifier": "IT-2002", "country": "IT"})
    imported(world, *TWICE[:3])
    ids = [str(id) for (id,) in world.superuser("SELECT id FROM casebridge.contract ORDER BY id DESC LIMIT 2")]
    imported(world, both)
    assert len(told(world)) == 1
    first, second = (world.call("carla", "contract_history", id)["contract"] for id in ids)
    assert first == second


def test_a_case_stays_with_the_award_that_it_was_opened_on(world):
    imported(world, TWICE[1])
    contract = str(world.one("SELECT contract_id FROM casebridge.contract_notice cn JOIN casebridge.notice n ON n.id = cn.notice_id WHERE n.number = %s", FIRST))
    world.call("carla", "create_case", contract, "Looks wrong")
    imported(world, TWICE[2], TWICE[0])
    assert world.one("SELECT suppliers_text FROM casebridge.contract WHERE id = %s", contract) == "Uno"
    assert [supplier for _, supplier, _, _ in told(world)] == ["Uno", "Due"]


def test_what_an_indicator_says_of_one_award_is_not_said_of_the_other(world):
    imported(world, TWICE[0], TWICE[1], won(SECOND, OTHER, day="2021-06-01", flag=False))
    assert [facts["flags"] for _, _, facts in parts(world, CALL)] == ["{single-bid}", "{}"]


def test_of_two_procedures_that_become_one_each_award_keeps_its_contract(world):
    imported(world, won(FIRST, ONE, before=None), won(SECOND, OTHER, before=None))
    ids = [world.one("SELECT contract_id FROM casebridge.contract_notice cn JOIN casebridge.notice n ON n.id = cn.notice_id WHERE n.number = %s", n) for n in (FIRST, SECOND)]
    imported(world, planned("000010-2021", FIRST, SECOND))
    kept = world.superuser("SELECT id FROM casebridge.contract WHERE id = ANY (%s) ORDER BY id", tuple(ids))
    assert [id for (id,) in kept] == sorted(ids)
    assert world.one("SELECT count(*) FROM casebridge.contract_merge") == 0


# Lots without a number beside lots with one: a name, the notices, and the lots that they are with their notices.
LONE = {
    "one number": (
        (call(lots=("",)), won(FIRST, ONE, lots=("1",)), modification("000008-2021", before=FIRST, lot="")),
        [("1", [CALL, FIRST, "000008-2021"])],
    ),
    "two numbers of two notices": (
        (won(FIRST, ONE, lots=("1",)), won(SECOND, ONE, lots=("2",)), won("000007-2021", ONE, lots=("",))),
        [("", ["000007-2021"]), ("1", [FIRST]), ("2", [SECOND])],
    ),
    "two numbers of one notice": (
        (call(lots=("1", "2")), won(FIRST, ONE, lots=("",)), won(SECOND, ONE, lots=("1",))),
        [("", [FIRST]), ("1", [CALL, SECOND]), ("2", [CALL])],
    ),
    "both in one notice": (
        (call(lots=("", "1")), won(FIRST, ONE, lots=("",)), won(SECOND, ONE, lots=("1",))),
        [("", [CALL, FIRST]), ("1", [CALL, SECOND])],
    ),
    "no number": (
        (call(lots=("",)), won(FIRST, ONE, lots=("",)), won(SECOND, ONE, lots=("",))),
        [("", [CALL, FIRST, SECOND])],
    ),
    "one number, awarded twice": (
        (call(lots=("",)), won(FIRST, ONE, lots=("1",)), won(SECOND, OTHER, lots=("",), day="2021-06-01")),
        [("1", [CALL, FIRST]), ("1", [CALL, SECOND])],
    ),
}


@pytest.mark.parametrize("name", LONE)
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_a_lot_without_a_number_is_the_same_in_every_order(world, name, order):
    notices, expected = LONE[name]
    imported(world, *(notices[place] for place in order))
    number = notices[0]["number"]
    found = parts(world, number)
    assert sorted((lot, [notice.split(" ")[0] for notice in spoken]) for lot, spoken, _ in found) == sorted(expected)
    if order != (0, 1, 2):
        return
    kept = [(lot, spoken, facts) for lot, spoken, facts in found]
    assert imported(world, *notices) == ["unchanged"] * 3
    assert parts(world, number) == kept


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_a_correction_names_the_only_lot_by_a_number_that_the_call_left_out(world, order):
    """Which makes it no lot of that number: others may call it otherwise."""
    notices = call(lots=("",)), correction(lot="7"), won(FIRST, ONE, lots=("1",))
    imported(world, *(notices[place] for place in order))
    assert [(lot, facts["deadline_on"]) for lot, _, facts in parts(world, CALL)] == [("1", "2021-03-01")]


def test_many_awards_of_one_lot_are_told_apart_in_time(world):
    """Eighty awards to one supplier and eighty to another, of a call that all of them name."""
    with world.operator() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '60s'")
        for place in range(160):
            notice = won(f"{1000 + place:06d}-2021", OTHER if place % 2 else ONE)
            cursor.execute("SELECT casebridge.import_notice(%s, %s)", (Jsonb(notice), source(notice)))
    assert [(supplier, len(notices)) for _, supplier, _, notices in told(world, "001000-2021")] == [("Uno", 80), ("Due", 80)]
