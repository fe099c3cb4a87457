"""The reviewer's and the approver's part: reading, comments, a return, a recommendation, approval by another person."""

from service import wait_for


class Reviewing:
    remark = "How many weeks late is it?"

    def ask_for_changes(self):
        reviewer = self.reviewer
        reviewer.go("/reviews").press(f'a[href^="{self.report}"]')
        self.declare(reviewer)
        reviewer.go(self.report).move("start_review")
        self.comment("question-narrative", self.remark)
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
        # Recommending waits until the evidence is verified.
        wait_for("the report to be ready", lambda: reviewer.go(self.report).offers(
            'form[action$="/moves/recommend"]'))
        reviewer.move("recommend")
        assert not reviewer.offers('form[action$="/moves/approve"]')

    def approve_the_report(self):
        approver = self.approvers[0]
        approver.go("/reviews").go(self.report)
        self.declare(approver)
        approver.go(self.report).move("approve")
