import Foundation
import Web

/// A contract as the database tells it; indicators are read from the JSON itself.
struct ContractView: Decodable, Sendable {
    struct Party: Decodable, Sendable {
        let name: String?
        let identifier: String?
    }

    struct Procedure: Decodable, Sendable {
        let type: String?
        let lots: Int
    }

    struct NoticeLine: Decodable, Sendable {
        let number: String
        let type: String
        let publishedOn: String?
        let link: String
    }

    let id: UUID
    let title: String
    let description: String?
    let language: String?
    let lot: String
    let country: String
    let buyer: Party
    let suppliers: [Party]
    let value: MoneyAmount?
    let estimatedValue: MoneyAmount?
    let cpv: String?
    let nuts: String?
    let publishedOn: String?
    let deadlineOn: String?
    let concludedOn: String?
    let procedure: Procedure
    let notices: [NoticeLine]
    let caseId: UUID?
    let caseStatus: String?
    let caseNumber: String?

    /// The facts as labels and values; what the notices do not say is left out.
    func facts(_ words: PageWords) -> SummaryList {
        let supplier = suppliers.compactMap(\.name).joined(separator: "; ")
        let rows: [(String, String?)] = [
            ("buyer", buyer.name), ("supplier", supplier.isEmpty ? nil : supplier),
            ("value", words.money(value)),
            ("estimated_value", words.money(estimatedValue)), ("country", words.country(country)),
            ("lot", lot.isEmpty ? nil : lot), ("lots", String(procedure.lots)),
            ("procedure", procedure.type.flatMap { words.find("indicator.value.\($0)") }),
            ("cpv", cpv.map(words.subject)), ("nuts", nuts.map(words.region)),
            ("published_on", words.date(publishedOn)),
            ("deadline_on", words.date(deadlineOn)),
            ("concluded_on", words.date(concludedOn)),
        ]
        return SummaryList(
            rows.compactMap { key, value in value.map { SummaryList.Row(words("contract.\(key)"), $0) } })
    }
}
