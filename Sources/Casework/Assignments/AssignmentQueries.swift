import Foundation
import Postgres

enum AssignmentQueries {
    static func create(_ caseID: UUID, monitor: UUID, dueOn: String) -> SQL {
        "SELECT casebridge.create_assignment(\(caseID), \(monitor), \(dueOn)::date) AS answer"
    }

    static func declare(_ caseID: UUID, hasConflict: Bool, statement: String) -> SQL {
        "SELECT casebridge.declare_conflict(\(caseID), \(hasConflict), \(statement)) AS answer"
    }

    static let monitors: SQL = "SELECT casebridge.monitor_list() AS answer"
}
