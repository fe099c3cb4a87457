import Foundation
import Hummingbird
import Web

/// Lists of referrals: what an organisation sent, and what an authority received.
struct ReferralLists {
    let pages: PageDesk

    private struct Tab {
        let name: String
        let statuses: [String]?
    }

    private static let sent = [
        Tab(name: "all", statuses: nil), Tab(name: "open", statuses: ["prepared", "in_approval", "sealed"]),
        Tab(name: "delivered", statuses: ["sent", "acknowledged", "accepted"]),
        Tab(name: "finished", statuses: ["concluded", "declined", "forwarded", "revoked"]),
    ]
    private static let received = [
        Tab(name: "new", statuses: ["sent"]), Tab(name: "working", statuses: ["acknowledged", "accepted"]),
        Tab(name: "finished", statuses: ["concluded", "declined", "forwarded"]),
        Tab(name: "all", statuses: nil),
    ]

    func add(to routes: Routes) {
        routes.page(.get, "referrals") { [self] request, context in
            try await list(request, context, .referrals, Self.sent)
        }
        routes.page(.get, "inbox") { [self] request, context in
            try await list(request, context, .inbox, Self.received)
        }
    }

    private struct Items: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            let id: UUID
            let number: Int
            let caseNumber: String?
            let title: String?
            let status: String
            let authority: String
            let sender: String
            let sentAt: String?
            let referenceNumber: String?
            let nextDue: Due?
        }
        struct Due: Decodable, Sendable {
            let name: String
            let dueOn: String
            let owedBy: String
            let overdue: Bool
            let soft: Bool

            var clock: RunningClock {
                RunningClock(
                    name: name, dueOn: dueOn, owedBy: owedBy, paused: false, overdue: overdue, soft: soft)
            }
        }
        let items: [Item]
        let next: String?
    }

    private func list(
        _ request: Request, _ context: SignedInContext, _ part: SitePart, _ tabs: [Tab]
    ) async throws -> Response {
        let chosen = QueryInput(request)["show"]
        let tab = tabs.first { $0.name == chosen } ?? tabs[0]
        let visit = try await pages.visit(
            context, ReferralQueries.list(try QueueFilter(request, tab: tab.statuses)))
        let list = try visit.answer(0, as: Items.self)
        let items = list.items
        let words = visit.words
        let group = part == .inbox ? "referrals.inbox" : "referrals.list"
        let model = ReferralListPage(
            title: words("\(group).title"), lead: words("\(group).lead"),
            tabs: tabs.map {
                PageTab(words("\(group).\($0.name)"), "\(part.address)?show=\($0.name)", $0.name == tab.name)
            },
            table: items.isEmpty ? nil : table(items, part, words("\(group).\(tab.name)"), words),
            empty: items.isEmpty
                ? EmptyState(title: words("\(group).none"), text: words("\(group).none_text")) : nil,
            pages: Pagination(request, next: list.next))
        return try pages.page("Referrals/list", model, visit.head(model.title, in: part), visit)
    }

    private func table(_ items: [Items.Item], _ part: SitePart, _ caption: String, _ words: PageWords)
        -> DataTable
    {
        let isInbox = part == .inbox
        let heads =
            isInbox
            ? ["contract", "sender", "sent", "reference", "next", "status"]
            : ["number", "contract", "authority", "sent", "next", "status"]
        return DataTable(
            caption: caption,
            columns: heads.map {
                DataTable.Column(
                    words($0 == "reference" ? "referrals.inbox.reference" : "referrals.list.\($0)"))
            },
            rows: items.map { item in
                // The authority does not know the sender's numbers: it finds a referral by its contract.
                let name = item.caseNumber.map { "\($0) / \(item.number)" }
                let title = item.title ?? String(item.number)
                let link = DataTable.Content.link(
                    isInbox ? title : name ?? title, address: "/referrals/" + item.id.uuidString.lowercased())
                let sent = words.moment(item.sentAt) ?? words("referrals.list.not_sent")
                let before =
                    isInbox ? [link, .text(item.sender)] : [link, .text(title), .text(item.authority)]
                let reference = item.referenceNumber ?? words("referrals.inbox.no_reference")
                return before + [.text(sent)] + (isInbox ? [.text(reference)] : [])
                    + [.text(Self.due(item.nextDue, words)), .tag(words.status("referral", item.status))]
            })
    }

    private static func due(_ due: Items.Due?, _ words: PageWords) -> String {
        guard let due, let line = ClockLines([due.clock], words).lines.first else {
            return words("referrals.list.nothing_due")
        }
        let key = due.overdue ? "referrals.list.overdue" : "referrals.list.due"
        return words(key, ["name": line.name, "date": line.due])
    }
}

/// The model of `Referrals/list`.
struct ReferralListPage: Sendable {
    let title: String
    let lead: String
    let tabs: [PageTab]
    let table: DataTable?
    let empty: EmptyState?
    let pages: Pagination?
}
