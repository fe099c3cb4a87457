import Foundation
import Web

/// A contract as the database tells it; indicators are read from the JSON itself.
struct ContractView: ToldContract, Decodable {
    struct Procedure: Decodable, Sendable {
        let type: String?
        let lots: Int
    }

    let id: UUID
    let title: String
    let description: String?
    let language: String?
    let lot: String
    let country: String
    let buyer: ContractParty
    let suppliers: [ContractParty]
    let value: MoneyAmount?
    let estimatedValue: MoneyAmount?
    let cpv: String?
    let nuts: String?
    let publishedOn: String?
    let deadlineOn: String?
    let concludedOn: String?
    let procedure: Procedure
    let caseId: UUID?
    let caseStatus: String?
    let caseNumber: String?
}

extension ContractView {
    var hiddenSuppliers: Int { 0 }
    var lots: Int? { procedure.lots }
    var procedureType: String? { procedure.type }
}
