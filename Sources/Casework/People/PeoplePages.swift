import Foundation
import Hummingbird
import Postgres
import Web

/// Who is who: the person's own account, the people of the organisation with their roles, and the monitors with
/// their trainings.
struct PeoplePages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "account") { [self] _, context in
            let visit = try await pages.visit(
                context, SessionQueries.secondFactor, SessionQueries.list, ProfileQueries.calendar)
            let head = visit.head(visit.words("page.navigation.account"), in: .account)
            let model = AccountModel(
                visit, try visit.answer(0), try visit.answer(1), try visit.answer(2))
            return try pages.page("People/account", model, head, visit)
        }
        routes.page(.get, "people") { [self] _, context in
            let visit = try await pages.visit(context, PeopleQueries.people)
            let model = PeopleModel(try visit.answer(0), visit)
            return try pages.page(
                "People/list", model, visit.head(visit.words("page.navigation.people"), in: .people), visit)
        }
        routes.page(.get, "people/:id") { [self] _, context in
            try await person(try context.id(), nil, context)
        }
        addGrants(to: routes)
        routes.page(.post, "people/:id/second-factor/removal") { [self] request, context in
            try await resetFactor(of: try context.id(), try await FormInput.read(request, context), context)
        }
        TrainingPages(pages: pages).add(to: routes)
    }

    private func addGrants(to routes: Routes) {
        routes.page(.post, "people/:id/grants") { [self] request, context in
            let form = try await FormInput.read(request, context)
            let id = try context.id()
            guard let role = form.text("role", atMost: 60) else { return try await person(id, form, context) }
            return try await change(form, of: id, context, PeopleQueries.propose(id, role: role))
        }
        routes.page(.post, "grants/:id/confirmation") { [self] request, context in
            let form = try await FormInput.read(request, context)
            let sql = PeopleQueries.confirm(try context.id())
            return try await change(form, of: try Self.person(form), context, sql)
        }
        routes.page(.post, "grants/:id/revocation") { [self] request, context in
            let form = try await FormInput.read(request, context)
            let sql = PeopleQueries.revoke(try context.id())
            return try await change(form, of: try Self.person(form), context, sql, done: "role_revoked")
        }
    }

    private func resetFactor(of id: UUID, _ form: FormInput, _ context: SignedInContext) async throws
        -> Response
    {
        let page = "/people/\(id.uuidString.lowercased())"
        do {
            _ = try await pages.desk.ask(context.caller, PeopleQueries.resetFactor(id))
            return pages.done("second_factor_reset", at: page)
        } catch  where ConfirmationAddress.isAsked(by: error) {
            return pages.frame.redirect(to: ConfirmationAddress.returning(to: page))
        } catch {
            try form.take(error)
            return try await person(id, form, context)
        }
    }

    private static func person(_ form: FormInput) throws -> UUID {
        guard let id = UUID(uuidString: form.typed("person_id")) else { throw Refusal.notFound }
        return id
    }

    private struct Effect: Decodable {
        let effective: Bool
    }

    private func change(
        _ form: FormInput, of id: UUID, _ context: SignedInContext, _ sql: SQL, done: String? = nil
    ) async throws -> Response {
        do {
            let effect: Effect = try await pages.desk.ask(context.caller, sql).decoded()
            let code = done ?? (effect.effective ? "role_granted" : "role_proposed")
            return pages.done(code, at: "/people/\(id.uuidString.lowercased())")
        } catch let error as PostgresError where error.sqlState == "MV403" && error.message != "role_missing"
        {
            // Not a matter of roles, but of persons: the page can say so.
            form.refuse("role", error.message)
            return try await person(id, form, context)
        } catch {
            try form.take(error)
            return try await person(id, form, context)
        }
    }

    private func person(_ id: UUID, _ form: FormInput?, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, PeopleQueries.people, PeopleQueries.roles)
        let list: PeopleList = try visit.answer(0)
        guard let person = list.items.first(where: { $0.id == id }) else { throw Refusal.notFound }
        let model = PersonModel(person, roles: try visit.answer(1), form, visit)
        let head = visit.head(
            person.name, in: .people, trail: [visit.step(.people)], problems: form?.problems ?? [],
            labels: ["role": visit.words("people.role")])
        return try pages.page("People/person", model, head, visit)
    }
}
