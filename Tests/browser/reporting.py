"""The monitor's part: the report section by section, its proofs and findings, submitting it and mending it."""

import files
import filling

SECTION = 'main form[action*="/sections/"]'
GO_ON = '.actions button[name="go"][value="on"]'


class Reporting:
    def start_the_report(self):
        monitor = self.monitor
        monitor.go(self.case + "/reports/new")
        monitor.go(self.case).press('form[action$="/reports"] button')
        self.report = monitor.path
        assert self.report.startswith("/reports/")
        self.sections = [
            task.get_attribute("href") for task in monitor.page.locator('.task a[href*="/sections/"]').all()]
        monitor.go(self.report + "/check")
        assert not monitor.offers('[name="declare"]'), "an empty report may be submitted"

    def prove(self):
        monitor = self.monitor
        monitor.go(self.report + "/evidence").send(status=422)
        monitor.error_summary()
        for name, content, kind in (
            ("photo.jpg", files.photo(), "image/jpeg"), ("note.txt", files.text(), "text/plain"),
        ):
            monitor.fill(title=f"The {name}", origin="Taken at the gate, from the street")
            monitor.put("file", {"name": name, "mimeType": kind, "buffer": content})
            monitor.send()
            assert monitor.reads(f"The {name}")
        with monitor.page.expect_download() as download:
            monitor.page.locator("main a[download]").last.click()
        assert download.value.path().read_bytes() in (files.photo(), files.text())

    def answer_the_form(self):
        """From the first section on, wherever the button leads, until all are done."""
        monitor = self.monitor
        monitor.go(self.sections[0]).fill(eu_funded="yes").press(GO_ON)
        self.give_a_wrong_answer()
        for _ in range(4 * len(self.sections)):
            if monitor.path == self.report:
                break
            filling.fill_blank(monitor.page, SECTION)
            monitor.press(GO_ON)
        assert monitor.path == self.report, f"the sections do not end: {monitor.path}"
        for section in self.sections:
            monitor.go(section)
        self.grow_and_shrink_a_list()
        monitor.go(self.report)

    def give_a_wrong_answer(self):
        monitor = self.monitor
        monitor.fill(project_url="no address").press(GO_ON, status=422)
        assert monitor.error_summary() == ["#project_url"]
        assert monitor.page.locator('[name="project_url"]').input_value() == "no address", "what was typed is lost"
        monitor.fill(project_url="https://example.org/project")

    def grow_and_shrink_a_list(self):
        monitor = self.monitor
        items = monitor.page.locator('[name^="delivery_sites."][name$=".address"]')
        monitor.go(next(section for section in self.sections if section.endswith("/contract")))
        before = items.count()
        monitor.press('button[name="add"][value="delivery_sites"]')
        assert items.count() == before + 1
        monitor.put(f"delivery_sites.{before}.delivery_site.address", "Via Seconda 2")
        monitor.press('button[name="add"][value="delivery_sites"]')
        monitor.press(f'button[name="remove"][value="delivery_sites.{before}"]')
        assert items.count() == before

    def state_a_finding(self):
        monitor = self.monitor
        monitor.go(self.report + "/findings").press('a[href$="/findings/new"]').send(status=422)
        monitor.error_summary()
        monitor.fill(kind="fact", statement="One tender came in, and no other.")
        filling.fill_blank(monitor.page, 'main form[action$="/findings"]')
        monitor.send()
        assert monitor.reads("One tender came in, and no other.")

    def submit(self):
        monitor = self.monitor
        monitor.go(self.report).press('a[href$="/check"]')
        problems = monitor.page.locator(".row-problem").all_inner_texts()
        assert problems == [], problems
        monitor.send(status=422)
        monitor.error_summary()
        monitor.page.locator('main [name="declare"]').check()
        monitor.send()
        assert monitor.path == self.report + "/receipt"
        monitor.go(self.report)
        monitor.go(self.sections[0])
        assert monitor.path == self.report, "a submitted report is still open to its author"

    def correct_and_resubmit(self):
        monitor = self.monitor
        monitor.go("/my-cases").go(self.report)
        assert monitor.reads(self.remark) and monitor.reads(self.question)
        monitor.press('.comment a[href*="/sections/"]')
        assert monitor.reads(self.remark)
        monitor.fill(narrative="The bridge is ten weeks late.").press('button[value="later"]')
        self.submit()
