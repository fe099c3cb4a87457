import Foundation
import Postgres
import Web

/// A record that has a status machine.
enum RecordKind: String, CaseIterable, Sendable {
    case `case`, assignment, report, referral

    /// Its part of an address: `cases`.
    var plural: String { rawValue + "s" }
}

/// One move as somebody asks for it. A version that was not expected is nil.
struct MoveRequest: Sendable {
    let kind: RecordKind
    let id: UUID
    let action: String
    let version: Int64?
    let reason: String?
    var data: JSONMembers?

    var sql: SQL {
        CaseQueries.versioned(
            """
            SELECT casebridge.move(\(kind.rawValue), \(id), \(action), \(version)::int, \(reason),
                \(data.map { JSONText(JSON.object($0).description) })) AS answer
            """)
    }

    static func allowed(_ kind: RecordKind, _ id: UUID) -> SQL {
        CaseQueries.versioned("SELECT casebridge.moves(\(kind.rawValue), \(id)) AS answer")
    }
}
