import Foundation
import Postgres

/// Something that may wait for a person: how it is counted, and where it is done.
struct Duty: Sendable {
    let name: String
    let permission: String
    let address: String
    let sql: @Sendable (Viewer) -> SQL

    /// Every duty, the most pressing first.
    static let all = [
        Duty(name: "overdue", permission: "case.close", address: "/cases?overdue=true") { _ in
            CaseQueries.list(CaseFilter(isOverdue: true))
        },
        Duty(name: "to_assign", permission: "assignment.create", address: "/cases?status=selected") { _ in
            CaseQueries.list(CaseFilter(statuses: ["selected"]))
        },
        Duty(name: "to_refer", permission: "referral.prepare", address: "/cases?status=reported") { _ in
            CaseQueries.list(CaseFilter(statuses: ["reported"]))
        },
        Duty(name: "offered", permission: "assignment.create", address: "/cases?status=assigned") { _ in
            CaseQueries.list(CaseFilter(statuses: ["assigned"]))
        },
        Duty(name: "in_review", permission: "assignment.create", address: "/reviews?show=open") { _ in
            ReportQueries.list(QueueFilter(statuses: ["submitted", "in_review", "reviewed"], limit: 100))
        },
        Duty(name: "returned", permission: "assignment.create", address: "/reviews?show=returned") { _ in
            ReportQueries.list(QueueFilter(statuses: ["changes_requested"], limit: 100))
        },
        Duty(name: "mine", permission: "assignment.accept", address: "/my-cases") { viewer in
            CaseQueries.list(CaseFilter(assignee: viewer.id))
        },
        Duty(name: "to_review", permission: "report.review", address: "/reviews") { _ in
            ReportQueries.list(QueueFilter(statuses: ["submitted", "in_review"], limit: 100))
        },
        Duty(name: "to_approve", permission: "report.approve", address: "/reviews") { _ in
            ReportQueries.list(QueueFilter(statuses: ["reviewed"], limit: 100))
        },
        Duty(name: "referrals_to_approve", permission: "referral.approve", address: "/referrals") { _ in
            ReferralQueries.list(QueueFilter(statuses: ["in_approval"], limit: 100))
        },
        Duty(name: "to_acknowledge", permission: "referral.acknowledge", address: "/inbox") { _ in
            ReferralQueries.list(QueueFilter(statuses: ["sent"], limit: 100))
        },
    ]
}

extension CaseFilter {
    init(statuses: [String]? = nil, assignee: UUID? = nil, isOverdue: Bool = false) {
        self.init()
        self.statuses = statuses
        self.assignee = assignee
        self.isOverdue = isOverdue
        limit = 100
    }
}

/// How many rows a list has, up to a hundred.
struct RowCount: Decodable, Sendable {
    private struct Anything: Decodable, Sendable {}
    private let items: [Anything]
    private let next: String?

    var count: Int { items.count }
    // A list that gives no cursor stops at a hundred all the same.
    var isMore: Bool { next != nil || count == 100 }
}

/// A duty with its number, as the start page shows it.
struct DutyLine: Sendable {
    let text: String
    let number: String
    let address: String
    /// `pressing` for what is late, `quiet` where nothing waits.
    let style: String

    init(_ duty: Duty, _ count: RowCount, _ words: PageWords) {
        style = count.count == 0 ? "quiet" : duty.name == "overdue" ? "pressing" : "waiting"
        text = words("start.duty.\(duty.name)")
        number = count.isMore ? words("start.more_than_hundred") : String(count.count)
        address = duty.address
    }
}
