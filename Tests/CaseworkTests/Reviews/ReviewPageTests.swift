import Foundation
import Testing

@testable import Casework
@testable import Forms
@testable import Web

@Suite struct ReviewPageTests {
    private static let languages = ["en", "bg", "it"]

    @Test(arguments: languages)
    func `the reader's page shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        let form = try PageReader.form()
        for report in [try ReportExamples.full(isAuthor: false), try ReportExamples.empty(isAuthor: false)] {
            let isEmpty = report.findings.isEmpty
            let threads = CommentThreads(
                form: isEmpty ? nil : PageForm("/x", reader.visit), words: reader.words,
                failed: isEmpty ? nil : ("question-eu_funded", "typed", "Fill this in"))
            let moves = try ReportExamples.moves(allowed: !isEmpty)
            let model = ReaderModel(
                title: "t", caseTitle: "c", caseAddress: "/c",
                status: reader.words.status("report", report.status),
                facts: SummaryList([.init("k", "v")]), isUnsubmitted: isEmpty,
                declaration: isEmpty ? nil : "/d", review: isEmpty ? nil : "/r",
                summary: isEmpty
                    ? nil
                    : VerdictSummary(
                        try ReviewExamples.verdicts(), reader.words, labels: { $0 }, address: { "#" + $0 }),
                moves: MoveMenu(moves, kind: .report, id: report.id, reader.visit),
                reading: isEmpty
                    ? nil
                    : ReportReading(
                        report, form, reader.words, commenting: threads,
                        verdicts: try ReviewExamples.verdicts()),
                general: threads.thread("general", "g", isEmpty ? [] : report.comments),
                submissions: report.submissions.map { SubmissionLine($0, report, reader.words) },
                hasSubmissions: !isEmpty, changes: isEmpty ? nil : "/c")
            #expect(try reader.faults("Reviews/report", model) == [])
        }
    }

    @Test(arguments: languages)
    func `the queue and an earlier submission show every part of their models`(language: String) throws {
        let reader = try PageReader(language: language)
        let columns = [DataTable.Column("a")]
        let full = QueuePage(
            lead: "l", tabs: [PageTab("a", "/a", true), PageTab("b", "/b", false)],
            table: DataTable(caption: "c", columns: columns, rows: [[.link("x", address: "/x")]]), empty: nil,
            pages: Pagination(first: "/x", next: "/y"))
        let empty = QueuePage(
            lead: "l", tabs: [], table: nil, empty: EmptyState(title: "t", text: "x"), pages: nil)
        #expect(try reader.faults("Reviews/queue", full) == [])
        #expect(try reader.faults("Reviews/queue", empty) == [])
        let submission = SubmissionModel(
            title: "t", older: "o", facts: SummaryList([.init("k", "v")]),
            reading: ReportReading(try ReportExamples.full(), try PageReader.form(), reader.words),
            changes: "/c", back: "/x")
        #expect(try reader.faults("Reviews/submission", submission) == [])
    }

    @Test func `an earlier submission shows what it held and not what came later`() throws {
        let report = try ReportExamples.full()
        let first: SubmissionRecord = try PageReader.record(
            """
            {"number": 1, "submitted_at": "2026-10-02T12:00:00.000000Z", "form_hash": "h", "digest": "cd",
             "content": {"answers": {"eu_funded": "no"}, "findings": [{"number": 1, "kind": "fact", "category": "delay",
                "phase": "implementation", "statement": "Works stopped."}], "evidence": []}}
            """)
        let then = report.asSubmitted(first)
        #expect(then.answered["eu_funded"] == "no")
        #expect(then.findings.map(\.number) == [1])
        #expect(then.findings.first?.isReplaced == false)
        #expect(then.evidence.isEmpty)
        #expect(then.comments.isEmpty)
    }

    @Test func `a report's contents lead to each of its parts`() throws {
        let reader = try PageReader()
        let reading = ReportReading(try ReportExamples.full(), try PageReader.form(), reader.words)
        let model = SubmissionModel(
            title: "t", older: "o", facts: SummaryList([]), reading: reading, changes: nil, back: "/x")
        let html = try reader.html("Reviews/submission", model)
        #expect(reading.contents.count == reading.sections.count + 2)
        for part in reading.contents {
            #expect(html.contains("href=\"#\(part.anchor)\"") && html.contains("id=\"\(part.anchor)\""))
        }
    }

    @Test func `questions without an answer are folded away for a reader, unless somebody commented`() throws
    {
        let reader = try PageReader()
        let report = try ReportExamples.full()
        let reading = ReportReading(report, try PageReader.form(), reader.words)
        let project = try #require(reading.sections.first)
        #expect(project.rows.allSatisfy { !$0.isMissing })
        #expect(!project.silent.isEmpty)
        #expect(project.silence?.contains(String(project.silent.count)) == true)
    }
}
