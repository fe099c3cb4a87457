import Foundation
import Testing

@testable import Casework
@testable import Forms
@testable import Web

@Suite struct ReportPageTests {
    private static let languages = ["en", "bg", "it"]

    @Test(arguments: languages)
    func `the author's pages show every part of their models, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        let form = try PageReader.form()
        for report in [try ReportExamples.full(), try ReportExamples.empty()] {
            let moves = try ReportExamples.moves(allowed: !report.findings.isEmpty)
            let verdicts = try ReviewExamples.verdicts(full: !report.findings.isEmpty)
            let tasks = TaskList(report, form, moves, verdicts, reader.visit)
            #expect(try reader.faults("Reports/tasks", tasks) == [])
            let blocked = moves.move("submit")?.refusals.map { MoveMenu.reason($0, reader.words) } ?? []
            let reading = ReportReading(report, form, reader.words, changing: true)
            let missing = MissingAnswer.all(in: reading)
            #expect(!missing.isEmpty)
            let check = CheckPage(
                reading: reading, missing: missing, hasMissing: !missing.isEmpty, blocks: blocked,
                isBlocked: !blocked.isEmpty,
                form: blocked.isEmpty ? PageForm("/x", reader.visit, version: 1) : nil,
                declaration: ChoiceField(name: "declare", label: "d", choices: [Choice("yes", "y")]),
                lacksFindings: report.findings.isEmpty, back: "/x")
            #expect(try reader.faults("Reports/check", check) == [])
        }
    }

    @Test(arguments: languages)
    func `each section of the shipped form is a page`(language: String) throws {
        let reader = try PageReader(language: language)
        let form = try PageReader.form()
        for report in [try ReportExamples.full(), try ReportExamples.empty()] {
            for section in form.steps.flatMap(\.sections) {
                let open = try OpenSection(report, form, section.key)
                let problems = form.completeness(report.answered)
                let page = open.page(
                    report.answered, problems: problems, clashes: [.init(label: "l", stored: "s")],
                    growing: "visits",
                    risk: section.shows.isEmpty ? nil : try Self.risk(reader.words), reader.visit)
                #expect(try reader.faults("Reports/section", page) == [])
                #expect(!(try reader.html("Reports/section", page)).contains("forms."))
            }
        }
    }

    @Test(arguments: languages)
    func `findings, evidence, start and receipt show every part of their models`(language: String) throws {
        let reader = try PageReader(language: language)
        let words = reader.words
        for report in [try ReportExamples.full(), try ReportExamples.empty()] {
            let threads = CommentThreads(form: nil, words: words, failed: nil)
            let cards = report.findings.map {
                FindingCard(
                    $0, report, words, canReplace: true, comments: threads.thread("x", "", report.comments))
            }
            let list = FindingList(
                findings: cards, hasFindings: !cards.isEmpty, add: cards.isEmpty ? nil : "/x", back: "/x")
            #expect(try reader.faults("Reports/findings", list) == [])
            let typed = FindingPages.Typed(replacing: cards.isEmpty ? nil : 2, in: report)
            let problems = cards.isEmpty ? [RefusalReason("missing", pointer: "/statement")] : []
            let finding = FindingForm(report, typed, problems, reader.visit)
            #expect(try reader.faults("Reports/finding-form", finding) == [])
            let files = report.evidence.map { EvidenceCard($0, words) }
            let evidence = EvidencePage(
                files: files, hasFiles: !files.isEmpty,
                form: files.isEmpty ? nil : PageForm("/x", reader.visit),
                title: TextField(name: "title", label: "t"), origin: TextArea(name: "origin", label: "o"),
                file: FileField(name: "file", label: "f"), back: "/x")
            #expect(try reader.faults("Evidence/list", evidence) == [])
        }
        let start = StartPage(
            caseTitle: "t", caseName: "n", formTitle: "f", form: PageForm("/x", reader.visit), back: "/x")
        #expect(try reader.faults("Reports/start", start) == [])
        let receipt = ReceiptPage(
            reference: "r", facts: SummaryList([.init("k", "v")]), report: "/r", case: "/c")
        #expect(try reader.faults("Reports/receipt", receipt) == [])
    }

    @Test func `what is posted from a section as shown gives the answers that were stored`() throws {
        let report = try ReportExamples.full()
        let form = try PageReader.form()
        for key in ["project", "site_visit", "ongoing", "methods"] {
            let open = try OpenSection(report, form, key)
            let visible = open.visible(report.answered)
            let stored = Dictionary(
                visible.compactMap { question in report.answered[question.key].map { (question.key, $0) } },
                uniquingKeysWith: { first, _ in first })
            let patch = PageFields(PageFields.fields(of: stored)).patch(of: visible)
            #expect(form.answers(stored, patchedWith: patch) == stored)
        }
    }

    @Test(arguments: languages)
    func `each item of a list is named in the singular`(language: String) throws {
        let reader = try PageReader(language: language)
        let words = FormWords(words: reader.words, form: "imonitor")
        let groups = try PageReader.form().steps.flatMap(\.sections).flatMap(\.questions).filter {
            $0.type == .group
        }
        #expect(groups.count == 12)
        for group in groups {
            let item = words.item(group, 2)
            #expect(item.hasSuffix(" 2") && !item.hasPrefix("forms."))
            #expect(item != words.label(group) + " 2" || group.key == "files")
        }
    }

    @Test func `a date is asked for in three fields, and read back from them`() throws {
        let reader = try PageReader()
        let open = try OpenSection(try ReportExamples.empty(), try PageReader.form(), "contract")
        let page = open.page(
            ["signed_on": "2026-03-07"], problems: [], clashes: [], growing: nil, risk: nil, reader.visit)
        let html = try reader.html("Reports/section", page)
        #expect(!html.contains("type=\"date\""))
        for part in [("day", "7"), ("month", "3"), ("year", "2026")] {
            #expect(html.contains("name=\"signed_on-\(part.0)\" inputmode=\"numeric\" value=\"\(part.1)\""))
        }
    }

    @Test func `a save names the answers it saw, and another section's answers do not change that name`()
        throws
    {
        let form = try PageReader.form()
        let before = try OpenSection(try ReportExamples.full(), form, "project").base
        let other = try OpenSection(try ReportExamples.empty(), form, "project").base
        #expect(before != other)
        #expect(before == (try OpenSection(try ReportExamples.full(status: "draft"), form, "project").base))
    }

