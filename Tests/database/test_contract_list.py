"""The selection list holds what a plain reading of all contracts would give, whatever is asked for and on every page."""

import base64
import itertools
import json
import random
from decimal import Decimal

import pytest

# Codes of one and of many contracts, under one division and alone; one is shorter than a code should be.
CODES = ("45000000", "45233140", "45233141", "45233200", "45", "33140000", "33190000", "79952000", "09310000", None)
PREFIXES = ("4", "45", "452", "4523", "45233", "45233140", "33", "331", "09310000", "0", "99", "5")
MANY = 60


@pytest.fixture(scope="module")
def full(shared_world):
    """Contracts of many codes, many with the same score, some without one, and some that became others."""
    dice = random.Random(4)
    codes = [*CODES, *(f"72{number:06d}" for number in range(MANY))]
    with shared_world.acting_as("casebridge_gate") as cursor:
        cursor.execute("INSERT INTO casebridge.procedure DEFAULT VALUES RETURNING id")
        (procedure,) = cursor.fetchone()
        cursor.executemany(
            "INSERT INTO casebridge.contract (procedure_id, lot_key, title, country, buyer_name, suppliers_text, cpv, score, flags)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    procedure,
                    str(place),
                    dice.choice(("Bridge", "Road")),
                    dice.choice(("IT", "BG")),
                    dice.choice(("Town", "Region")) + ("_1\\2" if place % 11 == 0 else ""),
                    dice.choice(("Uno", "Due")) + (" 100 %" if place % 13 == 0 else ""),
                    dice.choice(codes),
                    dice.choice((None, 0, 0, 12.5, 12.5, 50, 99.99, 100, dice.randrange(101))),
                    dice.choice(([], ["single-bid"], ["few-bids", "single-bid"])),
                )
                for place in range(900)
            ],
        )
        # No filter asks for these: without them the table would be so small that reading all of it costs least.
        cursor.execute(
            "INSERT INTO casebridge.contract (procedure_id, lot_key, title, country, buyer_name, cpv)"
            " SELECT %s, 'other ' || n, 'Canal', 'FR', 'Port', '88000000' FROM generate_series(1, 3000) n",
            (procedure,),
        )
        cursor.execute(
            "INSERT INTO casebridge.contract_merge (contract_id, into_id, notice_id) SELECT id, %s, (SELECT min(id::text)::uuid FROM"
            " casebridge.notice) FROM casebridge.contract WHERE lot_key IN (SELECT n::text FROM generate_series(0, 899, 7) n) AND"
            " procedure_id = %s",
            (shared_world.contract, procedure),
        )
    return shared_world


def expected(world, asked):
    """The ids that a filter means, in the order of the list, by reading every contract."""
    rows = world.superuser(
        "SELECT id::text, title, country, buyer_name, suppliers_text, cpv, coalesce(score, -1), flags FROM casebridge.contract"
        " WHERE id NOT IN (SELECT contract_id FROM casebridge.contract_merge) ORDER BY 7 DESC, id DESC"
    )
    return [
        id
        for id, title, country, buyer, supplier, cpv, score, flags in rows
        if ("cpv" not in asked or (cpv is not None and cpv.startswith(asked["cpv"])))
        and ("country" not in asked or country == asked["country"])
        and ("min_score" not in asked or score >= asked["min_score"])
        and set(asked.get("flag", ())) <= set(flags)
        and ("q" not in asked or asked["q"] in title)
        and asked.get("buyer", "").lower() in buyer.lower()
        and asked.get("supplier", "").lower() in supplier.lower()
    ]


def listed(world, asked, limit):
    """The same from the list, page by page."""
    seen, after = [], {}
    while True:
        answer = world.call("carla", "contract_list", asked | after | {"limit": limit})
        assert len(answer["items"]) <= limit
        seen += [item["id"] for item in answer["items"]]
        if answer["next"] is None:
            return seen
        assert len(answer["items"]) == limit
        rank, id = json.loads(base64.urlsafe_b64decode(answer["next"] + "=" * (-len(answer["next"]) % 4)))
        after = {"after_rank": float(Decimal(rank)), "after_id": id}


@pytest.mark.parametrize("digits", (*PREFIXES, "7", "72", "720", "7200003", "72000039"))
@pytest.mark.parametrize("least", (None, 0, 12, 50))
def test_contracts_of_a_code_come_in_order_on_every_page(full, digits, least):
    asked = {"cpv": digits} | ({} if least is None else {"min_score": least})
    ids = expected(full, asked)
    for limit in (1, 7, 50, 100):
        if limit > 1 or len(ids) < 40:
            assert listed(full, asked, limit) == ids, limit


def test_the_codes_that_are_tried_have_no_few_and_many_contracts(full):
    counts = [len(expected(full, {"cpv": digits})) for digits in PREFIXES]
    assert min(counts) == 0 and any(0 < count < 20 for count in counts) and max(counts) > 51
    assert len(expected(full, {"cpv": "72"})) > 300


OTHERS = ({"country": "IT"}, {"flag": ["single-bid"]}, {"q": "Bridge"}, {"buyer": "town"}, {"supplier": "due"}, {"min_score": 12})


@pytest.mark.parametrize("digits", (None, "45", "72", "45233140"))
@pytest.mark.parametrize("others", [*itertools.combinations(OTHERS, 1), *itertools.combinations(OTHERS, 2)], ids=str)
def test_other_filters_beside_a_code_come_in_order_on_every_page(full, digits, others):
    asked = {} if digits is None else {"cpv": digits}
    for other in others:
        asked |= other
    ids = expected(full, asked)
    assert ids or digits
    assert listed(full, asked, 40) == ids


@pytest.mark.parametrize("part", ("%", "_", "\\", "0 %", "n_1\\2", "w%", "_own", "2\\"))
@pytest.mark.parametrize("name", ("buyer", "supplier"))
def test_a_part_of_a_name_is_read_letter_by_letter(full, name, part):
    assert listed(full, {name: part}, 100) == expected(full, {name: part})


def test_parts_that_could_be_wildcards_are_in_some_names_and_not_in_others(full):
    total = len(expected(full, {}))
    for asked in ({"supplier": "%"}, {"buyer": "_"}, {"buyer": "\\"}):
        assert 0 < len(expected(full, asked)) < total


READ = "SELECT (idx_tup_fetch + seq_tup_read)::int FROM pg_stat_xact_user_tables WHERE relname = 'contract'"


@pytest.mark.parametrize("digits", ("72", "7", "45", "45233140", "99"))
def test_a_page_of_a_code_reads_few_contracts(full, digits):
    """However many have a code: some of each code, twice what a page holds, and the page itself."""
    with full.account("carla") as cursor:
        cursor.execute(READ)
        (before,) = cursor.fetchone()
        cursor.execute("SELECT casebridge.contract_list(jsonb_build_object('cpv', %s::text, 'limit', 10))", (digits,))
        cursor.execute(READ)
        (after,) = cursor.fetchone()
    assert after - before < 3 * MANY + 40
