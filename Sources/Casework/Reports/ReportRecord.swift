import Forms
import Foundation
import Web

/// A report as the database answers it to one reader: an author sees the draft, others what was submitted.
struct ReportRecord: Decodable, Sendable {
    struct Author: Decodable, Sendable {
        let name: String
    }

    struct Finding: Decodable, Sendable {
        struct Support: Decodable, Sendable {
            let id: UUID
            let number: Int
            let title: String
        }

        let id: UUID
        let number: Int
        let replaces: Int?
        let kind: String
        let category: String
        let phase: String
        let statement: String
        let occurredOn: String?
        let place: String?
        let isReplaced: Bool
        let evidence: [Support]
    }

    struct Evidence: Decodable, Sendable {
        let id: UUID
        let number: Int
        let title: String
        let origin: String
        let fileName: String
        let size: Int
        let sha256: String
        let addedAt: String
        let status: String
    }

    struct Comment: Decodable, Sendable {
        let question: String?
        let finding: Int?
        let text: String
        let author: String
        let writtenAt: String
    }

    struct Submission: Decodable, Sendable {
        let number: Int
        let submittedAt: String
        let digest: String
    }

    let id: UUID
    let caseId: UUID
    let caseNumber: String
    let caseTitle: String
    let status: String
    let version: Int64
    let contentVersion: Int64
    let form: String
    let formHash: String
    let isEditable: Bool
    let isAuthor: Bool
    let answers: JSONValue
    let authors: [Author]
    let findings: [Finding]
    let evidence: [Evidence]
    let comments: [Comment]
    let submissions: [Submission]

    /// Every answer by its question.
    var answered: [String: JSONValue] { answers.object ?? [:] }
    /// Whether the reader may write in it now.
    var isOpenToAuthor: Bool { isAuthor && isEditable }
    /// The page on which it is read.
    var address: String { "/reports/" + id.uuidString.lowercased() }
    /// Where the last submission is compared with the one before; nil while there is none before.
    var changesAddress: String? {
        submissions.count > 1 ? "\(address)/submissions/\(submissions.count)/changes" : nil
    }
    /// The case's page.
    var caseAddress: String { "/cases/" + caseId.uuidString.lowercased() }
}

extension Visit {
    /// The way to a page of a report: the part of the site, the case, the report.
    func trail(to report: ReportRecord, itself: Bool = false) -> [Breadcrumb] {
        let part: SitePart = report.isAuthor ? .mine : .reviews
        let way = [step(part), Breadcrumb(report.caseNumber, report.caseAddress)]
        return itself
            ? way
            : way + [Breadcrumb(words("reports.report_of", ["number": report.caseNumber]), report.address)]
    }

    /// The part of the site to which a report's pages belong for this reader.
    func part(of report: ReportRecord) -> SitePart { report.isAuthor ? .mine : .reviews }
}
