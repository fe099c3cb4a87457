import Foundation
import Postgres
import Web

/// A case as the database tells it to this person; the risk profile is read from the JSON itself.
struct CaseView: Decodable, Sendable {
    struct Contract: Decodable, Sendable {
        struct Supplier: Decodable, Sendable {
            let name: String?
        }

        let id: UUID
        let title: String
        let buyer: String?
        let suppliers: [Supplier]
        let language: String?
        let value: MoneyAmount?
        let publishedOn: String?
    }

    struct Assignment: Decodable, Sendable {
        let id: UUID
        let status: String
        let dueOn: String?
        let monitor: NamedRecord
        let isMine: Bool
    }

    struct Report: Decodable, Sendable {
        let id: UUID
        let status: String
        let authors: [String]?
        let isMine: Bool
        let updatedAt: String
    }

    /// Who may read referrals gets the link; a monitor gets what the authority lets him know.
    struct Referral: Decodable, Sendable {
        struct Authority: Decodable, Sendable {
            let name: String
        }

        let id: UUID?
        let number: Int
        let status: String
        let authority: Authority
    }

    struct Declaration: Decodable, Sendable {
        let hasConflict: Bool
        let statement: String
        let declaredAt: String
    }

    let id: UUID
    let number: String
    let title: String
    let status: String
    let country: String
    let openedAt: String
    let contract: Contract
    let assignments: [Assignment]
    let reports: [Report]
    let referrals: [Referral]
    let clocks: [RunningClock]
    let myDeclaration: Declaration?

    var address: String { "/cases/\(id.uuidString.lowercased())" }
}

/// The moves of one assignment beside its id.
struct AssignmentMoves: Decodable, Sendable {
    let id: UUID
    let moves: AllowedMoves

    /// Of every open assignment of a case.
    static func sql(ofCase id: UUID) -> SQL {
        """
        SELECT coalesce(json_agg(json_build_object('id', a.id, 'moves', casebridge.moves('assignment', a.id)) ORDER BY a.id),
            '[]') AS answer
        FROM casebridge.assignment a
        WHERE a.case_id = \(id) AND a.is_open
        """
    }
}
