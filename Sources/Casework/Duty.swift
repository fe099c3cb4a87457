import Foundation
import Postgres

/// Something that may wait for a person: how it is counted, and where it is done.
struct Duty: Sendable {
    /// The list that a duty is the length of.
    enum Matter: Sendable {
        case cases(CaseFilter)
        case reports([String])
        case referrals([String])
    }

    let name: String
    let permission: String
    /// The page that lists exactly what was counted.
    let address: String
    let matter: @Sendable (Viewer) -> Matter

    /// Every duty, the most pressing first.
    static let all = [
        Duty(name: "overdue", permission: "case.close", address: "/cases?overdue=true") { _ in
            .cases(CaseFilter(isOverdue: true))
        },
        Duty(
            name: "due_soon", permission: "case.close", address: "/cases?due_within=\(CaseListModel.soon)"
        ) { _ in .cases(CaseFilter(dueWithin: CaseListModel.soon)) },
        Duty(name: "to_assign", permission: "assignment.create", address: "/cases?status=selected") { _ in
            .cases(CaseFilter(statuses: ["selected"]))
        },
        Duty(name: "in_review", permission: "assignment.create", address: "/reviews?show=open") { _ in
            .reports(["submitted", "in_review", "reviewed"])
        },
        Duty(name: "returned", permission: "assignment.create", address: "/reviews?show=returned") { _ in
            .reports(["changes_requested"])
        },
        Duty(name: "to_refer", permission: "referral.prepare", address: "/cases?status=reported") { _ in
            .cases(CaseFilter(statuses: ["reported"]))
        },
        Duty(name: "offered", permission: "assignment.create", address: "/cases?status=assigned") { _ in
            .cases(CaseFilter(statuses: ["assigned"]))
        },
        Duty(name: "mine", permission: "assignment.accept", address: "/my-cases") { viewer in
            .cases(CaseFilter(assignee: viewer.id))
        },
        Duty(name: "to_review", permission: "report.review", address: "/reviews") { _ in
            .reports(["submitted", "in_review"])
        },
        Duty(name: "to_approve", permission: "report.approve", address: "/reviews") { _ in
            .reports(["reviewed"])
        },
        Duty(name: "referrals_to_approve", permission: "referral.approve", address: "/referrals") { _ in
            .referrals(["in_approval"])
        },
        Duty(name: "to_acknowledge", permission: "referral.acknowledge", address: "/inbox") { _ in
            .referrals(["sent"])
        },
    ]

    /// Those of a person's roles.
    static func of(_ viewer: Viewer) -> [Duty] { all.filter { viewer.holds($0.permission) } }
}

extension Duty.Matter {
    /// One row with `{"count", "is_more"}`.
    var count: SQL {
        switch self {
        case .cases(let filter): CaseQueries.count(filter)
        case .reports(let statuses): "SELECT casebridge.report_count(\(statuses)) AS answer"
        case .referrals(let statuses): "SELECT casebridge.referral_count(\(statuses)) AS answer"
        }
    }

    /// Where the API lists what was counted.
    var list: String {
        switch self {
        case .cases(let filter): "/api/v1/cases?" + filter.query
        case .reports(let statuses): "/api/v1/reports?" + Self.query(statuses)
        case .referrals(let statuses): "/api/v1/referrals?" + Self.query(statuses)
        }
    }

    fileprivate static func query(_ statuses: [String]) -> String {
        statuses.map { "status=\($0)" }.joined(separator: "&")
    }
}

extension CaseFilter {
    init(
        statuses: [String]? = nil, assignee: UUID? = nil, isOverdue: Bool = false, dueWithin: Int? = nil
    ) {
        self.init()
        self.statuses = statuses
        self.assignee = assignee
        self.isOverdue = isOverdue
        self.dueWithin = dueWithin
    }

    fileprivate var query: String {
        [
            statuses.map { Duty.Matter.query($0) },
            assignee.map { "assignee=\($0.uuidString.lowercased())" },
            isOverdue ? "overdue=true" : nil, dueWithin.map { "due_within=\($0)" },
        ].compactMap { $0 }.joined(separator: "&")
    }
}

/// The length of a list as the database counts it: exact up to a thousand.
struct UpToThousand: Decodable, Sendable {
    let count: Int
    let isMore: Bool
}

/// A duty with its number, as the start page shows it.
struct DutyLine: Sendable {
    let text: String
    let number: String
    let address: String
    /// `pressing` for what is late, `quiet` where nothing waits.
    let style: String

    init(_ duty: Duty, _ length: UpToThousand, _ words: PageWords) {
        style = length.count == 0 ? "quiet" : duty.name == "overdue" ? "pressing" : "waiting"
        text = words.count("start.duty.\(duty.name)", length.isMore ? 1_001 : length.count)
        number = length.isMore ? words("start.more_than_thousand") : String(length.count)
        address = duty.address
    }
}
