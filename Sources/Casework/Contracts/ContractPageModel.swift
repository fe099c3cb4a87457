import Foundation
import Postgres
import Web

/// A case just opened on a contract.
struct CaseOpening: Decodable, Sendable {
    let id: UUID

    static func sql(contract: UUID, reason: String) -> SQL {
        "SELECT casebridge.create_case(\(contract), \(reason)) AS answer"
    }
}

/// The page of one contract, template `Contracts/contract`.
struct ContractPageModel: Sendable {
    struct OwnCase: Sendable {
        let number: String
        let address: String
        let status: StatusTag
    }

    struct Opening: Sendable {
        let form: PageForm
        let contract: String
        let reason: TextArea
    }

    let title: String
    let language: String?
    let description: String?
    let facts: SummaryList
    let risk: RiskReport
    let history: ContractHistoryModel
    let ownCase: OwnCase?
    let opening: Opening?

    init(
        _ contract: ContractView, risk: RiskReport, history: ContractHistoryModel, _ typed: FormInput?,
        _ visit: Visit
    ) {
        let words = visit.words
        title = contract.title
        language = contract.language
        description = contract.description
        facts = contract.facts(words)
        self.risk = risk
        self.history = history
        ownCase = Self.ownCase(contract, words)
        let isOpen = contract.caseStatus.map { !["closed", "discarded"].contains($0) } ?? false
        // Whether the person may is PostgreSQL's answer to the form; this only spares others the sight of it.
        opening =
            visit.viewer.holds("contract.select") && !isOpen ? Self.opening(contract, typed, visit) : nil
    }

    private static func ownCase(_ contract: ContractView, _ words: PageWords) -> OwnCase? {
        guard let id = contract.caseId, let number = contract.caseNumber, let status = contract.caseStatus
        else {
            return nil
        }
        return OwnCase(
            number: number, address: "/cases/\(id.uuidString.lowercased())",
            status: words.status("case", status))
    }

    private static func opening(_ contract: ContractView, _ typed: FormInput?, _ visit: Visit) -> Opening {
        Opening(
            form: PageForm("/cases", visit), contract: contract.id.uuidString.lowercased(),
            reason: TextArea(
                name: "reason", label: visit.words("contract.open_case.reason"),
                value: typed?.typed("reason") ?? "",
                hint: visit.words("contract.open_case.reason_hint"),
                error: visit.words.reasons.error(of: "reason", in: typed?.problems ?? []), rows: 4))
    }
}
