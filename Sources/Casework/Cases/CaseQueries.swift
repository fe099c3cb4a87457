import Foundation
import Postgres
import Web

enum CaseQueries {
    static func list(_ filter: CaseFilter) -> SQL {
        if let days = filter.dueWithin { return due(filter, days) }
        return """
            SELECT casebridge.case_list(\(filter.statuses), \(filter.assignee), \(filter.isOverdue), \(filter.limit)::int,
                \(filter.place?.moment)::timestamptz, \(filter.place?.id)) AS answer
            """
    }

    private static func due(_ filter: CaseFilter, _ days: Int) -> SQL {
        """
        SELECT casebridge.due_cases(\(days)::int, \(filter.statuses), \(filter.assignee), \(filter.isOverdue),
            \(filter.limit)::int, \(filter.place?.moment)::timestamptz, \(filter.place?.id)) AS answer
        """
    }

    /// How many cases the list would have, up to a thousand.
    static func count(_ filter: CaseFilter) -> SQL {
        """
        SELECT casebridge.case_count(\(filter.statuses), \(filter.assignee), \(filter.isOverdue),
            \(filter.dueWithin)::int) AS answer
        """
    }

    static func one(_ id: UUID) -> SQL { versioned("SELECT casebridge.case_view(\(id)) AS answer") }

    static func timeline(_ id: UUID) -> SQL { "SELECT casebridge.case_timeline(\(id)) AS answer" }

    static func create(contract: UUID, reason: String) -> SQL {
        "SELECT casebridge.create_case(\(contract), \(reason)) AS answer"
    }

    /// The statuses of cases in the order of the workflow that is loaded now.
    static let statuses: SQL = """
        SELECT coalesce(json_agg(s.name ORDER BY s.position), '[]') AS answer
        FROM casebridge.workflow_status s
        WHERE s.workflow_id = (SELECT w.id FROM casebridge.workflow w WHERE w.kind = 'case' ORDER BY w.version DESC LIMIT 1)
        """

    /// The same with the record's version beside it, for the ETag.
    static func versioned(_ sql: SQL) -> SQL { sql.withVersion }
}
