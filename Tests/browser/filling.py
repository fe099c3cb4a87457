"""Fills any form by the types of its controls, as a person would who answers everything that is asked."""

CONTROLS = """form => [...form.elements].filter(control => control.name && control.type !== 'hidden'
    && control.tagName !== 'BUTTON' && control.getClientRects().length)
  .map(({name, type, value, checked, inputMode}) => ({name, type, value, checked, inputMode}))"""
# Answers that open further questions, and that keep the story together; all else is the first option.
CHOSEN = {
    "eu_funded": "yes", "contract_kind": "works", "modified": "yes", "site_visit": "visited", "state": "ongoing",
    "on_schedule": "no", "unlisted_implementers_seen": "no", "administration_contacted": "yes",
}
TYPED = {
    "date": "2026-05-31", "url": "https://example.org/source", "email": "someone@example.org", "numeric": "10",
    "decimal": "12.5",
}
BY_ENDING = {
    ".amount": "250000.50", ".currency": "EUR", ".latitude": "41.9", ".longitude": "12.5",
    "-day": "31", "-month": "5", "-year": "2026", ".address": "Via Esempio 1", "_postcode": "00100",
    "_nuts": "ITI43", "_phone": "+39 06 5550100",
    "_email": "someone@example.org", "supplier_country": "IT",
}


def fill_blank(page, form):
    """Fills what is blank in the form that the selector names; the names of the fields it filled."""
    filled = []
    groups = {}
    for control in page.locator(form).evaluate(CONTROLS):
        groups.setdefault(control["name"], []).append(control)
    for name, controls in groups.items():
        if controls[0]["type"] in ("radio", "checkbox"):
            if not any(control["checked"] for control in controls):
                value = _choice(name, [control["value"] for control in controls])
                page.locator(f'{form} [name="{name}"][value="{value}"]').check()
                filled.append(name)
        elif controls[0]["type"] == "select-one":
            if not controls[0]["value"]:
                page.locator(f'{form} [name="{name}"]').select_option(index=1)
                filled.append(name)
        elif not controls[0]["value"]:
            page.locator(f'{form} [name="{name}"]').fill(_text(name, controls[0]))
            filled.append(name)
    return filled


def _choice(name, options):
    wanted = CHOSEN.get(name.split(".")[-1])
    return wanted if wanted in options else options[0]


def _text(name, control):
    for ending, text in BY_ENDING.items():
        if name.endswith(ending):
            return text
    return TYPED.get(control["type"]) or TYPED.get(control["inputMode"]) or "Sample answer"
