import Forms
import Foundation
import Hummingbird
import Postgres
import Web

/// The last look before a report is submitted, the declaration, and the receipt.
struct SubmitPages {
    let pages: PageDesk
    let forms: LoadedForms

    func add(to routes: Routes) {
        routes.page(.get, "reports/:id/check") { [self] _, context in try await check(context) }
        routes.page(.get, "reports/:id/moves/submit") { [self] _, context in
            pages.frame.redirect(to: "/reports/\(try context.id().uuidString.lowercased())/check")
        }
        routes.page(.post, "reports/:id/moves/submit") { [self] request, context in
            try await submit(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "reports/:id/receipt") { [self] _, context in try await receipt(context) }
    }

    private func check(_ context: SignedInContext, problems: [RefusalReason] = []) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(context, ReportQueries.one(id), MoveRequest.allowed(.report, id))
        let report: ReportRecord = try visit.answer(0)
        guard report.isOpenToAuthor else { return pages.frame.redirect(to: report.address) }
        let moves: AllowedMoves = try visit.answer(1)
        let form = try forms.form(hash: report.formHash)
        let submit = moves.move("submit")
        let reading = ReportReading(report, form, visit.words, changing: true)
        let missing = MissingAnswer.all(in: reading)
        let model = CheckPage(
            reading: reading, missing: missing, hasMissing: !missing.isEmpty,
            blocks: submit.map { $0.refusals.map { MoveMenu.reason($0, visit.words) } } ?? [],
            isBlocked: submit?.allowed != true,
            form: submit?.allowed == true
                ? PageForm(report.address + "/moves/submit", visit, version: report.version) : nil,
            declaration: ChoiceField(
                name: "declare", label: visit.words("reports.check.declare_title"),
                choices: [Choice("yes", visit.words("reports.check.declare"))],
                error: visit.words.reasons.error(of: "declare", in: problems)),
            lacksFindings: report.findings.isEmpty, back: report.address)
        let head = visit.head(
            visit.words("reports.check.title"), in: .mine, trail: visit.trail(to: report),
            problems: problems.map { visit.words.said($0) })
        return try pages.page("Reports/check", model, head, visit)
    }

    private func submit(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        if input.typed("declare") != "yes" { input.refuse("declare", "declaration_missing") }
        guard let version = input.version(), !input.hasProblems else {
            return try await check(context, problems: input.problems)
        }
        let move = MoveRequest(
            kind: .report, id: id, action: "submit", version: version, reason: nil, data: nil)
        do {
            _ = try await pages.desk.make(context.caller, Once(input, "POST /reports/\(id)/moves"), move.sql)
            return pages.frame.redirect(to: "/reports/\(id.uuidString.lowercased())/receipt")
        } catch let error as PostgresError where error.sqlState == "MV412" {
            return try await check(context, problems: [RefusalReason("report_changed")])
        } catch {
            try input.take(error)
            return try await check(context, problems: input.problems)
        }
    }

    private func receipt(_ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, ReportQueries.one(try context.id()))
        let report: ReportRecord = try visit.answer(0)
        guard report.isAuthor, let last = report.submissions.last else { throw Refusal.notFound }
        let words = visit.words
        let model = ReceiptPage(
            reference: "\(report.caseNumber)/\(last.number)",
            facts: SummaryList([
                .init(words("reports.receipt.at"), words.moment(last.submittedAt) ?? ""),
                .init(words("reports.receipt.digest"), last.digest),
            ]),
            report: report.address, case: report.caseAddress)
        let head = visit.head(
            words("reports.receipt.title"), in: .mine, trail: visit.trail(to: report, itself: true))
        return try pages.page("Reports/receipt", model, head, visit)
    }
}

/// An answer that stands in the way of submitting, with where it is given.
struct MissingAnswer: Sendable {
    let label: String
    let problem: String
    let address: String

    static func all(in reading: ReportReading) -> [MissingAnswer] {
        reading.sections.flatMap(\.rows).compactMap { row in
            guard let problem = row.problem, let address = row.change else { return nil }
            return MissingAnswer(label: row.label, problem: problem, address: address)
        }
    }
}

/// The model of `Reports/check`.
struct CheckPage: Sendable {
    let reading: ReportReading
    let missing: [MissingAnswer]
    let hasMissing: Bool
    let blocks: [MoveMenu.Reason]
    let isBlocked: Bool
    let form: PageForm?
    let declaration: ChoiceField
    let lacksFindings: Bool
    let back: String
}

/// The model of `Reports/receipt`.
struct ReceiptPage: Sendable {
    let reference: String
    let facts: SummaryList
    let report: String
    let `case`: String
}
