import Foundation
import Hummingbird
import Web

/// The list of organisations, template `Parties/list`.
struct PartyListModel: Sendable {
    struct Row: Sendable {
        let name: String
        let address: String
        let country: String
        let bought: String
        let supplied: String

        init(_ line: PartyList.Line, _ words: PageWords) {
            name = line.name
            address = "/parties/\(line.id.uuidString.lowercased())"
            country = words.country(line.country)
            bought = String(line.bought)
            supplied = String(line.supplied)
        }
    }

    let text: TextField
    let rows: [Row]
    let hasRows: Bool
    let empty: EmptyState?
    let pages: Pagination?

    init(_ request: Request, _ list: PartyList, _ words: PageWords) {
        let query = QueryInput(request)
        text = TextField(
            name: "q", label: words("party.filter.text"), value: query["q"] ?? "", type: "search")
        rows = list.items.map { Row($0, words) }
        hasRows = !rows.isEmpty
        empty =
            hasRows ? nil : EmptyState(title: words("party.empty.title"), text: words("party.empty.next"))
        pages = Pagination(request, next: list.next)
    }
}
