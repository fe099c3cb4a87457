import Foundation
import Hummingbird
import Web

/// The organisations that buy and supply, and the page of one: its contracts, their flags, and who was joined to it.
struct PartyPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "parties") { [self] request, context in try await list(request, context) }
        routes.page(.get, "parties/:id") { [self] request, context in
            let words = try QueryInput(request).text("q", atMost: PartyFilter.longestWords)
            return try await one(try context.id(), words ?? "", nil, context)
        }
        routes.page(.post, "parties/:id/merge") { [self] request, context in
            try await merge(try context.id(), try await FormInput.read(request, context), context)
        }
        routes.page(.post, "parties/:id/parting") { [self] request, context in
            try await part(try context.id(), try await FormInput.read(request, context), context)
        }
    }

    private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let filter = try PartyFilter(request)
        let visit = try await pages.visit(context, PartyQueries.list(filter.document))
        let model = PartyListModel(request, try visit.answer(0), visit.words)
        return try pages.page(
            "Parties/list", model,
            visit.head(
                visit.words("party.list.title"), in: .contracts, trail: [visit.step(.contracts)]), visit)
    }

    private func one(
        _ id: UUID, _ query: String, _ form: FormInput?, _ context: SignedInContext
    ) async throws -> Response {
        let search = query.isEmpty ? [] : [PartyQueries.list(PartyFilter(words: query).document)]
        let visit = try await pages.visit(context, all: [PartyQueries.one(id)] + search)
        let party: PartyView = try visit.answer(0)
        let found: PartyList? = search.isEmpty ? nil : try visit.answer(1)
        let model = PartyPageModel(party, found: found, query: query, form, visit)
        let head = visit.head(
            party.name, in: .contracts,
            trail: [visit.step(.contracts), Breadcrumb(visit.words("party.list.title"), "/parties")],
            problems: form?.problems ?? [],
            labels: ["reason": visit.words("party.reason"), "into": visit.words("party.join.others")])
        return try pages.page("Parties/party", model, head, visit)
    }

    private func merge(_ id: UUID, _ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let query = form.typed("q")
        let other = UUID(uuidString: form.typed("into"))
        if other == nil { form.refuse("into", "missing") }
        guard let reason = form.text("reason", atMost: 2_000), let other else {
            return try await one(id, query, form, context)
        }
        do {
            _ = try await pages.desk.ask(
                context.caller, PartyQueries.merge(id, into: other, reason: reason))
            return pages.done("party_merged", at: "/parties/\(other.uuidString.lowercased())")
        } catch {
            try form.take(error)
            return try await one(id, query, form, context)
        }
    }

    private func part(_ id: UUID, _ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let typed = FormInput([("reason", form.typed("part-\(id.uuidString.lowercased())"))])
        guard let reason = typed.text("reason", atMost: 2_000) else {
            return try await one(id, "", typed, context)
        }
        _ = try await pages.desk.ask(context.caller, PartyQueries.part(id, reason: reason))
        return pages.done("party_parted", at: "/parties/\(id.uuidString.lowercased())")
    }
}
