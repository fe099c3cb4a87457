import Forms
import Foundation
import Hummingbird
import Postgres
import Web

/// A report on pages: begun by a monitor, its task list for the author, its content for everybody else, checked and
/// submitted.
struct ReportPages {
    let pages: PageDesk
    let forms: LoadedForms
    /// The page for everybody who is not its author now; Reviews make it.
    let readerPage: @Sendable (ReportRecord, Visit) throws -> Response

    private static let form = "imonitor"

    func add(to routes: Routes) {
        routes.page(.get, "cases/:id/reports/new") { [self] _, context in
            try await startPage(context)
        }
        routes.page(.post, "cases/:id/reports") { [self] request, context in
            try await start(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "reports/:id") { [self] _, context in
            let visit = try await visit(context)
            return try visit.0.isOpenToAuthor
                ? tasks(visit.0, visit.1) : readerPage(visit.0, visit.1)
        }
        SectionPages(pages: pages, forms: forms).add(to: routes)
        FindingPages(pages: pages).add(to: routes)
        SubmitPages(pages: pages, forms: forms).add(to: routes)
        MovePages(pages, kind: .report, part: .reviews) { _, record in
            "/reports/" + record.id.uuidString.lowercased()
        }.add(to: routes)
    }

    private struct Brief: Decodable, Sendable {
        let id: UUID
        let number: String
        let title: String
    }

    private func startPage(_ context: SignedInContext, problems: [RefusalReason] = []) async throws
        -> Response
    {
        let visit = try await pages.visit(context, CaseQueries.one(try context.id()))
        let record: Brief = try visit.answer(0)
        let address = "/cases/" + record.id.uuidString.lowercased()
        let model = StartPage(
            caseTitle: record.title,
            caseName: visit.words("reports.report_of", ["number": record.number]),
            formTitle: FormWords(words: visit.words, form: Self.form).title,
            form: PageForm(address + "/reports", visit), back: address)
        let head = visit.head(
            visit.words("reports.start.title"), in: .mine,
            trail: [visit.step(.mine), Breadcrumb(record.number, address)],
            problems: problems.map { visit.words.said($0) })
        return try pages.page("Reports/start", model, head, visit)
    }

    private func start(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        do {
            let id = try await StartReport(desk: pages.desk, forms: forms).run(
                context.caller, try context.id(), form: Self.form)
            return pages.done("report.started", at: "/reports/" + id.uuidString.lowercased())
        } catch {
            try input.take(error)
            return try await startPage(context, problems: input.problems)
        }
    }

    private func visit(_ context: SignedInContext) async throws -> (ReportRecord, Visit) {
        let id = try context.id()
        let visit = try await pages.visit(
            context, ReportQueries.one(id), MoveRequest.allowed(.report, id), VerdictRecord.of(id))
        return (try visit.answer(0), visit)
    }

    private func tasks(_ report: ReportRecord, _ visit: Visit) throws -> Response {
        let model = TaskList(
            report, try forms.form(hash: report.formHash), try visit.answer(1), try visit.answer(2), visit)
        let head = visit.head(model.title, in: .mine, trail: visit.trail(to: report, itself: true))
        return try pages.page("Reports/tasks", model, head, visit)
    }
}

/// The model of `Reports/start`.
struct StartPage: Sendable {
    let caseTitle: String
    let caseName: String
    let formTitle: String
    let form: PageForm
    let back: String
}
