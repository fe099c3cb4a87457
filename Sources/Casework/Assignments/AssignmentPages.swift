import Foundation
import Hummingbird
import Web

/// Offering a case to a monitor, declaring conflicts of interest, and the monitor's own list.
struct AssignmentPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "my-cases") { [self] _, context in try await MyCasesModel.respond(pages, context) }
        routes.page(.get, "cases/:id/assignments/new") { [self] _, context in try await offer(nil, context) }
        routes.page(.post, "cases/:id/assignments/new") { [self] request, context in
            try await makeOffer(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "cases/:id/declaration") { [self] request, context in
            try await declaration(nil, next: QueryInput(request)["next"], context)
        }
        routes.page(.post, "cases/:id/declaration") { [self] request, context in
            try await declare(try await FormInput.read(request, context), context)
        }
    }

    private func offer(_ form: FormInput?, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(
            context, CaseQueries.one(try context.id()), AssignmentQueries.monitors)
        let view: CaseView = try visit.answer(0)
        let model = OfferModel(view, try visit.answer(1), form, visit)
        return try page("Assignments/offer", model, "assignment.offer.title", view, form, model.labels, visit)
    }

    private func makeOffer(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let monitor = form.uuid("monitor_id")
        let due = form.date("due_on")
        guard let monitor, let due, !form.hasProblems else { return try await offer(form, context) }
        do {
            let sql = AssignmentQueries.create(id, monitor: monitor, dueOn: due.description)
            _ = try await pages.desk.make(context.caller, Once(form, "POST /cases/\(id)/assignments"), sql)
            return pages.done("assignment.offer", at: "/cases/\(id.uuidString.lowercased())")
        } catch {
            try form.take(error)
            return try await offer(form, context)
        }
    }

    private func declaration(_ form: FormInput?, next: String?, _ context: SignedInContext) async throws
        -> Response
    {
        let visit = try await pages.visit(context, CaseQueries.one(try context.id()))
        let view: CaseView = try visit.answer(0)
        let next = next.flatMap(SignInAddress.localPath)
        let model = DeclarationModel(view, form, next: next, visit)
        return try page(
            "Assignments/declaration", model, "case.declaration.title", view, form, model.labels, visit)
    }

    private func declare(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let answer = form.choice("has_conflict", ["yes", "no"])
        let statement = form.optionalText("statement", atMost: 4_000) ?? ""
        let next = form.typed("next")
        guard let answer, !form.hasProblems else { return try await declaration(form, next: next, context) }
        do {
            let sql = AssignmentQueries.declare(id, hasConflict: answer == "yes", statement: statement)
            _ = try await pages.desk.make(
                context.caller, Once(form, "POST /cases/\(id)/conflict-declarations"), sql)
            let asked = SignInAddress.localPath(next)
            return pages.done("conflict_declared", at: asked ?? "/cases/\(id.uuidString.lowercased())")
        } catch {
            try form.take(error)
            return try await declaration(form, next: next, context)
        }
    }

    private func page(
        _ template: String, _ model: some Sendable, _ title: String, _ view: CaseView, _ form: FormInput?,
        _ labels: [String: String], _ visit: Visit
    ) throws -> Response {
        let part = SitePart.cases.isOffered(to: visit.viewer) ? SitePart.cases : .mine
        let head = visit.head(
            visit.words(title), in: part,
            trail: [visit.step(part), Breadcrumb("\(view.number) \(view.title)", view.address)],
            problems: form?.problems ?? [], labels: labels)
        return try pages.page(template, model, head, visit)
    }
}
