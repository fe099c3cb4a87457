import Foundation
import Postgres

enum PeopleQueries {
    static let account = Viewer.sql
    static let people: SQL = "SELECT casebridge.people_list() AS answer"

    /// The roles that the caller's organisation may give, by its kind.
    static let roles: SQL = """
        SELECT coalesce(json_agg(r.name ORDER BY r.name), '[]') AS answer
        FROM casebridge.role r
        WHERE (r.scope = 'authority') = (
            SELECT o.kind = 'authority' FROM casebridge.organisation o WHERE o.id = casebridge.my_organisation())
        """

    static func propose(_ account: UUID, role: String) -> SQL {
        "SELECT casebridge.propose_grant(\(account), \(role)) AS answer"
    }

    static func confirm(_ grant: UUID) -> SQL { "SELECT casebridge.confirm_grant(\(grant)) AS answer" }

    static func revoke(_ grant: UUID) -> SQL { "SELECT casebridge.revoke_grant(\(grant)) AS answer" }

    static func resetFactor(_ account: UUID) -> SQL {
        "SELECT casebridge.reset_factor_of(\(account)) AS answer"
    }

    static func training(_ account: UUID, title: String, from: String, until: String) -> SQL {
        "SELECT casebridge.record_training(\(account), \(title), \(from)::date, \(until)::date) AS answer"
    }
}
