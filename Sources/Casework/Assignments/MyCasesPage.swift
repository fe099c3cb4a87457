import Foundation
import Hummingbird
import Web

/// One of the monitor's own assignments.
struct OwnAssignment: Decodable, Sendable {
    let assignmentId: UUID
    let status: String
    let dueOn: String?
    let caseId: UUID
    let number: String
    let title: String
    let isOpen: Bool
    let reportId: UUID?
    let reportStatus: String?
    let overdue: Bool
}

/// The monitor's own cases in groups by what they wait for, template `Assignments/mine`.
struct MyCasesModel: Sendable {
    struct Group: Sendable {
        let title: String
        let rows: [Row]
    }

    struct Row: Sendable {
        let title: String
        let address: String
        let due: String?
        let overdue: StatusTag?
        let status: StatusTag
        let next: String
        let nextAddress: String
    }

    let groups: [Group]
    let empty: EmptyState?

    init(_ assignments: [OwnAssignment], _ words: PageWords) {
        let byGroup = Dictionary(grouping: assignments, by: Self.group)
        groups = ["offered", "returned", "working", "submitted", "finished"].compactMap { name in
            byGroup[name].map {
                Group(title: words("assignment.group.\(name)"), rows: $0.map { Row($0, words) })
            }
        }
        empty =
            assignments.isEmpty
            ? EmptyState(title: words("assignment.empty.title"), text: words("assignment.empty.text")) : nil
    }

    private static func group(_ assignment: OwnAssignment) -> String {
        if assignment.status == "offered" { return "offered" }
        switch assignment.reportStatus {
        case "changes_requested": return "returned"
        case "submitted", "in_review", "reviewed": return "submitted"
        case "approved", "rejected": return "finished"
        default: return assignment.isOpen ? "working" : "finished"
        }
    }

    static func respond(_ pages: PageDesk, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, AssignmentQueries.mine)
        let model = MyCasesModel(try visit.answer(0), visit.words)
        return try pages.page(
            "Assignments/mine", model, visit.head(visit.words("page.navigation.mine"), in: .mine), visit)
    }
}

extension MyCasesModel.Row {
    init(_ own: OwnAssignment, _ words: PageWords) {
        let caseAddress = "/cases/\(own.caseId.uuidString.lowercased())"
        title = own.number + " " + own.title
        address = caseAddress
        due = words.date(own.dueOn)
        overdue = own.overdue && own.isOpen ? StatusTag(words("page.clock.overdue"), .problem) : nil
        status = own.reportStatus.map { words.status("report", $0) } ?? words.status("assignment", own.status)
        if let report = own.reportId {
            next = words("assignment.open_report")
            nextAddress = "/reports/\(report.uuidString.lowercased())"
        } else {
            next = words(own.status == "offered" ? "assignment.answer_offer" : "assignment.open_case")
            nextAddress = caseAddress + "#assignments"
        }
    }
}
