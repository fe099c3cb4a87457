"""A whole report on the form `imonitor`, section by section, as a monitor would save it."""

ONGOING = (
    "on_schedule",
    "quantities_as_agreed",
    "quality_as_agreed",
    "payments_match",
    "changes_match_orders",
    "identifiers_match",
    "listed_suppliers_only",
    "staff_as_agreed",
    "safety_respected",
    "environment_respected",
)
LATE = {
    "statement": "No work is seen.",
    "date": "2026-05-31",
    "place": {"address": "Via Esempio 1"},
    "without_evidence": "From memory.",
}
SECTIONS = [
    {
        "eu_funded": "yes",
        "project_url": "https://example.org/project",
        "funding_received": {"amount": "250000.00", "currency": "EUR"},
        "policy_area": "transport",
    },
    {
        "contract_title": "Bridge (sample)",
        "contract_object": "Repair of the bridge\nand its approaches.",
        "contracting_body": "Comune di Esempio",
        "contract_supplier": "Impresa Esempio",
        "contract_kind": "works",
        "signed_on": "2026-01-15",
        "delivery_sites": [
            {"delivery_site": {"address": "Via Esempio 1", "latitude": 41.9, "longitude": 12.5}}
        ],
        "contract_supervisor": "Name Of A Supervisor",
    },
    {"subcontracting_foreseen": "no", "unlisted_implementers_seen": "no", "modified": "no"},
    {
        "supplier_name": "Impresa Esempio",
        "legal_representatives": [{"representative_name": "Name Of A Representative"}],
    },
    {
        "site_visit": "visited",
        "visits": [{"visit_site": {"address": "Via Esempio 1"}, "visit_date": "2026-05-31"}],
        "state": "ongoing",
    },
    {question: "yes" for question in ONGOING} | {"on_schedule": "no", "on_schedule_account": LATE},
    {
        "methods_used": ["web", "site_visit"],
        "online_sources": [{"source_url": "https://example.org/notice"}],
    },
    {"narrative": "The bridge is late."},
]


def whole():
    """All sections in one patch."""
    return {question: answer for section in SECTIONS for question, answer in section.items()}
