import Foundation
import Postgres
import Web

enum ContractQueries {
    static func list(_ filter: JSON) -> SQL {
        "SELECT casebridge.contract_list(\(JSONText(filter.description))) AS answer"
    }

    /// A contract that turned out to be another one is shown as that.
    static func one(_ id: UUID) -> SQL {
        "SELECT casebridge.contract_view(casebridge.contract_now(\(id))) AS answer"
    }

    static func history(_ id: UUID) -> SQL { "SELECT casebridge.contract_history(\(id)) AS answer" }

    static func parties(_ id: UUID) -> SQL { "SELECT casebridge.contract_parties(\(id)) AS answer" }

    /// Every indicator that is loaded, red ones first: `[{"id", "colour"}]`.
    static let indicators: SQL = """
        SELECT coalesce(json_agg(json_build_object('id', id, 'colour', colour) ORDER BY colour DESC, id), '[]') AS answer
        FROM casebridge.indicator
        """
}
