import Foundation
import Postgres

enum PeopleQueries {
    static let account: SQL = "SELECT casebridge.account_view() AS answer"
    static let people: SQL = "SELECT casebridge.people_list() AS answer"

    static func propose(_ account: UUID, role: String) -> SQL {
        "SELECT casebridge.propose_grant(\(account), \(role)) AS answer"
    }

    static func confirm(_ grant: UUID) -> SQL { "SELECT casebridge.confirm_grant(\(grant)) AS answer" }

    static func revoke(_ grant: UUID) -> SQL { "SELECT casebridge.revoke_grant(\(grant)) AS answer" }

    static func training(_ account: UUID, title: String, from: String, until: String) -> SQL {
        "SELECT casebridge.record_training(\(account), \(title), \(from)::date, \(until)::date) AS answer"
    }
}
