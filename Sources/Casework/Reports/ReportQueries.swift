import Foundation
import Postgres

enum ReportQueries {
    /// Without statuses, whatever waits for a reviewer or an approver.
    static func list(_ filter: QueueFilter) -> SQL {
        """
        SELECT casebridge.report_list(\(filter.statuses ?? ["submitted", "in_review", "reviewed"]), \(filter.limit)::int,
            \(filter.place?.moment)::timestamptz, \(filter.place?.id)) AS answer
        """
    }

    static func one(_ id: UUID) -> SQL {
        """
        WITH answered AS MATERIALIZED (SELECT casebridge.report_view(\(id)) AS answer)
        SELECT answer, (answer ->> 'content_version')::bigint AS version FROM answered
        """
    }

    static func submission(_ id: UUID, _ number: Int) -> SQL {
        "SELECT casebridge.submission_view(\(id), \(number)::int) AS answer"
    }

    static func create(_ caseID: UUID, form: String, problems: String, wording: String?) -> SQL {
        "SELECT casebridge.create_report(\(caseID), \(form), \(JSONText(problems)), \(wording)) AS answer"
    }

    /// The contract on which a case is, for whoever may read the case.
    static func contract(ofCase id: UUID) -> SQL {
        "SELECT casebridge.contract_view((casebridge.case_view(\(id)) -> 'contract' ->> 'id')::uuid) AS answer"
    }

    static func forEditing(_ id: UUID) -> SQL { "SELECT casebridge.report_for_editing(\(id)) AS answer" }

    static func save(_ id: UUID, _ saved: SavedAnswers) -> SQL {
        """
        SELECT answer, (answer ->> 'content_version')::bigint AS version FROM (
            SELECT casebridge.save_answers(\(id), \(saved.expected)::int, \(JSONText(saved.patch)),
                \(JSONText(saved.answers)), \(JSONText(saved.problems)), \(saved.wording)) AS answer) answered
        """
    }

    static func addFinding(_ id: UUID, _ finding: String) -> SQL {
        "SELECT casebridge.add_finding(\(id), \(JSONText(finding))) AS answer"
    }
}

/// A save of answers as it is written: what was sent, the whole after it, and what the form still misses.
struct SavedAnswers: Sendable {
    let expected: Int64
    let patch: String
    let answers: String
    let problems: String
    let wording: String?
}
