import Web

/// A buyer or a supplier as the notices name it.
struct ContractParty: Decodable, Sendable {
    let name: String?
    let identifier: String?
}

/// A contract as the database tells it: to those who work with it, or to everybody.
protocol ToldContract: Sendable {
    var buyer: ContractParty { get }
    var suppliers: [ContractParty] { get }
    /// How many suppliers are not named to this reader.
    var hiddenSuppliers: Int { get }
    var value: MoneyAmount? { get }
    var estimatedValue: MoneyAmount? { get }
    var country: String { get }
    var lot: String { get }
    /// How many lots its procedure has; nil where that is not told.
    var lots: Int? { get }
    var procedureType: String? { get }
    var cpv: String? { get }
    var nuts: String? { get }
    var publishedOn: String? { get }
    var deadlineOn: String? { get }
    var concludedOn: String? { get }
}

extension ToldContract {
    /// The facts as labels and values; what the notices do not say is left out.
    func facts(_ words: PageWords) -> SummaryList {
        let rows: [(String, String?)] = [
            ("buyer", buyer.name), ("supplier", supplierText(words)), ("value", words.money(value)),
            ("estimated_value", words.money(estimatedValue)), ("country", words.country(country)),
            ("lot", lot.isEmpty ? nil : lot), ("lots", lots.map(String.init)),
            ("procedure", procedureType.flatMap { words.find("indicator.value.\($0)") }),
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
