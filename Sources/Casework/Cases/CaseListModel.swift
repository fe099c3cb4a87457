import Foundation
import Hummingbird
import Web

/// A page of the worklist as the database tells it.
struct CaseList: Decodable, Sendable {
    struct Line: Decodable, Sendable {
        let id: UUID
        let number: String
        let title: String
        let status: String
        let country: String
        let score: Double?
        let updatedAt: String
        let monitors: [NamedRecord]?
        let nextDueOn: String?
        let overdue: Bool
    }

    let items: [Line]
    let next: String?
}

/// The worklist, template `Cases/list`.
struct CaseListModel: Sendable {
    struct Tab: Sendable {
        let text: String
        let address: String
        let isCurrent: Bool
    }

    struct Row: Sendable {
        let number: String
        let title: String
        let address: String
        let monitors: String
        let due: String?
        let overdue: StatusTag?
        let score: String
        let updated: String
        let status: StatusTag
    }

    /// Days of the tab of cases that are due soon.
    static let soon = 7

    let tabs: [Tab]
    let caption: String
    let rows: [Row]
    let hasRows: Bool
    let empty: EmptyState?
    let pages: Pagination?

    init(_ request: Request, _ list: CaseList, statuses: [String], _ visit: Visit) {
        let words = visit.words
        let query = QueryInput(request)
        let chosen = query.all("status")
        let isOverdue = query["overdue"] == "true"
        let within = query["due_within"].flatMap(Int.init)
        let isWhole = chosen.isEmpty && !isOverdue && within == nil
        tabs = Self.tabs(statuses, chosen, isOverdue: isOverdue, within: within, words)
        caption =
            within.map { words.count("case.list.due_caption", $0) } ?? words("case.list.caption")
        rows = list.items.map { Row($0, words) }
        hasRows = !rows.isEmpty
        let mayOpen = visit.viewer.holds("contract.select") && isWhole
        empty =
            hasRows
            ? nil
            : EmptyState(
                title: words("case.empty.title"), text: words("case.empty.text"),
                action: mayOpen ? words("case.empty.action") : nil, address: mayOpen ? "/contracts" : nil)
        pages = Pagination(request, next: list.next)
    }

    private static func tabs(
        _ statuses: [String], _ chosen: [String], isOverdue: Bool, within: Int?, _ words: PageWords
    ) -> [Tab] {
        let isPlain = !isOverdue && within == nil
        return [
            Tab(text: words("case.list.all"), address: "/cases", isCurrent: chosen.isEmpty && isPlain),
            Tab(text: words("case.list.overdue"), address: "/cases?overdue=true", isCurrent: isOverdue),
            Tab(
                text: words.count("case.list.due_within", within ?? soon),
                address: "/cases?due_within=\(within ?? soon)", isCurrent: within != nil && !isOverdue),
        ]
            + statuses.map { status in
                Tab(
                    text: words.find("workflow.statuses.case.\(status)") ?? status,
                    address: "/cases?status=\(status)", isCurrent: chosen == [status] && isPlain)
            }
    }
}

extension CaseListModel.Row {
    init(_ line: CaseList.Line, _ words: PageWords) {
        number = line.number
        title = line.title
        address = "/cases/\(line.id.uuidString.lowercased())"
        let names = (line.monitors ?? []).map(\.name)
        monitors = names.isEmpty ? words("case.list.nobody") : names.joined(separator: ", ")
        due = words.date(line.nextDueOn)
        overdue = line.overdue ? StatusTag(words("page.clock.overdue"), .problem) : nil
        score = line.score.map { String(Int($0.rounded())) } ?? words("contract.no_score")
        updated = words.moment(line.updatedAt) ?? line.updatedAt
        status = words.status("case", line.status)
    }
}
