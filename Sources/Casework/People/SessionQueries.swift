import Foundation
import Postgres

/// One's own sessions and second factor.
enum SessionQueries {
    static let list: SQL = "SELECT casebridge.session_list() AS answer"
    static let secondFactor: SQL = "SELECT casebridge.my_second_factor() AS answer"
    static let offeredSecret: SQL = "SELECT casebridge.my_offered_secret() AS answer"
    static let removeFactor: SQL = "SELECT casebridge.remove_my_second_factor() AS answer"
    static let revokeOthers: SQL = "SELECT casebridge.revoke_other_sessions() AS answer"

    static func revoke(_ id: UUID) -> SQL { "SELECT casebridge.revoke_session(\(id)) AS answer" }

    static func offer(_ sealed: [UInt8]) -> SQL {
        "SELECT casebridge.offer_my_second_factor(\(sealed)) AS answer"
    }

    static func enrol(step: Int64, hashes: [UInt8]) -> SQL {
        "SELECT casebridge.enrol_my_second_factor(\(step), \(hashes)) AS answer"
    }

    static func renewCodes(_ hashes: [UInt8]) -> SQL {
        "SELECT casebridge.renew_my_recovery_codes(\(hashes)) AS answer"
    }
}
