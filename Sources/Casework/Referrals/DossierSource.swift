import Forms
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
        struct Supplier: Decodable, Sendable { let name: String? }
        let title: String
        let language: String?
        let buyer: Buyer
        let suppliers: [Supplier]
        let value: MoneyAmount?
        let notices: [Notice]
    }

    /// The report as it was last submitted.
    struct Submission: Decodable, Sendable {
        let submittedAt: String
        let answers: JSONValue
    }

    /// Who reviewed or approved, by pseudonym.
    struct Act: Decodable, Sendable {
        let action: String?
        let by: String
        let at: String
    }

    let referral: UUID
    let caseId: UUID
    let `case`: String
    let number: Int
    let contentDigest: String
    /// Nil in a preview.
    let sealedAt: String?
    let sender: Party
    let authority: Party
    let contract: Contract
    let riskProfile: RiskProfile?
    let submission: Submission?
    let review: [Act]?
    let approvals: [Act]?
    let reporters: [String]
    let findings: [Finding]
    let evidence: [Evidence]
}

/// What only sealing gets besides: the id of the package's file and the case's key.
struct SealingFacts: Decodable, Sendable {
    let fileId: UUID
    let wrappedKey: Data
}
