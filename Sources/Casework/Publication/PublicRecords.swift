import Foundation
import Postgres
import Web

/// A contract as anybody may read it: what its notices say. Indicators are read from the JSON itself.
struct PublicContract: ToldContract, Decodable {
    struct Notice: Decodable, Sendable {
        let number: String
        let type: String
        let publishedOn: String?
        let link: String
    }

    let id: UUID
    let title: String
    let language: String?
    let lot: String
    let country: String
    let buyer: ContractParty
    let suppliers: [ContractParty]
    /// Persons, and those of whom the notice does not say that they are none.
    let hiddenSuppliers: Int
    let value: MoneyAmount?
    let estimatedValue: MoneyAmount?
    let cpv: String?
    let nuts: String?
    let procedure: String?
    let publishedOn: String?
    let deadlineOn: String?
    let concludedOn: String?
    let notices: [Notice]

    var lots: Int? { nil }
    var procedureType: String? { procedure }
}

/// The contracts of one notice.
struct PublicContracts: Decodable, Sendable {
    struct Line: Decodable, Sendable {
        let id: UUID
        let title: String
        let language: String?
        let lot: String
        let country: String
        let buyer: String
        let publishedOn: String?
    }

    let items: [Line]
}

/// The catalogue as it is loaded.
struct PublicIndicators: Decodable, Sendable {
    struct Indicator: Decodable, Sendable {
        let id: String
        let colour: String
        let weight: Double
        let ruleSet: String
    }

    let items: [Indicator]
}

enum PublicQueries {
    static func contract(_ id: UUID) -> SQL { "SELECT casebridge.public_contract(\(id)) AS answer" }

    static func contracts(notice: String) -> SQL {
        "SELECT casebridge.public_contracts(\(notice)) AS answer"
    }

    static let indicators: SQL = "SELECT casebridge.public_indicators() AS answer"
}
