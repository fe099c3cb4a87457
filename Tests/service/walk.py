"""The whole path of one case over the API with nine tokens, each step with what it must answer and to whom.

Coordinator Carla, monitor Monica, reviewer Rita, approvers Anna and Aldo, officer Olga; and three who must see nothing
of it: the other organisation's coordinator Boris and monitor Mila, the other authority's officer Oscar."""

import answers
import files
from client import pointers, refused
from path import Path, day

OUTSIDERS = ("boris", "mila", "oscar")


class Walk(Path):
    def whole(self):
        self.choose_a_contract()
        self.open_the_case()
        self.offer_it_to_the_monitor()
        self.accept_after_declaring()
        self.answer_the_form()
        self.state_findings_and_prove_them()
        self.submit_a_complete_report_only()
        self.review_and_ask_for_changes()
        self.resubmit()
        self.recommend_and_approve()
        self.prepare_the_referral()
        self.approve_it_twice()
        self.seal_and_send()
        self.receive_it_at_the_authority()
        self.ask_and_answer()
        self.end_it()
        return self

    def choose_a_contract(self):
        carla = self["carla"]
        italian = carla.get("contracts?country=IT&min_score=1&sort=-score&limit=100")["items"]
        assert italian and all(line["country"] == "IT" and line["score"] >= 1 for line in italian)
        assert [line["score"] for line in italian] == sorted(
            (line["score"] for line in italian), reverse=True
        )
        line = italian[0]
        flag = line["flags"][0]["id"]
        assert line["id"] in {found["id"] for found in carla.get(f"contracts?flag={flag}&limit=100")["items"]}
        found = carla.get("contracts", params={"q": line["title"], "country": "it"})["items"]
        assert line["id"] in {item["id"] for item in found}
        assert (line["case_id"], line["case_status"]) == (None, None)
        self.contract = line["id"]
        self.explain_the_risk(line)

    def explain_the_risk(self, line):
        contract = self["carla"].get(f"contracts/{self.contract}")
        assert contract["notices"] and all(
            notice["link"].startswith("https://ted.europa.eu/") for notice in contract["notices"]
        )
        results = {result["id"]: result for result in contract["indicators"]}
        assert {flag["id"] for flag in line["flags"]} == {
            id for id, result in results.items() if result["result"] == "flag"
        }
        assert {result["result"] for result in results.values()} <= {
            "flag",
            "no_flag",
            "not_applicable",
            "missing_data",
        }
        assert all("inputs" in result and result["colour"] in ("red", "pink") for result in results.values())

    def open_the_case(self):
        body = {"contract_id": self.contract, "reason": "High score, close to us"}
        refused(self["monica"].ask("POST", "cases", body=body), 403, "role_missing")
        made = self["carla"].post("cases", body)
        self.case = made["id"]
        assert (made["status"], made["version"]) == ("selected", 1)
        assert made["number"].startswith("IT-")
        refused(self["carla"].ask("POST", "cases", body=body), 409, "case_open")
        assert made["risk_profile"]["indicators"]
        line = next(
            item for item in self["carla"].get("contracts?limit=100")["items"] if item["id"] == self.contract
        )
        assert (line["case_id"], line["case_status"]) == (self.case, "selected")
        self.hide_from_outsiders()

    def hide_from_outsiders(self):
        for person in OUTSIDERS:
            refused(self[person].ask("GET", f"cases/{self.case}"), 404, "not_found")
            assert self[person].get("cases")["items"] == []
            lines = self[person].get("contracts?limit=100")["items"]
            assert all(line["case_id"] is None for line in lines)

    def offer_it_to_the_monitor(self):
        moves = self["carla"].moves("case", self.case)
        assert {move["action"]: move["allowed"] for move in moves["moves"]} == {"discard": True}
        monitors = {item["id"] for item in self["carla"].get("monitors")["items"]}
        assert self.service.account("monica") in monitors and self.service.account("mila") not in monitors
        foreign = {"monitor_id": self.service.account("mila"), "due_on": day(30)}
        refused(
            self["carla"].ask("POST", f"cases/{self.case}/assignments", body=foreign), 422, "not_a_monitor"
        )
        refused(self["monica"].ask("GET", f"cases/{self.case}"), 404, "not_found")
        self.offer("monica")
        assert self["monica"].get(f"cases/{self.case}")["status"] == "assigned"
        assert [item["id"] for item in self["monica"].get("cases")["items"]] == [self.case]

    def accept_after_declaring(self):
        moves = {
            move["action"]: move for move in self["monica"].moves("assignment", self.assignment)["moves"]
        }
        assert not moves["accept"]["allowed"]
        assert moves["accept"]["refusals"][0]["code"] == "requirement:conflict_declared"
        problem = self.move("monica", "assignment", "accept", status=409)
        assert problem["code"] == "requirement:conflict_declared"
        self.declare("monica", has_conflict=True)
        assert self.move("monica", "assignment", "accept", status=409)["code"] == "requirement:no_conflict"
        self.declare("monica")
        answer = self.move("monica", "assignment", "accept")
        assert (answer["status"], answer["version"]) == ("accepted", 2)
        assert self.status("case") == "monitoring"

    def answer_the_form(self):
        made = self["monica"].post(f"cases/{self.case}/reports", {"form": "imonitor"})
        self.report = made["id"]
        assert made["status"] == "draft" and len(made["form_hash"]) == 64
        for section in answers.SECTIONS[:-1]:
            self["monica"].patch_answers(self.report, section)
        self.refuse_wrong_answers()

    def refuse_wrong_answers(self):
        before = self["monica"].get(f"reports/{self.report}")
        tag = self["monica"].tag(f"reports/{self.report}")
        wrong = {
            "narrative": "Kept out with the rest.",
            "eu_funded": "perhaps",
            "delivery_sites": [{"delivery_site": 7}],
            "no_such_question": True,
            "signed_on": "2026-02-30",
        }
        problem = refused(
            self["monica"].patch_answers(self.report, wrong, status=None, version=tag), 422, "invalid"
        )
        assert pointers(problem) == {
            "/eu_funded": "not_an_option",
            "/delivery_sites/0/delivery_site": "wrong_type",
            "/no_such_question": "unknown_question",
            "/signed_on": "not_a_date",
        }
        stale = self["monica"].patch_answers(self.report, {"narrative": "Stale"}, status=None, version=1)
        refused(stale, 412, "stale_version")
        after = self["monica"].get(f"reports/{self.report}")
        assert (after["answers"], after["content_version"]) == (before["answers"], before["content_version"])

    def state_findings_and_prove_them(self):
        self.original = {"photo.jpg": files.photo(), "letter.pdf": files.pdf(), "note.txt": files.text()}
        kinds = {"photo.jpg": "image/jpeg", "letter.pdf": "application/pdf", "note.txt": "text/plain"}
        for name, content in self.original.items():
            made = self.add_evidence(name, content, kinds[name], f"The {name}")
            assert (made["size"], made["media_type"], made["status"]) == (
                len(content),
                kinds[name],
                "received",
            )
        assert self["rita"].get(f"reports/{self.report}")["evidence"] == []
        self.finding = self.add_finding(evidence=self.evidence)
        self.assessment = self.add_finding(kind="assessment", statement="The price looks high.")
        self.wait_until_verified()
        assert self["monica"].download(f"evidence/{self.evidence[0]}/content") == self.original["photo.jpg"]
        for person in OUTSIDERS:
            refused(self[person].ask("GET", f"evidence/{self.evidence[0]}/content"), 404, "not_found")

    def submit_a_complete_report_only(self):
        report = self["monica"].get(f"reports/{self.report}")
        assert report["problems"] == [{"code": "missing", "pointer": "/narrative"}]
        assert self.move("monica", "report", "submit", status=409)["code"] == "requirement:form_complete"
        saved = self["monica"].patch_answers(self.report, answers.SECTIONS[-1]).json()
        assert saved["problems"] == []
        self.move("monica", "report", "submit")
        late = self["monica"].patch_answers(self.report, {"narrative": "Too late"}, status=None)
        refused(late, 409, "report_not_editable")

    def review_and_ask_for_changes(self):
        assert self.report in {item["id"] for item in self["rita"].get("reports")["items"]}
        assert (
            self.move("rita", "report", "start_review", status=409)["code"] == "requirement:conflict_declared"
        )
        self.declare("rita")
        assert self.move("monica", "report", "start_review", status=403)["code"] == "role_missing"
        self.move("rita", "report", "start_review")
        self["rita"].post(f"reports/{self.report}/comments", {"question": "narrative", "text": "How late?"})
        self["rita"].post(f"reports/{self.report}/comments", {"finding": 1, "text": "Which lot?"})
        assert self.move("rita", "report", "request_changes", status=422)["code"] == "reason_missing"
        self.move("rita", "report", "request_changes", reason="Say how late it is")
        comments = self["monica"].get(f"reports/{self.report}")["comments"]
        assert [(item["question"], item["finding"], item["author"]) for item in comments] == [
            ("narrative", None, "Rita"),
            (None, 1, "Rita"),
        ]

    def resubmit(self):
        self["monica"].patch_answers(self.report, {"narrative": "The bridge is ten weeks late."})
        # What is being changed is its authors' until it is submitted again.
        assert self["rita"].get(f"reports/{self.report}")["answers"]["narrative"] == "The bridge is late."
        self.move("monica", "report", "submit")
        report = self["rita"].get(f"reports/{self.report}")
        assert [item["number"] for item in report["submissions"]] == [1, 2]
        first, second = (self["rita"].get(f"reports/{self.report}/submissions/{number}") for number in (1, 2))
        assert first["content"]["answers"]["narrative"] == "The bridge is late."
        assert second["content"]["answers"]["narrative"] == "The bridge is ten weeks late."
        assert first["digest"] != second["digest"]
        assert self["rita"].ask("GET", f"reports/{self.report}/submissions/3").status_code == 404

    def recommend_and_approve(self):
        self.move("rita", "report", "start_review")
        assert self.move("rita", "report", "recommend", status=409)["code"] == "requirement:verdicts_given"
        self.compare()
        self.question_and_accept()
        self.move("rita", "report", "recommend")
        assert self.move("rita", "report", "approve", status=403)["code"] == "role_missing"
        self.declare("anna")
        self.move("anna", "report", "approve")
        assert self.status("case") == "reported"

    def compare(self):
        """What the author changed, word by word."""
        changes = self["rita"].get(f"reports/{self.report}/submissions/2/changes")
        assert (changes["from"], changes["to"]) == (1, 2)
        (answer,) = changes["answers"]
        assert (answer["question"], answer["change"]) == ("narrative", "changed")
        assert [piece for piece in answer["words"] if piece["change"] != "same"] == [
            {"change": "added", "text": "ten weeks "}
        ]
        assert changes["findings"] == [] and changes["evidence"] == []
        assert self["rita"].ask("GET", f"reports/{self.report}/submissions/1/changes").status_code == 404
        assert self["rita"].ask("GET", f"reports/{self.report}/submissions/2/changes?since=x").status_code == 400

    def question_and_accept(self):
        """A question to the author holds the report back; each new verdict stands beside the one before."""
        asked = self.judge("query", "Which document says so?")
        assert asked["judged"] == asked["required"] == asked["counts"]["query"] > 20
        assert self.move("rita", "report", "recommend", status=409)["code"] == "requirement:no_open_query"
        one = {"submission": 2, "verdicts": [{"question": "narrative", "verdict": "unsupported"}]}
        refused(
            self["rita"].ask("POST", f"reports/{self.report}/verdicts", body=one), 422, "verdict_text_missing")
        refused(
            self["rita"].ask("POST", f"reports/{self.report}/verdicts", body=one | {"submission": 1}),
            409, "not_the_last_submission")
        refused(self["monica"].ask("POST", f"reports/{self.report}/verdicts", body=one), 403, "role_missing")
        parts = [{"question": part["question"], "finding": part["finding"], "verdict": "accepted"}
                 for part in asked["parts"]]
        known = self["rita"].post(f"reports/{self.report}/verdicts", {"submission": 2, "verdicts": parts})
        assert known["counts"] == {"accepted": len(parts), "unsupported": 0, "query": 0, "redact": 0}
        assert len(known["verdicts"]) == 2 * len(parts)
        assert self["monica"].get(f"reports/{self.report}/verdicts")["judged"] == len(parts)

    def prepare_the_referral(self):
        offices = self["carla"].get(f"authorities?case_id={self.case}")["items"]
        proposed = [item["id"] for item in offices if item["proposed"]]
        assert proposed == [self.service.organisations["office"]]
        assert {item["why"] for item in offices if not item["proposed"]} == {"other_country"}
        made = self.prepare()
        assert made["status"] == "prepared" and len(made["content_digest"]) == 64
        met = {item["part"]: item["met"] for item in made["completeness"]}
        assert met == {
            "authority_chosen": True,
            "report_approved": True,
            "findings_named": True,
            "facts_have_evidence": True,
            "evidence_verified": True,
            "two_approvals": False,
        }
        refused(self["olga"].ask("GET", f"referrals/{self.referral}"), 404, "not_found")
        self.request_approval()

    def approve_it_twice(self):
        self.declare("aldo")
        wrong = {"content_digest": "0" * 64}
        refused(
            self["anna"].ask("POST", f"referrals/{self.referral}/approvals", body=wrong),
            409,
            "content_changed",
        )
        assert self.move("carla", "referral", "seal", status=409)["code"] == "requirement:two_approvals"
        self.approve_referral("anna")
        assert self.approve_referral("anna", status=409)["code"] == "already_approved"
        assert self.move("carla", "referral", "seal", status=409)["code"] == "requirement:two_approvals"
        self.change_after_one_approval()
        approvals = [self.approve_referral(person)["approvals"] for person in ("anna", "aldo")]
        assert [item["account"] for item in approvals[-1]] == ["Anna", "Aldo"]

    def change_after_one_approval(self):
        """What was approved is not what would be sent: the approvals begin anew."""
        self.move("carla", "referral", "change", reason="The assessment as well")
        content = {"findings": [self.finding, self.assessment], "evidence": self.evidence}
        tag = self["carla"].tag(f"referrals/{self.referral}")
        changed = self["carla"].ask("PATCH", f"referrals/{self.referral}", 200, content, tag=tag).json()
        assert changed["approvals"] == []
        self.request_approval()

    def seal_and_send(self):
        answer = self.move("carla", "referral", "seal")
        assert answer["status"] == "sealed"
        self.wait_until_packaged()
        refused(self["olga"].ask("GET", f"referrals/{self.referral}/dossier"), 404, "not_found")
        self.move("carla", "referral", "send")
        assert self.status("case") == "referred"

    def receive_it_at_the_authority(self):
        inbox = self["olga"].get("referrals?status=sent")["items"]
        assert [(item["id"], item["sender"], item["case_id"]) for item in inbox] == [
            (self.referral, "Bridge Watch", None)
        ]
        assert self["carla"].get(f"referrals/{self.referral}")["first_opened_at"] is None
        referral = self["olga"].get(f"referrals/{self.referral}")
        assert referral["side"] == "authority" and referral["approvals"] is None
        assert self["carla"].get(f"referrals/{self.referral}")["first_opened_at"]
        for person in OUTSIDERS:
            assert self[person].get("referrals")["items"] == []
            refused(self[person].ask("GET", f"referrals/{self.referral}"), 404, "not_found")
            refused(self[person].ask("GET", f"referrals/{self.referral}/dossier"), 404, "not_found")
        refused(self["olga"].ask("GET", f"cases/{self.case}"), 404, "not_found")
        self.package = self["olga"].download(f"referrals/{self.referral}/dossier")
        assert self.move("olga", "referral", "acknowledge", status=422)["code"] == "data_missing"
        self.acknowledge()
        assert self.status("case") == "followed_up"

    def ask_and_answer(self):
        number = self.ask("Which part of the bridge?")
        clocks = {clock["name"]: clock for clock in self["carla"].get(f"referrals/{self.referral}")["clocks"]}
        assert clocks["information_request"]["owed_by"] == "organisation"
        assert clocks["authority_feedback"]["paused"]
        problem = self.move("olga", "referral", "conclude", data={"outcome": "none"}, status=409)
        assert problem["code"] == "requirement:no_open_question"
        self.answer(number, "The northern pier.")
        refused(
            self["carla"].ask(
                "POST", f"referrals/{self.referral}/questions/{number}/answer", body={"text": "Again"}
            ),
            409,
            "already_answered",
        )
        questions = self["olga"].get(f"referrals/{self.referral}")["questions"]
        assert [(item["text"], item["answer"]) for item in questions] == [
            ("Which part of the bridge?", "The northern pier.")
        ]

    def end_it(self):
        self.accept_referral()
        assert self.move("carla", "case", "close", status=409)["code"] == "requirement:no_open_referral"
        self.conclude(may_tell="partly")
        seen = self["carla"].get(f"referrals/{self.referral}")
        assert (seen["outcome"], seen["amount_recovered"]) == (
            "recovery",
            {"amount": "1000.5", "currency": "EUR"},
        )
        self.close()
        told = self["monica"].get(f"cases/{self.case}")["referrals"]
        assert [(item["status"], item["outcome"]) for item in told] == [
            ("concluded", {"told": "partly", "message": "Money came back."})
        ]
        assert self.status("case") == "closed"
        self.hide_from_outsiders()
