import Foundation
import Web

/// A referral as the database answers it to its sender or to the authority's officer.
struct ReferralRecord: Decodable, Sendable {
    struct Party: Decodable, Sendable {
        let name: String
        let country: String
    }

    struct Contract: Decodable, Sendable {
        struct Supplier: Decodable, Sendable {
            let name: String?
        }

        let title: String
        let buyer: String?
        let suppliers: [Supplier]
        let language: String?
        let value: MoneyAmount?
    }

    struct Finding: Decodable, Sendable {
        let id: UUID
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
        let mediaType: String
        let size: Int
        let sha256: String
    }

    struct Approval: Decodable, Sendable {
        let account: String
        let approvedAt: String
        let isMine: Bool
    }

    struct Part: Decodable, Sendable {
        let part: String
        let met: Bool
    }

    struct Dossier: Decodable, Sendable {
        let ready: Bool
        let size: Int?
        let sha256: String?
    }

    struct Question: Decodable, Sendable {
        let number: Int
        let text: String
        let dueOn: String
        let askedAt: String
        let answer: String?
        let answeredAt: String?
    }

    let id: UUID
    let number: Int
    let caseNumber: String
    let caseId: UUID?
    let title: String
    let status: String
    let version: Int64
    let side: String
    let authority: Party
    let sender: Party
    let contentDigest: String
    let sentAt: String?
    let firstOpenedAt: String?
    let referenceNumber: String?
    let outcome: String?
    let amountRecovered: MoneyAmount?
    let mayTellMonitor: String?
    let message: String?
    let contract: Contract
    let riskProfile: RiskProfile?
    let findings: [Finding]
    let evidence: [Evidence]
    let approvals: [Approval]?
    let completeness: [Part]?
    let dossier: Dossier?
    let questions: [Question]
    let clocks: [RunningClock]

    /// Whether the reader belongs to the sender.
    var isSender: Bool { side == "sender" }
    /// The page on which it is read.
    var address: String { "/referrals/" + id.uuidString.lowercased() }
    /// The case's page, for the sender only.
    var caseAddress: String? { caseId.map { "/cases/" + $0.uuidString.lowercased() } }

    /// What people call it: the case's number and its own.
    func name(_ words: PageWords) -> String {
        words("referrals.name", ["case": caseNumber, "number": String(number)])
    }
}

extension Visit {
    /// The part of the site to which a referral belongs for this reader.
    func part(of referral: ReferralRecord) -> SitePart { referral.isSender ? .referrals : .inbox }

    /// The way to a page of a referral.
    func trail(to referral: ReferralRecord, itself: Bool = false) -> [Breadcrumb] {
        let way =
            [step(part(of: referral))]
            + (referral.caseAddress.map { [Breadcrumb(referral.caseNumber, $0)] } ?? [])
        return itself ? way : way + [Breadcrumb(referral.name(words), referral.address)]
    }
}
