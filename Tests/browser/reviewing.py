"""The reviewer's and the approver's part: reading, comments, a return, a recommendation, approval by another person."""

from service import wait_for


class Reviewing:
    remark = "How many weeks late is it?"
    question = "Which document says when it was due?"

    def ask_for_changes(self):
        reviewer = self.reviewer
        reviewer.go("/reviews").press(f'a[href^="{self.report}"]')
        self.declare(reviewer)
        reviewer.move("start_review")
        self.comment("question-narrative", self.remark)
        self.question_the_narrative()
        reviewer.go(self.report)
        reviewer.press('a[href$="/moves/request_changes"]').send(status=422)
        assert reviewer.error_summary() == ["#reason"]
        reviewer.fill(reason="Say how late it is.").send()
        reviewer.go(self.report)

    def comment(self, about, text):
        reviewer = self.reviewer
        form = f'form:has([name="about"][value="{about}"])'
        self.unfold(form)
        reviewer.press(f"{form} button", status=422)
        assert reviewer.error_summary() == [f"#comment-{about}"]
        label = reviewer.page.locator(f'label[for="comment-{about}"]').text_content()
        assert label in reviewer.page.inner_text("#error-summary"), "the comment is not named"
        self.unfold(form)
        reviewer.page.locator(f"main {form} textarea").fill(text)
        reviewer.press(f"{form} button")
        assert reviewer.page.locator(f"main .comment:has-text('{text}')").count() == 1

    def question_the_narrative(self):
        """A question needs its words; then it stands beside the answer, and the report is not recommended."""
        reviewer = self.reviewer
        assert not reviewer.offers('form[action$="/moves/recommend"]'), "recommended without verdicts"
        reviewer.press('a[href$="/review"]').press('.task a[href$="/review/summary"]')
        reviewer.put("verdict-question-narrative", "query")
        reviewer.press('.actions button[value="later"]', status=422)
        assert reviewer.error_summary() == ["#text-question-narrative"]
        chosen = reviewer.page.locator('main [name="verdict-question-narrative"]:checked')
        assert chosen.get_attribute("value") == "query", "what was chosen is lost"
        reviewer.put("text-question-narrative", self.question)
        reviewer.press('.actions button[value="later"]')
        assert reviewer.path == self.report + "/review" and reviewer.reads(self.question)

    def judge_the_rest(self):
        """From the first part with something left to the last, the button leads on."""
        reviewer = self.reviewer
        reviewer.go(self.report + "/submissions/2").press('a[href$="/submissions/2/changes"]')
        assert reviewer.page.locator("#question-narrative ins").count() == 1
        reviewer.go(self.report).press('a[href$="/review"]').press('.actions a[href*="/review/"]')
        for _ in range(40):
            if reviewer.path == self.report + "/review":
                break
            for open_question in reviewer.page.locator('main [value="query"]:checked').all():
                name = open_question.get_attribute("name")
                reviewer.put(name, "accepted")
                reviewer.put(name.replace("verdict-", "text-"), "")
            reviewer.press('.actions button[value="accept"]')
        assert reviewer.path == self.report + "/review", "the parts do not end"
        assert reviewer.page.locator(".task .tag").count() == 0, "a part is not done"
        reviewer.go(self.report + "/review/findings")
        assert reviewer.page.locator(".side .verdict .tag-done").count() == 1

    def unfold(self, form):
        """Opens the details around a form, one within the other, as a person would."""
        around = self.reviewer.page.locator(f"main details:has({form})")
        for details in around.all():
            if details.get_attribute("open") is None:
                details.locator("summary").first.click()

    def recommend(self):
        reviewer = self.reviewer
        reviewer.go(self.report + "/submissions/1")
        reviewer.go(self.report).move("start_review")
        self.judge_the_rest()
        # Recommending waits until the evidence is verified.
        wait_for("the report to be ready", lambda: reviewer.go(self.report).offers(
            'form[action$="/moves/recommend"]'))
        reviewer.move("recommend")
        assert not reviewer.offers('form[action$="/moves/approve"]')

    def approve_the_report(self):
        approver = self.approvers[0]
        approver.go("/reviews").go(self.report).go(self.report + "/review").go(self.report + "/review/findings")
        assert not approver.offers("form"), "an approver gives verdicts"
        approver.go(self.report)
        self.declare(approver)
        approver.move("approve")
