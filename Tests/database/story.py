"""Cases of two organisations at every point of their path, so that every table has rows of both."""

from door import SEALED, Door
from paths import STEPS, Path
from people import INDICATORS
from post import Post, digest
from procedures import award, call, correction, imported, planned
from world import TRAINED, World, day


class Story(World):
    def tell(self):
        for goal in STEPS:
            if goal not in ("gathered", "accepted"):
                Path(self).advance(goal)
        for goal, ready in {"offered": "monica", "submitted": "rita", "reviewed": "anna"}.items():
            Path(self).advance(goal).declare(ready)
        self.tell_of_the_other_organisation()
        self.tell_of_assignments()
        self.tell_of_reports()
        self.tell_of_referrals()
        self.tell_of_unmet_requirements()
        self.tell_of_spare_parts()
        self.tell_of_procedures()
        self.tell_of_people()

    def tell_of_the_other_organisation(self):
        for goal in ("submitted", "sealed"):
            Path(self, "open_sofia").advance(goal)
        Path(self, "open_sofia", "other_office").advance("sent")
        draft = Path(self, "open_sofia").advance("draft")
        self.call("mila", "save_answers", draft.report, 1, {"a": 1}, {"a": 1}, [], None)
        self.call("boris", "add_comment", draft.report, None, None, "Please go on.")
        asked = Path(self, "open_sofia", "office").advance("acknowledged")
        asked.answer(asked.ask())

    def tell_of_assignments(self):
        declined = Path(self).advance("offered")
        declined.move("monica", "assignment", "decline", reason="No time")
        declined.offer("marco")
        for action in ("withdraw", "reassign", "complete"):
            path = Path(self).advance("monitoring")
            path.move("carla", "assignment", action, reason="Plans changed")
        expired = Path(self).advance("offered")
        self.superuser(
            "UPDATE casebridge.clock SET soft_at = now(), hard_at = now() WHERE record_id = %s AND name = %s",
            expired.assignment,
            "assignment_answer",
        )
        self.work("mark_clocks", 10)
        discarded = Path(self).advance("selected")
        discarded.move("carla", "case", "discard", reason="Out of our reach")
        ended = Path(self).advance("draft")
        ended.move("carla", "case", "discard", reason="The contract was cancelled")

    def tell_of_reports(self):
        returned = Path(self).advance("in_review")
        self.call("rita", "add_comment", returned.report, "a.1", 1, "Which tender?")
        returned.move("rita", "report", "request_changes", reason="Unclear")
        Path(self).advance("in_review").judge("query", "On which day?")
        Path(self).advance("in_review").judge()
        rejected = Path(self).advance("reviewed")
        rejected.declare("anna")
        rejected.move("anna", "report", "reject", reason="No irregularity")
        withdrawn = Path(self).advance("submitted")
        withdrawn.move("monica", "report", "withdraw", reason="Wrong contract")
        conflicted = Path(self).advance("submitted")
        conflicted.declare("rita", has_conflict=True)

    def tell_of_referrals(self):
        half = Path(self).advance("in_approval")
        half.approve_once("anna")
        asked = Path(self).advance("acknowledged")
        asked.ask()
        answered = Path(self).advance("accepted")
        answered.answer(answered.ask())
        revoked = Path(self).advance("sent")
        revoked.move("carla", "referral", "revoke", reason="Sent in error")
        for action in ("decline", "forward"):
            Path(self).advance("acknowledged").move("olga", "referral", action, reason="Not ours")
        Path(self).advance("approved").move(
            "carla", "case", "close_without_referral", reason="Repaired already"
        )
        self.call("olga", "referral_view", asked.referral)
        self.call("olga", "read_dossier", asked.referral)
        self.call("rita", "read_evidence", asked.evidence)

    def tell_of_unmet_requirements(self):
        unready = Path(self).advance("monitoring")
        unready.draft(problems=[{"code": "answer_missing"}])
        patch = {"a": 1}
        self.call(
            "monica", "save_answers", unready.report, 1, patch, patch, [{"code": "answer_missing"}], None
        )
        unverified = Path(self).advance("draft")
        unverified.add_evidence(verified=False)
        unverified.submit()
        unverified.start_review()
        untrained = Path(self).advance("selected")
        untrained.offer("una")
        untrained.declare("una")
        Path(self, monitor="paola").advance("submitted")
        both = Path(self, reviewer="paola").advance("reviewed")
        both.declare("paola")
        self.superuser(
            "UPDATE casebridge.authority SET valid_until = current_date - 1 WHERE id = %s",
            self.organisations["old_office"],
        )
        Path(self, authority="old_office").advance("prepared")

    def tell_of_spare_parts(self):
        """Findings and evidence that a referral leaves out, a question without its answer, a first leaf."""
        path = Path(self).advance("gathered")
        path.add_evidence()
        path.add_finding(replaces=1)
        path.finding = path.add_finding((path.evidence,))
        for step in (path.submit, path.start_review, path.recommend, path.approve, path.prepare):
            step()
        asked = Path(self).advance("acknowledged")
        asked.answer(asked.ask())
        asked.ask()
        self.operate(
            "load_indicators",
            [*INDICATORS, {"id": "spare", "colour": "pink", "weight": 1, "rule_set": "core-1"}],
        )
        self.new_contract()
        first = self.one(
            "SELECT hash FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'case' AND seq = 1",
            path.case,
        )
        self.work(
            "append_leaves", 0, first, ("case",), (path.case,), (1,), (0,), (0,), ("eA==",), "1", "note"
        )

    def tell_of_procedures(self):
        """Two procedures that were one, a correction that waits, and a buyer under two names."""
        imported(self, call("000031-2021", lots=("1",)), award("000032-2021", before=None, lots=("1",)))
        imported(self, planned("000033-2021", "000031-2021", "000032-2021"), call(), correction())
        buyer, supplier = (
            self.one("SELECT party_id::text FROM casebridge.party_role WHERE role = %s LIMIT 1", role)
            for role in ("buyer", "supplier")
        )
        self.call("carla", "merge_party", supplier, buyer, "The same owner")

    def tell_of_people(self):
        self.call("carla", "keep_answer", "k", "POST /x", b"1", 200, "")
        self.connection("casebridge_sign_in").execute(
            "SELECT casebridge.sign_in_failed('stranger@example.org', 'n')"
        )
        self.tell_of_second_factors()
        self.tell_of_mail()
        self.call("nobody", "change_profile", 1, {"pseudonym": "Heron"})
        grant = self.call("adam", "propose_grant", self.accounts["nobody"], "auditor")["id"]
        self.call("ada", "revoke_grant", grant)
        grant = self.call("adam", "propose_grant", self.accounts["audrey"], "monitor")["id"]
        self.call("ada", "confirm_grant", grant)
        self.call("ada", "revoke_grant", grant)
        self.call("adam", "record_training", self.accounts["una"], "Basics", day(-9), day(-1))

    def tell_of_second_factors(self):
        """Ada enrols at the door and has it half open again; Una has been shown a secret and not used it."""
        door = Door(self)
        door.enrol("ada")
        door.knock("ada")
        door.browse("una")
        self.call("browsing una", "offer_my_second_factor", SEALED)
        for person in ("ada", "una"):
            del self.tokens[f"browsing {person}"]

    def tell_of_mail(self):
        """Invitations, open and taken; a link to a new password; somebody who is told of an event."""
        post = Post(self)
        post.accept(post.invite("adam", "ivo@example.org"), name="Ivo")
        post.link_of(post.invite("adam", "twice@example.org"))
        post.forget("carla")
        Door(self).browse("una")
        self.call("browsing una", "make_my_calendar", digest("cbc_x"))
        del self.tokens["browsing una"]
        post.tell()
        self.operate("load_conduct", 1, {"en": "1" * 64})
        for person in TRAINED:
            self.call(person, "accept_conduct", 1, "en")
