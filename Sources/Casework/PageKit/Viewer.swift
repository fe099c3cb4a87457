import Foundation
import Postgres

/// The signed-in person as the database knows him: whom a page greets, and which parts of the site it offers.
/// What the person may do is not decided here; PostgreSQL refuses the rest.
struct Viewer: Decodable, Sendable {
    struct Organisation: Decodable, Sendable {
        let id: UUID
        let name: String
        let kind: String
        let country: String
        let timeZone: String

        /// The zone by which the organisation's due dates end.
        var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
    }

    struct Role: Decodable, Sendable {
        let role: String
        let scope: String
    }

    let id: UUID
    let name: String
    let pseudonym: String
    let email: String
    let language: String
    /// The person's own zone, or the organisation's.
    let timeZone: String
    let organisation: Organisation
    let roles: [Role]
    let permissions: Set<String>

    /// The account view, one row with the column `answer`.
    static let sql: SQL = "SELECT casebridge.account_view() AS answer"

    /// Whether any role holds the permission, wherever it reaches.
    func holds(_ permission: String) -> Bool { permissions.contains(permission) }

    /// Whether any role holds one of them.
    func holds(oneOf permissions: String...) -> Bool { !self.permissions.isDisjoint(with: permissions) }

    /// The zone in which the person reads times.
    var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}
