"""Two organisations with the same records each, so that every route can be asked for one's own and for another's."""

import uuid

from path import Path

SIDES = {
    "own": {
        "team": "bridge_watch",
        "authority": "office",
        "administrators": ("adam", "ada"),
        "authority_administrator": "alma",
        "spare": "marco",
    },
    "foreign": {
        "team": "open_sofia",
        "authority": "other_office",
        "administrators": ("atanas", "atanas"),
        "authority_administrator": "otto",
        "spare": "radka",
    },
}


class Side:
    """Ids of one organisation's records by the names that the table uses."""

    def __init__(self, service, side):
        self.service = service
        self.facts = SIDES[side]
        self.ids = {"random": str(uuid.uuid4()), "organisation": service.organisations[self.facts["team"]]}
        self._refer()
        self._draft()
        self._offer()
        self._grant()

    def path(self):
        return Path(self.service, self.facts["team"], self.facts["authority"])

    def _refer(self):
        """A case whose report was approved, and sent to the authority, which asked twice and was answered once."""
        path = self.path().advance("acknowledged")
        path.answer(path.ask())
        path.ask("And when?")
        coordinator = self.service.account(path.coordinator)
        self.ids |= {
            "contract": path.contract,
            "case": path.case,
            "approved_report": path.report,
            "referral": path.referral,
            "evidence": path.evidence[0],
            "authority": self.service.organisations[path.authority],
            "coordinator": coordinator,
            "monitor": self.service.account(path.monitor),
            "officer": self.service.account(path.officer),
        }

    def _draft(self):
        """A case with a report that its author still writes."""
        path = self.path().advance("draft")
        self.ids |= {"drafted_case": path.case, "accepted_assignment": path.assignment, "draft": path.report}

    def _offer(self):
        path = self.path().advance("offered")
        self.ids |= {"offered_case": path.case, "offered_assignment": path.assignment}

    def _grant(self):
        """A grant that holds and one that was revoked, inside the organisation and inside the authority."""
        first, second = self.facts["administrators"]
        spare = self.service.account(self.facts["spare"])
        self.ids |= {"spare": spare} | self._grants(first, second, spare, "auditor", "grant", "revoked_grant")
        chief, officer = self.facts["authority_administrator"], self.ids["officer"]
        self.ids |= self._grants(
            chief, chief, officer, "authority_administrator", "officer_grant", "revoked_officer_grant"
        )

    def _grants(self, proposer, revoker, account, role, holding, revoked):
        people = self.service[proposer].get("people")["items"]
        known = next(person for person in people if person["id"] == account)["grants"][0]["id"]
        made = self.service[proposer].post(f"people/{account}/grants", {"role": role})["id"]
        self.service[revoker].post(f"grants/{made}/revocation", None)
        return {holding: known, revoked: made}

    def fill(self, value):
        """Replaces `$name` by the id of that name, in texts, lists and objects."""
        if isinstance(value, str) and value.startswith("$"):
            return self.ids[value[1:]]
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, dict):
            return {key: self.fill(item) for key, item in value.items()}
        return value
