import Forms
import Foundation
import Postgres
import Web

/// Starts a report on an accepted assignment, with what the official notices say of the contract filled in for the
/// monitor to confirm; both in one transaction.
struct StartReport: Sendable {
    let desk: Desk
    let forms: LoadedForms

    private struct Made: Decodable, Sendable {
        let id: UUID
        let contentVersion: Int64
    }

    func run(_ caller: Caller, _ caseID: UUID, form name: String) async throws -> UUID {
        try await desk.converse(caller) { transaction in
            let form = forms.named(name)
            let made = try DatabaseAnswer(
                try await transaction.query(
                    ReportQueries.create(
                        caseID, form: name, problems: form?.problems([:]) ?? "[]", wording: nil))
            ).decoded(Made.self)
            guard let form else { return made.id }
            let contract = try DatabaseAnswer(
                try await transaction.query(ReportQueries.contract(ofCase: caseID))
            )
            .decoded(ContractPrefill.self)
            let answers = form.prefilled(from: contract.facts)
            guard !answers.isEmpty else { return made.id }
            let text = JSONValue.object(answers).canonical
            let saved = SavedAnswers(
                expected: made.contentVersion, patch: text, answers: text, problems: form.problems(answers),
                wording: nil)
            _ = try DatabaseAnswer(try await transaction.query(ReportQueries.save(made.id, saved)))
            return made.id
        }
    }
}

/// What a contract's notices say, as far as a form may be filled with it.
struct ContractPrefill: Decodable, Sendable {
    struct Buyer: Decodable, Sendable {
        let name: String?
    }

    struct Supplier: Decodable, Sendable {
        let name: String?
        let identifier: String?
        let country: String?
    }

    let title: String
    let description: String?
    let buyer: Buyer
    let suppliers: [Supplier]
    let value: MoneyAmount?
    let concludedOn: String?

    /// By the names that forms use.
    var facts: [String: JSONValue] {
        var facts: [String: JSONValue] = ["contract.title": .string(title)]
        facts["contract.object"] = description.map(JSONValue.string)
        facts["contract.buyer"] = buyer.name.map(JSONValue.string)
        let names = suppliers.compactMap(\.name)
        if !names.isEmpty { facts["contract.supplier"] = .string(names.joined(separator: ", ")) }
        if let value, let currency = value.currency {
            facts["contract.original_value"] = [
                "amount": .string(value.amount), "currency": .string(currency),
            ]
        }
        facts["contract.signed_on"] = concludedOn.map(JSONValue.string)
        if suppliers.count == 1, let supplier = suppliers.first {
            facts["supplier.name"] = supplier.name.map(JSONValue.string)
            facts["supplier.identifier"] = supplier.identifier.map(JSONValue.string)
            facts["supplier.country"] = supplier.country.map(JSONValue.string)
        }
        return facts
    }
}
