"""The named people of the tests and their organisations, made by the program's own commands."""

import secrets
from concurrent.futures import ThreadPoolExecutor

ORGANISATIONS = {
    "bridge_watch": ("monitoring", "Bridge Watch", "IT", "Europe/Rome"),
    "open_sofia": ("monitoring", "Open Sofia", "BG", "Europe/Sofia"),
    "office": ("authority", "Anti-fraud Office", "IT", "Europe/Rome"),
    "other_office": ("authority", "Prosecutor", "BG", "Europe/Sofia"),
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
    "audrey": ("bridge_watch", ("auditor",)),
    "dora": ("bridge_watch", ("data_protection_officer",)),
    "nobody": ("bridge_watch", ()),
    "boris": ("open_sofia", ("coordinator",)),
    "mila": ("open_sofia", ("monitor",)),
    "radka": ("open_sofia", ("reviewer",)),
    "asen": ("open_sofia", ("approver",)),
    "anton": ("open_sofia", ("approver",)),
    "atanas": ("open_sofia", ("administrator",)),
    "agata": ("open_sofia", ("auditor",)),
    "olga": ("office", ("officer",)),
    "alma": ("office", ("authority_administrator",)),
    "oscar": ("other_office", ("officer",)),
    "otto": ("other_office", ("authority_administrator",)),
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
OFFICERS = {"office": "olga", "other_office": "oscar"}


def email(person):
    return f"{person}@example.org"


def settle(program):
    """Organisations, accounts with passwords, and a token each; what the tests must know of them."""
    organisations = {}
    for key, (kind, name, country, zone) in ORGANISATIONS.items():
        organisations[key] = program.run(
            "organisation",
            "create",
            "--kind",
            kind,
            "--name",
            name,
            "--country",
            country,
            "--time-zone",
            zone,
        )
    # Two at a time: each is a process that hashes a password.
    with ThreadPoolExecutor(2) as pool:
        settled = list(pool.map(lambda person: _settle_person(program, organisations, person), PEOPLE))
    return {"organisations": organisations, "people": dict(zip(PEOPLE, settled))}


def _settle_person(program, organisations, person):
    organisation, roles = PEOPLE[person]
    password = secrets.token_urlsafe(15)
    granted = [word for role in roles for word in ("--role", role)]
    account = program.run(
        "account",
        "create",
        "--organisation",
        organisations[organisation],
        "--email",
        email(person),
        "--name",
        person.title(),
        *granted,
        text=password + "\n",
    )
    token = program.run("token", "create", "--account", email(person), "--label", "tests", "--expires", "2")
    return {"account": account, "password": password, "token": token}
