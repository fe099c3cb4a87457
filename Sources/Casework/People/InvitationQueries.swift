import Foundation
import Postgres

/// Invitations to the caller's organisation.
enum InvitationQueries {
    static let list: SQL = "SELECT casebridge.invitation_list() AS answer"

    static func invite(_ email: String, language: String, roles: [String]) -> SQL {
        "SELECT casebridge.invite(\(email), \(language), \(roles)) AS answer"
    }

    static func revoke(_ id: UUID) -> SQL { "SELECT casebridge.revoke_invitation(\(id)) AS answer" }

    static func renew(_ id: UUID) -> SQL { "SELECT casebridge.renew_invitation(\(id)) AS answer" }
}
