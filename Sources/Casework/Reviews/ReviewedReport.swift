import Forms
import Foundation
import Postgres
import Web

/// Everything that stands side by side in a review: the last submission, the one before, the verdicts, and what the
/// official notices say of the contract.
struct ReviewedReport: Sendable {
    /// The report as it was last submitted, whatever its author is writing now.
    let report: ReportRecord
    let form: Form
    let verdicts: VerdictRecord
    let moves: AllowedMoves
    let last: SubmissionRecord
    let earlier: SubmissionRecord?
    let notices: ContractPrefill

    var address: String { report.address + "/review" }

    static func statements(_ id: UUID) -> [SQL] {
        [ReportQueries.one(id), MoveRequest.allowed(.report, id), VerdictRecord.of(id)]
    }

    /// Nil when nothing was submitted yet.
    init?(_ visit: Visit, _ context: SignedInContext, _ desk: Desk, _ forms: LoadedForms) async throws {
        let report: ReportRecord = try visit.answer(0)
        guard let number = report.submissions.last?.number else { return nil }
        let before = number > 1 ? [ReportQueries.submission(report.id, number - 1)] : []
        let answers = try await desk.ask(
            context.caller,
            all: [ReportQueries.contract(ofCase: report.caseId), ReportQueries.submission(report.id, number)]
                + before)
        let last: SubmissionRecord = try answers[1].decoded()
        self.init(
            report: report.asSubmitted(last), form: try forms.form(hash: last.formHash),
            verdicts: try visit.answer(2), moves: try visit.answer(1), last: last,
            earlier: try before.isEmpty ? nil : answers[2].decoded(), notices: try answers[0].decoded())
    }

    init(
        report: ReportRecord, form: Form, verdicts: VerdictRecord, moves: AllowedMoves,
        last: SubmissionRecord, earlier: SubmissionRecord?, notices: ContractPrefill
    ) {
        self.report = report
        self.form = form
        self.verdicts = verdicts
        self.moves = moves
        self.last = last
        self.earlier = earlier
        self.notices = notices
    }

    /// Whether this reader is offered verdicts; PostgreSQL decides whether they are taken.
    func isJudged(by viewer: Viewer) -> Bool {
        report.status == "in_review" && viewer.holds("report.review") && !report.isAuthor
    }
}
