"""From the approved report to the authority's outcome: two approvals, a sealed dossier, a question and its answer."""

import zipfile
from datetime import date, timedelta

import files
from service import wait_for


class Referring:
    message = "Part of the money was paid back. Thank you."

    def prepare_the_referral(self):
        coordinator = self.coordinator
        coordinator.go(self.case).press('a[href$="/referrals/new"]').send(status=422)
        coordinator.error_summary()
        coordinator.page.locator('main [name="authority_id"]').first.check()
        for name in ("findings", "evidence"):
            for box in coordinator.page.locator(f'main [name="{name}"]').all():
                box.check()
        coordinator.send()
        self.referral = coordinator.path
        assert self.referral.startswith("/referrals/")
        self.officer.go(self.referral, status=404)
        self.preview()
        coordinator.move("request_approval")
        coordinator.go("/referrals")

    def preview(self):
        """The very page of the dossier, with its own style and no other, and copies of the files."""
        context = self.coordinator.context
        page = context.new_page()
        answer = page.goto(self.referral + "/preview")
        assert answer.status == 200 and "style-src 'sha256-" in answer.headers["content-security-policy"]
        assert page.evaluate("getComputedStyle(document.querySelector('header')).borderTopWidth") == "8px"
        assert "One tender came in" in page.inner_text("main")
        for link in page.locator('main a[href^="evidence/"]').all():
            name = link.get_attribute("href")
            copy = context.request.get(f"{self.coordinator.origin}{self.referral}/{name}")
            assert copy.status == 200 and "attachment" in copy.headers["content-disposition"], name
            assert not name.endswith(".txt") or copy.body() == files.text()
        page.close()
        missing = context.request.get(f"{self.coordinator.origin}{self.referral}/evidence/9.txt")
        assert missing.status == 404

    def approve_the_referral(self):
        first, second = self.approvers
        first.go("/referrals").press(f'a[href^="{self.referral}"]').press('form[action$="/approvals"] button')
        assert not first.offers('form[action$="/approvals"]'), "one person may approve twice"
        second.go(self.referral)
        self.declare(second)
        second.press('form[action$="/approvals"] button')

    def seal_and_send(self):
        coordinator = self.coordinator
        coordinator.go(self.referral).move("seal")
        wait_for("the dossier to be packaged", lambda: coordinator.go(self.referral).offers(
            'form[action$="/moves/send"]'))
        coordinator.move("send")

    def acknowledge_and_ask(self):
        officer = self.officer
        officer.go("/inbox").press(f'a[href^="{self.referral}"]')
        with officer.page.expect_download() as download:
            officer.page.locator('main a[href$="/dossier"]').click()
        with zipfile.ZipFile(download.value.path()) as package:
            assert {"dossier.json", "manifest.json", "manifest.sig"} <= set(package.namelist())
        officer.press('a[href$="/moves/acknowledge"]').send(status=422)
        officer.error_summary()
        officer.put("data/reference_number", "AFO-17/2026")
        officer.send()
        officer.press('form[action$="/questions"] button', status=422)
        officer.error_summary()
        officer.fill(text="Who saw it, and when?").date("due_on", date.today() + timedelta(days=20))
        officer.press('form[action$="/questions"] button')

    def answer_the_authority(self):
        coordinator = self.coordinator
        coordinator.go(self.referral)
        assert coordinator.reads("Who saw it, and when?") and coordinator.reads("AFO-17/2026")
        coordinator.press('form[action$="/answer"] button', status=422)
        coordinator.error_summary()
        coordinator.fill(text="Our monitor, on 31 May.").press('form[action$="/answer"] button')

    def conclude(self):
        officer = self.officer
        officer.go(self.referral)
        assert officer.reads("Our monitor, on 31 May.")
        officer.move("accept").press('a[href$="/moves/conclude"]').send(status=422)
        assert len(officer.error_summary()) == 2
        officer.fill(outcome="recovery", amount="1000,50", may_tell_monitor="partly", message=self.message).send()
        officer.go("/inbox")
        self.coordinator.go(self.referral)
        assert self.coordinator.reads(self.message)
