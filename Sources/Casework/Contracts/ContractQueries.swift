import Foundation
import Postgres
import Web

enum ContractQueries {
    static func list(_ filter: JSON) -> SQL {
        "SELECT casebridge.contract_list(\(JSONText(filter.description))) AS answer"
    }

    static func one(_ id: UUID) -> SQL { "SELECT casebridge.contract_view(\(id)) AS answer" }

    /// Every indicator that is loaded, red ones first: `[{"id", "colour"}]`.
    static let indicators: SQL = """
        SELECT coalesce(json_agg(json_build_object('id', id, 'colour', colour) ORDER BY colour DESC, id), '[]') AS answer
        FROM casebridge.indicator
        """
}
