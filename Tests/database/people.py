"""The named people of the tests, their organisations, and the one notice whose contract they speak of."""

import hashlib

ORGANISATIONS = {
    "bridge_watch": ("monitoring", "Bridge Watch", "IT", "Europe/Rome"),
    "open_sofia": ("monitoring", "Open Sofia", "BG", "Europe/Sofia"),
    "office": ("authority", "Anti-fraud Office", "IT", "Europe/Rome"),
    "other_office": ("authority", "Prosecutor", "BG", "Europe/Sofia"),
    "old_office": ("authority", "Dissolved Agency", "IT", "Europe/Rome"),
}
PEOPLE = {
    "carla": ("bridge_watch", ("coordinator",)),
    "monica": ("bridge_watch", ("monitor",)),
    "marco": ("bridge_watch", ("monitor",)),
    "rita": ("bridge_watch", ("reviewer",)),
    "anna": ("bridge_watch", ("approver",)),
    "aldo": ("bridge_watch", ("approver",)),
    "adam": ("bridge_watch", ("administrator",)),
    "ada": ("bridge_watch", ("administrator",)),
    "agnes": ("bridge_watch", ("administrator",)),
    "audrey": ("bridge_watch", ("auditor",)),
    "dora": ("bridge_watch", ("data_protection_officer",)),
    "paola": ("bridge_watch", ("monitor", "reviewer", "approver", "coordinator")),
    "una": ("bridge_watch", ("monitor",)),
    "nobody": ("bridge_watch", ()),
    "boris": ("open_sofia", ("coordinator",)),
    "mila": ("open_sofia", ("monitor",)),
    "radka": ("open_sofia", ("reviewer",)),
    "asen": ("open_sofia", ("approver",)),
    "anton": ("open_sofia", ("approver",)),
    "atanas": ("open_sofia", ("administrator",)),
    "olga": ("office", ("officer",)),
    "oscar": ("other_office", ("officer",)),
    "alma": ("office", ("authority_administrator",)),
}
TEAMS = {
    "bridge_watch": {
        "coordinator": "carla",
        "monitor": "monica",
        "reviewer": "rita",
        "approvers": ("anna", "aldo"),
    },
    "open_sofia": {
        "coordinator": "boris",
        "monitor": "mila",
        "reviewer": "radka",
        "approvers": ("asen", "anton"),
    },
}
OFFICERS = {"office": "olga", "other_office": "oscar", "old_office": None}

INDICATORS = [
    {"id": "single-bid", "colour": "red", "weight": 1, "rule_set": "core-1"},
    {"id": "few-bids", "colour": "pink", "weight": 0.5, "rule_set": "core-1"},
]
FORM_HASH = hashlib.sha256(b"the short form").hexdigest()


def notice(number):
    """An award notice of one lot with a single bid, as the program's readers write it down."""
    return {
        "number": f"{number:06d}-2026",
        "format": "ted_export",
        "type": "award_notice",
        "form": "F03_2014",
        "country": "IT",
        "language": "it",
        "title": "Ponte sul fiume (sample)",
        "published_on": "2026-01-15",
        "procedure_type": "open",
        "previous_numbers": [],
        "buyers": [{"name": "Comune di Esempio", "identifier": "IT-1"}],
        "lots": [{"key": "1", "title": f"Ponte {number} (sample)", "cpv": "45221111"}],
        "awards": [
            {
                "lot_key": "1",
                "block": 0,
                "awarded": True,
                "tenders": 1,
                "amount": "1200000.00",
                "currency": "EUR",
                "suppliers": [{"name": "Impresa Esempio"}],
            }
        ],
        "indicators": [
            {
                "id": "single-bid",
                "colour": "red",
                "lot": "1",
                "block": 0,
                "result": "flag",
                "inputs": {"tenders": 1},
            },
            {
                "id": "few-bids",
                "colour": "pink",
                "lot": "1",
                "block": 0,
                "result": "not_applicable",
                "inputs": {},
            },
        ],
    }
