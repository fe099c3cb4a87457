import Forms
import Foundation
import Hummingbird
import Postgres
import Web

/// A report for those who read, review and decide it, and for its author after submission.
struct ReaderPage {
    let pages: PageDesk
    let forms: LoadedForms

    /// The page; `failed` is a comment that was sent back.
    func show(
        _ report: ReportRecord, _ visit: Visit, problems: [RefusalReason] = [],
        failed: (anchor: String, typed: String, error: String?)? = nil
    ) throws -> Response {
        let words = visit.words
        let form = try forms.form(hash: report.formHash)
        let moves: AllowedMoves = try visit.answer(1)
        let verdicts: VerdictRecord = try visit.answer(2)
        let isUnsubmitted = report.submissions.isEmpty && !report.isAuthor
        let comments = visit.viewer.holds("report.comment") && !isUnsubmitted
        let threads = CommentThreads(
            form: comments ? PageForm(report.address + "/comments", visit) : nil, words: words, failed: failed
        )
        let labels = PartLabels(form: form, words: words)
        let model = ReaderModel(
            title: words("reports.report_of", ["number": report.caseNumber]), caseTitle: report.caseTitle,
            caseAddress: report.caseAddress, status: words.status("report", report.status),
            facts: facts(report, form, words), isUnsubmitted: isUnsubmitted,
            declaration: moves.asksForDeclaration
                ? DeclarationModel.address(ofCase: report.caseAddress, next: report.address) : nil,
            review: isUnsubmitted ? nil : report.address + "/review",
            summary: verdicts.verdicts.isEmpty
                ? nil
                : VerdictSummary(verdicts, words, labels: labels.label, address: { "#" + $0 }),
            moves: MoveMenu(moves, kind: .report, id: report.id, visit),
            reading: isUnsubmitted
                ? nil : ReportReading(report, form, words, commenting: threads, verdicts: verdicts),
            general: threads.thread(
                "general", words("reports.tasks.comments_general"),
                report.comments.filter { $0.question == nil && $0.finding == nil }),
            submissions: report.submissions.map { SubmissionLine($0, report, words) },
            hasSubmissions: !report.submissions.isEmpty, changes: report.changesAddress)
        let head = visit.head(
            model.title, in: visit.part(of: report), trail: visit.trail(to: report, itself: true),
            problems: problems, labels: Self.labels(of: failed?.anchor, model))
        return try pages.page("Reviews/report", model, head, visit)
    }

    // The comment that was sent back, by the words that stand over its field.
    private static func labels(of anchor: String?, _ model: ReaderModel) -> [String: String] {
        let reading = model.reading
        let rows = reading?.sections.flatMap { $0.rows + $0.silent } ?? []
        let threads = rows.map(\.comments) + (reading?.findings.map(\.comments) ?? []) + [model.general]
        guard let thread = threads.compactMap({ $0 }).first(where: { $0.anchor == anchor }) else {
            return [:]
        }
        return ["comment-" + thread.anchor: thread.label]
    }

    private func facts(_ report: ReportRecord, _ form: Form, _ words: PageWords) -> SummaryList {
        var rows = [
            SummaryList.Row(
                words("reports.read.case"), "\(report.caseNumber) – \(report.caseTitle)",
                address: report.caseAddress),
            .init(words("reports.read.authors"), report.authors.map(\.name).joined(separator: ", ")),
            .init(words("reports.read.form"), FormWords(words: words, form: form.name).title),
        ]
        if let last = report.submissions.last {
            rows.append(.init(words("reports.read.submitted"), words.moment(last.submittedAt) ?? ""))
        }
        return SummaryList(rows)
    }
}

/// The model of `Reviews/report`.
struct ReaderModel: Sendable {
    let title: String
    let caseTitle: String
    let caseAddress: String
    let status: StatusTag
    let facts: SummaryList
    let isUnsubmitted: Bool
    let declaration: String?
    let review: String?
    let summary: VerdictSummary?
    let moves: MoveMenu
    let reading: ReportReading?
    let general: CommentThread?
    let submissions: [SubmissionLine]
    let hasSubmissions: Bool
    let changes: String?
}
