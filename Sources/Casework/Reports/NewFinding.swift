import Foundation
import Postgres
import Web

/// One numbered statement of a report: a fact or an assessment, of one category and one phase.
struct NewFinding: Sendable {
    static let kinds = ["fact", "assessment"]
    /// Phases of a public contract.
    static let phases = [
        "planning", "tender", "evaluation_and_award", "contract_signature", "implementation", "modification",
        "payment",
        "completion_and_acceptance", "after_use",
    ]
    /// Kinds of irregularity; their wording stands in the locale files.
    static let categories = [
        "publication_missing_or_late", "short_deadline", "single_or_few_bids", "unjustified_procedure",
        "tailored_criteria",
        "suspected_collusion", "conflict_of_interest", "new_or_tax_haven_supplier", "concentration",
        "value_above_estimate", "undeclared_subcontractor", "sham_supplier", "unapproved_modification",
        "delay", "short_quantity", "substandard_quality", "false_or_early_payment",
        "incomplete_work_accepted",
        "asset_unused_or_diverted", "safety_labour_environment", "document_access_refused",
        "site_access_refused",
        "false_statement", "other",
    ]

    let kind: String
    let category: String
    let phase: String
    let statement: String
    let occurredOn: LocalDate?
    let place: String?
    let evidence: [UUID]
    let replaces: Int?

    /// As the database takes it.
    var json: String {
        var members: JSONMembers = [
            "kind": .string(kind), "category": .string(category), "phase": .string(phase),
            "statement": .string(statement),
            "evidence": .array(evidence.map { .string($0.uuidString.lowercased()) }),
        ]
        if let occurredOn { members["occurred_on"] = .string(occurredOn.description) }
        if let place { members["place"] = .string(place) }
        if let replaces { members["replaces"] = .integer(replaces) }
        return JSON.object(members).description
    }
}

extension NewFinding {
    /// From the body of an API request.
    init(_ fields: JSONFields) throws {
        kind = fields.choice("kind", Self.kinds)
        category = fields.choice("category", Self.categories)
        phase = fields.choice("phase", Self.phases)
        statement = fields.string("statement", 1...10_000)
        occurredOn = fields.optionalDate("occurred_on")
        place = fields.optionalString("place", 0...500)
        evidence = fields.uuids("evidence", atMost: 100)
        replaces = fields.optionalValue("replaces").map { _ in fields.integer("replaces", 1...10_000) }
    }
}
