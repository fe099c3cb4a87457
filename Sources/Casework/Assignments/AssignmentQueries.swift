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

    /// The caller's own assignments that still open a case to him, each with the last report on it, the next due first.
    static let mine: SQL = """
        SELECT coalesce(json_agg(json_build_object('assignment_id', a.id, 'status', a.status, 'due_on', a.due_on,
                'case_id', c.id, 'number', c.number, 'title', c.title, 'is_open', a.is_open,
                'report_id', r.id, 'report_status', r.status,
                'overdue', EXISTS (SELECT FROM casebridge.clock k WHERE k.case_id = c.id AND k.owed_by = 'monitor'
                    AND k.stopped_at IS NULL AND k.paused_at IS NULL AND k.hard_at <= now()))
            ORDER BY a.is_open DESC, a.due_on, a.id), '[]') AS answer
        FROM casebridge.assignment a
        JOIN casebridge.case_file c ON c.id = a.case_id
        LEFT JOIN LATERAL (SELECT x.id, x.status FROM casebridge.report x WHERE x.assignment_id = a.id
            ORDER BY x.id DESC LIMIT 1) r ON true
        WHERE a.monitor_id = casebridge.me() AND a.has_access
        """
}
