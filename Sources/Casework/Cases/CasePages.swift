import Foundation
import Hummingbird
import Web

/// The worklist and the page of one case.
struct CasePages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "cases") { [self] request, context in try await list(request, context) }
        routes.page(.get, "cases/:id") { [self] _, context in try await one(context) }
        MovePages(pages, kind: .case, part: .cases) { _, record in
            "/cases/\(record.id.uuidString.lowercased())"
        }
        .add(to: routes)
        MovePages(pages, kind: .assignment, part: .cases) { action, record in
            // Who declines no longer sees the case.
            action == "decline" ? "/my-cases" : "/cases/\(record.caseId.uuidString.lowercased())"
        }.add(to: routes)
    }

    private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let filter = try CaseFilter(request)
        let visit = try await pages.visit(context, CaseQueries.list(filter), CaseQueries.statuses)
        let model = CaseListModel(request, try visit.answer(0), statuses: try visit.answer(1), visit)
        return try pages.page(
            "Cases/list", model, visit.head(visit.words("case.list.title"), in: .cases), visit)
    }

    private func one(_ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(
            context, CaseQueries.one(id), MoveRequest.allowed(.case, id), AssignmentMoves.sql(ofCase: id),
            CaseQueries.timeline(id))
        let view: CaseView = try visit.answer(0)
        let model = CasePageModel(
            view, try visit.document(0), moves: try visit.answer(1), assignmentMoves: try visit.answer(2),
            history: try visit.answer(3), visit)
        let part = SitePart.cases.isOffered(to: visit.viewer) ? SitePart.cases : .mine
        let head = visit.head("\(view.number) \(view.title)", in: part, trail: [visit.step(part)])
        return try pages.page("Cases/case", model, head, visit)
    }
}
