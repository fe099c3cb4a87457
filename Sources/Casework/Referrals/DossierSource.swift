import Foundation

/// What PostgreSQL gives for a dossier: the approved content of a referral, with pseudonyms in place of monitors.
struct DossierSource: Decodable, Sendable {
    struct Party: Decodable, Sendable {
        let name: String
        let country: String
    }

    struct Finding: Decodable, Sendable {
        let number: Int
        let kind: String
        let category: String
        let phase: String
        let statement: String
        let occurredOn: String?
        let place: String?
        let evidence: [Int]
    }

    struct Evidence: Decodable, Sendable {
        let id: UUID
        let number: Int
        let title: String
        let origin: String
        let fileName: String
        let mediaType: String
        let size: Int
        let sha256: String
        let addedAt: String
    }

    struct Contract: Decodable, Sendable {
        struct Buyer: Decodable, Sendable { let name: String }
        struct Notice: Decodable, Sendable {
            let number: String
            let link: String
        }
        let title: String
        let language: String?
        let buyer: Buyer
        let notices: [Notice]
    }

    let referral: UUID
    let caseId: UUID
    let `case`: String
    let number: Int
    let contentDigest: String
    let fileId: UUID
    let sealedAt: String
    let sender: Party
    let authority: Party
    let contract: Contract
    let reporters: [String]
    let findings: [Finding]
    let evidence: [Evidence]
    let wrappedKey: Data
}
