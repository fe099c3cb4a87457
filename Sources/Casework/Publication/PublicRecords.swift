import Foundation
import Postgres
import Web

/// A contract as anybody may read it: what its notices say. Indicators are read from the JSON itself.
struct PublicContract: Decodable, Sendable {
    let id: UUID
    let title: String
    let language: String?
    let lot: String
    let country: String
    let buyer: ContractView.Party
    let suppliers: [ContractView.Party]
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
    let notices: [ContractView.NoticeLine]

    /// The facts as labels and values; what the notices do not say is left out.
    func facts(_ words: PageWords) -> SummaryList {
        let rows: [(String, String?)] = [
            ("buyer", buyer.name), ("supplier", supplierText(words)), ("value", words.money(value)),
            ("estimated_value", words.money(estimatedValue)), ("country", words.country(country)),
            ("lot", lot.isEmpty ? nil : lot),
            ("procedure", procedure.flatMap { words.find("indicator.value.\($0)") }),
            ("cpv", cpv.map(words.subject)), ("nuts", nuts.map(words.region)),
            ("published_on", words.date(publishedOn)), ("deadline_on", words.date(deadlineOn)),
            ("concluded_on", words.date(concludedOn)),
        ]
        return SummaryList(
            rows.compactMap { key, value in value.map { SummaryList.Row(words("contract.\(key)"), $0) } })
    }

    private func supplierText(_ words: PageWords) -> String? {
        let hidden = hiddenSuppliers > 0 ? [words.count("public.hidden", hiddenSuppliers)] : []
        let names = suppliers.compactMap(\.name) + hidden
        return names.isEmpty ? nil : names.joined(separator: "; ")
    }
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