    @Test func `answers read as text in the reader's language`() throws {
        let reader = try PageReader(language: "it")
        let report = try ReportExamples.full()
        let reading = ReportReading(report, try PageReader.form(), reader.words)
        let rows = reading.sections.flatMap(\.rows)
        let value = { (label: String) in rows.first { $0.label.contains(label) }?.value ?? "" }
        #expect(value("Unione europea") == "Sì")
        let text = rows.map(\.value).joined(separator: "\n")
        #expect(text.contains("1200,50") || text.contains("1.200,50"))
        #expect(text.contains("2 ottobre 2026"))
        #expect(text.contains("1. Signboard"))
    }

    @Test func `a draft keeps the answers that are right and names those that are not`() throws {
        let open = try OpenSection(try ReportExamples.full(), try PageReader.form(), "project")
        let draft = open.draft([
            ("eu_funded", "yes"), ("project_url", "no address"), ("programme", "Bridges"),
        ])
        #expect(draft.refused == ["project_url"])
        #expect(draft.answers["programme"] == "Bridges" && draft.answers["project_url"] == nil)
        #expect(draft.patch.object?["project_url"] == nil)
        #expect(draft.answers["contract_title"] == "Ponte", "another section's answer is lost")
    }

    @Test func `a section that the form does not have is not found`() throws {
        #expect(throws: Refusal.notFound) {
            try OpenSection(try ReportExamples.full(), try PageReader.form(), "nothing")
        }
    }

    @Test func `countries stand in the order of their names, in each language`() throws {
        let words = try PageReader().words
        let english = CountryChoices.all(words)
        #expect(english.count == Country.codes.count)
        #expect(english.first?.label == "Afghanistan" && english.last?.label == "Zimbabwe")
        #expect(english.map(\.label) == CountryChoices.all(words).map(\.label))
        let italian = try CountryChoices.all(PageReader(language: "it").words)
        #expect(italian.contains { $0.value == "DE" && $0.label == "Germania" })
    }

    @Test func `the risk profile shows what was flagged and folds the rest away`() throws {
        let risk = try Self.risk(PageReader().words)
        #expect(risk.lines.count == 3, "a dossier has them all")
        #expect(risk.raised.map(\.text) == ["Single bid", "Price is the only criterion"], "red before pink")
        #expect(risk.quiet.map(\.name) == ["Few bids"])
        #expect(risk.quietness == "1 indicator without a flag")
    }

    private static func risk(_ words: PageWords) throws -> RiskTable {
        let profile: RiskProfile = try PageReader.record(
            """
            {"score": 50.04, "coverage": 0.5, "indicators": [
                {"id": "price-only", "colour": "pink", "result": "flag"},
                {"id": "single-bid", "colour": "red", "result": "flag"},
                {"id": "few-bids", "colour": "pink", "result": "missing_data"}]}
            """)
        return RiskTable(profile, words)
    }
}
