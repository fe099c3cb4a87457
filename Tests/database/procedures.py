"""The notices of one procedure as the program's readers write them down: a call, its correction, the award, a
modification and a completion. Each function gives one document."""

import json

from psycopg.types.json import Jsonb


def document(number, kind, stage, day, **facts):
    return {
        "number": number,
        "format": "ted_export",
        "type": kind,
        "stage": stage,
        "form": "F02",
        "makes_contracts": stage not in ("planning", "correction", "other"),
        "is_change": False,
        "country": "IT",
        "language": "it",
        "title": "Ponte (sample)",
        "published_on": day,
        "dispatched_on": day,
        "previous_numbers": [],
        "buyers": [{"name": "Comune di Esempio", "identifier": "IT-1"}],
        "lots": [],
        "awards": [],
        "indicators": [],
    } | facts


def result(indicator, outcome, lot=None, **inputs):
    return {"id": indicator, "colour": "red", "lot": lot, "block": None, "result": outcome, "inputs": inputs, "threshold": None}


def call(number="000001-2021", day="2021-01-10", lots=("1", "2"), deadline="2021-02-10", **facts):
    return document(
        number,
        "contract_notice",
        "call",
        day,
        lots=[
            {"key": key, "title": f"Ponte {key}", "description": "Un ponte", "deadline_on": deadline, "estimated_amount": "100", "estimated_currency": "EUR"}
            for key in lots
        ],
        indicators=[result("single-bid", "not_applicable"), result("few-bids", "not_applicable")],
        **facts,
    )


def correction(corrected="000001-2021", number="000002-2021", day="2021-01-20", deadline="2021-03-01", lot=None, cancels=False):
    return document(
        number,
        "other",
        "correction",
        day,
        previous_numbers=[corrected],
        correction={
            "corrected": [corrected],
            "cancels": cancels,
            "deadlines": [{"lot_key": lot, "deadline_on": deadline}] if deadline else [],
            "changes": [],
        },
    )


def award(number="000003-2021", day="2021-05-01", before="000001-2021", lots=("1", "2"), amount="90", supplier="Impresa Esempio", identifier="IT-77", flag=True, **facts):
    return document(
        number,
        "award_notice",
        "award",
        day,
        previous_numbers=[before] if before else [],
        lots=[{"key": key, "title": f"Ponte {key}"} for key in lots],
        awards=[
            {
                "lot_key": key,
                "block": place,
                "awarded": True,
                "tenders": 1,
                "amount": amount,
                "currency": "EUR",
                "suppliers": [{"name": supplier, "identifier": identifier, "country": "IT"}] if supplier else [],
                "concluded_on": day,
            }
            for place, key in enumerate(lots)
        ],
        indicators=[result("single-bid", "flag" if flag else "no_flag", key) for key in lots],
        **facts,
    )


def modification(number="000004-2021", day="2021-09-01", before="000003-2021", lot="1", value="130"):
    return document(
        number,
        "other",
        "modification",
        day,
        previous_numbers=[before],
        lots=[{"key": lot, "title": f"Ponte {lot}"}],
        modifications=[
            {
                "lot_key": lot,
                "reasons": ["UNFORESEEN_CIRCUMSTANCE"],
                "value_before": "90",
                "value_after": value,
                "currency": "EUR",
                "suppliers": [],
                "concluded_on": None,
            }
        ],
        indicators=[result("single-bid", "not_applicable")],
    )


def planned(number, *before):
    """A notice of another kind that names others as its procedure's."""
    return document(number, "other", "planning", "2021-06-01", previous_numbers=list(before))


def source(notice):
    return json.dumps(notice, sort_keys=True).encode()


def imported(world, *notices):
    """The outcome of each, imported one after another."""
    return [world.operate("import_notice", notice, source(notice)) for notice in notices]


def imported_together(world, *notices):
    """The outcome of each, imported as one batch."""
    with world.operator() as cursor:
        cursor.execute(
            "SELECT casebridge.import_notices(%s, %s)",
            [[Jsonb(notice) for notice in notices], [source(notice) for notice in notices]],
        )
        return cursor.fetchone()[0]


COLUMNS = (
    "title description country buyer_name suppliers_text value_amount value_currency original_amount estimated_amount"
    " deadline_on original_deadline_on concluded_on published_on stage is_cancelled score flags".split()
)


def contracts(world, number):
    """What is known of each contract of a notice's procedure, by lot."""
    rows = world.superuser(
        f"SELECT lot_key, {', '.join(column + '::text' for column in COLUMNS)} FROM casebridge.contract WHERE procedure_id ="
        " (SELECT procedure_id FROM casebridge.notice WHERE number = %s) ORDER BY lot_key",
        number,
    )
    return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in rows}


def parts(world, number):
    """Each contract of a notice's procedure with what is known of it and the notices that speak of it."""
    rows = world.superuser(
        f"SELECT lot_key, (SELECT array_agg(n.number || ' ' || cn.lot_key ORDER BY n.number) FROM casebridge.contract_notice cn JOIN"
        f" casebridge.notice n ON n.id = cn.notice_id WHERE cn.contract_id = c.id), {', '.join(column + '::text' for column in COLUMNS)}"
        " FROM casebridge.contract c WHERE procedure_id = (SELECT procedure_id FROM casebridge.notice WHERE number = %s) ORDER BY 1, 2",
        number,
    )
    return [(lot, notices, dict(zip(COLUMNS, rest, strict=True))) for lot, notices, *rest in rows]
