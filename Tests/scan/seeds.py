"""Records that each operation of the API can be asked for with success, by the names that requests.yaml uses."""

import secrets

import httpx

from demonstration import address_of
from path import Path, day
from sides import Side


class Seeds:
    """Each record that a request changes is its own, so that the order of the requests does not matter."""

    def __init__(self, world):
        self.world = world
        side = Side(world, "own")
        self.ids = side.ids | {
            "word": secrets.token_hex(8),
            "soon": day(20),
            "today": day(0),
            "next_year": day(300),
            "monitor_without_case": world.account("marco"),
        }
        self._cases()
        self._reports()
        self._referrals()
        self._people()
        self._parties()
        self._invitations()
        self.ids["notice"] = self.world.one("SELECT min(number) FROM casebridge.notice")
        self.ids["profile_tag"] = self.world["monica"].tag("account/profile")
        # The last, because cases are accepted only after it.
        self.world.program.run("conduct", "load")
        self.ids["free_contract"] = Path(self.world).free_contract()

    def path(self, goal):
        return Path(self.world).advance(goal)

    def _cases(self):
        self.ids["case_to_discard"] = self.path("selected").case
        self.ids["case_to_offer"] = self.path("selected").case
        offered = self.path("offered")
        self.ids["assignment_to_decline"] = offered.assignment

    def _reports(self):
        self.ids["case_to_report"] = self.path("monitoring").case
        gathered = self.path("gathered")
        self.ids["complete_draft"] = gathered.report
        self.ids["complete_draft_version"] = self.world["monica"].moves("report", gathered.report)["version"]
        self.ids["draft_tag"] = self.world["monica"].tag(f"reports/{self.ids['draft']}")

        self.ids["report_in_review"] = self.path("in_review").report
        again = self.path("in_review")
        again.move("rita", "report", "request_changes", reason="Say how late.")
        again.submit()
        self.ids["resubmitted_report"] = again.report

    def _parties(self):
        parties = [item["id"] for item in self.world["carla"].get("parties?limit=10")["items"]]
        self.ids["party"], self.ids["party_to_join"], self.ids["joined_party"] = parties[:3]
        body = {"into": parties[3], "reason": "One firm"}
        self.world["carla"].post(f"parties/{self.ids['joined_party']}/merge", body)

    def _invitations(self):
        for what in ("renew", "revoke"):
            body = {"email": f"{what}@demo.example", "language": "en", "roles": []}
            self.ids[f"invitation_to_{what}"] = self.world["ada"].post("invitations", body)["id"]

    def _referrals(self):
        approved = self.path("approved")
        self.ids |= {
            "case_to_refer": approved.case,
            "case_to_refer_finding": approved.finding,
            "case_to_refer_evidence": approved.evidence[0],
        }
        prepared = self.path("prepared")
        self.ids |= {
            "referral_to_change": prepared.referral,
            "referral_to_change_finding": prepared.finding,
            "referral_to_change_tag": self.world["carla"].tag(f"referrals/{prepared.referral}"),
        }
        asked = self.path("in_approval")
        asked.declare("anna")
        self.ids |= {
            "referral_to_approve": asked.referral,
            "referral_to_approve_digest": self.world["anna"].get(f"referrals/{asked.referral}")["content_digest"],
        }
        sent = self.path("sent")
        self.ids["referral_to_acknowledge"] = sent.referral
        self.ids["referral_to_acknowledge_version"] = self.world["olga"].moves("referral", sent.referral)["version"]

    def _people(self):
        account = self.ids["spare"]
        propose = self.world["ada"].post
        self.ids["grant_to_confirm"] = propose(f"people/{account}/grants", {"role": "reviewer"})["id"]
        self.ids["grant_to_revoke"] = propose(f"people/{account}/grants", {"role": "approver"})["id"]
        self.ids["session"] = self.sign_in("monica")[1]

    def sign_in(self, person):
        """The cookie of a session in a browser, and its id."""
        answer = httpx.post(
            self.world.server.origin + "/sign-in",
            headers={"Origin": self.world.server.origin},
            data={"email": address_of(person), "password": self.world.people[person]["password"]},
        )
        assert answer.status_code == 303, answer.text
        cookie = answer.headers["set-cookie"].split(";")[0]
        sessions = self.world[person].get("account/sessions")["items"]
        return cookie, next(item["id"] for item in sessions if item["kind"] == "browser")

    def fill(self, value):
        """Replaces `$name`, alone or in quotation marks, in texts, lists and objects."""
        if isinstance(value, str):
            quoted = value.startswith('"$') and value.endswith('"')
            name = value.strip('"')
            if not name.startswith("$"):
                return value
            return f'"{self.ids[name[1:]]}"' if quoted else self.ids[name[1:]]
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, dict):
            return {key: self.fill(item) for key, item in value.items()}
        return value
