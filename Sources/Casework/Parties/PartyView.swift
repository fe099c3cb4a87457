import Foundation
import Web

/// A page of the list of organisations, as the database tells it.
struct PartyList: Decodable, Sendable {
    struct Line: Decodable, Sendable {
        let id: UUID
        let name: String
        let country: String
        let bought: Int
        let supplied: Int
    }

    let items: [Line]
    let next: String?
}

/// An organisation, as the database tells it.
struct PartyView: Decodable, Sendable {
    struct Other: Decodable, Sendable {
        let id: UUID
        let name: String
    }

    /// One that was joined to this: when, and by somebody of which organisation, nil for somebody of none.
    struct Member: Decodable, Sendable {
        let id: UUID
        let name: String
        let mergedAt: String
        let mergedBy: String?
    }

    struct Flag: Decodable, Sendable {
        let id: String
        let colour: String
        let contracts: Int
    }

    struct Contract: Decodable, Sendable {
        let id: UUID
        let title: String
        let language: String?
        let publishedOn: String?
        let score: Double?
        let value: MoneyAmount?
    }

    struct Contracts: Decodable, Sendable {
        let count: Int
        let contracts: [Contract]
    }

    let id: UUID
    let name: String
    let country: String
    let mergedInto: Other?
    let identifiers: [String]
    let members: [Member]
    let bought: Contracts
    let supplied: Contracts
    let flags: [Flag]
}
