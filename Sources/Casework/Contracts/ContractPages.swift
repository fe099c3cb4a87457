import Foundation
import Hummingbird
import Web

/// The selection list and the page of one contract, which says why it is risky.
struct ContractPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "contracts") { [self] request, context in try await list(request, context) }
        routes.page(.get, "contracts/:id") { [self] _, context in try await one(try context.id(), context) }
        routes.page(.post, "cases") { [self] request, context in
            try await select(try await FormInput.read(request, context), context)
        }
    }

    private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let filter = try ContractFilter(request)
        let visit = try await filter.searching {
            try await pages.visit(
                context, ContractQueries.list(filter.document), ContractQueries.indicators)
        }
        let model = ContractListModel(
            request, try visit.answer(0), indicators: try visit.answer(1), visit.words)
        return try pages.page(
            "Contracts/list", model, visit.head(visit.words("contract.list.title"), in: .contracts), visit)
    }

    private func one(
        _ id: UUID, _ context: SignedInContext, _ form: FormInput? = nil
    ) async throws -> Response {
        let visit = try await pages.visit(
            context, ContractQueries.one(id), ContractQueries.history(id), ContractQueries.parties(id))
        let contract: ContractView = try visit.answer(0)
        let problems = form?.problems ?? []
        let history = ContractHistoryModel(try visit.answer(1), try visit.answer(2), visit.words)
        let model = ContractPageModel(
            contract, risk: RiskReport(try visit.document(0), visit.words), history: history, form, visit)
        let head = visit.head(
            contract.title, in: .contracts, trail: [visit.step(.contracts)], problems: problems,
            labels: ["reason": visit.words("contract.open_case.reason")])
        return try pages.page("Contracts/contract", model, head, visit)
    }

    private func select(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        guard let contract = UUID(uuidString: form.typed("contract_id")) else { throw Refusal.notFound }
        guard let reason = form.text("reason", atMost: 4_000) else {
            return try await one(contract, context, form)
        }
        do {
            let made = try await pages.desk.make(
                context.caller, Once(form, "POST /cases"), CaseOpening.sql(contract: contract, reason: reason)
            )
            let opened: CaseOpening = try made.decoded()
            return pages.done("case.select", at: "/cases/\(opened.id.uuidString.lowercased())")
        } catch {
            try form.take(error)
            return try await one(contract, context, form)
        }
    }
}
